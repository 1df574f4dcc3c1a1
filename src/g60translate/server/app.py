"""The application: rooms side by side, one guard before them, refusals in each room's shape."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp

from g60translate.errors import G60Error
from g60translate.server.opening import Workshop
from g60translate.server.refusals import Reason, Refusal, refusal_of
from g60translate.server.rooms import load_rooms, room_for
from g60translate.server.safety import Guard
from g60translate.server.settings import Settings

_log = logging.getLogger("g60translate.server")
# What nginx writes when the client has hung up; it is never sent.
_CLIENT_GONE = 499


def create_app(settings: Settings) -> ASGIApp:
    """The server as an ASGI application. Raises InputError, GlossaryError for what it is told."""
    rooms = load_rooms()
    workshop = Workshop(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with workshop.at_work():
            yield

    def told(refusal: Refusal, request: Request) -> Response:
        return room_for(request.url.path, rooms).render(request, refusal)

    async def on_refusal(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        return told(error, request)

    async def on_library_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, G60Error)
        return told(refusal_of(error), request)

    async def on_http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return told(_refusal(error), request)

    async def on_fault(request: Request, error: Exception) -> Response:
        # A message or a traceback may have text of the document in it.
        _log.error("internal error: %s at %s", type(error).__name__, _place(error))
        message = f"Internal error: {type(error).__name__}. This is a fault of g60translate."
        return told(Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, Reason.INTERNAL, message), request)

    async def on_hang_up(request: Request, error: Exception) -> Response:
        del request, error
        return Response(status_code=_CLIENT_GONE)

    handlers: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        Refusal: on_refusal,
        G60Error: on_library_error,
        HTTPException: on_http_error,
        ClientDisconnect: on_hang_up,
        Exception: on_fault,
    }
    app = Starlette(
        routes=[route for room in rooms for route in room.routes(workshop.services)],
        exception_handlers=handlers,
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return Guard(app, settings, rooms)


def _refusal(error: HTTPException) -> Refusal:
    """What the framework itself refuses: an address or a method that there is not."""
    if error.status_code == HTTPStatus.NOT_FOUND:
        return Refusal(HTTPStatus.NOT_FOUND, Reason.NOT_FOUND, "There is nothing at this address.")
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allow = (error.headers or {}).get("Allow")
        return Refusal(
            HTTPStatus.METHOD_NOT_ALLOWED,
            Reason.WRONG_METHOD,
            f"This address answers to {allow} only.",
            allow=allow,
        )
    return Refusal(error.status_code, Reason.BAD_REQUEST, str(error.detail))


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    code = trace.tb_frame.f_code
    return f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
