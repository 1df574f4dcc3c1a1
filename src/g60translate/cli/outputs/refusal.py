"""What every command prints with `--json` where it fails."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One thing wrong in a data file, and where."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """The exit code and what there is to say; `faults` are those of a data file, one by one."""

    code: int
    message: str
    faults: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A command that failed."""

    error: Refusal
