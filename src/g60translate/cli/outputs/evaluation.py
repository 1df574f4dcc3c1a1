"""What `score`, `eval` and `compare` print with `--json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from g60translate.gate import Reason
from g60translate.scoring.comparison.changes import Change
from g60translate.scoring.metrics.score import Score
from g60translate.scoring.metrics.significance import Comparison
from g60translate.scoring.result import MissRecord, ScoreRecord, Skipped


@dataclass(frozen=True, slots=True)
class Terms:
    """Term occurrences of a text: how many were found, how many met, and those missed."""

    found: int
    met: int
    missed: tuple[MissRecord, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """`score`: a translation's figures; `terms` is null where no source was given."""

    segments: int
    scores: tuple[Score, ...]
    terms: Terms | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One set; `seconds` is the wall time, `reused` how many outputs were taken over."""

    name: str
    segments: int
    reused: int
    seconds: float
    scores: tuple[ScoreRecord, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The gate's verdict: reasons if it does not pass, and the tests by the name of the set."""

    passed: bool
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...]
    comparisons: Mapping[str, tuple[Comparison, ...]]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """`eval`: a suite's figures; `verdict` is null where nothing was held against a baseline."""

    suite: str
    system: str
    sets: tuple[Measured, ...]
    skipped: tuple[Skipped, ...]
    verdict: Judged | None


@dataclass(frozen=True, slots=True)
class Compared(Evaluated):
    """`compare`: the same of the later result, and by set the lines that changed."""

    changes: Mapping[str, tuple[Change, ...]]
