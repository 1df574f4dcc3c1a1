"""Errors of the checks as scores: the share of lines that nobody may send like this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from g60translate.checks.check import Severity, Unit
from g60translate.checks.run import run_checks
from g60translate.scoring.metrics.sacrebleu import Statistics
from g60translate.scoring.metrics.signature import join
from g60translate.version import __version__

HARD_CHECKS = ("numbers", "urls", "tags", "language", "length", "repetition")
"""Checks whose errors the gate looks at: lost numbers, broken tags, untranslated text and so on.

Terms have a score of their own; quotes only ever warn.
"""

PREFIX = "errors:"


@dataclass(frozen=True, slots=True)
class LineFault:
    """An error of a check on a line, counted from 0."""

    line: int
    check: str
    message: str


@dataclass(frozen=True, slots=True)
class Faults:
    """All errors, and for each check its counts per line: a one, and whether it objects."""

    listed: tuple[LineFault, ...]
    counts: Mapping[str, Statistics]


class FaultScorer:
    """Percent of lines with an error of one check; the lower, the better."""

    def __init__(self, check: str) -> None:
        self.check = check
        self.name = f"{PREFIX}{check}"

    def scores(self, totals: Statistics) -> Statistics:
        """Columns: lines, lines with an error."""
        lines, faulty = totals[:, 0], totals[:, 1]
        return 100 * np.divide(faulty, lines, out=np.zeros_like(lines), where=lines > 0)

    def signature(self, *, references: int) -> str:  # noqa: ARG002  checks need no reference
        """Which check looked, and of which version."""
        return join({"check": self.check, "severity": "error", "g60translate": __version__})


def find_faults(units: Sequence[Unit]) -> Faults:
    """Examine line by line; `segment_id` of each unit is not looked at.

    `tags` is counted only if some line has inline codes: elsewhere it could not fail.
    """
    checks = [
        check
        for check in HARD_CHECKS
        if check != "tags" or any(unit.source_inlines for unit in units)
    ]
    counts = {f"{PREFIX}{check}": np.tile((1.0, 0.0), (len(units), 1)) for check in checks}
    listed = []
    for number, unit in enumerate(units):
        for finding in run_checks([unit], names=checks):
            if finding.severity is Severity.ERROR:
                counts[f"{PREFIX}{finding.check}"][number, 1] = 1.0
                listed.append(LineFault(number, finding.check, finding.message))
    return Faults(tuple(listed), counts)
