"""Whose a request in DeepL's dialect is."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request

from g60translate.server.dialects.addresses import Gate
from g60translate.server.owners import Owners
from g60translate.server.refusals import Reason, Refusal

_SCHEME = "deepl-auth-key"


def gate(owners: Owners) -> Gate:
    """The key is the server's token; a wrong or missing one is 403, the only code they know."""

    def owner(request: Request) -> str:
        scheme, _, key = request.headers.get("authorization", "").strip().partition(" ")
        try:
            return owners.owner_of(key.strip() if scheme.lower() == _SCHEME else None)
        except Refusal:
            raise Refusal(
                HTTPStatus.FORBIDDEN,
                Reason.WRONG_TOKEN,
                "Authorization failed: send a token of this server as `Authorization: "
                "DeepL-Auth-Key TOKEN`.",
            ) from None

    return owner
