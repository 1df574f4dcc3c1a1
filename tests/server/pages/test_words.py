"""What the pages say: every word in every language, none that nobody uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from g60translate.server.pages.words import language_name, preferred, tongues

HOME = Path(__file__).parents[3] / "src" / "g60translate" / "server" / "pages"
SOURCES = [
    path.read_text("utf-8")
    for path in sorted(HOME.rglob("*"))
    if path.suffix in {".js", ".j2", ".py"}
]
# Keys that are put together where they are used: `t(f"verdict_{kind}")`, `t(finding.severity)`.
BUILT = ("verdict_", "effect_", "lang_")


def test_every_language_has_every_word_and_fills_in_the_same() -> None:
    first, *others = tongues().values()
    for words in others:
        assert words.keys() == first.keys()
        for key, text in first.items():
            assert sorted(re.findall(r"\{\w+\}", text)) == sorted(
                re.findall(r"\{\w+\}", words[key])
            ), key


def test_every_word_is_used() -> None:
    everything = "\n".join(SOURCES)
    unused = [
        key
        for key in next(iter(tongues().values()))
        if not key.startswith(BUILT) and not re.search(rf"[\"']{key}[\"']|\bt\.{key}\b", everything)
    ]
    assert not unused


def test_every_word_that_a_script_says_is_there() -> None:
    known = next(iter(tongues().values()))
    said = {key for text in SOURCES for key in re.findall(r"\bt\(\s*\"(\w+)\"", text)}
    assert said
    assert not said - known.keys()


@pytest.mark.parametrize(
    ("header", "chosen", "spoken"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "", "de"),
        ("en-GB, de;q=0.5", "", "en"),
        ("fr, de;q=0.3, en;q=0.2", "", "de"),
        ("fr", "", "en"),
        ("", "", "en"),
        ("de;q=0, en;q=0.1", "", "en"),
        ("de;q=x, ;;,,q", "", "en"),
        ("de", "en", "en"),
        ("de", "../../etc", "de"),
    ],
)
def test_the_page_speaks_what_the_reader_reads(header: str, chosen: str, spoken: str) -> None:
    assert preferred(header, chosen=chosen) == spoken


def test_a_language_without_a_name_is_called_by_its_code() -> None:
    assert language_name("en-GB", tongues()["de"]) == "Englisch"
    assert language_name("xx", tongues()["de"]) == "xx"
