"""`g60translate review learn`: what people's edits teach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from g60translate.cli.options.languages import language_code

if TYPE_CHECKING:
    from g60translate.review.learning import TermsOf


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
        typer.Option("--record", help="Records from before edits that the memory has not seen."),
    ] = None,
    glossary: Annotated[
        Path | None, typer.Option(help="To compare with. [that of g60.toml, or the shipped one]")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .tsv for `g60translate adapt --tm`."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Gather people's decisions for `adapt`, and tell which corrections repeat.

    A correction that repeats belongs into the glossary; where its terms say otherwise, this is
    told.

    Example:

      g60translate review learn house.g60m --from de --to en -o edits.tsv
    """
    from dataclasses import asdict

    from g60translate.cli.console import print_json, print_table
    from g60translate.cli.outputs.memory import Correction, Learnt
    from g60translate.documents.files import read_bytes, write_atomic
    from g60translate.memory.opening import open_memory
    from g60translate.reports.record.model import load_record
    from g60translate.review.learning import Edit, corrections, edits_of, human_pairs

    with open_memory(memory) as kept:
        entries = [stored.entry for stored in kept.entries("origin IN ('human', 'machine')")]
    pairs = human_pairs(entries, source_lang=source_lang, target_lang=target_lang)
    decided = {source: target for source, target, _ in pairs}
    edits = edits_of(entries, source_lang=source_lang, target_lang=target_lang)
    edits += [
        Edit(segment.source, segment.target, decided[segment.source])
        for path in records or ()
        for segment in load_record(read_bytes(path), name=str(path)).segments
        if segment.source in decided
    ]
    repeated = corrections(
        dict.fromkeys(edits),
        terms=_terms(glossary, source_lang=source_lang, target_lang=target_lang),
    )
    if output is not None:
        lines = (
            "\t".join(" ".join(cell.split()) for cell in (s, t, "edits", d)) for s, t, d in pairs
        )
        write_atomic(output, "".join(f"{line}\n" for line in lines).encode(), replace=force)
    if as_json:
        print_json(Learnt(len(pairs), tuple(Correction(**asdict(one)) for one in repeated)))
        return
    typer.echo(f"{len(pairs)} decisions{f' in {output}' if output else ''}")
    print_table(
        ("model", "people", "times", "where the source has"),
        [(c.before, c.after, str(c.times), ", ".join(c.shared)) for c in repeated],
    )
    for one in repeated:
        for surface, concept in one.terms:
            typer.echo(
                f"The glossary has “{one.before}” for “{surface}” ({concept}); people wrote "
                f"“{one.after}” {one.times} times."
            )


def _terms(path: Path | None, *, source_lang: str, target_lang: str) -> TermsOf:
    """The glossary's terms in a sentence: that of the command, of g60.toml, or the shipped one."""
    from g60translate.config.loading import load_configuration
    from g60translate.glossary.matching.match import TermMatcher
    from g60translate.glossary.matching.verify import TermVerifier
    from g60translate.glossary.store import load_glossary
    from g60translate.resources import resource_folder

    chosen = path or load_configuration().get("glossary") or resource_folder("glossary") / "g60.csv"
    glossary = load_glossary(Path(chosen))
    matcher = TermMatcher(glossary, source_lang=source_lang, target_lang=target_lang)
    verifier = TermVerifier(glossary, target_lang=target_lang)
    return lambda source: (
        (hit.surface, hit.concept_id, verifier.accepted(hit)) for hit in matcher.find(source)
    )
