"""`g60translate batch`: folders, archives and tables in, the same tree translated out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from g60translate.cli.batch.options import BatchOptions, TableOptions
from g60translate.cli.options.groups import (
    DocumentOptions,
    EngineOptions,
    LadderOptions,
    LanguageOptions,
    MemoryOptions,
    TermOptions,
    VerdictOptions,
)
from g60translate.cli.options.unfold import unfold


@unfold
def batch(
    ctx: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Folders, files, ZIP archives, tables (.jsonl, .parquet, .arrow), URLs of them.",
        ),
    ],
    *,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FOLDER", help="Where the translated tree goes; it is made."
        ),
    ],
    languages: LanguageOptions,
    work: BatchOptions,
    tables: TableOptions,
    terms: TermOptions,
    memory: MemoryOptions,
    engine: EngineOptions,
    documents: DocumentOptions,
    ladder: LadderOptions,
    verdict: VerdictOptions,
    force: Annotated[
        bool, typer.Option("--force", help="Do everything anew, and replace what is there.")
    ] = False,
    journal: Annotated[
        Path | None,
        typer.Option(
            help="Where the journal is kept. Default: FOLDER/.g60-batch.journal, or in your own "
            "state folder where FOLDER is a URL."
        ),
    ] = None,
) -> None:
    """Translate whole folders; a run that ends early goes on with the next call.

    The journal in the output knows what is done: what has not changed is not done again, what was
    begun is gone on with, and a file that cannot be translated is set aside while the rest goes on.
    Beside each output stands its record; FOLDER/g60-report/index.html lists all, the worst first.

    Examples:

      g60translate batch archive/ -o english/ --to en --dry-run

      g60translate batch archive/ releases.zip -o english/ --to en --exclude drafts/

      g60translate batch inbox/ -o outbox/ --to en --watch

      g60translate batch segments.jsonl -o out/ --from de --to en --workers 8

      g60translate batch s3://press/2023 -o s3://press/2023-en --to en --ray auto
    """
    from g60translate.cli.batch.run import run

    run(
        ctx,
        sources,
        output=output,
        languages=languages,
        work=work,
        tables=tables,
        terms=terms,
        memory=memory,
        engine=engine,
        documents=documents,
        ladder=ladder,
        verdict=verdict,
        force=force,
        journal=journal,
    )
