"""Alignment: spans and places follow their words."""

import numpy as np
import pytest

from g60translate.translation.codes.alignment import Alignment, Anchor

SOURCE = "Der blaue Plan von Songjiang gilt ab 2023."
TARGET = "From 2023, the blue plan of Songjiang applies."


def span(text: str, part: str) -> tuple[int, int]:
    return (text.index(part), text.index(part) + len(part))


def words(text: str) -> list[tuple[int, int]]:
    spans, place = [], 0
    for word in text.split(" "):
        spans.append((place, place + len(word)))
        place += len(word) + 1
    return spans


# Word by word: (source word, target word).
LINKS = [("blaue", "blue"), ("Plan", "plan"), ("von", "of"), ("gilt", "applies"), ("ab", "From")]


@pytest.fixture
def alignment() -> Alignment:
    source_words, target_words = words(SOURCE), words(TARGET)
    attention = np.full((len(target_words), len(source_words)), 0.02, dtype=np.float32)
    for a, b in LINKS:
        row = next(i for i, (s, e) in enumerate(target_words) if TARGET[s:e].startswith(b))
        column = next(i for i, (s, e) in enumerate(source_words) if SOURCE[s:e].startswith(a))
        attention[row, column] = 0.8
    return Alignment(
        SOURCE,
        TARGET,
        source_spans=source_words,
        target_spans=target_words,
        attention=attention,
    )


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("blaue Plan", "blue plan"),
        ("Songjiang", "Songjiang"),
        ("2023", "2023"),
        ("gilt", "applies"),
    ],
)
def test_a_span_follows_its_words(alignment: Alignment, part: str, found: str) -> None:
    assert alignment.project(span(SOURCE, part)) == span(TARGET, found)


def test_an_anchor_is_certain(alignment: Alignment) -> None:
    anchored = Alignment(
        SOURCE, TARGET, anchors=[Anchor(span(SOURCE, "blaue Plan"), span(TARGET, "From 2023"))]
    )
    assert anchored.project(span(SOURCE, "blaue Plan")) == span(TARGET, "From 2023")


def test_a_span_without_words_has_no_place(alignment: Alignment) -> None:
    assert alignment.project(span(SOURCE, ".")) is None
    assert Alignment("Wort", "…").project((0, 4)) is None


def test_a_mark_behind_a_word_stays_behind_its_translation(alignment: Alignment) -> None:
    after_plan = span(SOURCE, "Plan")[1]
    assert alignment.place(after_plan) == span(TARGET, "plan")[1]
    assert alignment.place(len(SOURCE)) == len(TARGET)


def test_trust_is_high_where_the_links_agree_and_low_on_words_of_others(
    alignment: Alignment,
) -> None:
    plan = span(SOURCE, "blaue Plan")
    assert alignment.trust(plan, span(TARGET, "blue plan")) > 0.8
    assert alignment.trust(plan, span(TARGET, "of Songjiang")) < 0.1
    assert alignment.trust(span(SOURCE, "."), span(TARGET, "blue")) == 0
    anchored = Alignment(SOURCE, TARGET, anchors=[Anchor(plan, span(TARGET, "From"))])
    assert anchored.trust(plan, span(TARGET, "From")) == 1


def test_a_gap_lies_between_what_came_before_and_the_rest() -> None:
    source, target = "Frauen sind erstmals vorn", "Women are ahead"
    spans = [(0, 6), (7, 11), (12, 20), (21, 25)], [(0, 5), (6, 9), (10, 15)]
    attention = np.array([[1, 0, 0, 0], [0, 0.7, 0.3, 0], [0, 0, 0, 1]], np.float32)
    alignment = Alignment(
        source, target, source_spans=spans[0], target_spans=spans[1], attention=attention
    )
    assert [alignment.gap(offset) for offset in (0, 12, 21)] == [0, 9, 9]
    assert Alignment("eins zwei", "–").gap(5) == 1
    assert Alignment("eins zwei", "–").gap(0) == 0


def test_codes_side_by_side_do_not_take_each_others_words() -> None:
    source, target = "Eins Zwei Drei", "One Two Three"
    spans = [(0, 4), (5, 9), (10, 14)], [(0, 3), (4, 7), (8, 13)]
    attention = np.array([[0.5, 0.4, 0.1], [0.3, 0.4, 0.3], [0.1, 0.2, 0.7]], np.float32)
    alignment = Alignment(
        source, target, source_spans=spans[0], target_spans=spans[1], attention=attention
    )
    assert alignment.project((5, 9)) == (0, 7)
    assert alignment.project_apart([(0, 4), (5, 9)]) == [(0, 3), (4, 7)]


def test_han_characters_are_words() -> None:
    anchored = Alignment("进博会开幕", "CIIE opens", anchors=[Anchor((0, 3), (0, 4))])
    assert anchored.project((0, 3)) == (0, 4)
    assert anchored.project((3, 5)) == (5, 10)


@pytest.mark.parametrize(("source", "target"), [("", ""), ("", "a"), ("a", ""), ("…", "a b")])
def test_empty_texts_have_places_too(source: str, target: str) -> None:
    alignment = Alignment(source, target)
    assert alignment.project((0, len(source))) is None or target
    assert 0 <= alignment.place(0) <= len(target)


def test_numbers_and_kindred_words_need_no_attention() -> None:
    alignment = Alignment("Am 8. Oktober waren es 14,2 Prozent", "It was 14.2% on October 8")
    assert alignment.project((6, 13)) == (16, 23)
    assert alignment.project((23, 27)) == (7, 11)


def test_a_compound_goes_with_all_its_words() -> None:
    source, target = "Die Kupferpreise steigen", "Copper prices are rising"
    attention = np.array([[0.1, 0.9, 0], [0.1, 0.9, 0], [0, 0.1, 0.9], [0, 0, 1]], np.float32)
    alignment = Alignment(
        source,
        target,
        source_spans=words(source),
        target_spans=words(target),
        attention=attention,
    )
    assert alignment.project(span(source, "Kupferpreise")) == span(target, "Copper prices")
    assert alignment.place(span(source, "Kupferpreise")[1]) == span(target, "prices")[1]


def test_a_word_at_which_nothing_looks_is_not_translated() -> None:
    source, target = "Er freut sich", "He rejoices"
    attention = np.array([[1, 0, 0], [0, 1, 0]], np.float32)
    alignment = Alignment(
        source,
        target,
        source_spans=words(source),
        target_spans=words(target),
        attention=attention,
    )
    assert alignment.project(span(source, "sich")) is None
    assert alignment.project(span(source, "freut sich")) == span(target, "rejoices")
    # A mark still has a place, beside the translation of what stood before.
    assert alignment.place(span(source, "sich")[0] - 1) == len(target)


def test_spans_that_want_the_same_words_share_them() -> None:
    source, target = "Rot Blau", "red blue"
    attention = np.array([[0.5, 0.4], [0.2, 0.3]], np.float32)
    alignment = Alignment(
        source,
        target,
        source_spans=words(source),
        target_spans=words(target),
        attention=attention,
    )
    assert alignment.project_apart([(0, 3), (4, 8)]) == [(0, 3), (4, 8)]


@pytest.mark.parametrize(
    ("source", "before", "target", "found"),
    [
        ("Studie: Der Markt", " Der", "Study: The market", "Study:"),
        ("Er sagt „Ja“ und geht", " und", "He says “Ja” and leaves", "He says “Ja”"),
        ("Teeausfuhr aus Fujian: weniger", " weniger", "Fujian Tea Exports: less", "Exports:"),
        ("Siehe Tabelle 5", "5", "See table 5", "See table "),
    ],
)
def test_signs_between_word_and_mark_stay_between_them(
    source: str, before: str, target: str, found: str
) -> None:
    place = Alignment(source, target).place(source.index(before))
    assert target[:place].endswith(found)


def test_every_target_word_is_linked(alignment: Alignment) -> None:
    named = {TARGET[slice(*b)]: SOURCE[slice(*a)] for a, b in alignment.links}
    assert named["blue"] == "blaue"
    assert named["2023"] == "2023"
    assert len(named) == 8
    assert Alignment("", "word").links == ()
