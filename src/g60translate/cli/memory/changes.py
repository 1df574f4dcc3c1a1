"""`g60translate memory add|remove|clean`: single changes, and doubles taken out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from g60translate.cli.options.languages import language_code


def add_to(app: typer.Typer) -> None:
    """Put these commands into the group."""
    app.command()(add)
    app.command()(remove)
    app.command()(clean)


def add(
    path: Annotated[Path, typer.Argument(help="The memory.")],
    source: Annotated[str, typer.Argument(help="The sentence.")],
    target: Annotated[str, typer.Argument(help="Its translation.")],
    source_lang: Annotated[
        str, typer.Option("--from", callback=language_code, help="The sentence's language.")
    ],
    target_lang: Annotated[
        str, typer.Option("--to", callback=language_code, help="The translation's language.")
    ],
    author: Annotated[str, typer.Option(help="Who decided so.")] = "",
) -> None:
    """Remember one translation as a person's decision.

    Example:

      g60translate memory add house.g60m "Für Rückfragen:" "Press contact:" --from de --to en
    """
    from datetime import UTC, datetime

    from g60translate.errors import InputError
    from g60translate.memory.entry import Entry, Origin
    from g60translate.memory.opening import open_memory

    if not source.strip() or not target.strip():
        raise InputError("A sentence and its translation are needed; one of them is empty.")
    now = datetime.now(UTC)
    with open_memory(path) as memory:
        counts = memory.add(
            [Entry(source_lang, target_lang, source, target, Origin.HUMAN, now, author=author)]
        )
    typer.echo(next(name for name, count in counts.items() if count))


def remove(
    path: Annotated[Path, typer.Argument(help="The memory.")],
    numbers: Annotated[list[int], typer.Argument(help="Numbers, as `memory find` shows them.")],
) -> None:
    """Forget entries.

    Example:

      g60translate memory remove house.g60m 17 18
    """
    from g60translate.errors import InputError
    from g60translate.memory.opening import open_memory

    with open_memory(path) as memory:
        gone = memory.remove(numbers)
    if gone < len(set(numbers)):
        raise InputError(f"{len(set(numbers)) - gone} of these numbers are not in {path}.")
    typer.echo(f"{gone} removed")


def clean(
    path: Annotated[Path, typer.Argument(help="The memory.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
) -> None:
    """Take out what is of no use: empty sides, and doubles that differ in their document alone.

    Of doubles the one stays that was decided by a person, or else the latest. Prints what goes.

    Example:

      g60translate memory clean house.g60m --dry-run
    """
    from g60translate.cli.console import print_table
    from g60translate.memory.cleaning import useless
    from g60translate.memory.opening import open_memory

    with open_memory(path) as memory:
        found = useless(memory.entries())
        if not dry_run:
            memory.remove(stored.number for stored, _ in found)
    print_table(
        ("number", "source", "target", "reason"),
        [(str(s.number), s.entry.source, s.entry.target, reason) for s, reason in found],
    )
