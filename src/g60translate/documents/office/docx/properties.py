"""What the properties of a WordprocessingML run say (ISO/IEC 29500-1:2016, 17.3.2)."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from g60translate.documents.xml.parsing import Element, local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Properties that change no letter's look: language, proofing, revision marks, hints, tracking.
_INVISIBLE = frozenset(
    ("lang", "noProof", "rPrChange", "ins", "del", "kern", "spacing", "w", "snapToGrid")
)
_EAST_ASIAN = ("zh", "ja", "ko")
_RAISED = {"superscript": "sup", "subscript": "sub"}


def switched_on(properties: Element | None, name: str) -> bool:
    """Whether a toggle such as `vanish` is set (17.7.3)."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "off")


def raised_of(properties: Element | None, *, otherwise: str = "x") -> str:
    """`sup` or `sub` for text above or below its line (17.3.2.42, 17.3.2.24).

    Where the properties do not say, it is `otherwise`; `x` is text on the line.
    """
    if properties is None:
        return otherwise
    aligned = properties.find(f"{W}vertAlign")
    if aligned is not None:
        return _RAISED.get(aligned.get(f"{W}val", ""), "x")
    moved = properties.find(f"{W}position")
    points = moved.get(f"{W}val", "0") if moved is not None else "0"
    if points.strip("0-") == "":
        return otherwise
    return "sub" if points.startswith("-") else "sup"


def folded_style(style: str) -> str:
    """A style's id or name as it is compared: without spaces and hyphens, in lower case."""
    return re.sub(r"[\s_-]", "", style).casefold()


def key_of(properties: Element | None) -> str:
    """Equal for runs that look equal."""
    kept = clean(properties)
    if kept is None:
        return ""
    for child in list(kept):
        if local(child) in _INVISIBLE:
            kept.remove(child)
        elif local(child) == "rFonts":
            child.attrib.pop(f"{W}hint", "")
            if not child.attrib:
                kept.remove(child)
    parts = sorted(etree.tostring(child, method="c14n", with_tail=False) for child in kept)
    return b"".join(parts).decode("utf-8")


def clean(properties: Element | None, *, lang: str | None = None) -> Element | None:
    """Properties for new text: without revision marks; that of its language says `lang` or goes."""
    if properties is None:
        return None
    clean = deepcopy(properties)
    clean.tail = None
    for child in list(clean):
        if local(child) == "lang" and lang is not None:
            set_lang(child, lang)
        elif local(child) in ("lang", "rPrChange", "ins", "del", "noProof"):
            clean.remove(child)
    return clean if len(clean) else None


def set_lang(element: Element, lang: str) -> None:
    """Let a `w:lang` say this language (17.3.2.20)."""
    element.set(f"{W}val", lang)
    if lang.lower().partition("-")[0] in _EAST_ASIAN:
        element.set(f"{W}eastAsia", lang)
