"""Options that several glossary commands share, and how their values are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

File = Annotated[Path, typer.Argument(help="The glossary, a CSV file with one term a row.")]
ConceptId = Annotated[str, typer.Argument(metavar="CONCEPT", help="The concept's id.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Lang = Annotated[str, typer.Option(help="Language of the term, such as en.")]
TermText = Annotated[str, typer.Option("--term", help="The term, where a language has several.")]
Source = Annotated[str | None, typer.Option("--from", metavar="LANG", help="Source language.")]
Target = Annotated[str | None, typer.Option("--to", metavar="LANG", help="Target language.")]
Format = Annotated[
    str | None,
    typer.Option(
        "--format", help="csv, xlsx, tbx, utx, deepl or omegat; told from the name if not given."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace an existing file.")]


def language_pair(source: str | None, target: str | None) -> tuple[str, str] | None:
    """Both languages, or None where neither was given; raises InputError for one alone."""
    from g60translate.errors import InputError

    if source and target:
        return source.lower(), target.lower()
    if source or target:
        raise InputError("One language is missing: give both --from and --to.")
    return None


def assignments(items: list[str], *, option: str) -> list[tuple[str, str]]:
    """The (name, value) pairs of NAME=VALUE items, in order."""
    from g60translate.errors import InputError

    values: list[tuple[str, str]] = []
    for item in items:
        name, equals, value = item.partition("=")
        if not equals:
            raise InputError(f"{item!r} is no {option}: write a name, =, and a value.")
        values.append((name.strip(), value.strip()))
    return values
