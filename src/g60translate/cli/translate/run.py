"""What `translate` does with its options: settings, a plan, the jobs, and what is told of them."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from g60translate.checks.check import Severity
from g60translate.checks.severities import Severities
from g60translate.cli.console import progress_bar
from g60translate.cli.options.configured import configuration_of, from_flag
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
from g60translate.cli.translate.jobs import run_jobs
from g60translate.cli.translate.outcomes import print_outcomes
from g60translate.cli.translate.places import PIPE
from g60translate.cli.translate.plan import plan_jobs
from g60translate.cli.translate.workbench import Settings, Workbench
from g60translate.config.environment import calm_numpy
from g60translate.config.loading import Configuration
from g60translate.documents.options import ReadingOptions
from g60translate.errors import InputError, worst
from g60translate.language.tags import Language, read_language
from g60translate.naming import OUTPUT_NAME


def run(
    ctx: typer.Context,
    inputs: Sequence[str],
    *,
    languages: LanguageOptions,
    outputs: OutputOptions,
    terms: TermOptions,
    memory: MemoryOptions,
    engine: EngineOptions,
    documents: DocumentOptions,
    ladder: LadderOptions,
    verdict: VerdictOptions,
    by_line: bool,
) -> None:
    """Translate the inputs; ends with typer.Exit and the worst of their codes."""
    settings = settings_of(
        ctx,
        languages=languages,
        outputs=outputs,
        terms=terms,
        memory=memory,
        engine=engine,
        documents=documents,
        ladder=ladder,
        verdict=verdict,
        by_line=by_line,
    )
    pattern = configuration_of(ctx).get("output_name", OUTPUT_NAME)
    plan = plan_jobs(inputs, outputs, target_lang=settings.target.code, pattern=pattern)
    if verdict.as_json and any(job.target == PIPE for job in plan.jobs):
        raise InputError("--json and the translation cannot both go to standard output. Give -o.")
    workbench = Workbench(settings)
    for remark in () if verdict.quiet else workbench.remarks:
        typer.echo(remark, err=True)
    outcomes = list(run_jobs(plan.jobs, workbench, progress_bar))
    if plan.index is not None:
        from g60translate.cli.translate.pages import write_index

        write_index(plan.index, outcomes, replace=outputs.force)
    print_outcomes(outcomes, verdict)
    raise typer.Exit(worst(outcome.exit_code for outcome in outcomes))


def settings_of(
    ctx: typer.Context,
    *,
    languages: LanguageOptions,
    outputs: OutputOptions,
    terms: TermOptions,
    memory: MemoryOptions,
    engine: EngineOptions,
    documents: DocumentOptions,
    ladder: LadderOptions,
    verdict: VerdictOptions,
    by_line: bool,
) -> Settings:
    """What the options come to; raises InputError for those that contradict each other."""
    if terms.no_glossary and from_flag(ctx, "glossary"):
        raise InputError("--glossary and --no-glossary contradict each other. Give one.")
    if memory.no_memory and from_flag(ctx, "memory"):
        raise InputError("--memory and --no-memory contradict each other. Give one.")
    if by_line and documents.form not in {None, "text"}:
        raise InputError(
            f"--lines is for plain text, and --format says {documents.form}. Give one of them."
        )
    if engine.engine == "ctranslate2":
        calm_numpy()
    source = None if languages.source is None else read_language(languages.source)
    return Settings(
        target=target_language(languages),
        source=source,
        glossary=terms.glossary,
        no_glossary=terms.no_glossary,
        memory=memory.memory,
        no_memory=memory.no_memory,
        model=terms.model,
        engine=engine,
        format=documents.form,
        by_line=by_line,
        reading=ReadingOptions(
            keep_styles=tuple(documents.keep_style or ()),
            tracked_changes=documents.tracked_changes,
            comments=documents.comments,
            sheet_names=documents.sheet_names,
            source_lang=None if source is None else source.code,
            columns=_named(documents.columns),
            fields=_named(documents.fields),
            attachments=documents.attachments,
        ),
        skipped_rungs=tuple(ladder.skip_rung or ()),
        codes=ladder.codes,
        flag_below=ladder.flag_below,
        severities=severities_of(configuration_of(ctx)),
        force=outputs.force,
        fail_on=verdict.fail_on,
    )


def _named(listing: str | None) -> tuple[str, ...]:
    """The names in a listing with commas."""
    return tuple(name.strip() for name in (listing or "").split(",") if name.strip())


def target_language(languages: LanguageOptions) -> Language:
    """The language to translate into; raises InputError where nobody named it."""
    if languages.to is None:
        raise InputError(
            "The target language is missing. Name it with --to, such as --to en, or as `to` in "
            "g60.toml."
        )
    return read_language(languages.to)


def severities_of(house: Configuration) -> Severities:
    """The house's severities, as its configuration names them."""
    levels: dict[str, str] = house.get("checks", {})
    return {name: None if level == "off" else Severity(level) for name, level in levels.items()}
