"""A text in pieces that know where they come from, so that codes can follow them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from g60translate.spans import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` stands for what is at `source` of the text before (code points, half-open)."""

    text: str
    source: Span


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A text that was written anew, its pieces in their order there."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """What is written."""
        return "".join(piece.text for piece in self.pieces)

    def moved(self, span: Span) -> Span:
        """Where that which stood at `span` stands now.

        Inside a piece that is as it was places map one to one; what covers a part of a piece that
        is written otherwise covers all of it. An empty span stays between its neighbours.
        """
        start, end = span
        if start == end:
            place = self._place(start)
            return (place, place)
        found = [
            (at + _within(piece, start, default=0), at + _within(piece, end, default=None))
            for at, piece in self._laid_out()
            if piece.source[0] < end and start < piece.source[1]
        ]
        if not found:
            place = self._place(start)
            return (place, place)
        return (min(a for a, _ in found), max(b for _, b in found))

    def _laid_out(self) -> Iterable[tuple[int, Piece]]:
        at = 0
        for piece in self.pieces:
            yield at, piece
            at += len(piece.text)

    def _place(self, place: int) -> int:
        length = 0
        for at, piece in self._laid_out():
            start, end = piece.source
            if start <= place < end:
                return at + (_within(piece, place, default=0) if place > start else 0)
            length = at + len(piece.text)
        return length


def _within(piece: Piece, place: int, *, default: int | None) -> int:
    """How far into the piece `place` is; its beginning or (None) end where that cannot be said."""
    start, end = piece.source
    if place <= start:
        return 0
    if place >= end:
        return len(piece.text)
    if end - start == len(piece.text):
        return place - start
    return len(piece.text) if default is None else default
