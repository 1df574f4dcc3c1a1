"""Coverage: what the translation left out is found, what it has is not."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.translation.codes.alignment import Alignment, Anchor
from g60translate.translation.codes.words import Words
from g60translate.translation.trust.coverage import Coverage, cover

SOURCE = "Die Messe öffnet heute, wie die Stadt am Dienstag mitteilte, ihre Tore."
CLAUSE = "wie die Stadt am Dienstag mitteilte"
SPANS = Words.of(SOURCE).spans


def looking_at(
    *columns: int, words: int = len(SPANS), strength: float = 1.0
) -> npt.NDArray[np.float32]:
    """One target piece for each of these source words, which looks at it alone."""
    table = np.zeros((len(columns), words), dtype=np.float32)
    for row, column in enumerate(columns):
        table[row, column] = strength
    return table


def judged(attention: npt.NDArray[np.float32] | None, target: str = "x") -> Coverage:
    return cover(SOURCE, target, source_spans=SPANS, attention=attention)


def left_out(coverage: Coverage) -> list[str]:
    return [SOURCE[start:end] for start, end in coverage.gaps]


def test_a_clause_that_nothing_looks_at_is_left_out() -> None:
    coverage = judged(looking_at(0, 1, 2, 3, 10, 11))
    assert left_out(coverage) == [CLAUSE]
    assert coverage.thinnest == 0.0


def test_single_words_may_be_passed_over() -> None:
    coverage = judged(looking_at(1, 2, 3, 5, 6, 8, 9, 11))
    assert left_out(coverage) == []
    assert 0.4 < coverage.thinnest < 1.0


def test_what_is_proven_or_stands_there_as_it_is_was_not_left_out() -> None:
    attention = looking_at(0, 1, 2, 3, 10, 11)
    start = SOURCE.index(CLAUSE)
    anchored = Alignment(
        SOURCE,
        "x",
        source_spans=SPANS,
        attention=attention,
        anchors=[Anchor((start, start + len(CLAUSE)), (0, 1))],
    )
    assert anchored.coverage.gaps == ()
    names = "Es kamen Songjiang, Huzhou, Wuhu und Xuancheng."
    spans = Words.of(names).spans
    for target, gaps in (("Huzhou, Songjiang, Wuhu, Xuancheng came.", 0), ("They came.", 1)):
        shown = cover(names, target, source_spans=spans, attention=looking_at(0, 1, words=7))
        assert len(shown.gaps) == gaps


def test_without_attention_nothing_is_said() -> None:
    coverage = judged(None)
    assert (coverage.gaps, coverage.thinnest, coverage.entropy) == ((), 1.0, 0.0)


def test_attention_that_lies_beside_the_words_says_nothing_about_them() -> None:
    coverage = judged(looking_at(0, 1, strength=0.3))
    assert coverage.gaps == ()
    assert coverage.outside == pytest.approx(0.7)


def test_little_words_in_a_row_may_be_passed_over_but_signs_are_words_of_their_own() -> None:
    german = "Man nahm sie in Anspruch."
    spans = Words.of(german).spans
    assert not cover(german, "x", source_spans=spans, attention=looking_at(0, 1, words=5)).gaps
    chinese = "九城在上海聚会"
    spans = Words.of(chinese).spans
    shown = cover(chinese, "x", source_spans=spans, attention=looking_at(0, 1, 2, words=7))
    assert [chinese[start:end] for start, end in shown.gaps] == ["上海聚会"]


def test_a_short_heading_is_no_stretch() -> None:
    coverage = cover(
        "Die Messe öffnet",
        "x",
        source_spans=SPANS[:3],
        attention=looking_at(0, words=3),
    )
    assert coverage.gaps == ()
    assert coverage.thinnest == pytest.approx(1 / 3)


def test_entropy_is_0_for_a_single_word_and_high_for_all() -> None:
    even = np.full((2, len(SPANS)), 1 / len(SPANS), dtype=np.float32)
    assert judged(looking_at(3, 4)).entropy == pytest.approx(0.0)
    assert judged(even).entropy == pytest.approx(np.log(len(SPANS)))


@given(st.lists(st.lists(st.floats(0, 1, width=32), min_size=12, max_size=12), max_size=20))
def test_gaps_are_apart_in_order_and_hold_only_what_was_passed_over(
    rows: list[list[float]],
) -> None:
    table = np.array(rows, dtype=np.float32).reshape(len(rows), len(SPANS))
    attention = table / np.maximum(1.0, table.sum(axis=1, keepdims=True))
    coverage = judged(attention)
    assert ((coverage.looks >= 0) & (coverage.looks <= 1)).all()
    assert 0 <= coverage.thinnest <= 1
    assert 0 <= coverage.outside <= 1
    assert coverage.entropy >= 0
    last = -1
    for start, end in coverage.gaps:
        assert last < start < end <= len(SOURCE)
        edges = [i for i, span in enumerate(SPANS) if span[0] == start or span[1] == end]
        assert all(coverage.looks[i] < 0.5 for i in edges)
        last = end
    # Nothing is left out where no window is thin.
    assert not coverage.gaps or coverage.thinnest < 0.4
