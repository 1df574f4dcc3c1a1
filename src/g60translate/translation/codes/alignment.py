"""Where a span or a place of the source went in the target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from g60translate.spans import Span
from g60translate.translation.codes.linking import Anchor, Matrix, evidence, link
from g60translate.translation.codes.runs import agreement, settle
from g60translate.translation.codes.words import Words
from g60translate.translation.engines.hypothesis import FirstLook, with_first_look
from g60translate.translation.trust.coverage import Coverage, cover

__all__ = ["Alignment", "Anchor"]

# Attention, or likeness, that a span must have drawn for its place to be more than a guess.
_LEAST_EVIDENCE = 0.1

# Signs after a word that stay with it; an opening one belongs to the next word.
_CLOSING_SIGNS = re.compile(r"[^\w\s„“‘‚«‹(\[「『《（【]*")

# Signs that languages set alike, so that equally many of them are the same ones.
_CLEAR_SIGNS = ":;–—!?)"


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
        first_look: FirstLook | None = None,
        anchors: Sequence[Anchor] = (),
    ) -> None:
        """Take `attention` of the shape (target pieces, source pieces) with the pieces' spans.

        Its first row is zeros where `first_look` has it, which is asked for where it matters.
        """
        self.source, self.target = source, target
        self.anchors = tuple(anchors)
        self._source_spans, self._target_spans = tuple(source_spans), tuple(target_spans)
        self._attention, self._first_look = attention, first_look

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """As a file keeps it: both texts and the coverage, which is all that is read of it then.

        The attention would be by far the largest part of a translation; it is gone.
        """
        from pydantic_core import core_schema  # noqa: PLC0415  only where files are written

        return core_schema.no_info_plain_validator_function(
            lambda kept: cls._restored(**kept),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda alignment: alignment._kept()
            ),
        )

    def _kept(self) -> dict[str, Any]:
        coverage = self.coverage
        return {
            "source": self.source,
            "target": self.target,
            "looks": coverage.looks.tolist(),
            "entropy": float(coverage.entropy),
            "outside": float(coverage.outside),
        }

    @classmethod
    def _restored(
        cls, source: str, target: str, looks: list[float], entropy: float, outside: float
    ) -> Self:
        restored = cls(source, target)
        # Where a cached property keeps its value.
        restored.__dict__["coverage"] = Coverage(
            Words.of(source), np.array(looks, dtype=np.float64), entropy, outside
        )
        return restored

    @property
    def links(self) -> tuple[tuple[Span, Span], ...]:
        """Each target word with the source word that it most likely translates, source first."""
        if not self._source_words or not self._target_words:
            return ()
        strongest = self._links.argmax(axis=1)
        return tuple(
            (self._source_words.spans[column], self._target_words.spans[row])
            for row, column in enumerate(strongest)
        )

    def project(self, span: Span) -> Span | None:
        """The target words that translate the source words of `span`; None where none do.

        The answer is the contiguous run of words that agrees best with the span: of all that its
        words are linked to, as much as possible is inside the span, and of all that the span is
        linked to, as much as possible is in the run (their harmonic mean).
        """
        return self.project_apart([span])[0]

    def project_apart(self, spans: Sequence[Span]) -> list[Span | None]:
        """Project spans so that those which are apart in the source are so in the target.

        Where several want the same words, they are settled so that all together agree best.
        """
        tables: dict[int, Matrix] = {}
        certain: dict[int, Span] = {}
        for index, span in enumerate(spans):
            anchored = next((a.target for a in self.anchors if a.source == span), None)
            if anchored is not None:
                certain[index] = anchored
            elif self._is_linked(span):
                tables[index] = agreement(self._source_words, self._target_words, self._links, span)
        found = settle(spans, tables, certain, self._target_words)
        return [found.get(index) for index in range(len(spans))]

    def _is_linked(self, span: Span) -> bool:
        """Whether the span has words and any target word looks at them."""
        inside = self._source_words.inside(span)
        if not inside.any() or not self._target_words:
            return False
        return self._attention is None or self._evidence[:, inside].sum() >= _LEAST_EVIDENCE

    def trust(self, span: Span, run: Span) -> float:
        """From 0 to 1, how far the links bear out that `run` translates `span`.

        The lesser of their agreement and of the share that the span has in all that the words of
        the run look at: words that were left out in the target leave a run to words of others.
        """
        if any(anchor == Anchor(span, run) for anchor in self.anchors):
            return 1.0
        inside, there = self._source_words.inside(span), self._target_words.inside(run)
        seen = self._evidence[there].sum() if there.any() else 0.0
        if not inside.any() or not seen:
            return 0.0
        table = agreement(self._source_words, self._target_words, self._links, span)
        first, *_, last = [*np.flatnonzero(there)] * 2
        share = self._evidence[np.ix_(there, inside)].sum() / seen
        return max(0.0, min(float(table[first, last + 1]), float(share)))

    def gap(self, offset: int) -> int:
        """The place that parts what stands before `offset` in the source from the rest, at best.

        It lies behind a word, in front of the signs and the space that follow.
        """
        if not self._target_words or not self._source_words:
            return len(self.target) if offset * 2 > len(self.source) else 0
        return self._boundary(sum(end <= offset for _, end in self._source_words.spans))

    def place(self, offset: int) -> int:
        """Where a code standing at `offset` of the source goes in the target.

        A code behind a word goes behind its translation, one that only touches the next word in
        front of that one's. Signs between word and code stay between them.
        """
        if not self._target_words or not self._source_words:
            return len(self.target) if offset * 2 > len(self.source) else 0
        words = self._source_words.spans
        before = [word for word in words if word[0] < offset]
        after = [word for word in words if word[0] >= offset]
        if not after and offset == len(self.source):
            return len(self.target)
        if after and after[0][0] == offset and not self.source[offset - 1 : offset].strip():
            found = self.project(after[0])
            return found[0] if found else self._boundary(len(before))
        if not before:
            return 0
        found = self.project(before[-1])
        end = found[1] if found else self._boundary(len(before))
        gap = self.source[before[-1][1] : offset]
        sign = self._same_sign(gap.rstrip()[-1:], offset)
        if sign is not None:
            end = sign
        elif gap.strip():
            end += len(_CLOSING_SIGNS.match(self.target[end:]).group())  # type: ignore[union-attr]
        if gap[-1:].isspace() and self.target[end : end + 1] == " ":
            end += 1
        return end

    def _same_sign(self, sign: str, offset: int) -> int | None:
        """Behind the target's counterpart of the last such sign before `offset`, if it is sure."""
        if not sign or sign not in _CLEAR_SIGNS:
            return None
        if self.source.count(sign) != self.target.count(sign):
            return None
        place = -1
        for _ in range(self.source.count(sign, 0, offset)):
            place = self.target.index(sign, place + 1)
        return place + 1

    def _boundary(self, count: int) -> int:
        """The place that best parts the translations of the first `count` words from the rest."""
        left = self._links[:, :count].sum(axis=1) / self._links.sum(axis=1)
        words = int(np.argmax(np.concatenate([[0.0], np.cumsum(left - 0.5)])))
        return self._target_words.spans[words - 1][1] if words else 0

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
            source_spans=self._source_words.spans,
            target_spans=following._target_words.spans,
            attention=(following._shares @ self._shares).astype(np.float32),
            anchors=(*anchors, *(each for each in through if each not in anchors)),
        )

    @property
    def _shares(self) -> Matrix:
        """Links of which each row is a distribution over the source words."""
        shares: Matrix = self._links / self._links.sum(axis=1, keepdims=True)
        return shares

    @cached_property
    def coverage(self) -> Coverage:
        """How much of the source the target looked at."""
        seen = self._covered(self._attention)
        # The first row can only add to what was looked at.
        return self._covered(self._looks) if seen.gaps and self._first_look else seen

    def _covered(self, attention: npt.NDArray[np.float32] | None) -> Coverage:
        return cover(
            self.source,
            self.target,
            source_spans=self._source_spans,
            attention=attention,
            certain=[anchor.source for anchor in self.anchors],
        )

    @cached_property
    def _looks(self) -> npt.NDArray[np.float32] | None:
        """The attention with its first row."""
        if self._attention is None:
            return None
        return with_first_look(self._attention, self._first_look)

    @cached_property
    def _source_words(self) -> Words:
        return Words.of(self.source)

    @cached_property
    def _target_words(self) -> Words:
        return Words.of(self.target)

    @cached_property
    def _evidence(self) -> Matrix:
        return evidence(
            self._source_words,
            self._target_words,
            source_spans=self._source_spans,
            target_spans=self._target_spans,
            attention=self._looks,
            anchors=self.anchors,
        )

    @cached_property
    def _links(self) -> Matrix:
        return link(self._evidence)
