"""Links: columns are shares, and source words compete for target words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from g60translate.translation.codes.linking import Anchor, evidence, link
from g60translate.translation.codes.words import Words


def test_every_source_word_is_shared_out() -> None:
    shares = link(np.array([[0.0, 0.9], [0.1, 0.8], [0.0, 0.0]]))
    assert np.allclose(shares.sum(axis=0), 1)


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_shares_are_shares_whatever_the_attention(rows: int, columns: int, seed: int) -> None:
    weights = np.random.default_rng(seed).random((rows, columns)) ** 8
    shares = link(weights)
    assert np.isfinite(shares).all()
    assert (shares > 0).all()
    assert np.allclose(shares.sum(axis=0), 1)


def test_a_word_at_which_all_look_does_not_take_all() -> None:
    # The third source word draws most of every target word, as the last one of a sentence often
    # does; what each target word has besides decides.
    weights = np.array([[0.3, 0.0, 0.6], [0.0, 0.3, 0.6], [0.05, 0.05, 0.8]])
    assert weights.argmax(axis=1).tolist() == [2, 2, 2]
    assert link(weights).argmax(axis=1).tolist() == [0, 1, 2]


def test_a_word_that_looks_hard_at_all_does_not_take_all() -> None:
    weights = np.array([[0.3, 0.0, 0.0], [0.0, 0.3, 0.0], [0.35, 0.35, 0.9]])
    assert weights.argmax(axis=0).tolist() == [2, 2, 2]
    assert link(weights).argmax(axis=0).tolist() == [0, 1, 2]


def test_position_decides_where_nothing_else_does() -> None:
    assert link(np.zeros((4, 4))).argmax(axis=0).tolist() == [0, 1, 2, 3]


def test_attention_of_pieces_is_that_of_their_words_and_signs_have_none() -> None:
    source, target = Words.of("Haus."), Words.of("big house")
    attention = np.array([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8], [0.2, 0.6, 0.2]], np.float32)
    found = evidence(
        source,
        target,
        source_spans=[(0, 2), (2, 4), (4, 5)],
        target_spans=[(0, 3), (3, 6), (6, 9)],
        attention=attention,
        anchors=(),
    )
    assert found.shape == (2, 1)
    assert np.isclose(found[0, 0], 0.8)
    assert found[1, 0] > 0.5  # the mean of both pieces, and the likeness of the words


def test_an_anchor_outweighs_all_else() -> None:
    source, target = Words.of("rot 2023"), Words.of("2023 red")
    anchored = evidence(
        source,
        target,
        source_spans=(),
        target_spans=(),
        attention=None,
        anchors=[Anchor((0, 3), (0, 4))],
    )
    assert link(anchored).argmax(axis=0)[0] == 0
