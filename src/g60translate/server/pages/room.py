"""The room of the pages, as the server mounts it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from g60translate.server.refusals import Refusal
from g60translate.server.rooms import Room
from g60translate.server.services import Services


def routes(services: Services) -> Sequence[BaseRoute]:
    """The pages and what they load."""
    del services
    return []


def render(request: Request, refusal: Refusal) -> Response:  # noqa: ARG001
    """The sentence alone."""
    return PlainTextResponse(refusal.message, refusal.status, headers=refusal.headers)


ROOM = Room("pages", ("/",), routes, render)
