"""Codes over parts of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.documents.model import Inline, InlineKind
from g60translate.translation.codes.alignment import Alignment, Anchor
from g60translate.translation.codes.narrow import in_proportion, narrowed, occurrences
from g60translate.translation.codes.restore import restore


def spans_of(
    source: str, target: str, *parts: str, anchors: list[Anchor] | None = None
) -> tuple[list[str], tuple[str, ...]]:
    codes = [
        Inline(source.index(part), source.index(part) + len(part), f"b{number}")
        for number, part in enumerate(parts)
    ]
    restored = restore(codes, Alignment(source, target, anchors=anchors or []), owned={})
    return [target[i.start : i.end] for i in restored.inlines], restored.misplaced


def anchor(source: str, target: str, one: str, other: str) -> Anchor:
    start, end = source.index(one), target.index(other)
    return Anchor((start, start + len(one)), (end, end + len(other)))


def test_a_word_that_is_copied_keeps_the_code_on_the_same_letters() -> None:
    source, target = "Das Programm W20 beginnt.", "The W20 programme begins."
    assert spans_of(source, target, "W") == (["W"], ())
    assert spans_of(source, target, "20") == (["20"], ())


@pytest.mark.parametrize(
    ("part", "shown", "sure"),
    [("W", "w", True), ("Wort", "word", True), ("grenze", "line", True), ("ortgr", "ord ", False)],
)
def test_a_compound_has_it_on_one_of_its_words(part: str, shown: str, *, sure: bool) -> None:
    source, target = "Wortgrenze", "word line"
    start = source.index(part)
    span, is_sure = narrowed(source, (start, start + len(part)), target, (0, 9))
    assert (target[slice(*span)], is_sure) == (shown, sure)


def test_a_part_of_one_word_is_as_long_as_it_was_and_told_to_be_a_guess() -> None:
    source, target = "Ein Meilenstein ist da", "A milestone is there"
    anchors = [anchor(source, target, "Meilenstein", "milestone")]
    assert spans_of(source, target, "Meilen", anchors=anchors) == (["miles"], ("b0",))


def test_a_phrase_that_ends_inside_a_word_is_cut_there_only() -> None:
    source, target = "Die neue Brücken2halle steht", "The new Brücken2halle stands"
    start = source.index("neue")
    span, sure = narrowed(source, (start, source.index("2")), target, (4, 21))
    assert (target[slice(*span)], sure) == ("new Brücken", True)


def test_codes_over_the_parts_of_a_term_go_over_its_parts() -> None:
    source, target = "Die Blaue Fähre legt ab.", "The Blue Ferry departs."
    anchors = [anchor(source, target, "Blaue Fähre", "Blue Ferry")]
    assert spans_of(source, target, "Blaue", "Fähre", anchors=anchors) == (["Blue", "Ferry"], ())
    assert spans_of(source, target, "Fähre", anchors=anchors) == (["Ferry"], ())


def test_codes_over_parts_of_a_term_that_is_one_word_are_told_and_never_emptied() -> None:
    source, target = "Die Blaue Fähre legt ab.", "The Blueferry departs."
    anchors = [anchor(source, target, "Blaue Fähre", "Blueferry")]
    shown, guessed = spans_of(source, target, "Blaue", "Fähre", anchors=anchors)
    assert shown == ["Blue", "erry"]
    assert guessed == ("b0", "b1")


def test_equal_protected_words_each_have_their_place() -> None:
    source, target = "Mehr CO2 ist CO2 und CO2e.", "More CO2 is CO2 and CO2e."
    codes = [Inline(at, at + 3, f"s{at}", InlineKind.PROTECTED) for at in (5, 13)]
    restored = restore(codes, Alignment(source, target), owned={})
    assert [(i.start, i.end) for i in restored.inlines] == [(5, 8), (12, 15)]
    assert occurrences("CO2e CO2", "CO2") == [(5, 8)]


def test_a_link_whose_words_are_gone_stays_on_a_word() -> None:
    source, target = "Wir danken (7) sehr.", "Thanks."
    restored = restore([Inline(12, 13, "a1")], Alignment(source, target), owned={})
    assert restored.misplaced == ("a1",)
    assert restored.inlines[0].start < restored.inlines[0].end


@given(st.integers(1, 20), st.integers(1, 20), st.data())
def test_a_proportion_is_never_empty_nor_all(length: int, room: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(start + 1, length))
    low, high = in_proportion((start, end), (0, length), (0, room))
    assert 0 <= low < high <= room
    assert room == 1 or high - low < room
