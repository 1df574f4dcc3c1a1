"""The options that only `batch` has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """Which files, and who translates them."""

    include: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB", help="Take only files that match, as in .gitignore; may be repeated."
        ),
    ] = None
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB",
            help="Leave out files and folders that match; may be repeated. So does a file "
            ".g60ignore in a folder, for what lies below.",
        ),
    ] = None
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Only show what would be done, and about how long it would take."
        ),
    ] = False
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Processes, each with an engine of one thread. 0: this process alone. Default: "
            "one a core, up to 16.",
        ),
    ] = None
    ray: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Let actors of a Ray cluster translate: auto, host:port, ray://host:port, or "
            "local for one that is started here. --workers is how many; default: one a processor.",
        ),
    ] = None
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on: translate what comes into the folders.")
    ] = False
    settle: Annotated[
        float,
        typer.Option(
            min=0.05,
            metavar="SECONDS",
            help="With --watch: how long a file must rest before it is taken.",
        ),
    ] = 2.0
    retry: Annotated[
        bool, typer.Option("--retry", help="Try again what was set aside, though it is the same.")
    ] = False
    no_report: Annotated[
        bool, typer.Option("--no-report", help="Write no HTML pages, only outputs and records.")
    ] = False


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How tables are read and written."""

    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help="Every source has JSON lines, whatever it is called: an object a line, with a "
            "document or a segment as its text; all other keys are kept.",
        ),
    ] = False
    text_field: Annotated[
        str, typer.Option(metavar="NAME", help="Tables: the column with the texts.")
    ] = "text"
    translation_field: Annotated[
        str, typer.Option(metavar="NAME", help="Tables: the column for the translations.")
    ] = "translation"
