"""That texts are cut as choppa cuts them, which does the same with more work."""

from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path

import choppa
import pytest
from choppa.iterators import SrxTextIterator
from hypothesis import example, given
from hypothesis import strategies as st

import g60translate.segmentation
from g60translate.segmentation.rules import BUNDLED, Rules
from tests.conftest import ROOT

CORPUS = ROOT / "corpus"
PRESS = Path(g60translate.segmentation.__file__).with_name("press.srx")
OURS = Rules(PRESS, BUNDLED)
LANGS = ("de", "en", "fr", "zh", "ja", "ru", "xx")


def plain() -> choppa.SrxDocument:
    rules = choppa.SrxDocument(ruleset=BUNDLED)
    rules.language_map_list[:0] = choppa.SrxDocument(ruleset=PRESS).language_map_list
    return rules


THEIRS = plain()


def by_choppa(text: str, lang: str) -> list[int]:
    return list(accumulate(map(len, SrxTextIterator(THEIRS, lang, text))))


def press_lines() -> list[tuple[str, str]]:
    """Every tenth line of the press corpus, with its language."""
    file = CORPUS / "press" / "train.jsonl"
    entries = list(map(json.loads, file.read_text(encoding="utf-8").splitlines()))[::10]
    return [
        (lang, entry[lang])
        for entry in entries
        for lang in ("de", "en", "fr", "zh")
        if isinstance(entry.get(lang), str)
    ]


def test_press_lines_are_cut_as_by_choppa() -> None:
    lines = press_lines()
    assert len(lines) > 100
    for lang, line in lines:
        assert OURS.boundaries(line, lang=f"{lang}_two") == by_choppa(line, f"{lang}_two")


@pytest.mark.parametrize("lang", ["de", "en", "fr", "zh"])
def test_press_texts_are_cut_as_by_choppa(lang: str) -> None:
    """Lines on end, so that there are cuts, and abbreviations before capitals."""
    lines = [line for its, line in press_lines() if its == lang]
    for at in range(0, min(len(lines), 60), 6):
        for joint in (" ", "\n", "\n\n", ""):
            text = joint.join(lines[at : at + 6])
            assert OURS.boundaries(text, lang=f"{lang}_two") == by_choppa(text, f"{lang}_two")


# What rules and their exceptions look for.
PIECES = st.sampled_from(
    [
        *("Das", "Tal", "wächst", "Er", "Prof", "Mio", "ca", "bzw", "Dr", "U.S", "No", "M", "etc"),
        *("OK", "Version 1.0", "14", "3", "08.11", "24", "Mai", "1a", "x", "A", "进博会", "王强说"),
        *(
            ".",
            ". ",
            "! ",
            "?",
            "…",
            "。",
            "！",
            "；",
            "……",
            "”",
            "“",
            "„",
            "»",
            "« ",
            ")",
            "(",
            "'",
        ),
        *(" ", "  ", "\u00a0", "\n", "\n\n", "\r\n", "\t", "\u2029", "- ", "* ", ":", ", "),
        *("<0}", "{0>", "00:00:01,000\n", "¹", "\u0002", "Ö", "é"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from(LANGS))
@example("", "de")
@example("   ", "de")
@example("Prof. Wang kam. Er blieb.", "de")
def test_any_text_is_cut_as_by_choppa(text: str, lang: str) -> None:
    assert OURS.boundaries(text, lang=f"{lang}_two") == by_choppa(text, f"{lang}_two")


@given(st.text(max_size=60), st.sampled_from(LANGS))
def test_any_characters_are_cut_as_by_choppa(text: str, lang: str) -> None:
    assert OURS.boundaries(text, lang=f"{lang}_two") == by_choppa(text, f"{lang}_two")


def test_a_text_that_no_rule_can_cut_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("g60translate.segmentation.rules.SrxTextIterator", refuse)
    assert OURS.boundaries("Das Tal wächst.", lang="de_two") == [15]
    with pytest.raises(AssertionError):
        OURS.boundaries("Das Tal wächst. Er kam.", lang="de_two")


def test_exceptions_wait_until_a_cut_is_in_question() -> None:
    rules = Rules(PRESS, BUNDLED)
    rules.boundaries("Das Tal wächst.", lang="de_two")
    few = len(rules.regex_cache)
    rules.boundaries("Prof. Wang kam. Er blieb.", lang="de_two")
    assert len(rules.regex_cache) > few
