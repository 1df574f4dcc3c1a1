"""`g60translate formats`: what can be read and what of it is kept."""

from __future__ import annotations

from typing import Annotated

import typer


def formats(
    as_json: Annotated[bool, typer.Option("--json", help="Print the table as JSON.")] = False,
) -> None:
    """List the file formats with what is kept of each.

    Example: g60translate formats
    """
    from g60translate.cli.console import print_json, print_table
    from g60translate.cli.outputs.listings import Format
    from g60translate.documents.codec import CODECS, load_codec

    codecs = [load_codec(name) for name in CODECS]
    if as_json:
        print_json([Format(codec.name, codec.suffixes, codec.kept) for codec in codecs])
        return
    print_table(
        ("Format", "Files", "Kept"),
        [(codec.name, " ".join(codec.suffixes), ", ".join(codec.kept)) for codec in codecs],
    )
