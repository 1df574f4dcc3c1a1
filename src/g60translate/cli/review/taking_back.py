"""`g60translate review import`: a person's edits into the document, the record and the memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from g60translate.glossary.book import Glossary
    from g60translate.reports.record.model import Record
    from g60translate.review.summary import EditRate


def add_to(app: typer.Typer) -> None:
    """Put the command into the group."""
    app.command(name="import")(import_file)


def import_file(
    file: Annotated[Path, typer.Argument(help="The edited file that `review export` wrote.")],
    record: Annotated[
        Path | None, typer.Option(help="The record it was made from. [found beside it]")
    ] = None,
    source: Annotated[
        Path | None, typer.Option(help="The source document. [beside the record]")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The document to write. [NAME.reviewed.EXT]"),
    ] = None,
    memory: Annotated[
        Path | None,
        typer.Option("--memory", "-m", help="What takes the edits over. [the memory of g60.toml]"),
    ] = None,
    glossary: Annotated[
        Path | None, typer.Option(help="The translation's. [that of g60.toml, or shipped]")
    ] = None,
    author: Annotated[str, typer.Option(help="Who edited.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace existing files.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Take an edited file back: the document anew in its format, its record, and a summary.

    The checks run again on what was changed. Exit code 2: done, but an edit breaks
    the glossary, or a check finds an error in it.

    Examples:

      g60translate review import review.docx

      g60translate review import review.xlsx -o final.en.docx --memory house.g60m
    """
    from datetime import UTC, datetime

    from g60translate.config.loading import load_configuration
    from g60translate.documents.files import read_bytes
    from g60translate.documents.saving import opened_together
    from g60translate.errors import ExitCode, InputError
    from g60translate.memory.opening import open_memory
    from g60translate.reports.record.model import dump_record
    from g60translate.review.apply import Review
    from g60translate.review.formats.table import format_of, review_format
    from g60translate.review.sheet import checked, moved, sheet_of
    from g60translate.review.summary import decisions, edit_rate

    found = review_format(format_of(file)).read(read_bytes(file), name=str(file))
    record_path, known = _record(record, file, found.digest)
    sheet = sheet_of(known)
    targets = checked(found, sheet=sheet, name=str(file))
    source_path = source or record_path.with_name(known.source.name)
    if not source_path.is_file():
        raise InputError(f"There is no source document {source_path}. Name it with --source FILE.")
    house = {
        key: Path(value.value)
        for key, value in load_configuration().given.items()
        if key in ("memory", "glossary")
    }
    memory = memory or house.get("memory")
    kept = open_memory(memory) if memory is not None else None
    review = Review(
        known,
        read_bytes(source_path),
        glossary=_glossary(glossary or house.get("glossary"), known),
    )
    done = review.apply(targets)
    path = output or _reviewed(record_path.with_name(known.target.name))
    final = done.record.model_copy(
        update={"target": done.record.target.model_copy(update={"name": path.name})}
    )
    files = {path: done.document, path.with_name(f"{path.name}.g60.json"): dump_record(final)}
    with opened_together(files, replace=force) as streams:
        for each, data in files.items():
            streams[each].write(data)
        # Before the files appear: after a kill the same command has all of it still to do.
        if kept is not None:
            with kept:
                kept.add(decisions(done.edits, known, author=author, now=datetime.now(UTC)))
    rate = edit_rate(done.edits, known)
    rows = (len(known.segments) - len(targets), moved(found, sheet=sheet))
    _tell(rate, rows, path, as_json=as_json)
    if done.edits and kept is None and not as_json:
        typer.echo("The edits went into no memory: name one with --memory, or in g60.toml.")
    for edit in done.edits:
        for finding in edit.new.findings:
            typer.echo(f"{edit.new.id}: {finding.severity}: {finding.message}", err=True)
    if any(edit.terms or edit.in_error for edit in done.edits):
        raise typer.Exit(ExitCode.NOT_READY)


def _record(given: Path | None, file: Path, digest: str) -> tuple[Path, Record]:
    """The record that the file was made from: the one named, or the one beside it that fits."""
    from g60translate.documents.files import read_bytes
    from g60translate.errors import FaultyData, InputError
    from g60translate.reports.record.model import load_record
    from g60translate.review.sheet import digest_of

    if given is not None:
        return given, load_record(read_bytes(given), name=str(given))
    for path in sorted(file.resolve().parent.glob("*.g60.json")):
        try:
            record = load_record(read_bytes(path), name=str(path))
        except FaultyData:
            continue
        if digest_of(record) == digest:
            return path, record
    raise InputError(
        f"The record that {file} was made from is not beside it. Name it with --record FILE."
    )


def _glossary(given: Path | None, record: Record) -> Glossary:
    from g60translate.glossary.book import Glossary
    from g60translate.glossary.store import load_glossary
    from g60translate.resources import resource_folder

    if record.options.glossary is None and given is None:
        return Glossary.empty()
    return load_glossary(given or resource_folder("glossary") / "g60.csv")


def _reviewed(path: Path) -> Path:
    return path.with_name(f"{path.stem}.reviewed{path.suffix}")


def _tell(rate: EditRate, rows: tuple[int, int], path: Path, *, as_json: bool) -> None:
    from dataclasses import asdict

    from g60translate.cli.console import print_json
    from g60translate.cli.outputs.memory import TakenBack
    from g60translate.wording import counted

    if as_json:
        print_json(TakenBack(str(path), *rows, **asdict(rate)))
        return
    typer.echo(path)
    typer.echo(
        f"{rate.segments} of {rate.of} segments edited"
        + (f"; {rate.ter:.1f} edits per 100 words, chrF2 {rate.chrf:.1f}" if rate.segments else "")
    )
    for count, what in zip(rows, ("missing: they stay as they were", "moved back"), strict=True):
        if count:
            typer.echo(f"{counted(count, 'row')} {what}")
    for source, wording, count in rate.terms:
        typer.echo(
            f"{count} × “{source}” is no longer “{wording}”: change the glossary, if you mean it"
        )
