from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.errors import ModelError
from g60translate.training.corpus.batches import (
    IGNORED,
    NO_LINK,
    EncodedCorpus,
    Packer,
    Sizes,
    Stream,
    batch_sizes,
)

PAD, EOS = 2, 0
lengths = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=1, max_size=40)


def corpus(pairs: list[tuple[int, int]]) -> EncodedCorpus:
    """Line i has the pieces i+3 and the end symbol; links point at the first position."""
    source = [np.array([i + 3] * (s - 1) + [EOS]) for i, (s, _) in enumerate(pairs)]
    target = [np.array([i + 3] * (t - 1) + [EOS]) for i, (_, t) in enumerate(pairs)]
    return EncodedCorpus(
        source=np.concatenate(source).astype(np.uint16),
        target=np.concatenate(target).astype(np.uint16),
        source_lengths=np.array([s for s, _ in pairs]),
        target_lengths=np.array([t for _, t in pairs]),
        labels=np.zeros(len(pairs), np.int16),
        names=("x",),
        links=np.zeros(sum(t for _, t in pairs), np.uint8),
    )


@given(pairs=lengths)
@settings(deadline=None, max_examples=40)
def test_packing_loses_and_invents_nothing(pairs: list[tuple[int, int]]) -> None:
    data = corpus(pairs)
    total = max(sum(s for s, _ in pairs), sum(t for _, t in pairs))
    batch = Packer(data, sizes=Sizes(total + 5, total + 3), pad=PAD).pack(np.arange(len(pairs)))
    assert batch.source.tolist()[: batch.source_count] == data.source.tolist()
    assert set(batch.source.tolist()[batch.source_count :]) <= {PAD}
    assert batch.labels.tolist()[: batch.target_count] == data.target.tolist()
    assert set(batch.labels.tolist()[batch.target_count :]) <= {IGNORED}
    assert set(batch.links.tolist()[batch.target_count :]) <= {NO_LINK}
    start = 0
    for _, length in pairs:
        inputs = batch.inputs.tolist()[start : start + length]
        assert inputs == [PAD, *batch.labels.tolist()[start : start + length - 1]]
        start += length
    for grid, size in (
        (batch.source_grid, len(batch.source)),
        (batch.target_grid, len(batch.labels)),
    ):
        # Cell of a token and token of a cell are inverse; padding has the spare cell.
        cells, tokens = grid.cells.numpy(), grid.tokens.numpy()
        full = cells < grid.rows * grid.width
        assert np.array_equal(tokens[cells[full]], np.flatnonzero(full))
        assert (tokens == size).sum() == grid.rows * grid.width - full.sum()


@given(pairs=lengths, seed=st.integers(0, 99))
@settings(deadline=None, max_examples=40)
def test_one_round_draws_every_line_once_and_no_batch_overflows(
    pairs: list[tuple[int, int]], seed: int
) -> None:
    data, sizes = corpus(pairs), Sizes(64, 48)
    stream = Stream(data, weights=np.ones(len(pairs)), sizes=sizes, seed=seed, chunk=16)
    drawn: list[int] = []
    for lines in stream:
        if stream.place[0] > 0:
            break
        assert data.source_lengths[lines].sum() <= sizes.source
        assert data.target_lengths[lines].sum() <= sizes.target
        drawn += lines.tolist()
    assert sorted(drawn) == list(range(len(pairs)))


@given(pairs=lengths, seed=st.integers(0, 99), after=st.integers(0, 30))
@settings(deadline=None, max_examples=40)
def test_a_resumed_stream_goes_on_where_the_first_stopped(
    pairs: list[tuple[int, int]], seed: int, after: int
) -> None:
    data = corpus(pairs)
    weights = np.full(len(pairs), 1.5)

    def stream() -> Stream:
        return Stream(data, weights=weights, sizes=Sizes(64, 64), seed=seed, chunk=16)

    first = stream()
    endless = iter(first)
    for _ in islice(endless, after):
        pass
    state = first.state()
    expected = [lines.tolist() for lines in islice(endless, 8)]
    second = stream()
    second.resume(state)
    assert [lines.tolist() for lines in islice(iter(second), 8)] == expected


def test_a_side_far_from_full_costs_less() -> None:
    data = corpus([(60, 20)] * 30)
    packer = Packer(data, sizes=Sizes(1024, 1024), pad=PAD)
    batch = packer.pack(np.arange(15))
    assert (len(batch.source), len(batch.labels)) == (1024, 384)
    assert len(packer.pack(np.arange(2)).source) == 128


def test_weights_set_how_often_a_line_is_drawn() -> None:
    data = corpus([(4, 4)] * 300)
    weights = np.array([0.0] * 100 + [0.5] * 100 + [3.0] * 100)
    stream = Stream(data, weights=weights, sizes=Sizes(64, 64), seed=1)
    counts = np.zeros(300)
    for lines in stream:
        if stream.place[0] > 9:
            break
        np.add.at(counts, lines, 1)
    assert counts[:100].sum() == 0
    assert counts[100:200].mean() == pytest.approx(5, abs=0.5)
    assert (counts[200:] == 30).all()


def test_sizes_follow_the_languages_and_refuse_a_line_too_long() -> None:
    sizes = batch_sizes(corpus([(20, 15)] * 10), size=1024)
    assert sizes == Sizes(1024, 832)
    with pytest.raises(ModelError, match="cannot hold a line of 30"):
        batch_sizes(corpus([(30, 5)]), size=16)
    with pytest.raises(ModelError, match="nothing to learn"):
        Stream(corpus([(3, 3)]), weights=np.zeros(1), sizes=sizes, seed=0)
