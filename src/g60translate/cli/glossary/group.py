"""`g60translate glossary`: keep, check, compare and exchange glossaries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from g60translate.cli.glossary import edit as glossary_edit
from g60translate.cli.glossary import files as glossary_files
from g60translate.cli.glossary import impact as glossary_impact
from g60translate.cli.glossary.options import (
    ConceptId,
    File,
    Json,
    Source,
    Target,
    check_pair,
    language_pair,
)

app = typer.Typer(
    help="Keep, check, compare and exchange glossaries.",
    no_args_is_help=True,
)
app.command()(glossary_edit.new)
app.command()(glossary_edit.add)
app.command("set")(glossary_edit.set_)
app.command()(glossary_edit.remove)


@app.command()
def show(file: File, concept: ConceptId, as_json: Json = False) -> None:
    """Show one concept in full.

    Example: g60translate glossary show g60.csv g60-valley
    """
    from g60translate.cli.glossary.view import print_concept, print_concepts
    from g60translate.glossary.store import load_glossary

    found = load_glossary(file).concept(concept)
    if as_json:
        print_concepts([found], as_json=True)
    else:
        print_concept(found)


@app.command()
def find(
    file: File,
    query: Annotated[
        str,
        typer.Argument(help="A wording to look up; with --from and --to, a text, - to read it."),
    ],
    source: Source = None,
    target: Target = None,
    as_json: Json = False,
) -> None:
    """Look up a wording, or show which terms a text holds and what must become of them.

    Examples:

      g60translate glossary find g60.csv jangtse

      g60translate glossary find g60.csv --from de --to en - < release.de.txt
    """
    from g60translate.cli.glossary.findings import print_hits
    from g60translate.cli.glossary.view import print_concepts
    from g60translate.glossary.edit import search
    from g60translate.glossary.matching.match import TermMatcher
    from g60translate.glossary.matching.verify import TermVerifier
    from g60translate.glossary.store import load_glossary

    glossary = load_glossary(file)
    pair = language_pair(source, target)
    if pair is None:
        print_concepts(search(glossary, query), as_json=as_json)
        return
    check_pair(pair, glossary)
    text = _input_text() if query == "-" else query
    matcher = TermMatcher(glossary, source_lang=pair[0], target_lang=pair[1])
    verifier = TermVerifier(glossary, target_lang=pair[1])
    hits = [(hit, verifier.expected(hit)) for hit in matcher.find(text)]
    print_hits(hits, matcher.straddles(text), as_json=as_json)


def _input_text() -> str:
    from g60translate.cli.streams import read_input
    from g60translate.documents.encoding import decode

    return decode(read_input(), name="standard input").text


@app.command()
def lint(
    file: File,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what needs no decision.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    info: Annotated[bool, typer.Option("--info", help="Show remarks for information too.")] = False,
    as_json: Json = False,
) -> None:
    """Check a glossary for contradictions, gaps and slips. Exit code 3 if there is an error.

    Example: g60translate glossary lint g60.csv --fix
    """
    from g60translate.checks.check import Severity
    from g60translate.cli.glossary.findings import print_remarks
    from g60translate.errors import ExitCode
    from g60translate.glossary.lint.run import lint as examine
    from g60translate.glossary.lint.run import repair
    from g60translate.glossary.store import load_placed, save_glossary

    placed = load_placed(file)
    mended = 0
    if fix:
        repaired = repair(placed.glossary)
        mended = len(repaired.mended)
        if repaired.glossary != placed.glossary:
            save_glossary(repaired.glossary, file)
            placed = load_placed(file)  # its lines are others now
    remarks = examine(placed.glossary)
    shown = [remark for remark in remarks if info or remark.severity is not Severity.INFO]
    print_remarks(shown, places=placed.places, mended=mended, as_json=as_json)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(remark.severity in failing for remark in remarks):
        raise typer.Exit(int(ExitCode.FAULTY_DATA))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The earlier glossary.")],
    new_: Annotated[Path, typer.Argument(metavar="NEW", help="The later glossary.")],
    as_json: Json = False,
) -> None:
    """Tell what changed between two states of a glossary.

    Example: g60translate glossary diff g60-2023.csv g60.csv
    """
    from g60translate.cli.glossary.findings import print_changes
    from g60translate.glossary.diff import diff as compare
    from g60translate.glossary.store import load_glossary

    print_changes(compare(load_glossary(old), load_glossary(new_)), as_json=as_json)


app.command()(glossary_impact.impact)
app.command("import")(glossary_files.import_)
app.command()(glossary_files.export)
