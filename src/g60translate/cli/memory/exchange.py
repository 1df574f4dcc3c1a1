"""`g60translate memory import|export`: memories of other programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from g60translate.cli.options.languages import language_code

if TYPE_CHECKING:
    from g60translate.errors import Fault
    from g60translate.memory.entry import Entry, Origin


# So many faults of a file are told; JSON has them all.
_SHOWN = 10


def add_to(app: typer.Typer) -> None:
    """Put these commands into the group."""
    app.command(name="import")(import_file)
    app.command(name="export")(export)


def import_file(
    files: Annotated[list[Path], typer.Argument(help="TMX, TSV, XLIFF, or records .g60.json.")],
    memory: Annotated[Path, typer.Option("--memory", "-m", help="The memory; made if missing.")],
    source_lang: Annotated[
        str | None,
        typer.Option(
            "--from", callback=language_code, help="Language of the first column, or all to take."
        ),
    ] = None,
    target_lang: Annotated[
        str | None, typer.Option("--to", callback=language_code, help="The other language.")
    ] = None,
    origin: Annotated[
        Literal["imported", "human"], typer.Option(help="Who decided what the files hold.")
    ] = "imported",
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Take translations over into a memory; what it has already stays as it is.

    A kill loses at most what was not yet counted: the same import again goes on. Units that have
    faults are left out and told.

    Examples:

      g60translate memory import house.tmx --memory house.g60m

      g60translate memory import list.tsv --from de --to en -m house.g60m
    """
    from g60translate.cli.console import print_json, print_table, progress_bar
    from g60translate.cli.outputs.memory import ImportedFile
    from g60translate.errors import InputError
    from g60translate.memory.entry import Origin
    from g60translate.memory.opening import memory_at

    if (source_lang is None) != (target_lang is None):
        raise InputError("--from and --to are given together or not at all.")
    pair = None if source_lang is None or target_lang is None else (source_lang, target_lang)
    rows = []
    with memory_at(memory) as kept:
        for file in files:
            faults: list[Fault] = []
            # Read whole at first: of a file that breaks off nothing is taken over.
            total = sum(1 for _ in _read(file, pair, Origin(origin), faults))
            with progress_bar(file.name) as report:
                entries = _read(file, pair, Origin(origin), [])
                counts = kept.add(_counted(entries, report, total) if report else entries)
            rows.append(ImportedFile(str(file), **counts, skipped=tuple(map(str, faults))))
    if as_json:
        print_json(rows)
        return
    print_table(
        ("file", "added", "changed", "kept", "with faults"),
        [
            (row.file, *map(str, (row.added, row.changed, row.kept, len(row.skipped))))
            for row in rows
        ],
    )
    for row in rows:
        for fault in row.skipped[:_SHOWN]:
            typer.echo(f"{row.file}: {fault}", err=True)
        if len(row.skipped) > _SHOWN:
            typer.echo(f"{row.file}: … and {len(row.skipped) - _SHOWN} more, see --json", err=True)


def _read(
    file: Path, pair: tuple[str, str] | None, origin: Origin, faults: list[Fault]
) -> Iterator[Entry]:
    if file.name.lower().endswith(".g60.json"):
        from g60translate.errors import InputError
        from g60translate.reports.record.model import load_record
        from g60translate.review.remember import entries_of

        if not file.is_file():
            raise InputError(f"There is no file {file}.")
        return entries_of(load_record(file.read_bytes(), name=str(file)))
    from g60translate.memory.files import read_entries

    return read_entries(file, pair=pair, origin=origin, faults=faults)


def _counted(entries: Iterator[Entry], report: object, total: int) -> Iterator[Entry]:
    assert callable(report)
    for number, entry in enumerate(entries, 1):
        if number % 1000 == 0:
            report(number, total)
        yield entry


def export(
    memory: Annotated[Path, typer.Argument(help="The memory.")],
    output: Annotated[Path, typer.Argument(help="A .tmx or .tsv to write, `-` for TMX to a pipe.")],
    source_lang: Annotated[
        str | None, typer.Option("--from", callback=language_code, help="Only this source.")
    ] = None,
    target_lang: Annotated[
        str | None, typer.Option("--to", callback=language_code, help="Only this target.")
    ] = None,
    origin: Annotated[
        Literal["human", "imported", "machine"] | None, typer.Option(help="Only this origin.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Write a memory for other programs: TMX keeps everything, TSV the texts.

    Example:

      g60translate memory export house.g60m house.tmx
    """
    from g60translate.cli.console import print_bytes
    from g60translate.documents.saving import write_together
    from g60translate.errors import UnsupportedFormat
    from g60translate.memory.files import tmx_of, tsv_of
    from g60translate.memory.opening import open_memory

    wanted = {"source_lang": source_lang, "target_lang": target_lang, "origin": origin}
    given = {name: value for name, value in wanted.items() if value is not None}
    with open_memory(memory) as kept:
        entries = (
            stored.entry
            for stored in kept.entries(
                " AND ".join(f"{name} = ?" for name in given), [*given.values()]
            )
        )
        if str(output) == "-" or output.suffix.lower() == ".tmx":
            data = tmx_of(entries)
        elif output.suffix.lower() == ".tsv":
            data = tsv_of(entries)
        else:
            raise UnsupportedFormat(f"{output} is neither a .tmx nor a .tsv. Name one of these.")
    if str(output) == "-":
        print_bytes(data)
    else:
        write_together({output: data}, replace=force)
        typer.echo(output)
