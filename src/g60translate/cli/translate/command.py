"""`g60translate translate`: files in, files in the target language out."""

from __future__ import annotations

from typing import Annotated

import typer

from g60translate.cli.options.groups import (
    DocumentOptions,
    EngineOptions,
    LadderOptions,
    LanguageOptions,
    MemoryOptions,
    OutputOptions,
    TermOptions,
    VerdictOptions,
)
from g60translate.cli.options.unfold import unfold


@unfold
def translate(
    ctx: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help="Files to translate; - is standard input."),
    ],
    *,
    languages: LanguageOptions,
    outputs: OutputOptions,
    terms: TermOptions,
    memory: MemoryOptions,
    engine: EngineOptions,
    documents: DocumentOptions,
    by_line: Annotated[
        bool,
        typer.Option(
            "--lines",
            help="Plain UTF-8 text of any size: each line is a paragraph, and the lines are "
            "translated as they come.",
        ),
    ] = False,
    ladder: LadderOptions,
    verdict: VerdictOptions,
) -> None:
    """Translate documents and prove their terms.

    Beside each output stands its record, OUTPUT.g60.json: every segment with its terms, the proof
    for each, and what is in doubt.

    Examples:

      g60translate translate release.de.docx --to en --report review.html

      g60translate translate *.html --to en -o english/ --report review/

      g60translate translate release.de.docx --to en --memory house.g60m

      pbpaste | g60translate translate - --from de --to en

      zcat archive.gz | g60translate translate - --lines --from de --to en > archive.en.txt
    """
    from g60translate.cli.translate.run import run

    run(
        ctx,
        inputs,
        languages=languages,
        outputs=outputs,
        terms=terms,
        memory=memory,
        engine=engine,
        documents=documents,
        ladder=ladder,
        verdict=verdict,
        by_line=by_line,
    )
