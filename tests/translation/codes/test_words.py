"""Words as alignment counts them."""

import pytest

from g60translate.translation.codes.words import Words, likeness


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("14,2 Prozent, 2.86 billion", ["14,2", "Prozent", "2.86", "billion"]),
        ("up 14.2% at 8 a.m.", ["up", "14.2", "%", "at", "8", "a.m."]),
        ("Third-Quarter Nansui’s", ["Third", "Quarter", "Nansui", "s"]),
        ("进博会 2023", ["进", "博", "会", "2023"]),
        ("– „ “ …", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    found = Words.of(text)
    assert [found[index] for index in range(len(found))] == words


def test_joints_lie_inside_joined_words_only() -> None:
    words = Words.of("a third-quarter plan – well")
    assert words.joints.tolist() == [False, False, True, False, False, False]
    assert Words.of("…").joints.tolist() == [False]


def test_signs_before_words() -> None:
    words = Words.of("“Ja”, sagte das Vize-Amt.")
    assert words.signs_before.tolist() == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("300.000", "300,000", 1.0, 1.0),
        ("14,2", "14.3", 0.0, 0.0),
        ("G60", "G60", 1.0, 1.0),
        ("Oktober", "October", 1.0, 1.0),
        ("Januar", "January", 0.2, 0.5),
        ("Konferenz", "Conference", 0.2, 0.5),
        ("Zürich", "Zurich", 1.0, 1.0),
        ("会", "会", 1.0, 1.0),
        ("a", "a", 0.0, 0.0),
        ("Halle", "stands", 0.0, 0.0),
        ("2", "zwei", 0.0, 0.0),
    ],
)
def test_likeness(one: str, other: str, low: float, high: float) -> None:
    assert low <= likeness(one, other) <= high
    assert likeness(one, other) == likeness(other, one)
