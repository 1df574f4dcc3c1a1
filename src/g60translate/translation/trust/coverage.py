"""How much of a source sentence its translation looked at, word by word.

Attention says which source pieces each target piece was written from. Whatever the translation
holds draws about one piece's worth of it or more; several words in a row that draw next to nothing
were left out. The window and the threshold were set on clauses cut from translations
(eval/RESULTS.md, "Doubt").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from g60translate.spans import Span
from g60translate.translation.codes.linking import Matrix, membership
from g60translate.translation.codes.words import Words

# Single words often draw little (articles, parts of verbs), hardly ever so many in a row.
_WINDOW = 4

# Mean of a window below which it counts as left out.
_LEFT_OUT = 0.4

# A word at the edge of such a stretch that drew this much does not belong to it.
_LOOKED_AT = 0.5

# Words that say something which such a stretch has at least; `in Anspruch zu` may go unseen.
_FEWEST_TELLING = 2
_LONGEST_SHORT = 3

# Attention that lies mostly beside the words comes from a model that does not align with it.
_MOST_OUTSIDE = 0.5

# Words that stand in the translation as they are were not left out; shorter ones do so by chance.
_SHORTEST_COPY = 4


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the attention says of one translation.

    `looks` has a value from 0 (passed over) to 1 for each source word. `entropy` is the mean, in
    nats, of the attention of the target pieces, `outside` the share of it that lies on no text
    (the end symbol); both are 0 where there is no attention.
    """

    words: Words
    looks: npt.NDArray[np.float64]
    entropy: float
    outside: float

    @property
    def thinnest(self) -> float:
        """From 0 to 1, the mean of the four words in a row that were looked at least."""
        if not len(self.looks):
            return 1.0
        return float(_means(self.looks).min())

    @property
    def gaps(self) -> tuple[Span, ...]:
        """Stretches of the source that the translation seems to have left out."""
        if len(self.looks) < _WINDOW:
            return ()
        out = np.zeros(len(self.looks), dtype=bool)
        for start in np.flatnonzero(_means(self.looks) < _LEFT_OUT):
            passed_over = np.flatnonzero(self.looks[start : start + _WINDOW] < _LOOKED_AT)
            out[start + passed_over[0] : start + passed_over[-1] + 1] = True
        edges = np.flatnonzero(np.diff(np.concatenate([[False], out, [False]]).astype(int)))
        spans, telling = self.words.spans, _telling(self.words)
        return tuple(
            (spans[first][0], spans[end - 1][1])
            for first, end in zip(edges[::2], edges[1::2], strict=True)
            if telling[first:end].sum() >= _FEWEST_TELLING
        )


def cover(
    source: str,
    target: str,
    *,
    source_spans: Sequence[Span],
    attention: npt.NDArray[np.float32] | None,
    certain: Sequence[Span] = (),
) -> Coverage:
    """Judge a translation by attention of the shape (target pieces, source pieces).

    Words inside `certain` spans are known to be translated, and so are those that the target has
    as they are. Where the attention says nothing all words count as looked at.
    """
    words = Words.of(source)
    looks = np.ones(len(words))
    if attention is None:
        return Coverage(words, looks, 0.0, 0.0)
    weights = attention.astype(np.float64)
    shares = weights.sum(axis=1)
    outside = float(np.clip(1 - shares.mean(), 0.0, 1.0)) if len(shares) else 0.0
    if outside <= _MOST_OUTSIDE:
        drawn = weights.sum(axis=0) @ membership(source_spans, words.spans).T
        looks = np.minimum(1.0, drawn)
        for span in certain:
            looks[words.inside(span)] = 1.0
        looks[_copied(words, target)] = 1.0
    return Coverage(words, looks, _entropy(weights, shares), outside)


def _means(looks: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    size = min(_WINDOW, len(looks))
    return np.convolve(looks, np.full(size, 1 / size), mode="valid")


def _telling(words: Words) -> npt.NDArray[np.bool_]:
    """Words that are long, a number, or of a script in which a word is a sign or two."""
    listed = (words[index] for index in range(len(words)))
    return np.array([len(w) > _LONGEST_SHORT or w.lower() == w.upper() for w in listed], bool)


def _copied(words: Words, target: str) -> npt.NDArray[np.bool_]:
    folded = target.casefold()
    return np.array(
        [
            (len(word) >= _SHORTEST_COPY or word.isdigit()) and word.casefold() in folded
            for word in (words[index] for index in range(len(words)))
        ],
        dtype=bool,
    )


def _entropy(weights: Matrix, shares: npt.NDArray[np.float64]) -> float:
    looking = shares > 0
    if not looking.any():
        return 0.0
    parts = weights[looking] / shares[looking, None]
    logs = np.log(parts, out=np.zeros_like(parts), where=parts > 0)
    return float(-(parts * logs).sum(axis=1).mean())
