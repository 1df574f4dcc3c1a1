"""Alignment: spans and places follow their words."""

import numpy as np
import pytest

from g60translate.translation.alignment import Alignment, Anchor

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


def test_han_characters_are_words() -> None:
    anchored = Alignment("进博会开幕", "CIIE opens", anchors=[Anchor((0, 3), (0, 4))])
    assert anchored.project((0, 3)) == (0, 4)
    assert anchored.project((3, 5)) == (5, 10)


@pytest.mark.parametrize(("source", "target"), [("", ""), ("", "a"), ("a", ""), ("…", "a b")])
def test_empty_texts_have_places_too(source: str, target: str) -> None:
    alignment = Alignment(source, target)
    assert alignment.project((0, len(source))) is None or target
    assert 0 <= alignment.place(0) <= len(target)
