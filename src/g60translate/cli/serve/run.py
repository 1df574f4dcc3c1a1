"""What `serve` does with its options: settings for the server, and what is told of its start."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from g60translate.cli.console import print_json
from g60translate.cli.options.configured import configuration_of, from_flag
from g60translate.cli.options.groups import EngineOptions, MemoryOptions, TermOptions
from g60translate.cli.outputs.serving import Serving
from g60translate.cli.translate.run import severities_of
from g60translate.config.environment import calm_numpy, serve_token
from g60translate.config.places import data_folder
from g60translate.errors import InputError, MissingExtra

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Given:
    """The options of `serve` as they were given, or their defaults."""

    host: str
    port: int
    tokens: tuple[str, ...]
    token_file: Path | None
    names: tuple[str, ...]
    data: Path | None
    max_upload: int
    rate: int


def run(
    ctx: typer.Context,
    given: Given,
    *,
    terms: TermOptions,
    memory: MemoryOptions,
    engine: EngineOptions,
    open_browser: bool,
    as_json: bool,
) -> None:
    """Serve until it is stopped."""
    if engine.engine == "ctranslate2":
        calm_numpy()
    try:
        from g60translate.server.running import run as serve
        from g60translate.server.settings import Limits, Settings
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("g60translate"):
            raise
        raise MissingExtra(error.name or "?", extra="web", purpose="The server") from None
    house = configuration_of(ctx)
    table: dict[str, Any] = house.get("serve", {})

    def chosen(name: str, value: Any) -> Any:
        """The flag's, else the one of the configuration, else the default."""
        return value if from_flag(ctx, name) or table.get(name) is None else table[name]

    data = chosen("data", given.data)
    settings = Settings(
        data=Path(data) if data is not None else data_folder(instead="--data") / "server",
        host=chosen("host", given.host),
        port=chosen("port", given.port),
        tokens=_tokens(given, chosen("token_file", given.token_file)),
        names=given.names or tuple(table.get("names") or ()),
        limits=Limits(
            upload=chosen("max_upload", given.max_upload) * _MEGABYTE,
            rate=chosen("rate", given.rate),
        ),
        glossary=terms.glossary,
        no_glossary=terms.no_glossary,
        memory=memory.memory,
        no_memory=memory.no_memory,
        model=terms.model,
        engine=engine.engine,
        device=engine.device,
        compute_type=engine.compute_type,
        threads=engine.threads,
        beam=engine.beam,
        flag_below=house.get("flag_below", 0.5),
        severities=severities_of(house),
    )
    # Standard output is for the address; what happens is told where a service's log is read.
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )

    def ready(address: str) -> None:
        if as_json:
            print_json(Serving(address, str(settings.data)))
        else:
            print(f"Open {address} in a browser. Ctrl+C stops the server.")
        sys.stdout.flush()
        if open_browser:
            import webbrowser
            from threading import Thread

            # A browser of the terminal would hold everything up until it is closed.
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    serve(settings, ready=ready)


def _tokens(given: Given, file: str | Path | None) -> tuple[str, ...]:
    """All tokens, each once; the environment's counts where no option names any."""
    found = [*given.tokens]
    if file is not None:
        try:
            lines = Path(file).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The tokens in {file} cannot be read: {error}.") from None
        found += [line.strip() for line in lines if line.strip()]
        if not found:
            raise InputError(f"{file} has no token. Write one a line.")
    if not found and (inherited := serve_token()):
        found = [inherited]
    return tuple(dict.fromkeys(found))
