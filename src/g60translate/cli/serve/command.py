"""`g60translate serve`: the page and the APIs on one port."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from g60translate.cli.options.groups import EngineOptions, MemoryOptions, TermOptions
from g60translate.cli.options.unfold import unfold


@unfold
def serve(
    ctx: typer.Context,
    *,
    host: Annotated[
        str, typer.Option(help="Address to listen on; any but this machine's needs a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8060,
    token: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SECRET",
            help="What clients have to know; each one is a client of its own. Repeatable. Others "
            "on this machine see it in the list of programs: G60_TOKEN in the environment, or "
            "--token-file, is better.",
        ),
    ] = None,
    token_file: Annotated[
        Path | None, typer.Option(help="A file with a token a line.", dir_okay=False)
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST",
            help="Also answer to this host name, such as that of a proxy. Repeatable.",
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where jobs and clients' glossaries are kept. Default: the user's data folder.",
        ),
    ] = None,
    max_upload: Annotated[
        int, typer.Option(min=1, metavar="MB", help="Largest file that is taken, in megabytes.")
    ] = 50,
    rate: Annotated[
        int, typer.Option(min=0, help="Requests of one address a minute; 0 for no limit.")
    ] = 0,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the page in the browser.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the address as JSON once it answers.")
    ] = False,
    terms: TermOptions,
    memory: MemoryOptions,
    engine: EngineOptions,
) -> None:
    """Serve the page and the APIs until it is stopped.

    Clients made for DeepL and LibreTranslate work with this address, the token being their key.
    What is queued when it stops goes on when it starts again.

    Examples:

      g60translate serve --open

      g60translate serve --host 0.0.0.0 --token-file /etc/g60translate/tokens
    """
    from g60translate.cli.serve.run import Given, run

    run(
        ctx,
        Given(
            host=host,
            port=port,
            tokens=tuple(token or ()),
            token_file=token_file,
            names=tuple(name or ()),
            data=data,
            max_upload=max_upload,
            rate=rate,
        ),
        terms=terms,
        memory=memory,
        engine=engine,
        open_browser=open_browser,
        as_json=as_json,
    )
