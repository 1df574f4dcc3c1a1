"""`g60translate review`: translations out to a person, and a person's edits back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from g60translate.cli.review import learn, taking_back

app = typer.Typer(
    help="Give translations out to be edited, and take the edits back.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
taking_back.add_to(app)
learn.add_to(app)


@app.command()
def export(
    record: Annotated[Path, typer.Argument(help="The record of a translation, NAME.g60.json.")],
    kind: Annotated[
        Literal["docx", "xlsx", "xliff", "html"] | None,
        typer.Option("--as", help="The format. [told by -o, else docx]"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Write a bilingual file that a person edits in Word, Excel, a browser or another tool.

    It shows findings, terms, confidence and what a memory proposes beside every sentence.

    Examples:

      g60translate review export release.en.docx.g60.json --as docx -o review.docx

      g60translate review export release.en.html.g60.json -o review.xlf
    """
    from g60translate.documents.files import read_bytes, write_atomic
    from g60translate.reports.record.model import load_record
    from g60translate.review.formats.table import format_of, review_format
    from g60translate.review.sheet import sheet_of

    chosen = kind or (format_of(output) if output is not None else "docx")
    suffix = {"xliff": "xlf"}.get(chosen, chosen)
    path = output or record.with_name(f"{record.name.removesuffix('.g60.json')}.review.{suffix}")
    sheet = sheet_of(load_record(read_bytes(record), name=str(record)))
    write_atomic(path, review_format(chosen).write(sheet), replace=force)
    typer.echo(path)
