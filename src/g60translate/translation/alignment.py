"""Which target words came from which source words, from attention, equal words and anchors."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from g60translate.translation.subwords import Span

# A Han or kana character is a word of its own here; elsewhere letters and digits run together.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")

# Equal words outweigh attention: names and numbers are copied, and a young model's attention
# is blurred. An anchor (an enforced term, a placeholder) is certain.
_SAME_WORD = 2.0
_SAME_STEM = 0.5
_DIAGONAL = 0.05
_ANCHOR = 100.0

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A source span and the target span that is known to translate it."""

    source: Span
    target: Span


class Alignment:
    """Soft links between the words of a source and a target text, worked out when first asked."""

    def __init__(
        self,
        source: str,
        target: str,
        *,
        source_spans: Sequence[Span] = (),
        target_spans: Sequence[Span] = (),
        attention: npt.NDArray[np.float32] | None = None,
        anchors: Sequence[Anchor] = (),
    ) -> None:
        """Take `attention` of the shape (target pieces, source pieces) with the pieces' spans."""
        self._source_words = [match.span() for match in _WORD.finditer(source)]
        self._target_words = [match.span() for match in _WORD.finditer(target)]
        self.source, self.target = source, target
        self.anchors = tuple(anchors)
        self._source_spans, self._target_spans = tuple(source_spans), tuple(target_spans)
        self._attention = attention

    def project(self, span: Span) -> Span | None:
        """The target words that translate the source words of `span`; None where none do.

        The answer is the contiguous run whose words draw more from inside the span than from
        outside it, by the greatest surplus.
        """
        inside = [_overlap(word, span) for word in self._source_words]
        if not any(inside) or not self._target_words:
            return None
        exact = next((a.target for a in self.anchors if a.source == span), None)
        if exact is not None:
            return exact
        share = self._weights[:, inside].sum(axis=1) / self._weights.sum(axis=1)
        first, last, surplus = _best_run(share - 0.5)
        if surplus <= 0:
            best = int(np.argmax(share))
            if share[best] <= sum(inside) / len(inside):
                return None
            first = last = best
        return (self._target_words[first][0], self._target_words[last][1])

    def place(self, offset: int) -> int:
        """Where a code standing at `offset` of the source goes in the target.

        A code that touches a word goes to that word's translation, on the same side; one between
        words goes to the boundary that parts the translations of what stood before and after.
        """
        before = [index for index, word in enumerate(self._source_words) if word[1] <= offset]
        if not self._target_words or not self._source_words:
            return len(self.target) if offset * 2 > len(self.source) else 0
        if not before:
            return self._target_words[0][0] if self._touches_next(offset) else 0
        if len(before) == len(self._source_words) and offset == len(self.source):
            return len(self.target)
        if (
            self._source_words[before[-1]][1] == offset
            or not self.source[self._source_words[before[-1]][1] : offset].strip()
        ):
            word = self._target_words[int(np.argmax(self._weights[:, before[-1]]))]
            gap = self.source[self._source_words[before[-1]][1] : offset]
            return word[1] + (len(gap) if self.target[word[1] :].startswith(gap) else 0)
        left = self._weights[:, before].sum(axis=1) / self._weights.sum(axis=1)
        scores = np.concatenate([[0.0], np.cumsum(left - 0.5)])
        boundary = int(np.argmax(scores))
        if boundary == 0:
            return 0
        end = self._target_words[boundary - 1][1]
        # Punctuation stays with the words before it.
        return end + len(re.match(r"[^\w\s]*", self.target[end:]).group())  # type: ignore[union-attr]

    def then(self, following: Alignment, *, anchors: Sequence[Anchor] = ()) -> Alignment:
        """From this source to the target of `following`, whose source is this target.

        Each word's links are followed through both halves; where an anchor of the one ends exactly
        where one of the other begins, they make one. Raises ValueError where the texts differ.
        """
        if following.source != self.target:
            raise ValueError("the second alignment does not begin with the first one's target")
        through = [
            Anchor(first.source, second.target)
            for first in self.anchors
            for second in following.anchors
            if first.target == second.source
        ]
        return Alignment(
            self.source,
            following.target,
            source_spans=self._source_words,
            target_spans=following._target_words,
            attention=(following._shares @ self._shares).astype(np.float32),
            anchors=(*anchors, *(each for each in through if each not in anchors)),
        )

    @property
    def _shares(self) -> Matrix:
        """Weights of which each row is a distribution over the source words."""
        return self._weights / np.maximum(1e-9, self._weights.sum(axis=1, keepdims=True))

    def _touches_next(self, offset: int) -> bool:
        return self._source_words[0][0] == offset

    @cached_property
    def _weights(self) -> Matrix:
        """Weights of the shape (target words, source words), never zero in any row."""
        rows, columns = len(self._target_words), len(self._source_words)
        weights = np.full((rows, columns), 1e-6)
        if self._attention is not None and self._attention.size:
            target_of = _membership(self._target_spans, self._target_words)
            source_of = _membership(self._source_spans, self._source_words)
            drawn = target_of @ self._attention @ source_of.T
            weights += drawn / np.maximum(1.0, drawn.sum(axis=1, keepdims=True))
        for row, (a, b) in enumerate(self._target_words):
            for column, (c, d) in enumerate(self._source_words):
                weights[row, column] += _likeness(self.target[a:b], self.source[c:d])
                distance = abs((row + 0.5) / rows - (column + 0.5) / columns)
                weights[row, column] += _DIAGONAL * (1 - distance)
        for anchor in self.anchors:
            inside_target = [_overlap(word, anchor.target) for word in self._target_words]
            inside_source = [_overlap(word, anchor.source) for word in self._source_words]
            if any(inside_target) and any(inside_source):
                weights[np.ix_(inside_target, inside_source)] += _ANCHOR
        return weights


def _membership(pieces: Sequence[Span], words: Sequence[Span]) -> Matrix:
    """One-hot of the shape (words, pieces): the word in which each piece ends; marks have none."""
    table = np.zeros((len(words), len(pieces)))
    starts = [word[0] for word in words]
    for column, (start, end) in enumerate(pieces):
        # A piece begins with the space before its word, so its last code point decides.
        row = bisect_right(starts, end - 1) - 1
        if row >= 0 and end > start and end - 1 < words[row][1]:
            table[row, column] = 1.0
    return table


def _likeness(target: str, source: str) -> float:
    a, b = target.casefold(), source.casefold()
    if a == b:
        return _SAME_WORD if len(a) > 1 or a.isdigit() else 0.0
    shorter = min(len(a), len(b))
    if shorter >= 4 and a[: shorter - 1] == b[: shorter - 1]:
        return _SAME_STEM
    return 0.0


def _overlap(word: Span, span: Span) -> bool:
    return word[0] < span[1] and word[1] > span[0]


def _best_run(gains: npt.NDArray[np.float64]) -> tuple[int, int, float]:
    """First and last index of the contiguous run with the greatest sum (Kadane), and the sum."""
    best = (0, 0, float(gains[0]))
    start, total = 0, 0.0
    for index, gain in enumerate(gains.tolist()):
        if total <= 0:
            start, total = index, 0.0
        total += gain
        if total > best[2]:
            best = (start, index, total)
    return best
