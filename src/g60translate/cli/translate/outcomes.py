"""How jobs ended, told to a person or to a program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from g60translate.cli.console import print_error, print_json, print_table
from g60translate.cli.outputs.translation import TranslatedFile
from g60translate.cli.translate.plan import PIPE, Job
from g60translate.errors import ExitCode
from g60translate.reports.record.model import Summary


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: a summary, or the error that stopped it."""

    job: Job
    exit_code: ExitCode
    summary: Summary | None = None
    error: str | None = None


def print_outcomes(outcomes: Sequence[Outcome], *, as_json: bool) -> None:
    """What was done, for a person or for a program; only errors where the text goes to a pipe."""
    for outcome in outcomes:
        if outcome.error is not None:
            print_error(outcome.error)
        elif outcome.exit_code is ExitCode.TERM_MISSED:
            print_error(_missed(outcome))
    if as_json:
        print_json([_output(outcome) for outcome in outcomes])
        return
    for outcome in outcomes:
        if outcome.summary is not None and outcome.job.target != PIPE:
            _print_summary(outcome.job, outcome.summary)


def _missed(outcome: Outcome) -> str:
    assert outcome.summary is not None
    missed = outcome.summary.terms_found - outcome.summary.terms_met
    where = outcome.job.record or "the translation (give --record FILE to have them listed)"
    return (
        f"{outcome.job.source}: {missed} of {outcome.summary.terms_found} terms are missing in the "
        f"translation. They are listed in {where}."
    )


def _print_summary(job: Job, summary: Summary) -> None:
    rows = [
        ("Translation", job.target),
        ("Record", str(job.record)),
        *([("Report", str(job.report))] if job.report else []),
        ("Segments", str(summary.segments)),
        ("Terms met", f"{summary.terms_met} of {summary.terms_found}"),
        (
            "Findings",
            f"{summary.errors} errors, {summary.warnings} warnings, {summary.infos} remarks",
        ),
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
