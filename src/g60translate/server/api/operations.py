"""An address of our API with everything that is said of it: the routes and OpenAPI come of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import groupby
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from g60translate.server.refusals import Reason, Refusal

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

Answering = Callable[[Request], Awaitable[BaseModel | Response]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one path.

    `takes` is the JSON body; `form` the fields of a multipart form instead. `gives` is the type of
    the answer, or a media type for files and events. `example` and `answer` are shown in OpenAPI.
    `open` needs no token.
    """

    method: str
    path: str
    line: str
    answering: Answering
    gives: type[BaseModel] | str
    takes: type[BaseModel] | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    example: Any = None
    answer: Any = None
    status: HTTPStatus = HTTPStatus.OK
    open: bool = False


def routes_of(operations: Sequence[Operation]) -> list[BaseRoute]:
    """A route a path, which answers to its methods and refuses others."""
    by_path = sorted(operations, key=lambda each: each.path)
    return [
        Route(path, _endpoint({each.method: each for each in some}), methods=_METHODS)
        for path, some in groupby(by_path, key=lambda each: each.path)
    ]


def _endpoint(methods: Mapping[str, Operation]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        operation = methods.get(method)
        if operation is None:
            allow = ", ".join(methods)
            raise Refusal(
                HTTPStatus.METHOD_NOT_ALLOWED,
                Reason.WRONG_METHOD,
                f"This address answers to {allow} only.",
                allow=allow,
            )
        answer = await operation.answering(request)
        if isinstance(answer, Response):
            return answer
        return Response(answer.model_dump_json(), operation.status, media_type="application/json")

    return endpoint
