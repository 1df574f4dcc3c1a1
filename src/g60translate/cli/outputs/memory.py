"""What the commands of `memory` and `review` print with `--json`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stats:
    """How many entries a memory holds, and of which direction, origin and state."""

    entries: int
    kinds: dict[str, int]


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry: its number, its likeness to what was asked (1: the same), and how it was found.

    `changed` is an ISO 8601 time in UTC.
    """

    number: int
    score: float
    kind: str
    source: str
    target: str
    origin: str
    state: str
    author: str
    changed: str
    document: str


Found = list[FoundEntry]


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What came of a file: entries that were new, changed, or there already.

    `skipped` says what is wrong with units that were left out, in whole or in part.
    """

    file: str
    added: int
    changed: int
    kept: int
    skipped: tuple[str, ...]


Imported = list[ImportedFile]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A review: `segments` of `of` were edited, `ter` edits per 100 words, `chrf` likeness.

    `missing_rows` counts segments that the file no longer had, `moved_rows` those that stood
    elsewhere. `terms` are (source, the glossary's
    wording, how often a person left it).
    """

    document: str
    missing_rows: int
    moved_rows: int
    segments: int
    of: int
    ter: float
    chrf: float
    terms: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """Words that people put in the place of others, and how often.

    `shared` are the words that all the sources have in common; `terms` are (term, concept) whose
    wording was exchanged.
    """

    before: str
    after: str
    times: int
    shared: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Learnt:
    """How many decisions of people there are, and which corrections repeat."""

    pairs: int
    corrections: tuple[Correction, ...]
