"""What the journal knows of a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far a file has come.

    OPEN: begun; MADE: translated, and its output not known to be written; DONE. ASIDE: not to be
    tried again as it is, for the fault is its own; WAITING: the next call tries again.
    """

    OPEN = "open"
    MADE = "made"
    DONE = "done"
    ASIDE = "aside"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Made:
    """A finished translation with its record and report, not yet written; `summary` is JSON."""

    lang: str
    form: str
    summary: str
    output: bytes
    record: bytes
    report: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """A file: the digest of its content, the setup that it was translated with, how it ended.

    `written` are the digests, apart by spaces, of what a batch wrote there last or is about to.
    """

    number: int
    digest: str
    setup: str
    target: str
    state: State
    lang: str = ""
    form: str = ""
    written: str = ""
    summary: str = ""
    code: int = 0
    reason: str = ""
