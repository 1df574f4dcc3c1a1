"""`g60translate glossary import|export`: glossaries of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from g60translate.cli.glossary.options import (
    File,
    Force,
    Format,
    Json,
    Source,
    Target,
    language_pair,
)


def import_(
    source_file: Annotated[Path, typer.Argument(metavar="SOURCE", help="The file to read.")],
    file: File,
    form: Format = None,
    source: Source = None,
    target: Target = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Read XLSX, TBX, UTX, DeepL or OmegaT into a glossary file, and list what was lost.

    Example: g60translate glossary import terms.tbx house.csv
    """
    from g60translate.cli.glossary.view import print_transfer
    from g60translate.glossary.exchange.exchange import export_glossary, import_glossary
    from g60translate.glossary.reading import is_readable, read_glossary
    from g60translate.wording import counted

    pair = language_pair(source, target)
    if form is None and is_readable(source_file):
        imported = read_glossary(source_file, pair=pair)
    else:
        imported = import_glossary(source_file, format=form, pair=pair)
    export_glossary(imported.glossary, file, format="csv", replace=force)
    done = f"Wrote {file} with {counted(len(imported.glossary), 'concept')}."
    print_transfer(done, imported.losses, as_json=as_json)


def export(
    file: File,
    target_file: Annotated[Path, typer.Argument(metavar="TARGET", help="The file to write.")],
    form: Format = None,
    source: Source = None,
    target: Target = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Write a glossary for another program, and list what that format cannot hold.

    Example: g60translate glossary export g60.csv g60.tsv --format deepl --from de --to en
    """
    from g60translate.cli.glossary.view import print_transfer
    from g60translate.glossary.exchange.exchange import export_glossary
    from g60translate.glossary.store import load_glossary

    losses = export_glossary(
        load_glossary(file),
        target_file,
        format=form,
        pair=language_pair(source, target),
        replace=force,
    )
    print_transfer(f"Wrote {target_file}.", losses, as_json=as_json)
