"""How jobs ended, told to a person or to a program."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from g60translate.cli.console import print_error, print_json, print_table
from g60translate.cli.options.groups import FailOn, VerdictOptions
from g60translate.cli.outputs.translation import TranslatedFile
from g60translate.cli.translate.places import PIPE
from g60translate.cli.translate.plan import Job
from g60translate.errors import ExitCode
from g60translate.reports.record.model import Summary
from g60translate.reports.worst import Placed, Worst
from g60translate.wording import counted

_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Done:
    """What a job came to."""

    summary: Summary
    worst: Worst


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: a summary with the worst findings, or the error that stopped it."""

    job: Job
    exit_code: ExitCode
    summary: Summary | None = None
    worst: Worst | None = None
    error: str | None = None


def judged(summary: Summary, fail_on: FailOn) -> ExitCode:
    """The exit code for a translation that was written: whether it may be sent as it is."""
    wrong = summary.errors + summary.terms_found - summary.terms_met
    doubtful = wrong + summary.warnings
    objections = {"error": wrong, "warning": doubtful, "never": 0}[fail_on]
    return ExitCode.NOT_READY if objections else ExitCode.DONE


def print_outcomes(outcomes: Sequence[Outcome], options: VerdictOptions) -> None:
    """What was done, for a person or for a program; what was found goes to standard error."""
    for outcome in outcomes:
        if outcome.error is not None:
            print_error(outcome.error)
        elif not options.quiet:
            for line in _told(outcome):
                print(line, file=sys.stderr)
    if options.as_json:
        print_json([_output(outcome) for outcome in outcomes])
        return
    for outcome in outcomes:
        if outcome.summary is not None and outcome.job.target != PIPE:
            _print_summary(outcome.job, outcome.summary)


def _told(outcome: Outcome) -> Iterator[str]:
    """The verdict on a text and its worst findings; nothing where there are none."""
    summary, worst, job = outcome.summary, outcome.worst, outcome.job
    assert summary is not None
    assert worst is not None
    missed = summary.terms_found - summary.terms_met
    if not worst.total and not missed:
        return
    advice = "Do not send it yet" if summary.errors or missed else "Read the marked sentences"
    facts = [counted(summary.errors, "error"), counted(summary.warnings, "warning")]
    if missed:
        facts.insert(0, f"{missed} of {counted(summary.terms_found, 'term')} missed")
    yield f"{'standard input' if job.source == PIPE else job.source}: {advice}: {', '.join(facts)}."
    shown = worst.first()
    for (_, text), together in groupby(shown, key=lambda placed: (placed.segment_id, placed.text)):
        for placed in together:
            yield from _finding(placed)
        if line := " ".join(text.split()):
            yield f"    {textwrap.shorten(line, _WIDTH - 4, placeholder=' …')}"
    if worst.total > len(shown):
        where = job.record or "the record (--record FILE writes one)"
        yield f"  … and {worst.total - len(shown)} more, see {where}"


def _finding(placed: Placed) -> list[str]:
    finding = placed.finding
    head = f"{finding.severity.value} {placed.segment_id} ({finding.check}): {finding.message}"
    return textwrap.wrap(
        head,
        width=_WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _print_summary(job: Job, summary: Summary) -> None:
    found = (
        counted(summary.errors, "error"),
        counted(summary.warnings, "warning"),
        counted(summary.infos, "remark"),
    )
    rows = [
        ("Translation", job.target),
        ("Record", str(job.record)),
        *([("Report", str(job.report))] if job.report else []),
        ("Segments", str(summary.segments)),
        ("Terms met", f"{summary.terms_met} of {summary.terms_found}"),
        ("Findings", ", ".join(found)),
        ("Seconds", f"{summary.seconds:.1f}"),
    ]
    print_table((job.source, ""), rows)


def _output(outcome: Outcome) -> TranslatedFile:
    job = outcome.job
    return TranslatedFile(
        input=job.source,
        output=job.target,
        record=None if job.record is None else str(job.record),
        report=None if job.report is None else str(job.report),
        exit_code=int(outcome.exit_code),
        error=outcome.error,
        summary=outcome.summary,
    )
