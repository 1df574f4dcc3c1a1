"""Runs of target words for source spans."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.translation.codes.linking import link
from g60translate.translation.codes.runs import agreement, settle
from g60translate.translation.codes.words import Words, overlap


def best(source: str, target: str, part: str, links: dict[str, str], *, blur: float = 0.0) -> str:
    """The target words of `part`, where `links` names the source word of each target word."""
    one, other = Words.of(source), Words.of(target)
    weights = np.full((len(other), len(one)), blur)
    for row in range(len(other)):
        for column in range(len(one)):
            weights[row, column] += links.get(other[row]) == one[column]
    span = (source.index(part), source.index(part) + len(part))
    table = agreement(one, other, link(weights), span)
    (found,) = settle([span], {0: table}, {}, other).values()
    return target[slice(*found)]


LINKS = {
    "full": "Jahr",
    "year": "Jahr",
    "profit": "Gewinn",
    "in": "im",
    "a": "ein",
    "rose": "stieg",
}


@pytest.mark.parametrize(
    ("part", "found"),
    [("Gewinn", "profit"), ("Jahr", "full-year"), ("in einem Jahr", "in a full-year")],
)
def test_a_run_holds_the_words_of_its_span_and_parts_no_joined_word(part: str, found: str) -> None:
    text = "The profit rose in a full-year"
    assert best("Der Gewinn stieg in einem Jahr", text, part, {**LINKS, "full": "stieg"}) == found


def test_a_run_parts_a_joined_word_where_the_span_does() -> None:
    links = {"AI": "KI", "based": "gestützte", "tools": "Werkzeuge"}
    source, target = "KI-gestützte Werkzeuge", "AI-based tools"
    assert best(source, target, "KI", links) == "AI"
    assert best(source, target, "KI-gestützte", links) == "AI-based"


def test_a_run_may_end_before_a_possessive() -> None:
    links = {"Huichi": "Huichi", "s": "Huichi", "plan": "Plan"}
    assert best("Der Plan von Huichi", "Huichi’s plan", "Huichi", {**links, "s": "von"}) == "Huichi"


def test_a_run_does_not_end_with_an_article_that_the_span_does_not_have() -> None:
    links = {"July": "Juli", "August": "August"}
    assert best("Juli, August", "July and August", "Juli", links) == "July"
    # Any other word between them would have come along.
    assert best("Juli, August", "July but August", "Juli", links) == "July but"


def test_a_run_over_a_sign_that_the_span_does_not_have_agrees_less() -> None:
    plain, sign = Words.of("x y"), Words.of("x, y")
    links = np.eye(2)

    def whole(source: Words, target: Words) -> float:
        return float(agreement(source, target, links, (0, 4))[0, 2])

    assert whole(plain, sign) < whole(plain, plain)
    assert whole(sign, sign) == whole(plain, plain)


TEXT = Words.of("one two three four five six")


@given(
    st.lists(st.tuples(st.integers(0, 26), st.integers(0, 26)), min_size=1, max_size=6),
    st.integers(0, 2**32 - 1),
)
def test_spans_that_are_apart_stay_apart(ends: list[tuple[int, int]], seed: int) -> None:
    spans = [(min(pair), max(pair)) for pair in ends]
    links = link(np.random.default_rng(seed).random((6, 6)) ** 4)
    tables = {
        index: agreement(TEXT, TEXT, links, span)
        for index, span in enumerate(spans)
        if TEXT.inside(span).any()
    }
    found = settle(spans, tables, {}, TEXT)
    for index, run in found.items():
        assert TEXT.inside(run).any()
        for other, taken in found.items():
            if index != other and not overlap(spans[index], spans[other]):
                assert not overlap(run, taken)


def test_the_sum_of_agreements_decides_who_gives_way() -> None:
    # The first span is the more certain one, but has somewhere else to go.
    target = Words.of("x y")
    tables = {
        index: np.array([[-np.inf, first, -np.inf], [-np.inf, -np.inf, second], [-np.inf] * 3])
        for index, (first, second) in enumerate([(0.9, 0.8), (0.85, 0.1)])
    }
    assert settle([(0, 1), (2, 3)], tables, {}, target) == {0: (2, 3), 1: (0, 1)}


def test_what_is_certain_does_not_give_way() -> None:
    source, target = Words.of("a b"), Words.of("x y")
    links = np.array([[0.9, 0.6], [0.1, 0.4]])
    tables = {0: agreement(source, target, links, (0, 1))}
    assert settle([(0, 1), (2, 3)], tables, {1: (0, 1)}, target) == {0: (2, 3), 1: (0, 1)}
