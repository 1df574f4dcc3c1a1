"""The room of LibreTranslate's dialect, as the server mounts it."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from g60translate.server.dialects.addresses import address
from g60translate.server.libre.files import Files
from g60translate.server.libre.gate import anyone
from g60translate.server.libre.texts import Texts
from g60translate.server.refusals import Reason, Refusal
from g60translate.server.rooms import Room
from g60translate.server.services import Services


def routes(services: Services) -> Sequence[BaseRoute]:
    """The addresses of LibreTranslate, all at the root; keys stand in the bodies."""
    texts, files = Texts(services), Files(services)
    return [
        address("/translate", anyone, POST=texts.translate),
        address("/detect", anyone, POST=texts.detect),
        address("/languages", anyone, GET=texts.languages),
        address("/translate_file", anyone, POST=files.translate),
        address("/download_file/{filename}", anyone, GET=files.download),
        address("/suggest", anyone, POST=_suggest),
        address("/frontend/settings", anyone, GET=texts.settings),
        address("/health", anyone, GET=texts.health),
    ]


async def _suggest(request: Request, _: str) -> Response:
    del request
    raise Refusal(
        HTTPStatus.FORBIDDEN, Reason.NOT_FOUND, "Suggestions are disabled on this server."
    )


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
