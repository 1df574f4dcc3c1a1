"""Runs the jobs of a `translate` command one by one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from g60translate.cli.console import print_bytes
from g60translate.cli.streams import read_input
from g60translate.cli.translate.outcomes import Done, Outcome, judged
from g60translate.cli.translate.places import PIPE
from g60translate.cli.translate.plan import Job, make_folders
from g60translate.cli.translate.workbench import Workbench
from g60translate.documents.files import (
    read_bytes,
    read_document,
    require_content,
    require_own_suffix,
    require_text,
    write_document,
)
from g60translate.documents.options import read_for
from g60translate.documents.saving import write_together
from g60translate.errors import G60Error
from g60translate.pipeline import Progress
from g60translate.reports.record.model import dump_record
from g60translate.reports.record.writing import FileContent, make_record
from g60translate.reports.worst import Worst

ProgressBar = Callable[[str], AbstractContextManager[Progress | None]]


def run_jobs(
    jobs: Sequence[Job], workbench: Workbench, progress_bar: ProgressBar
) -> Iterator[Outcome]:
    """Translate job by job; one that fails does not stop the next, a single one raises."""
    for job in jobs:
        try:
            with progress_bar(job.source) as progress:
                done = _chosen(workbench)(job, workbench, progress)
        except G60Error as error:
            if len(jobs) == 1:
                raise
            yield Outcome(job, error.exit_code, error=f"{job.source}: {error}")
        else:
            code = judged(done.summary, workbench.settings.fail_on)
            yield Outcome(job, code, summary=done.summary, worst=done.worst)


def _chosen(workbench: Workbench) -> Callable[[Job, Workbench, Progress | None], Done]:
    """How a job is run."""
    if not workbench.settings.by_line:
        return _run
    from g60translate.cli.translate.lines import run_lines

    return run_lines


def _run(job: Job, workbench: Workbench, progress: Progress | None) -> Done:
    started = time.monotonic()
    settings = workbench.settings
    name = "standard input" if job.source == PIPE else _shown_name(job.source)
    data = read_input() if job.source == PIPE else read_bytes(Path(job.source))
    require_content(data, name=name)
    document = read_document(
        data,
        name=PIPE if job.source == PIPE else name,
        format=settings.format,
        options=read_for(job.target, settings.reading),
        place="" if job.source == PIPE else str(Path(job.source).absolute()),
    )
    require_text(document, name=name)
    if job.target != PIPE:
        require_own_suffix(Path(job.target), document, source=job.source)
    translator = workbench.translator(workbench.source_language(document, name=name))
    translated = translator.translate(document, progress=progress)
    output = write_document(translated.document)
    target = PIPE if job.target == PIPE else _shown_name(job.target)
    record = make_record(
        translated,
        translator,
        source=FileContent(PIPE if job.source == PIPE else name, data, settings.source_tag),
        target=FileContent(target, output, settings.target.tag),
        seconds=time.monotonic() - started,
        reading=settings.reading,
    )
    worst = Worst(settings.findings_shown)
    worst.add(record.segments)
    files: dict[Path, bytes] = {}
    if job.record is not None:
        files[job.record] = dump_record(record)
    if job.report is not None:
        from g60translate.reports.html import render_html

        files[job.report] = render_html(record).encode()
    if job.target != PIPE:
        files[Path(job.target)] = output
    make_folders(job)
    # The proof and the text it is for: both or neither.
    write_together(files, replace=settings.force)
    if job.target == PIPE:
        print_bytes(output)
    return Done(record.summary, worst)


def _shown_name(path: str) -> str:
    """A file's name as text, also where its bytes are none."""
    return os.fsencode(Path(path).name).decode("utf-8", errors="replace")
