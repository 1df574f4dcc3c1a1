"""Links source and target words by weights, from attention, likeness, position and anchors.

Attention comes in one direction: each target piece looks at the source. Normalising its rows and
columns in turn (Sinkhorn and Knopp 1967) makes source words compete too, so that a word that all
others look at, such as the last one, does not draw all of them. The weights below were chosen on
half of a hand-made set, where attention without alignment training was at hand; sharper attention
outweighs likeness and position by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from g60translate.spans import Span
from g60translate.translation.codes.words import Words, likeness

Matrix = npt.NDArray[np.float64]

# Attention has rows that sum to 1 at most. Equal words outweigh it, as names and numbers are
# copied; position only decides where nothing else does; an anchor is certain.
_LIKENESS = 2.0
_POSITION = 0.02
_ANCHOR = 100.0
_FLOOR = 0.01

# What every link inside an anchor has, beside which a likely one and one in its place have about 1.
_WITHIN = 0.1

# What the eight neighbours of a link add to it: words that stand together stay together.
_AHEAD = 0.1
_BESIDE = 0.05

# Makes strong links stronger before they compete.
_SHARPNESS = 2.0
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Anchor:
    """A source span and the target span that is known to translate it."""

    source: Span
    target: Span


def evidence(
    source: Words,
    target: Words,
    *,
    source_spans: Sequence[Span],
    target_spans: Sequence[Span],
    attention: npt.NDArray[np.float32] | None,
    anchors: Sequence[Anchor],
) -> Matrix:
    """What speaks for each link besides its place, of the shape (target words, source words)."""
    weights = np.zeros((len(target), len(source)))
    if attention is not None and attention.size:
        target_of = membership(target_spans, target.spans)
        source_of = membership(source_spans, source.spans)
        pieces = np.maximum(1.0, target_of.sum(axis=1, keepdims=True))
        weights += target_of @ attention @ source_of.T / pieces
    for row in range(len(target)):
        for column in range(len(source)):
            weights[row, column] += _LIKENESS * likeness(target[row], source[column])
    for anchor in anchors:
        block = np.ix_(target.inside(anchor.target), source.inside(anchor.source))
        weights[block] += _ANCHOR * _within(weights[block])
    return weights


def _within(links: Matrix) -> Matrix:
    """How an anchor's certainty is shared out among its words: what speaks for a link, and place.

    At most 1, and 1 for one link at least; every word has some, for the anchor holds as a whole.
    """
    rows, columns = links.shape
    if rows == 0 or columns == 0:
        return links
    place = (np.arange(rows)[:, None] + 0.5) / rows - (np.arange(columns) + 0.5) / columns
    shares: Matrix = links + _WITHIN + np.maximum(0.0, 1 - 2 * np.abs(place))
    scaled: Matrix = shares / shares.max()
    return scaled


def link(weights: Matrix) -> Matrix:
    """Where each source word went: columns of the shape (target words, source words) sum to 1."""
    rows, columns = weights.shape
    place = (np.arange(rows)[:, None] + 0.5) / rows - (np.arange(columns) + 0.5) / columns
    links = weights + _FLOOR + _POSITION * np.maximum(0.0, 1 - 2 * np.abs(place))
    links = _spread(links) ** _SHARPNESS
    for _ in range(_ROUNDS):
        links /= links.sum(axis=0, keepdims=True)
        links /= links.sum(axis=1, keepdims=True)
    shares: Matrix = links / links.sum(axis=0, keepdims=True)
    return shares


def _spread(links: Matrix) -> Matrix:
    """Let each link speak for its neighbours."""
    around = np.pad(links, 1)
    spread: Matrix = (
        links
        + _AHEAD * (around[:-2, :-2] + around[2:, 2:])
        + _BESIDE * (around[:-2, 1:-1] + around[2:, 1:-1] + around[1:-1, :-2] + around[1:-1, 2:])
    )
    return spread


def membership(pieces: Sequence[Span], words: Sequence[Span]) -> Matrix:
    """One-hot of the shape (words, pieces): the word in which each piece ends; signs have none."""
    table = np.zeros((len(words), len(pieces)))
    starts = [word[0] for word in words]
    for column, (start, end) in enumerate(pieces):
        # A piece begins with the space before its word, so its last code point decides.
        row = bisect_right(starts, end - 1) - 1
        if row >= 0 and end > start and end - 1 < words[row][1]:
            table[row, column] = 1.0
    return table
