"""The room of LibreTranslate's dialect, as the server mounts it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from g60translate.server.refusals import Refusal
from g60translate.server.rooms import Room
from g60translate.server.services import Services


def routes(services: Services) -> Sequence[BaseRoute]:
    """The addresses of LibreTranslate, all at the root."""
    del services
    return []


def render(request: Request, refusal: Refusal) -> Response:  # noqa: ARG001
    """A JSON object with a string `error`."""
    return JSONResponse({"error": refusal.message}, refusal.status, headers=refusal.headers)


ROOM = Room(
    "libre",
    (
        "/translate",
        "/detect",
        "/languages",
        "/translate_file",
        "/download_file",
        "/suggest",
        "/frontend",
        "/health",
    ),
    routes,
    render,
)
