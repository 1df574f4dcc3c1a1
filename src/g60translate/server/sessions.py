"""Whose a browser is: the token is given once, on a page, and a signed cookie stands for it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from g60translate.server.owners import Owners
from g60translate.server.refusals import Reason, Refusal

COOKIE: Final = "g60_session"
_PURPOSE: Final = "session"
_MONTH_S: Final = 30 * 24 * 3600


def visitor(request: Request, owners: Owners) -> str:
    """The owner that a browser speaks for. Raises Refusal 401 where it has to give a token first.

    The cookie names the owner and not the token; it ends with the token that it was made for.
    """
    if not owners.needed:
        return owners.owner_of(None)
    owner, _, signature = request.cookies.get(COOKIE, "").partition(".")
    if owners.is_signed(_PURPOSE, owner, signature) and owners.is_known(owner):
        return owner
    raise Refusal(HTTPStatus.UNAUTHORIZED, Reason.NO_TOKEN, "Give your token on the first page.")


def admit(response: Response, owner: str, owners: Owners, *, secure: bool) -> None:
    """Let the browser speak for this owner from now on."""
    response.set_cookie(
        COOKIE,
        f"{owner}.{owners.signed(_PURPOSE, owner)}",
        max_age=_MONTH_S,
        httponly=True,
        secure=secure,
        samesite="strict",
    )


def client(request: Request, owners: Owners) -> str:
    """The owner that a program speaks for, by `Authorization: Bearer`, or a browser by its cookie.

    Raises Refusal 401, 403.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme:
        if scheme.lower() != "bearer":
            raise Refusal(
                HTTPStatus.UNAUTHORIZED, Reason.NO_TOKEN, "Send `Authorization: Bearer TOKEN`."
            )
        return owners.owner_of(token.strip())
    if COOKIE in request.cookies:
        return visitor(request, owners)
    return owners.owner_of(None)
