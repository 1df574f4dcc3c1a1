"""Bodies of requests: read no further than allowed, and understood or refused in one sentence."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from starlette.requests import Request

from g60translate.server.refusals import Reason, Refusal, bad_request, too_large

if TYPE_CHECKING:
    from pydantic import BaseModel

    Model = TypeVar("Model", bound=BaseModel)


async def read_body(request: Request, *, most: int) -> bytes:
    """The whole body. Raises Refusal 413 as soon as it is longer than `most` bytes."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            raise too_large(most)
    return bytes(found)


async def read_json(request: Request, model: type[Model], *, most: int) -> Model:
    """The body as this model.

    Raises Refusal 413, 415 for what does not say that it is JSON, 400 naming the field that is
    wrong and never its content.
    """
    from pydantic import ValidationError  # noqa: PLC0415

    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        # A form of another site could send anything else without asking.
        raise Refusal(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            Reason.BAD_REQUEST,
            "Send JSON, with `Content-Type: application/json`.",
        )
    data = await read_body(request, most=most)
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "The body"
        raise bad_request(f"{where}: {first['msg']}.") from None
