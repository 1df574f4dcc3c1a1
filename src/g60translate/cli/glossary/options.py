"""Options that several glossary commands share, and how their values are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from g60translate.glossary.book import Glossary

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
    """The codes of both languages, or None where neither was given; InputError for one alone."""
    from g60translate.errors import InputError
    from g60translate.language.tags import read_language

    if source and target:
        return read_language(source).code, read_language(target).code
    if source or target:
        raise InputError("One language is missing: give both --from and --to.")
    return None


def check_pair(pair: tuple[str, str], *glossaries: Glossary) -> None:
    """Raise InputError where no term is in one of the languages, so that a slip does not pass.

    Terms that are not translated need none in the target language.
    """
    from g60translate.errors import InputError

    known = sorted({lang for glossary in glossaries for lang in glossary.languages})
    kept = any(t.do_not_translate for book in glossaries for c in book for t in c.terms)
    for lang in pair[:1] if kept else pair:
        if known and lang not in known:
            name = glossaries[0].name
            raise InputError(f"{name} has no terms in {lang!r}. Its languages: {', '.join(known)}.")


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
