"""What `translate --json` prints."""

from __future__ import annotations

from dataclasses import dataclass

from g60translate.reports.record.model import Summary


@dataclass(frozen=True, slots=True)
class TranslatedFile:
    """An input and what became of it: the files, and a summary or the error that stopped it.

    `-` stands for a pipe, null for a file that was not written.
    """

    input: str
    output: str
    record: str | None
    report: str | None
    exit_code: int
    error: str | None
    summary: Summary | None


TranslatedFiles = list[TranslatedFile]
