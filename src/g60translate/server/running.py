"""Runs the application in uvicorn until it is told to stop."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Final

import uvicorn

from g60translate.errors import InputError
from g60translate.server.app import create_app
from g60translate.server.settings import Settings

# Clients that look every five seconds how a document stands keep their connection.
KEEP_ALIVE_S: Final = 120
# Answers that are on their way when the server is told to stop.
_LAST_ANSWERS_S: Final = 30
_BACKLOG: Final = 2048


def address_of(settings: Settings, port: int) -> str:
    """The address to open in a browser on this machine."""
    everywhere = settings.host in {"0.0.0.0", "::"}  # noqa: S104  only recognised here
    host = "127.0.0.1" if everywhere else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def run(settings: Settings, *, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready(address)` is called when requests are answered.

    Raises InputError where the address cannot be had, and what `create_app` raises.
    """
    listener = _listener(settings)
    # uvicorn stops at these, and afterwards sends itself the same once more: that has to end well.
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, _stopped_already)
    try:
        app = create_app(settings)
        config = uvicorn.Config(
            app,
            # httptools, which uvicorn would take where it is installed, reads headers without end.
            http="h11",
            access_log=False,
            log_config=None,
            log_level=logging.WARNING,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=_LAST_ANSWERS_S,
            lifespan="on",
            ws="none",
        )
        _Server(config, lambda: ready(address_of(settings, listener.getsockname()[1]))).run(
            sockets=[listener]
        )
    finally:
        listener.close()


def _stopped_already(number: int, frame: FrameType | None) -> None:
    """Nothing is left to do."""


class _Server(uvicorn.Server):
    """Tells when it has started."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._told = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        if self.started:
            self._told()


def _listener(settings: Settings) -> socket.socket:
    where = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise InputError(f"There is no address {where}: {error.strerror or error}.") from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise InputError(
            f"The server cannot listen on {where}: {error.strerror or error}. Stop what does, or "
            "choose another port with --port; --port 0 takes a free one."
        ) from None
    return listener
