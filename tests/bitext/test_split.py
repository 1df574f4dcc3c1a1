from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.bitext.pairs import Pair
from g60translate.bitext.split import split_by_document
from g60translate.errors import InputError

pairs = st.lists(
    st.builds(
        Pair,
        st.text(min_size=1, max_size=4),
        st.just("x"),
        st.just("l"),
        st.sampled_from([f"d{i}" for i in range(12)]),
    ),
    min_size=1,
    max_size=60,
)


@given(pairs, st.integers(0, 5))
def test_no_document_and_no_sentence_is_in_both_parts(given_pairs: list[Pair], seed: int) -> None:
    try:
        split = split_by_document(given_pairs, share=0.3, seed=seed)
    except InputError:
        return
    assert not {p.document for p in split.train} & {p.document for p in split.held_out}
    assert not {p.source.casefold() for p in split.train} & {
        p.source.casefold() for p in split.held_out
    }
    assert {*split.train, *split.held_out} <= {*given_pairs}


def numbered(count: int, *, per_document: int) -> list[Pair]:
    return [Pair(f"s{i}", f"t{i}", "l", f"d{i // per_document}") for i in range(count)]


def test_the_share_is_about_what_was_asked_for() -> None:
    split = split_by_document(numbered(4000, per_document=10), share=0.1)
    assert 300 <= len(split.held_out) <= 500
    assert len(split.train) + len(split.held_out) == 4000


def test_more_data_moves_no_document() -> None:
    small = split_by_document(numbered(500, per_document=10), share=0.2)
    large = split_by_document(numbered(1000, per_document=10), share=0.2)
    assert {*small.held_out} <= {*large.held_out}
    assert {*small.train} <= {*large.train}


def test_without_documents_neighbours_stay_together() -> None:
    split = split_by_document([Pair(f"s{i}", "t", "l") for i in range(1000)], share=0.2)
    numbers = {int(p.source[1:]) // 20 for p in split.held_out}
    assert len(split.held_out) == 20 * len(numbers)


def test_too_little_to_split_is_said() -> None:
    with pytest.raises(InputError, match="cannot be split"):
        split_by_document([Pair("a", "b", "l")] * 5, share=0.1)
    with pytest.raises(InputError, match="between 0 and 1"):
        split_by_document([], share=1)
