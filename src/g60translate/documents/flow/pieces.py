"""The stretches of source that the flow of a sentence is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class PieceKind(StrEnum):
    """What one stretch of source is in the flow of a sentence."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    STANDALONE = "standalone"
    PROTECTED = "protected"


@dataclass(frozen=True, slots=True)
class Piece:
    """`source[start:end]`, half-open, in the source's units.

    `name` pairs an OPEN with its CLOSE and begins the code's tag; a pair without a name is dropped
    when its block is rewritten. `text` is what a standalone or protected piece owns in the block.
    """

    kind: PieceKind
    start: int
    end: int
    name: str = ""
    text: str = ""


def partners(pieces: Sequence[Piece]) -> dict[int, int]:
    """For each half of a pair its index to the other half's."""
    pairs: dict[int, int] = {}
    open_halves: list[int] = []
    for index, piece in enumerate(pieces):
        if piece.kind is PieceKind.OPEN:
            open_halves.append(index)
        elif piece.kind is PieceKind.CLOSE:
            for depth in range(len(open_halves) - 1, -1, -1):
                opening = open_halves[depth]
                if pieces[opening].name == piece.name:
                    pairs[opening], pairs[index] = index, opening
                    del open_halves[depth:]
                    break
    return pairs
