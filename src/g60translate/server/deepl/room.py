"""The room of DeepL's dialect, as the server mounts it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from g60translate.server.refusals import Refusal
from g60translate.server.rooms import Room
from g60translate.server.services import Services


def routes(services: Services) -> Sequence[BaseRoute]:
    """All addresses below `/v2` and `/v3`."""
    del services
    return []


def render(request: Request, refusal: Refusal) -> Response:  # noqa: ARG001
    """A JSON object with a string `message`."""
    return JSONResponse({"message": refusal.message}, refusal.status, headers=refusal.headers)


ROOM = Room("deepl", ("/v2", "/v3"), routes, render)
