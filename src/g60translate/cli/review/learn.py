"""`g60translate review learn`: what people's edits teach."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from g60translate.cli.options.languages import language_code


def add_to(app: typer.Typer) -> None:
    """Put the command into the group."""
    app.command()(learn)


def learn(
    memory: Annotated[Path, typer.Argument(help="The memory that edits went into.")],
    source_lang: Annotated[
        str, typer.Option("--from", callback=language_code, help="Source language.")
    ],
    target_lang: Annotated[
        str, typer.Option("--to", callback=language_code, help="Target language.")
    ],
    records: Annotated[
        list[Path] | None,
        typer.Option("--record", help="Records from before the edits, to tell what repeats."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .tsv for `g60translate adapt --tm`."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Gather people's decisions for `adapt`, and tell which corrections repeat.

    A correction that repeats belongs into the glossary.

    Example:

      g60translate review learn house.g60m --from de --to en -o edits.tsv
    """
    from dataclasses import asdict

    from g60translate.cli.console import print_json, print_table
    from g60translate.cli.outputs.memory import Correction, Learnt
    from g60translate.documents.files import read_bytes, write_atomic
    from g60translate.memory.opening import open_memory
    from g60translate.reports.record.model import load_record
    from g60translate.review.learning import corrections, human_pairs

    with open_memory(memory) as kept:
        entries = [stored.entry for stored in kept.entries("origin = 'human'")]
    pairs = human_pairs(entries, source_lang=source_lang, target_lang=target_lang)
    decided = {source: target for source, target, _ in pairs}
    before = [
        (segment.target, decided[segment.source])
        for path in records or ()
        for segment in load_record(read_bytes(path), name=str(path)).segments
        if segment.source in decided
    ]
    repeated = corrections(before)
    if output is not None:
        lines = (
            "\t".join(" ".join(cell.split()) for cell in (s, t, "edits", d)) for s, t, d in pairs
        )
        write_atomic(output, "".join(f"{line}\n" for line in lines).encode(), replace=force)
    if as_json:
        print_json(Learnt(len(pairs), tuple(Correction(**asdict(one)) for one in repeated)))
        return
    typer.echo(f"{len(pairs)} decisions{f' in {output}' if output else ''}")
    print_table(("model", "people", "times"), [(c.before, c.after, str(c.times)) for c in repeated])
