"""`g60translate glossary new|add|set|remove`: change a glossary file."""

from __future__ import annotations

from typing import Annotated

import typer

from g60translate.cli.glossary.options import (
    ConceptId,
    File,
    Force,
    Json,
    Lang,
    TermText,
    assignments,
)


def new(file: File, force: Force = False, as_json: Json = False) -> None:
    """Begin an empty glossary.

    Example: g60translate glossary new house.csv
    """
    from g60translate.cli.console import print_json
    from g60translate.documents.files import write_atomic
    from g60translate.glossary.book import Glossary
    from g60translate.glossary.store import dump_csv

    write_atomic(file, dump_csv(Glossary()).encode("utf-8"), replace=force)
    if as_json:
        from g60translate.cli.outputs.glossary import Begun

        print_json(Begun(str(file), ()))
    else:
        print(f"Wrote {file}. Add a term with: g60translate glossary add {file} ID --term en=TEXT")


def add(
    file: File,
    concept: ConceptId,
    term: Annotated[list[str], typer.Option(metavar="LANG=TEXT", help="A term; repeat it.")],
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE", help="A column for these terms, such as status=admitted."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Add terms to a concept, new or known.

    Example: g60translate glossary add g60.csv lingang --term zh=临港 --term de=Lingang
    --term en=Lingang --column inflect=name --column "source=style guide"
    """
    from g60translate.cli.glossary.view import print_saved
    from g60translate.glossary.edit import add_terms
    from g60translate.glossary.store import load_glossary, save_glossary

    terms = assignments(term, option="--term LANG=TEXT")
    columns = dict(assignments(column or [], option="--column NAME=VALUE"))
    glossary = add_terms(load_glossary(file), concept, terms, columns=columns)
    save_glossary(glossary, file)
    print_saved(glossary, concept, path=file, as_json=as_json)


def set_(
    file: File,
    concept: ConceptId,
    columns: Annotated[list[str], typer.Argument(metavar="NAME=VALUE...", help="Columns to set.")],
    lang: Lang = "",
    term: TermText = "",
    as_json: Json = False,
) -> None:
    """Set columns of a concept, or of one of its terms with --lang.

    Example: g60translate glossary set g60.csv ciie status=forbidden --lang en --term "Import Fair"
    """
    from g60translate.cli.glossary.view import print_saved
    from g60translate.glossary.edit import set_columns
    from g60translate.glossary.store import load_glossary, save_glossary

    values = dict(assignments(columns, option="NAME=VALUE"))
    glossary = set_columns(load_glossary(file), concept, values, lang=lang, term=term)
    save_glossary(glossary, file)
    print_saved(glossary, concept, path=file, as_json=as_json)


def remove(
    file: File, concept: ConceptId, lang: Lang = "", term: TermText = "", as_json: Json = False
) -> None:
    """Remove a concept, or one of its terms with --lang.

    Example: g60translate glossary remove g60.csv ciie --lang en --term "Import Fair"
    """
    from g60translate.cli.glossary.view import print_saved
    from g60translate.glossary.edit import remove_term
    from g60translate.glossary.store import load_glossary, save_glossary

    glossary = load_glossary(file)
    if lang or term:
        glossary = remove_term(glossary, concept, lang=lang, term=term)
    else:
        glossary = glossary.without_concept(concept)
    save_glossary(glossary, file)
    print_saved(glossary, concept, path=file, as_json=as_json)
