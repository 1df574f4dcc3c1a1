"""Whose a request in LibreTranslate's dialect is: the key stands among its parameters."""

from __future__ import annotations

from http import HTTPStatus

from g60translate.server.dialects.parameters import Parameters
from g60translate.server.owners import Owners
from g60translate.server.refusals import Reason, Refusal


def owner_of(said: Parameters, owners: Owners) -> str:
    """The owner of the `api_key`. Raises Refusal 403 where it is wrong or missing."""
    try:
        return owners.owner_of(said.text("api_key"))
    except Refusal as refusal:
        missing = refusal.reason is Reason.NO_TOKEN
        message = "Please send an API key: this server needs one" if missing else "Invalid API key"
        raise Refusal(HTTPStatus.FORBIDDEN, refusal.reason, message) from None


def anyone(_: object) -> str:
    """For addresses that need no key."""
    return ""
