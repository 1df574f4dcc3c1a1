"""What a decoder is asked for and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from g60translate.spans import Span

Attention = npt.NDArray[np.float32]

FirstLook = Callable[[], Attention]
"""Gives the first row of an attention, (source pieces,), which costs a step of decoding."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to search; the beam stands in every score's signature.

    `no_repeat_ngram` forbids repeating that many pieces in a row, 0 allows everything.
    `suppress` lists wordings that must not come out, as they stand inside a sentence.
    `part_pieces` translates a longer sentence clause by clause, 0 only what exceeds the model.
    """

    beam: int = 4
    hypotheses: int = 1
    no_repeat_ngram: int = 0
    part_pieces: int = 0
    suppress: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.hypotheses <= self.beam:
            raise ValueError("hypotheses must lie between 1 and the beam size")


@dataclass(frozen=True, slots=True)
class RawHypothesis:
    """A decoder's answer: pieces without the end symbol.

    `logprob` is the mean natural log-probability per piece; `attention` has the shape
    (target pieces, source pieces with the end symbol). Its first row is zeros where `first_look`
    has it.
    """

    pieces: tuple[str, ...]
    logprob: float
    attention: Attention
    first_look: FirstLook | None = None


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of one text.

    `target_spans` and `source_spans` place the rows and columns of `attention` in `text` and in
    the source text (code points, half-open). The first row is zeros where `first_look` has it.
    `parts` is over 1 where the source was too long for the model and was translated in that many
    parts.
    """

    text: str
    logprob: float
    target_spans: tuple[Span, ...]
    source_spans: tuple[Span, ...]
    attention: Attention
    parts: int = 1
    first_look: FirstLook | None = None

    @property
    def looks(self) -> Attention:
        """The attention with its first row."""
        return with_first_look(self.attention, self.first_look)


def with_first_look(attention: Attention, first_look: FirstLook | None) -> Attention:
    """The attention with its first row, asked for if need be."""
    if first_look is None or not len(attention):
        return attention
    return np.concatenate([first_look()[None, : attention.shape[1]], attention[1:]])
