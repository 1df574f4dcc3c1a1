"""A word aligner in numpy: IBM model 1 with a diagonal prior (Dyer et al. 2013), on pieces.

Both directions are estimated on a sample of the corpus. A link of a target piece is the source
piece that both directions agree on most; where neither is sure there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from g60translate.training.corpus.batches import NO_LINK, EncodedCorpus, Ints

Floats = npt.NDArray[np.float32]

# A table of all pairs of pieces up to this many cells (0.5 GB); beyond, cells are shared.
_MOST_CELLS = 1 << 27
_NULL = 0.08
_SHARPNESS = 4.0
_SMOOTHING = 0.01
_CELLS_AT_ONCE = 1 << 21


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of similar length side by side, padded: (rows, longest)."""

    numbers: Ints
    given: Ints
    made: Ints
    given_lengths: Ints
    made_lengths: Ints

    def flipped(self) -> _Lines:
        return _Lines(self.numbers, self.made, self.given, self.made_lengths, self.given_lengths)


class _Model:
    """p(made piece | given piece), as counts; every given line also has an empty piece."""

    def __init__(self, pieces: int) -> None:
        self._pieces = pieces
        self._cells = min(pieces * pieces, _MOST_CELLS)
        self._joint: Floats = np.zeros(self._cells, np.float32)
        self._total: Floats = np.zeros(pieces, np.float32)
        self._empty: Floats = np.zeros(pieces, np.float32)
        self._trained = False

    def posterior(self, lines: _Lines) -> tuple[Floats, Floats, Ints]:
        """p(link) (rows, made, given), p(no link) (rows, made), and the table cells."""
        cells = (lines.given[:, None, :] * self._pieces + lines.made[:, :, None]) % self._cells
        prior = (1 - _NULL) * _diagonal(lines)
        if self._trained:
            given = self._total[lines.given][:, None, :] + _SMOOTHING * self._pieces
            links = prior * (self._joint[cells] + _SMOOTHING) / given
            empty = self._empty[lines.made] + _SMOOTHING
            none = _NULL * empty / (self._empty.sum() + _SMOOTHING * self._pieces)
        else:
            links = prior / self._pieces
            none = np.full(lines.made.shape, _NULL / self._pieces, np.float32)
        mass = links.sum(2) + none
        return links / mass[:, :, None], none / mass, cells

    def reestimate(self, batches: Iterator[_Lines]) -> None:
        """One round of expectation maximisation."""
        joint = np.zeros_like(self._joint)
        total = np.zeros(self._pieces, np.float64)
        nothing = np.zeros(self._pieces, np.float64)
        for lines in batches:
            links, none, cells = self.posterior(lines)
            inside = np.arange(lines.made.shape[1])[None] < lines.made_lengths[:, None]
            links *= inside[:, :, None]
            np.add.at(joint, cells.ravel(), links.ravel())
            total += np.bincount(lines.given.ravel(), links.sum(1).ravel(), self._pieces)
            nothing += np.bincount(lines.made.ravel(), (none * inside).ravel(), self._pieces)
        self._joint, self._trained = joint, True
        self._total, self._empty = total.astype(np.float32), nothing.astype(np.float32)

    def best(self, given: int, *, count: int) -> list[tuple[int, float]]:
        """The likeliest pieces made of this one; only for tables without shared cells."""
        row = self._joint[given * self._pieces : (given + 1) * self._pieces]
        found = np.argsort(-row)[:count]
        return [(int(i), float(row[i] / self._total[given])) for i in found if row[i] > _SMOOTHING]


def _diagonal(lines: _Lines) -> Floats:
    """The prior that piece j of n is made by piece i of m near j/n = i/m; rows sum to 1."""
    made = (np.arange(lines.made.shape[1]) + 1)[None] / lines.made_lengths[:, None]
    given = (np.arange(lines.given.shape[1]) + 1)[None] / lines.given_lengths[:, None]
    distance = np.abs(made[:, :, None] - given[:, None, :])
    weight = np.exp(-_SHARPNESS * distance)
    weight *= (np.arange(lines.given.shape[1])[None] < lines.given_lengths[:, None])[:, None, :]
    prior: Floats = (weight / weight.sum(2, keepdims=True)).astype(np.float32)
    return prior


class Aligner:
    """Both directions for one corpus; `pieces` is the size of the shared vocabulary."""

    def __init__(self, pieces: int) -> None:
        self._pieces = pieces
        self._forward, self._backward = _Model(pieces), _Model(pieces)

    def fit(self, corpus: EncodedCorpus, *, rounds: int = 4, sample: int = 150_000) -> None:
        """Estimate both directions on an even sample of the lines."""
        step = max(1, -(-len(corpus) // sample))
        lines = np.arange(0, len(corpus), step)
        for _ in range(rounds):
            self._forward.reestimate(_batches(corpus, lines))
            self._backward.reestimate(b.flipped() for b in _batches(corpus, lines))

    def links(self, corpus: EncodedCorpus) -> npt.NDArray[np.uint8]:
        """For every target piece the position in its source line, NO_LINK where unsure.

        The end symbols are linked to each other.
        """
        starts = np.concatenate([[0], np.cumsum(corpus.target_lengths)[:-1]])
        result = np.full(len(corpus.target), NO_LINK, np.uint8)
        for lines in _batches(corpus, np.arange(len(corpus))):
            forward, none, _ = self._forward.posterior(lines)
            backward, _, _ = self._backward.posterior(lines.flipped())
            agreed = np.sqrt(forward * backward.transpose(0, 2, 1))
            place = agreed.argmax(2)
            sure = np.take_along_axis(agreed, place[:, :, None], 2)[:, :, 0] > np.maximum(none, 0.2)
            place = np.where(sure & (place < NO_LINK), place, NO_LINK)
            for row, number in enumerate(lines.numbers.tolist()):
                length, start = int(lines.made_lengths[row]), int(starts[number])
                result[start : start + length] = place[row, :length]
                result[start + length - 1] = lines.given_lengths[row] - 1
        return result

    def likely_targets(self, piece: int, *, count: int = 3) -> list[tuple[int, float]]:
        """The target pieces that a source piece most often becomes, with their probability."""
        return self._forward.best(piece, count=count)


def _batches(corpus: EncodedCorpus, lines: Ints) -> Iterator[_Lines]:
    """Padded groups of similar lines, few enough to keep memory flat."""
    source_starts = np.concatenate([[0], np.cumsum(corpus.source_lengths)[:-1]])
    target_starts = np.concatenate([[0], np.cumsum(corpus.target_lengths)[:-1]])
    order = lines[np.lexsort((corpus.target_lengths[lines], corpus.source_lengths[lines]))]
    at = 0
    while at < len(order):
        longest = int(corpus.source_lengths[order[at]])
        group = order[at : at + max(1, _CELLS_AT_ONCE // (longest * longest + 1))]
        # The longest line of the group, not its first, sets the padding.
        while len(group) > 1 and _area(corpus, group) > 2 * _CELLS_AT_ONCE:
            group = group[: len(group) // 2]
        yield _Lines(
            group,
            _padded(corpus.source, source_starts[group], corpus.source_lengths[group]),
            _padded(corpus.target, target_starts[group], corpus.target_lengths[group]),
            corpus.source_lengths[group],
            corpus.target_lengths[group],
        )
        at += len(group)


def _area(corpus: EncodedCorpus, group: Ints) -> int:
    source, target = corpus.source_lengths[group].max(), corpus.target_lengths[group].max()
    return int(len(group) * source * target)


def _padded(pieces: npt.NDArray[np.uint16], starts: Ints, lengths: Ints) -> Ints:
    place = np.arange(int(lengths.max()))[None]
    inside = place < lengths[:, None]
    return np.where(inside, pieces[np.where(inside, starts[:, None] + place, 0)], 0).astype(
        np.int64
    )
