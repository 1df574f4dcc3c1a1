"""`g60translate score`: a translation against its reference."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from g60translate.cli.outputs.evaluation import Scores
    from g60translate.scoring.metrics.score import Score
    from g60translate.scoring.suites.lines import LineScores


def score(
    hypothesis: Annotated[
        str, typer.Argument(metavar="HYP", help="The translation, a segment a line; - for a pipe.")
    ],
    references: Annotated[
        list[str],
        typer.Argument(metavar="REF...", help="One or more references, aligned line by line."),
    ],
    source: Annotated[
        Path | None, typer.Option("--src", help="The source, aligned too: needed for terms.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(metavar="LANG", help="Target language; told from the reference if not given."),
    ] = None,
    source_lang: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="LANG", help="Source language; told from --src if not given."
        ),
    ] = None,
    glossary: Annotated[
        Path | None,
        typer.Option(help="Glossary for term accuracy. Default with --src: the one shipped."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Score a translation with BLEU, chrF and TER, and its terms if --src is given.

    Every figure comes with its 95 % interval and its signature: without it, it means little.

    Examples:

      g60translate score out.en ref.en --src in.de --to en --from de

      g60translate score - ref.zh < out.zh
    """
    from g60translate.cli.console import print_json
    from g60translate.errors import InputError
    from g60translate.glossary.reading import read_glossary
    from g60translate.language.tags import read_language
    from g60translate.resources import resource_folder
    from g60translate.scoring.suites.lines import score_lines

    if [hypothesis, *references].count("-") > 1:
        raise InputError("Only one of HYP and REF can be standard input (-).")
    if glossary is not None and source is None:
        raise InputError("--glossary needs --src: terms are looked for in the source.")
    hypotheses = _read(hypothesis)
    aligned = [_read(reference) for reference in references]
    sources = None if source is None else _read(str(source))
    book = None
    target_lang = read_language(to or _language(aligned[0], references[0], option="--to")).code
    if sources is not None:
        named = source_lang or _language(sources, str(source), option="--from")
        source_lang = read_language(named).code
        glossary = glossary or resource_folder("glossary") / "g60.csv"
        book = read_glossary(glossary, pair=(source_lang, target_lang)).glossary
    result = score_lines(
        hypotheses,
        aligned,
        target_lang=target_lang,
        sources=sources,
        source_lang=source_lang,
        glossary=book,
        glossary_name=glossary.stem if glossary else "",
    )
    if as_json:
        print_json(_output(result))
    else:
        _print(result)


def _read(name: str) -> list[str]:
    from g60translate.cli.streams import read_input
    from g60translate.errors import InputError
    from g60translate.scoring.suites.lines import split_lines

    try:
        data = read_input() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}.") from error
    return split_lines(data, name="standard input" if name == "-" else name)


def _language(lines: list[str], name: str, *, option: str) -> str:
    from g60translate.errors import UnknownLanguage
    from g60translate.language.detection import detect

    try:
        return detect("\n".join(lines), name=name)
    except UnknownLanguage as error:
        raise UnknownLanguage(
            f"The language of {name} cannot be told for sure. Name it with {option}."
        ) from error


def _print(result: LineScores) -> None:
    from g60translate.cli.console import print_table

    print_table(
        ("Score", "Value", "95 %", "Signature"),
        [
            (score.name, f"{score.value:.2f}", interval(score), score.signature)
            for score in result.all_scores
        ],
    )
    if result.terms is None:
        return
    rows = [(str(miss.segment + 1), miss.surface, miss.expected) for miss in result.terms.misses]
    if rows:
        print_table(("Line", "Missed term", "Expected"), rows)


def interval(score: Score) -> str:
    """The 95 % interval as text, a dash where there is none."""
    return "–" if score.ci95 is None else f"{score.ci95[0]:.2f} – {score.ci95[1]:.2f}"


def _output(result: LineScores) -> Scores:
    from g60translate.cli.outputs.evaluation import Scores, Terms
    from g60translate.scoring.result import MissRecord

    terms = None
    if result.terms is not None:
        missed = tuple(
            MissRecord(line=miss.segment + 1, surface=miss.surface, expected=miss.expected)
            for miss in result.terms.misses
        )
        terms = Terms(result.terms.found, result.terms.met, missed)
    return Scores(result.segments, result.all_scores, terms)
