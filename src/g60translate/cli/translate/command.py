"""`g60translate translate`: files in, files in the target language out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from g60translate.cli.engine_options import Beam, ComputeType, DeviceName, EngineName, Threads


def translate(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help="Files to translate; - is standard input."),
    ],
    to: Annotated[str, typer.Option(help="Target language, such as en.", metavar="LANG")],
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="LANG", help="Source language; told from each document if not given."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Output file, or a folder for several inputs; - is standard output. "
            "Default: beside the input, with the language in its name.",
        ),
    ] = None,
    glossary: Annotated[
        Path | None,
        typer.Option(help="Glossary to enforce. Default: the G60 glossary that ships with this."),
    ] = None,
    no_glossary: Annotated[
        bool, typer.Option("--no-glossary", help="Translate without any glossary.")
    ] = False,
    model: Annotated[
        str | None,
        typer.Option(
            help="Model name or folder, or two joined by +. Default: as installed for the pair."
        ),
    ] = None,
    engine: EngineName = "ctranslate2",
    device: DeviceName = "cpu",
    compute_type: ComputeType = None,
    threads: Threads = None,
    beam: Beam = 4,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", help="Format of the inputs; told from their content if not given."
        ),
    ] = None,
    by_line: Annotated[
        bool,
        typer.Option(
            "--lines",
            help="Plain UTF-8 text of any size: each line is a paragraph, and the lines are "
            "translated as they come.",
        ),
    ] = False,
    keep_style: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Word: a character style whose text stays as it is; repeatable."
        ),
    ] = None,
    tracked_changes: Annotated[
        Literal["accept", "refuse"],
        typer.Option(help="Word: which text is translated where changes are tracked."),
    ] = "accept",
    sheet_names: Annotated[
        bool, typer.Option("--sheet-names", help="Excel: translate the names of sheets too.")
    ] = False,
    record: Annotated[
        Path | None,
        typer.Option(help="Where the record goes. Default: OUTPUT.g60.json; none for a pipe."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(help="Also write a side-by-side HTML report (one input only)."),
    ] = None,
    skip_rung: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RUNG",
            help="Do not enforce terms by this rung (model, n-best, inline, masked, placeholder, "
            "clauses, insertion, replacement); may be repeated.",
        ),
    ] = None,
    codes: Annotated[
        Literal["auto", "markers", "attention"],
        typer.Option(
            help="What places bold, links and the like: the model's own markers (asked once more, "
            "taken where the answer is no worse), its attention, or what its card says."
        ),
    ] = "auto",
    flag_below: Annotated[
        float,
        typer.Option(
            min=0,
            max=1,
            metavar="CONFIDENCE",
            help="Mark each sentence whose confidence is below this, from 0 (none) to 1 (nearly "
            "all). The confidence is the chance that the sentence is roughly right: below 0.5 it "
            "rather is not. 0.7 finds more of the bad ones and marks about twice as many.",
        ),
    ] = 0.5,
    force: Annotated[bool, typer.Option("--force", help="Replace existing output files.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> None:
    """Translate documents and prove their terms.

    Beside each output stands its record, OUTPUT.g60.json: every segment with its terms, the proof
    for each, and what is in doubt.

    Examples:

      g60translate translate release.de.docx --to en --report review.html

      g60translate translate *.html --to en -o english/

      pbpaste | g60translate translate - --from de --to en

      zcat archive.gz | g60translate translate - --lines --from de --to en > archive.en.txt
    """
    if engine == "ctranslate2":
        # numpy's threads would wait for work in circles, at the cost of the others, and get none.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

    from g60translate.cli.console import progress_bar
    from g60translate.cli.translate.jobs import run_jobs
    from g60translate.cli.translate.outcomes import print_outcomes
    from g60translate.cli.translate.plan import PIPE, plan_jobs
    from g60translate.cli.translate.workbench import Settings, Workbench
    from g60translate.documents.options import ReadingOptions
    from g60translate.errors import InputError, worst

    settings = Settings(
        target_lang=to,
        source_lang=source,
        glossary=glossary,
        no_glossary=no_glossary,
        model=model,
        engine=engine,
        format=form,
        by_line=by_line,
        reading=ReadingOptions(
            keep_styles=tuple(keep_style or ()),
            tracked_changes=tracked_changes,
            sheet_names=sheet_names,
        ),
        device=device,
        compute_type=compute_type,
        threads=threads,
        beam=beam,
        skipped_rungs=tuple(skip_rung or ()),
        codes=codes,
        flag_below=flag_below,
        force=force,
    )
    if by_line and form not in {None, "text"}:
        raise InputError(f"--lines is for plain text, and --format says {form}. Give one of them.")
    jobs = plan_jobs(
        inputs, output=output, record=record, report=report, target_lang=to, force=force
    )
    if as_json and any(job.target == PIPE for job in jobs):
        raise InputError("--json and the translation cannot both go to standard output. Give -o.")
    outcomes = list(run_jobs(jobs, Workbench(settings), progress_bar))
    print_outcomes(outcomes, as_json=as_json)
    raise typer.Exit(worst(outcome.exit_code for outcome in outcomes))
