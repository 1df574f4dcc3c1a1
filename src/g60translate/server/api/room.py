"""The room of our own API, as the server mounts it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from g60translate.server.api.documents import DocumentAddresses
from g60translate.server.api.openapi import openapi
from g60translate.server.api.operations import routes_of
from g60translate.server.api.review import ReviewAddresses
from g60translate.server.api.texts import TextAddresses
from g60translate.server.refusals import Refusal
from g60translate.server.rooms import Room
from g60translate.server.services import Services


def routes(services: Services) -> Sequence[BaseRoute]:
    """All addresses below `/api/v1`."""
    operations = [
        *TextAddresses(services).operations(),
        *DocumentAddresses(services).operations(),
        *ReviewAddresses(services).operations(),
    ]

    async def described(request: Request) -> Response:
        del request
        return JSONResponse(openapi(operations))

    return [Route("/api/v1/openapi.json", described), *routes_of(operations)]


def render(request: Request, refusal: Refusal) -> Response:  # noqa: ARG001
    """`{"error": {"reason", "message"}}`, as `--json` has it on the command line."""
    body = {"error": {"reason": str(refusal.reason), "message": refusal.message}}
    return JSONResponse(body, refusal.status, headers=refusal.headers)


ROOM = Room("api", ("/api",), routes, render)
