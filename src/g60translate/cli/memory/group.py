"""`g60translate memory`: keep what people have decided, and look it up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from g60translate.cli.memory import changes, exchange
from g60translate.cli.options.languages import language_code

app = typer.Typer(
    help="Keep, search and exchange translation memories.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
exchange.add_to(app)
changes.add_to(app)


@app.command()
def new(
    path: Annotated[Path, typer.Argument(help="The file to make, such as house.g60m.")],
) -> None:
    """Make an empty memory.

    Example:

      g60translate memory new house.g60m
    """
    from g60translate.memory.opening import new_memory

    with new_memory(path):
        typer.echo(path)


@app.command()
def stats(
    path: Annotated[Path, typer.Argument(help="The memory.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Count what a memory holds, by direction, origin and state.

    Example:

      g60translate memory stats house.g60m
    """
    from g60translate.cli.console import print_json, print_table
    from g60translate.cli.outputs.memory import Stats
    from g60translate.memory.opening import open_memory

    with open_memory(path) as memory:
        counts, total = memory.stats(), len(memory)
    if as_json:
        print_json(Stats(total, dict(counts)))
        return
    print_table(
        ("kind", "entries"), [*((k, str(n)) for k, n in counts.items()), ("all", str(total))]
    )


@app.command()
def find(
    path: Annotated[Path, typer.Argument(help="The memory.")],
    text: Annotated[str, typer.Argument(help="A sentence, or a part of one with --inside.")],
    source_lang: Annotated[
        str, typer.Option("--from", callback=language_code, help="Its language.")
    ],
    target_lang: Annotated[
        str, typer.Option("--to", callback=language_code, help="The language asked for.")
    ],
    inside: Annotated[
        bool, typer.Option("--inside", help="Find entries with this text in source or target.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what a memory has for a sentence: the same, or what is most alike.

    Examples:

      g60translate memory find house.g60m "Für Rückfragen:" --from de --to en

      g60translate memory find house.g60m Hafen --from de --to en --inside
    """
    from g60translate.cli.console import print_json, print_table
    from g60translate.cli.outputs.memory import FoundEntry
    from g60translate.memory.lookup import Lookup
    from g60translate.memory.opening import open_memory

    with open_memory(path) as memory:
        if inside:
            rows = [
                (stored.number, 1.0, "inside", stored.entry)
                for stored in memory.entries(
                    "source_lang = ? AND target_lang = ? "
                    "AND (instr(source, ?) > 0 OR instr(target, ?) > 0)",
                    (source_lang, target_lang, text, text),
                )
            ]
        else:
            lookup = Lookup([memory], source_lang=source_lang, target_lang=target_lang)
            match = lookup.same(text) or lookup.alike(text)
            rows = []
            if match is not None:
                number = memory.number_of(match.entry)
                rows.append((number, match.score, str(match.kind), match.entry))
    if as_json:
        print_json(
            [
                FoundEntry(
                    number,
                    round(score, 4),
                    kind,
                    entry.source,
                    entry.target,
                    str(entry.origin),
                    str(entry.state),
                    entry.author,
                    entry.changed.isoformat(),
                    entry.document,
                )
                for number, score, kind, entry in rows
            ]
        )
        return
    if not rows:
        typer.echo("Nothing alike: lines are compared as a whole, not word by word.", err=True)
    print_table(
        ("number", "match", "source", "target", "origin", "changed"),
        [
            (
                str(n),
                f"{kind} {score:.0%}",
                e.source,
                e.target,
                str(e.origin),
                f"{e.changed:%Y-%m-%d}",
            )
            for n, score, kind, e in rows
        ],
    )
