"""`g60translate pairs`: which languages the installed models reach."""

from __future__ import annotations

from typing import Annotated

import typer


def pairs(
    source: Annotated[
        str | None, typer.Option("--from", metavar="LANG", help="Only from this language.")
    ] = None,
    to: Annotated[str | None, typer.Option(metavar="LANG", help="Only into this one.")] = None,
    direct: Annotated[
        bool, typer.Option("--direct", help="Leave out pairs that take two models.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the language pairs that can be translated, directly or by way of a third language.

    Example: g60translate pairs --to zh
    """
    from g60translate.cli.console import print_json, print_table
    from g60translate.cli.outputs.listings import Pair
    from g60translate.language.tags import read_language
    from g60translate.models.routes import all_routes
    from g60translate.models.store import ModelStore

    first = None if source is None else read_language(source).code
    last = None if to is None else read_language(to).code
    routes = [
        route
        for route in all_routes(list(ModelStore()))
        if first in {None, route.languages[0]}
        and last in {None, route.languages[-1]}
        and (not direct or len(route.models) == 1)
    ]
    if as_json:
        print_json(
            [
                Pair(
                    source=route.languages[0],
                    target=route.languages[-1],
                    pivot=route.languages[1] if len(route.models) == 2 else None,
                    models=tuple(model.card.name for model in route.models),
                )
                for route in routes
            ]
        )
        return
    print_table(
        ("From", "To", "By way of", "Models"),
        [
            (
                route.languages[0],
                route.languages[-1],
                "".join(route.languages[1:-1]),
                " + ".join(model.card.name for model in route.models),
            )
            for route in routes
        ],
    )
