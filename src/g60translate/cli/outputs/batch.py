"""What `batch --json` prints, and what lies in `g60-report/summary.json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from g60translate.reports.record.model import Summary


@dataclass(frozen=True, slots=True)
class BatchFile:
    """A file and what became of it; paths are null where nothing was written.

    `ending` is `planned` in a dry run for what would be translated. `reason` says why a file failed
    or was left out; `segments` are null where nobody has looked.
    """

    input: str
    output: str | None
    record: str | None
    report: str | None
    ending: Literal["translated", "unchanged", "failed", "left-out", "planned"]
    exit_code: int
    reason: str | None
    source_lang: str | None
    format: str | None
    segments: int | None
    summary: Summary | None


@dataclass(frozen=True, slots=True)
class BatchTotals:
    """Files by how they ended, and the counts of all translations that are there."""

    files: int
    translated: int
    unchanged: int
    failed: int
    left_out: int
    planned: int
    segments: int
    terms_found: int
    terms_met: int
    errors: int
    warnings: int
    infos: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch; `seconds` is what it took, `estimated_seconds` what a dry run foresees."""

    exit_code: int
    dry_run: bool
    output: str
    index: str | None
    journal: str | None
    seconds: float
    estimated_seconds: float | None
    totals: BatchTotals
    files: list[BatchFile]
