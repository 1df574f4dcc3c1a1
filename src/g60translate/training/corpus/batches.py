"""Packing: lines of similar length side by side in arrays of a few fixed sizes.

The matrix products of the network then have few shapes, whatever the lines; only attention works
on a padded grid of (rows, longest line), and `cells`/`tokens` lead from one form to the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from g60translate.errors import ModelError
from g60translate.training.extra import torch

Ints = npt.NDArray[np.int64]
NO_LINK = 255
IGNORED = -100
_CHUNK = 120_000
_STEP = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedCorpus:
    """All lines end to end, each with its end symbol.

    `links[j]` is the position in its source line that target piece j is aligned to, NO_LINK for
    none; empty without alignments. `labels` index `names`.
    """

    source: npt.NDArray[np.uint16]
    target: npt.NDArray[np.uint16]
    source_lengths: Ints
    target_lengths: Ints
    labels: npt.NDArray[np.int16]
    names: tuple[str, ...]
    links: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.source_lengths)

    def turned(self) -> EncodedCorpus:
        """The same lines the other way round, without links."""
        return replace(
            self,
            source=self.target,
            target=self.source,
            source_lengths=self.target_lengths,
            target_lengths=self.source_lengths,
            links=self.links[:0],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Where packed tokens lie in a padded (rows, width) grid.

    `cells` (N,): token -> cell, the spare cell rows*width for padding; `tokens` (rows*width,):
    cell -> token, the spare token N for an empty cell.
    """

    cells: torch.Tensor
    tokens: torch.Tensor
    rows: int
    width: int

    def to(self, device: torch.device) -> Grid:
        """The same on a device."""
        return replace(self, cells=self.cells.to(device), tokens=self.tokens.to(device))


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Packed source and target pieces (int64, one size each); `labels` are IGNORED at padding."""

    source: torch.Tensor
    source_positions: torch.Tensor
    source_grid: Grid
    inputs: torch.Tensor
    labels: torch.Tensor
    target_positions: torch.Tensor
    target_grid: Grid
    links: torch.Tensor
    source_count: int
    target_count: int

    def to(self, device: torch.device) -> Batch:
        """The same on a device; on the processor's own memory nothing is copied."""
        if device.type == "cpu":
            return self
        moved = {
            field.name: getattr(self, field.name).to(device)
            for field in fields(self)
            if not isinstance(getattr(self, field.name), int)
        }
        return replace(self, **moved)


def _starts(lengths: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)


def _grid(lengths: Ints, size: int) -> tuple[Ints, Grid]:
    """Positions of the packed tokens, and the grid padded to a multiple of 8."""
    width = int(-(-lengths.max() // 8) * 8)
    rows, count = len(lengths), int(lengths.sum())
    row = np.repeat(np.arange(rows), lengths)
    position = np.arange(count) - np.repeat(_starts(lengths), lengths)
    cells = np.full(size, rows * width, np.int64)
    cells[:count] = row * width + position
    tokens = np.full(rows * width, size, np.int64)
    tokens[cells[:count]] = np.arange(count)
    positions = np.zeros(size, np.int64)
    positions[:count] = position
    grid = Grid(
        cells=torch.from_numpy(cells), tokens=torch.from_numpy(tokens), rows=rows, width=width
    )
    return positions, grid


@dataclass(frozen=True, slots=True)
class Sizes:
    """Pieces of a batch on either side, padding included."""

    source: int
    target: int


def batch_sizes(corpus: EncodedCorpus, *, size: int, step: int = 64) -> Sizes:
    """`size` pieces for the side that has more of them, and the other's share of that.

    Shares have 2 % of slack for unlike lines and are multiples of `step`. Raises ModelError where
    a line does not fit.
    """
    source, target = int(corpus.source_lengths.sum()), int(corpus.target_lengths.sum())
    more = max(source, target)

    def share(count: int) -> int:
        return min(size, -(-int(1.02 * size * count / more) // step) * step)

    sizes = Sizes(share(source), share(target))
    for side, longest in (
        (sizes.source, int(corpus.source_lengths.max())),
        (sizes.target, int(corpus.target_lengths.max())),
    ):
        if longest > side:
            raise ModelError(
                f"A batch of {side} pieces cannot hold a line of {longest}. Make the batch larger."
            )
    return sizes


def _room(lengths: Ints, size: int) -> int:
    """The pieces of a side rounded up, so that a side that is far from full costs less.

    A few sizes only: oneDNN makes a plan for each shape of a product.
    """
    return min(size, -(-int(lengths.sum()) // _STEP) * _STEP)


class Packer:
    """Packs chosen lines of one corpus into batches of at most `sizes`."""

    def __init__(self, corpus: EncodedCorpus, *, sizes: Sizes, pad: int) -> None:
        self._corpus, self._sizes, self._pad = corpus, sizes, pad
        self._source_starts = _starts(corpus.source_lengths)
        self._target_starts = _starts(corpus.target_lengths)

    def pack(self, lines: Ints) -> Batch:
        """The batch of these lines, in their order."""
        corpus, sizes = self._corpus, self._sizes
        source_lengths, target_lengths = corpus.source_lengths[lines], corpus.target_lengths[lines]
        room = _room(source_lengths, sizes.source), _room(target_lengths, sizes.target)
        source_positions, source_grid = _grid(source_lengths, room[0])
        target_positions, target_grid = _grid(target_lengths, room[1])
        source = np.full(room[0], self._pad, np.int64)
        labels = np.full(room[1], IGNORED, np.int64)
        inputs = np.full(room[1], self._pad, np.int64)
        links = np.full(room[1], NO_LINK, np.int64)
        here = np.repeat(self._source_starts[lines], source_lengths)
        count = len(here)
        source[:count] = corpus.source[here + source_positions[:count]]
        there = np.repeat(self._target_starts[lines], target_lengths)
        total = len(there)
        there = there + target_positions[:total]
        labels[:total] = corpus.target[there]
        # The decoder reads the line shifted by one; its first input is the start symbol, pad.
        inside = np.flatnonzero(target_positions[:total] > 0)
        inputs[inside] = labels[inside - 1]
        if len(corpus.links):
            links[:total] = corpus.links[there]
        return Batch(
            source=torch.from_numpy(source),
            source_positions=torch.from_numpy(source_positions),
            source_grid=source_grid,
            inputs=torch.from_numpy(inputs),
            labels=torch.from_numpy(labels),
            target_positions=torch.from_numpy(target_positions),
            target_grid=target_grid,
            links=torch.from_numpy(links),
            source_count=count,
            target_count=total,
        )


class Stream:
    """Endless lists of line numbers, the same for the same seed, resumable at any batch.

    `weights` draw a line that often per round on average. `place` is (round, chunk, batch).
    """

    def __init__(
        self,
        corpus: EncodedCorpus,
        *,
        weights: npt.NDArray[np.float64],
        sizes: Sizes,
        seed: int,
        chunk: int = _CHUNK,
    ) -> None:
        if not (weights > 0).any():
            raise ModelError(
                "Every line of the corpus has the weight 0; there is nothing to learn."
            )
        self._corpus, self._weights, self._sizes = corpus, weights, sizes
        self._seed, self._chunk = seed, chunk
        self.place = (0, 0, 0)

    def state(self) -> Mapping[str, Any]:
        """What `resume` needs."""
        return {"place": list(self.place), "target": self._sizes.target}

    def resume(self, state: Mapping[str, Any]) -> None:
        """Go on after the last batch that was drawn when the state was taken.

        After about as many lines where batches had another size then.
        """
        first, second, third = state["place"]
        before = int(state.get("target", self._sizes.target))
        self.place = (int(first), int(second), int(third) * before // self._sizes.target)

    def __iter__(self) -> Iterator[Ints]:
        while True:
            turn, chunk, _ = self.place
            order = self._order(turn)
            for start in range(chunk * self._chunk, len(order), self._chunk):
                batches = self._batches(order[start : start + self._chunk], start)
                for batch in batches[self.place[2] :]:
                    self.place = (turn, start // self._chunk, self.place[2] + 1)
                    yield batch
                self.place = (turn, start // self._chunk + 1, 0)
            self.place = (turn + 1, 0, 0)

    def _order(self, turn: int) -> Ints:
        rng = np.random.default_rng([self._seed, turn])
        whole = np.floor(self._weights).astype(np.int64)
        copies = whole + (rng.random(len(whole)) < self._weights - whole)
        order: Ints = np.repeat(np.arange(len(whole)), copies)
        rng.shuffle(order)
        return order

    def _batches(self, lines: Ints, start: int) -> Sequence[Ints]:
        rng = np.random.default_rng([self._seed, self.place[0], start])
        source = self._corpus.source_lengths[lines]
        target = self._corpus.target_lengths[lines]
        by_length = (np.maximum(source, target) + 3) // 4 * 1000 + source + rng.random(len(lines))
        order = np.argsort(by_length)
        lines, source, target = lines[order], source[order], target[order]
        cuts = [0]
        first = second = 0
        for at, (x, y) in enumerate(zip(source.tolist(), target.tolist(), strict=True)):
            if first + x > self._sizes.source or second + y > self._sizes.target:
                cuts.append(at)
                first = second = 0
            first += x
            second += y
        batches = np.split(lines, cuts[1:])
        return [batches[i] for i in rng.permutation(len(batches))]
