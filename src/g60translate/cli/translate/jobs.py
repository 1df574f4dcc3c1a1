"""Runs the jobs of a `translate` command one by one."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from g60translate.cli.console import print_bytes
from g60translate.cli.translate.outcomes import Outcome
from g60translate.cli.translate.plan import PIPE, Job
from g60translate.cli.translate.workbench import Workbench
from g60translate.documents.files import (
    read_bytes,
    read_document,
    require_text,
    write_document,
)
from g60translate.documents.saving import write_together
from g60translate.errors import ExitCode, G60Error
from g60translate.pipeline import Progress
from g60translate.reports.record.model import Summary, dump_record
from g60translate.reports.record.writing import FileContent, make_record

ProgressBar = Callable[[str], AbstractContextManager[Progress | None]]


def run_jobs(
    jobs: Sequence[Job], workbench: Workbench, progress_bar: ProgressBar
) -> Iterator[Outcome]:
    """Translate job by job; one that fails does not stop the next, a single one raises."""
    for job in jobs:
        try:
            with progress_bar(job.source) as progress:
                summary = _chosen(workbench)(job, workbench, progress)
        except G60Error as error:
            if len(jobs) == 1:
                raise
            yield Outcome(job, error.exit_code, error=f"{job.source}: {error}")
        else:
            missed = summary.terms_found > summary.terms_met
            code = ExitCode.TERM_MISSED if missed else ExitCode.DONE
            yield Outcome(job, code, summary=summary)


def _chosen(workbench: Workbench) -> Callable[[Job, Workbench, Progress | None], Summary]:
    """How a job is run."""
    if not workbench.settings.by_line:
        return _run
    from g60translate.cli.translate.lines import run_lines

    return run_lines


def _run(job: Job, workbench: Workbench, progress: Progress | None) -> Summary:
    started = time.monotonic()
    name = "standard input" if job.source == PIPE else _shown_name(job.source)
    data = sys.stdin.buffer.read() if job.source == PIPE else read_bytes(Path(job.source))
    document = read_document(
        data,
        name=PIPE if job.source == PIPE else name,
        format=workbench.settings.format,
        options=workbench.settings.reading,
    )
    require_text(document, name=name)
    translator = workbench.translator(workbench.source_language(document, name=name))
    translated = translator.translate(document, progress=progress)
    output = write_document(translated.document)
    record = make_record(
        translated,
        translator,
        source=FileContent(PIPE if job.source == PIPE else name, data),
        target=FileContent(PIPE if job.target == PIPE else _shown_name(job.target), output),
        seconds=time.monotonic() - started,
    )
    files: dict[Path, bytes] = {}
    if job.record is not None:
        files[job.record] = dump_record(record)
    if job.report is not None:
        from g60translate.reports.html import render_html

        files[job.report] = render_html(record).encode()
    if job.target != PIPE:
        files[Path(job.target)] = output
    # The proof and the text it is for: both or neither.
    write_together(files, replace=workbench.settings.force)
    if job.target == PIPE:
        print_bytes(output)
    return record.summary


def _shown_name(path: str) -> str:
    """A file's name as text, also where its bytes are none."""
    return os.fsencode(Path(path).name).decode("utf-8", errors="replace")
