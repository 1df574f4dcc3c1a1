"""Addresses that ask for the key before anything else, whatever the method and the body."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from g60translate.server.refusals import Reason, Refusal

Handler = Callable[[Request, str], Awaitable[Response]]
"""Answers a request of an owner."""
Gate = Callable[[Request], str]
"""Whose a request is; raises Refusal where it may not be asked."""


class Address:
    """One path: the gate, then the method, then the handler. Speaks ASGI."""

    def __init__(self, gate: Gate, handlers: Mapping[str, Handler]) -> None:
        self._gate, self._handlers = gate, handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive, send)
        owner = self._gate(request)
        method = "GET" if request.method == "HEAD" else request.method
        handler = self._handlers.get(method)
        if handler is None:
            allowed = ", ".join(self._handlers)
            raise Refusal(
                HTTPStatus.METHOD_NOT_ALLOWED,
                Reason.WRONG_METHOD,
                f"This address answers to {allowed} only.",
                allow=allowed,
            )
        response = await handler(request, owner)
        await response(scope, receive, send)


def address(path: str, gate: Gate, **handlers: Handler) -> Route:
    """A route whose methods are named by keywords, in capitals."""
    return Route(path, Address(gate, handlers))
