"""WCAG 2.2 AA contrast, computed from the style sheets: text 4.5 to 1, edges and focus 3 to 1."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3] / "src" / "g60translate"
SHEETS = [
    (ROOT / place).read_text("utf-8")
    for place in (
        "reports/base.css",
        "reports/segments.css",
        "server/pages/static/page.css",
    )
]
DARK = re.compile(r"@media \(prefers-color-scheme:dark\)\{:root\{([^}]*)\}\s*\}")
PRINT = re.compile(r"@media print\{.*?\n\}", re.DOTALL)
LIGHT = re.compile(r":root\{([^}]*)\}")
COLOUR = re.compile(r"--([\w-]+):(#[0-9a-f]{3,6})")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# What texts stand on where their rule names no background of its own.
GROUNDS = ("paper", "card")
# Edges of fields and buttons, the ring of the focus.
LINES = ("edge", "focus", "accent")


def colours(scheme: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for sheet in SHEETS:
        bare = PRINT.sub("", sheet)
        found |= dict(COLOUR.findall("".join(LIGHT.findall(DARK.sub("", bare)))))
    if scheme == "dark":
        for sheet in SHEETS:
            found |= dict(COLOUR.findall("".join(DARK.findall(sheet))))
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    signs = colour.lstrip("#")
    if len(signs) == 3:
        signs = "".join(sign * 2 for sign in signs)
    channels = [int(signs[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs() -> set[tuple[str, str]]:
    """Every colour of text with what it stands on."""
    found = set()
    for sheet in SHEETS:
        for _, body in RULE.findall(sheet):
            ink = re.search(r"(?<![-\w])color:var\(--([\w-]+)\)", body)
            ground = re.search(r"background(?:-color)?:var\(--([\w-]+)\)", body)
            if ink and ground:
                found.add((ink[1], ground[1]))
            elif ink:
                found |= {(ink[1], each) for each in GROUNDS}
            elif ground:
                found.add(("ink", ground[1]))
    return found


def test_the_formula_is_the_standard_s() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_are_legible(scheme: str) -> None:
    known = colours(scheme)
    # Bars and hairlines hold no text.
    texts = [(ink, ground) for ink, ground in pairs() if ground not in {"line", "soft", "warning"}]
    assert len(texts) > 15
    poor = {
        (ink, ground): round(contrast(known[ink], known[ground]), 2)
        for ink, ground in texts
        if contrast(known[ink], known[ground]) < 4.5
    }
    assert not poor


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_and_the_focus_are_seen(scheme: str) -> None:
    known = colours(scheme)
    poor = {
        (line, ground): round(contrast(known[line], known[ground]), 2)
        for line in LINES
        for ground in GROUNDS
        if contrast(known[line], known[ground]) < 3
    }
    assert not poor
