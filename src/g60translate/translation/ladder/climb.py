"""One request on its way up the ladder."""

from __future__ import annotations

from dataclasses import dataclass, field

from g60translate.translation.ladder.judge import Candidate
from g60translate.translation.ladder.rendering import Mode
from g60translate.translation.request import Request


@dataclass(slots=True)
class Climb:
    """A request on its way up: for each hit its modes, and how many of them have failed."""

    request: Request
    expected: tuple[str, ...]
    sequences: tuple[tuple[Mode, ...], ...]
    steps: list[int]
    part_pieces: int = 0
    no_repeat: int = 0
    suppress: tuple[str, ...] = ()
    put_in: list[str] = field(default_factory=list)
    alone: Candidate | None = None
    best: Candidate | None = None
    latest: Candidate | None = None

    @property
    def modes(self) -> list[Mode]:
        """How each hit is shown at present."""
        return [modes[step] for modes, step in zip(self.sequences, self.steps, strict=True)]
