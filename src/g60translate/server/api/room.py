"""The room of our own API, as the server mounts it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from g60translate.server.refusals import Refusal
from g60translate.server.rooms import Room
from g60translate.server.services import Services


def routes(services: Services) -> Sequence[BaseRoute]:
    """All addresses below `/api/v1`."""
    del services
    return []


def render(request: Request, refusal: Refusal) -> Response:  # noqa: ARG001
    """`{"error": {"reason", "message"}}`, as `--json` has it on the command line."""
    body = {"error": {"reason": str(refusal.reason), "message": refusal.message}}
    return JSONResponse(body, refusal.status, headers=refusal.headers)


ROOM = Room("api", ("/api",), routes, render)
