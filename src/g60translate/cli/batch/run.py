"""What `batch` does with its options: a plan, a crew, the journal, and what is told of it all."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import typer

from g60translate.batch.crew.crew import Crew
from g60translate.batch.feeding import Feeder
from g60translate.batch.journal.journal import Journal
from g60translate.batch.outcome import Outcome
from g60translate.batch.places.local import LocalPlace
from g60translate.batch.places.opening import is_url, open_place
from g60translate.batch.places.place import Place
from g60translate.batch.plan.item import Bar, Item
from g60translate.batch.plan.planning import Planner
from g60translate.batch.plan.rules import rules_of
from g60translate.batch.rows.table import Fields
from g60translate.batch.run import Batch
from g60translate.batch.task import Setup
from g60translate.cli.batch.bench import Fingerprint
from g60translate.cli.batch.crews import default_workers, hired
from g60translate.cli.batch.interrupting import kept_interrupt
from g60translate.cli.batch.options import BatchOptions, TableOptions
from g60translate.cli.batch.results import (
    Pages,
    code_of,
    planned,
    print_batch,
    print_failures,
    print_plan,
    to_file,
    totals_of,
)
from g60translate.cli.batch.telling import tally
from g60translate.cli.console import print_json
from g60translate.cli.options.configured import configuration_of
from g60translate.cli.options.groups import (
    DocumentOptions,
    EngineOptions,
    LadderOptions,
    LanguageOptions,
    MemoryOptions,
    OutputOptions,
    TermOptions,
    VerdictOptions,
)
from g60translate.cli.outputs import batch as out
from g60translate.cli.translate.run import settings_of, target_language
from g60translate.cli.translate.workbench import Workbench
from g60translate.config.places import state_folder
from g60translate.documents.saving import explained
from g60translate.errors import ExitCode, InputError
from g60translate.naming import OUTPUT_NAME, output_name

REPORTS = "g60-report"
JOURNAL = ".g60-batch.journal"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What one call of `batch` asks for, made out once for all its rounds."""

    sources: Sequence[str]
    output: Place
    planner: Planner
    workbench: Workbench
    fingerprint: Fingerprint
    shared: Setup
    tables: TableOptions
    work: BatchOptions
    verdict: VerdictOptions
    pages: Pages
    force: bool

    def feeder(self, journal: Journal, items: Sequence[Item]) -> Feeder:
        """What goes through the plan."""
        return Feeder(
            items,
            journal,
            self.output,
            self.workbench,
            self.shared,
            self.fingerprint,
            archives=self.planner.archives,
            fields=self.fingerprint.tables,
            jsonl=self.tables.jsonl,
            again=self.work.retry,
            force=self.force,
        )


def run(
    ctx: typer.Context,
    sources: Sequence[str],
    *,
    output: str,
    languages: LanguageOptions,
    work: BatchOptions,
    tables: TableOptions,
    terms: TermOptions,
    memory: MemoryOptions,
    engine: EngineOptions,
    documents: DocumentOptions,
    ladder: LadderOptions,
    verdict: VerdictOptions,
    force: bool,
    journal: Path | None,
) -> None:
    """Translate the sources; ends with typer.Exit and the worst of their codes."""
    if work.watch and work.dry_run:
        raise InputError("--watch and --dry-run contradict each other. Give one.")
    settings = settings_of(
        ctx,
        languages=languages,
        outputs=OutputOptions(output=output, force=force),
        terms=terms,
        memory=memory,
        engine=engine if work.workers == 0 else replace(engine, threads=engine.threads or 1),
        documents=documents,
        ladder=ladder,
        verdict=verdict,
        by_line=False,
    )
    workbench = Workbench(settings)
    for remark in () if verdict.quiet else workbench.remarks:
        typer.echo(remark, err=True)
    pattern = configuration_of(ctx).get("output_name", OUTPUT_NAME)
    _refuse_own_source(sources, output)
    place, fields = open_place(output), Fields(tables.text_field, tables.translation_field)
    reports = None if work.no_report else REPORTS
    wanted = _Wanted(
        sources=sources,
        output=place,
        planner=Planner(
            place,
            naming=lambda name: output_name(
                Path(name), target_language(languages).code, pattern=pattern
            ),
            rules=rules_of(work.include or (), work.exclude or ()),
        ),
        workbench=workbench,
        fingerprint=Fingerprint(workbench, fields, tables.jsonl),
        shared=Setup(
            bench=partial(Workbench, settings),
            target_tag=settings.target.tag,
            source_tag=settings.source_tag,
            format=settings.format,
            reading=settings.reading,
            reports=reports is not None,
            one_lane=work.workers != 0,
        ),
        tables=tables,
        work=work,
        verdict=verdict,
        pages=Pages(place, reports),
        force=force,
    )
    where = _journal_path(place, journal)
    if work.dry_run:
        raise typer.Exit(_look(wanted, where))
    with explained(where):
        where.parent.mkdir(parents=True, exist_ok=True)
    with Journal(where) as opened, hired(wanted.shared, work, engine) as crew:
        if not work.watch:
            raise typer.Exit(_round(wanted, opened, crew, where))
        _watch(wanted, opened, crew, where)


def _refuse_own_source(sources: Sequence[str], output: str) -> None:
    """What is written among the sources would be a source of the next run."""
    if is_url(output):
        return
    where = Path(output).resolve()
    for source in sources:
        if not is_url(source) and Path(source).resolve() == where:
            raise InputError(
                f"The output {output} is the folder that is translated, so the next run would "
                f"translate the translations. Name another, such as {Path(output) / 'translated'}."
            )


def _round(wanted: _Wanted, journal: Journal, crew: Crew, where: Path) -> ExitCode:
    """Translate what there is, and tell of it."""
    started = time.monotonic()
    items = wanted.planner.plan(wanted.sources)
    with tally(items, quiet=wanted.verdict.quiet) as told:
        batch = Batch(
            wanted.feeder(journal, items),
            crew,
            journal,
            wanted.output,
            told,
            reports=wanted.pages.reports,
            force=wanted.force,
        )
        outcomes = batch.run()
    wanted.planner.archives.close()
    if not items:
        raise InputError("There is no file in the sources that is meant.")
    _tell(wanted, outcomes, where, seconds=time.monotonic() - started)
    return code_of(outcomes, wanted.verdict.fail_on)


def _tell(wanted: _Wanted, outcomes: Sequence[Outcome], where: Path, *, seconds: float) -> None:
    fail_on, pages = wanted.verdict.fail_on, wanted.pages
    files = [to_file(outcome, pages, fail_on) for outcome in outcomes]
    index = pages.index()
    result = out.Batch(
        exit_code=int(code_of(outcomes, fail_on)),
        dry_run=False,
        output=wanted.output.shown,
        index=None if index is None else wanted.output.describe(index),
        journal=str(where),
        seconds=round(seconds, 3),
        estimated_seconds=None,
        totals=totals_of(files),
        files=files,
    )
    pages.write(result, outcomes)
    print_failures(outcomes)
    if wanted.verdict.as_json:
        print_json(result)
    else:
        print_batch(result)
    sys.stdout.flush()


def _watch(wanted: _Wanted, journal: Journal, crew: Crew, where: Path) -> None:
    from g60translate.batch.watching import rounds

    later: list[Item] = []
    if not isinstance(wanted.output, LocalPlace):
        raise InputError("--watch needs an output on this machine.")
    planner = wanted.planner
    with kept_interrupt() as stop:
        for _ in rounds(
            wanted.sources,
            besides=wanted.output.root,
            settle_s=wanted.work.settle,
            unsettled=lambda: bool(later),
            stop=stop,
        ):
            planner.settled = time.time() - wanted.work.settle
            items = planner.plan(wanted.sources)
            later[:] = [item for item in items if item.bar is Bar.LATER]
            if len(later) < len(items):
                _round(wanted, journal, crew, where)
        raise KeyboardInterrupt


def _look(wanted: _Wanted, where: Path) -> ExitCode:
    """Tell what would be done; nothing is written, the journal neither."""
    from g60translate.batch.survey import Survey

    started = time.monotonic()
    journal = Journal(where if where.exists() else None)
    try:
        survey = Survey(wanted.feeder(journal, wanted.planner.plan(wanted.sources)))
        fail_on = wanted.verdict.fail_on
        files = [planned(seen, wanted.pages, fail_on) for seen in survey.files()]
        totals = totals_of(files)
        todo = sum(each.segments or 0 for each in files if each.ending == "planned")
        each = survey.seconds_a_segment() if todo else None
        count = wanted.work.workers or default_workers(wanted.workbench.settings.engine)
        result = out.Batch(
            exit_code=int(max((file.exit_code for file in files), default=0)),
            dry_run=True,
            output=wanted.output.shown,
            index=None,
            journal=str(where) if where.exists() else None,
            seconds=round(time.monotonic() - started, 3),
            estimated_seconds=None if each is None else round(each * todo / count, 1),
            totals=totals,
            files=files,
        )
    finally:
        journal.abandon()
    if wanted.verdict.as_json:
        print_json(result)
    else:
        print_plan(result)
    return ExitCode(result.exit_code)


def _journal_path(output: Place, named: Path | None) -> Path:
    if named is not None:
        return named
    if is_url(output.identity):
        name = hashlib.sha256(output.identity.encode()).hexdigest()[:16]
        return state_folder(instead="--journal") / f"{name}{JOURNAL}"
    return Path(output.identity) / JOURNAL
