"""Where each input of a `translate` run goes, decided before anything is translated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from g60translate.errors import InputError, OutputExists

PIPE = "-"

# Language tags that a file name may carry before its suffix: release.de.docx.
_LANGUAGE_TAG = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Job:
    """One input and where its results go; None for no such file, `-` for a pipe."""

    source: str
    target: str
    record: Path | None
    report: Path | None

    def files(self) -> list[Path]:
        """Every file that the job writes."""
        named = [] if self.target == PIPE else [Path(self.target)]
        return [*named, *(path for path in (self.record, self.report) if path is not None)]


def plan_jobs(
    inputs: Sequence[str],
    *,
    output: Path | None,
    record: Path | None,
    report: Path | None,
    target_lang: str,
    force: bool,
) -> list[Job]:
    """Decide every path before anything is translated.

    Raises InputError for options that contradict each other, OutputExists for a path that is taken.
    """
    several = len(inputs) > 1
    if several and (report is not None or record is not None):
        raise InputError("--report and --record name one file, but there are several inputs.")
    if several and output is not None and not output.is_dir():
        raise InputError(f"With several inputs, --output has to be an existing folder: {output}.")
    jobs = [
        _plan(source, output=output, record=record, report=report, lang=target_lang)
        for source in inputs
    ]
    written = Counter(path for job in jobs for path in job.files())
    for path, count in written.items():
        if count > 1:
            raise InputError(
                f"{path} would be written {count} times. Give the outputs other names."
            )
        if any(
            job.source != PIPE and path.absolute() == Path(job.source).absolute() for job in jobs
        ):
            raise InputError(f"{path} is an input too. Name another output with --output.")
        if path.exists() and not force:
            raise OutputExists(f"{path} exists already. Choose another name or give --force.")
    return jobs


def _plan(
    source: str, *, output: Path | None, record: Path | None, report: Path | None, lang: str
) -> Job:
    if (source == PIPE and output is None) or str(output) == PIPE:
        return Job(source, PIPE, record, report)
    if output is None:
        target = Path(source).with_name(_target_name(Path(source), lang))
    elif output.is_dir():
        if source == PIPE:
            raise InputError(f"Standard input has no name for a file in {output}. Name the file.")
        target = output / _target_name(Path(source), lang)
    else:
        target = output
    return Job(source, str(target), record or target.with_name(target.name + ".g60.json"), report)


def _target_name(source: Path, lang: str) -> str:
    """`release.de.docx` → `release.en.docx`, `release.docx` → `release.en.docx`."""
    stem = source.stem
    base, dot, old = stem.rpartition(".")
    return f"{base if dot and _LANGUAGE_TAG.fullmatch(old) else stem}.{lang}{source.suffix}"
