"""What is told of a batch: to a person, to a program, and as a page."""

from __future__ import annotations

import posixpath
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from g60translate.batch.outcome import Ending, Outcome
from g60translate.batch.places.place import Place, write_all
from g60translate.batch.plan.item import as_text
from g60translate.batch.plan.planning import RECORD_SUFFIX
from g60translate.batch.survey import Seen
from g60translate.cli.console import print_table, to_json
from g60translate.cli.options.groups import FailOn
from g60translate.cli.outputs.batch import Batch, BatchFile, BatchTotals
from g60translate.cli.translate.outcomes import judged
from g60translate.errors import ExitCode, worst
from g60translate.reports.listing import Listed, render_listing
from g60translate.wording import counted

# Of files that failed, so many are named in the terminal; the page and the JSON name all.
_MOST = 10


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the pages of a batch go: a folder below its output, None for none."""

    output: Place
    reports: str | None

    def index(self) -> str | None:
        """The page that lists the others."""
        return None if self.reports is None else f"{self.reports}/index.html"

    def write(self, result: Batch, outcomes: Sequence[Outcome]) -> None:
        """Write the listing and the summary, in place of those of the last run."""
        index = self.index()
        if index is None:
            return
        page = render_listing([self._listed(outcome) for outcome in outcomes])
        files = {index: page, f"{self.reports}/summary.json": to_json(result) + "\n"}
        for path in files:
            self.output.sweep(path)
        write_all(
            self.output,
            {path: text.encode("utf-8", "surrogateescape") for path, text in files.items()},
        )

    def report_of(self, outcome: Outcome) -> str | None:
        """The page of a file, if it has one."""
        if self.reports is None or not outcome.report:
            return None
        page = f"{self.reports}/{outcome.item.target}.html"
        # One that was translated by a run without pages has none.
        new = outcome.ending is Ending.TRANSLATED
        return page if new or self.output.entry(page) is not None else None

    def _listed(self, outcome: Outcome) -> Listed:
        page = self.report_of(outcome)
        return Listed(
            source=as_text(outcome.item.source),
            target=as_text(outcome.item.target),
            page=None if page is None else as_text(posixpath.relpath(page, self.reports or "")),
            summary=outcome.summary,
            error=as_text(outcome.reason) or None,
            left_out=outcome.ending is Ending.LEFT_OUT,
        )


def code_of(outcomes: Sequence[Outcome], fail_on: FailOn) -> ExitCode:
    """The code of a batch: any failure outweighs a text that is not ready."""
    return worst(_code(outcome, fail_on) for outcome in outcomes)


def _code(outcome: Outcome, fail_on: FailOn) -> ExitCode:
    if outcome.summary is not None:
        return judged(outcome.summary, fail_on)
    return ExitCode(outcome.code)


def to_file(outcome: Outcome, pages: Pages, fail_on: FailOn) -> BatchFile:
    """A file's ending as JSON has it."""
    item, summary = outcome.item, outcome.summary
    report = pages.report_of(outcome)
    written = summary is not None
    return BatchFile(
        input=item.source,
        output=pages.output.describe(item.target) if written else None,
        record=pages.output.describe(item.target + RECORD_SUFFIX) if written else None,
        report=None if report is None else pages.output.describe(report),
        ending=outcome.ending.value,
        exit_code=int(_code(outcome, fail_on)),
        reason=outcome.reason or None,
        source_lang=outcome.lang or None,
        format=outcome.form or None,
        segments=None if summary is None else summary.segments,
        summary=summary,
    )


def planned(seen: Seen, pages: Pages, fail_on: FailOn) -> BatchFile:
    """A file of a dry run as JSON has it."""
    if seen.outcome is not None:
        return to_file(seen.outcome, pages, fail_on)
    return BatchFile(
        input=seen.item.source,
        output=pages.output.describe(seen.item.target),
        record=pages.output.describe(seen.item.target + RECORD_SUFFIX),
        report=None,
        ending="planned",
        exit_code=0,
        reason=None,
        source_lang=seen.lang,
        format=seen.form,
        segments=seen.segments,
        summary=None,
    )


def totals_of(files: Sequence[BatchFile]) -> BatchTotals:
    """The counts of a batch."""
    endings = Counter(each.ending for each in files)
    summaries = [each.summary for each in files if each.summary is not None]
    return BatchTotals(
        files=len(files),
        translated=endings["translated"],
        unchanged=endings["unchanged"],
        failed=endings["failed"],
        left_out=endings["left-out"],
        planned=endings["planned"],
        segments=sum(each.segments or 0 for each in files),
        terms_found=sum(each.terms_found for each in summaries),
        terms_met=sum(each.terms_met for each in summaries),
        errors=sum(each.errors for each in summaries),
        warnings=sum(each.warnings for each in summaries),
        infos=sum(each.infos for each in summaries),
    )


def print_failures(outcomes: Sequence[Outcome]) -> None:
    """Name the files that failed, or the first of many, on standard error."""
    failed = [outcome for outcome in outcomes if outcome.ending is Ending.FAILED]
    for outcome in failed[:_MOST]:
        print(f"{outcome.item.source}: {outcome.reason}", file=sys.stderr)
    if len(failed) > _MOST:
        print(f"… and {counted(len(failed) - _MOST, 'more file')}.", file=sys.stderr)


def print_batch(result: Batch) -> None:
    """The counts of a batch, for a person."""
    totals = result.totals
    rows = [
        ("Translated", counted(totals.translated, "file")),
        ("Unchanged", counted(totals.unchanged, "file")),
        ("Failed", counted(totals.failed, "file")),
        ("Left out", counted(totals.left_out, "file")),
        ("Segments", str(totals.segments)),
        ("Terms met", f"{totals.terms_met} of {totals.terms_found}"),
        ("Findings", f"{counted(totals.errors, 'error')}, {counted(totals.warnings, 'warning')}"),
        *([("Pages", result.index)] if result.index else []),
        ("Seconds", f"{result.seconds:.1f}"),
    ]
    print_table((result.output, ""), rows)


def print_plan(result: Batch) -> None:
    """The files of a dry run, for a person."""
    rows = [
        (
            each.input,
            each.ending,
            each.format or "",
            each.source_lang or "",
            "" if each.segments is None else str(each.segments),
            each.output or each.reason or "",
        )
        for each in result.files
    ]
    print_table(("File", "Ending", "Format", "Language", "Segments", "Output"), rows)
    todo = [each for each in result.files if each.ending == "planned"]
    segments = sum(each.segments or 0 for each in todo)
    told = f"{counted(len(todo), 'file')} with {counted(segments, 'segment')} to translate"
    if result.estimated_seconds is not None:
        told += f", in about {_duration(result.estimated_seconds)}"
    print(f"{told}. Nothing was written.", file=sys.stderr)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return counted(max(1, round(seconds)), "second")
    if seconds < 90 * 60:
        return counted(round(seconds / 60), "minute")
    return f"{seconds / 3600:.1f} hours"
