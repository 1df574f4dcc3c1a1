"""`g60translate serve`: the page and the APIs on one port."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from g60translate.cli.options.groups import EngineOptions, MemoryOptions, ServerOptions, TermOptions
from g60translate.cli.options.unfold import unfold


@unfold
def serve(
    ctx: typer.Context,
    *,
    server: ServerOptions,
    terms: TermOptions,
    memory: MemoryOptions,
    engine: EngineOptions,
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST",
            help="Also answer to this host name, such as that of a proxy; repeatable.",
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where jobs and their files are kept. Default: the user's data folder.",
        ),
    ] = None,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the page in the browser.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the address as JSON once it answers.")
    ] = False,
) -> None:
    """Serve the page and the APIs until it is stopped.

    On this machine alone it needs no token; on any other --host it does. Clients of DeepL and
    LibreTranslate work with the same address and the token as their key.

    Examples:

      g60translate serve --open

      G60_TOKEN=… g60translate serve --host 0.0.0.0 --name translate.example.org
    """
    from g60translate.cli.serve.run import run

    run(
        ctx,
        server=server,
        terms=terms,
        memory=memory,
        engine=engine,
        names=tuple(name or ()),
        data=data,
        open_browser=open_browser,
        as_json=as_json,
    )
