"""Whose a request is: tokens compared in constant time, and what they own."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Final

from g60translate.errors import InputError
from g60translate.server.refusals import Reason, Refusal

_SECRET_BYTES: Final = 32
EVERYBODY: Final = "local"
"""The owner on a loopback server without tokens."""


class Owners:
    """The tokens of a server and the secret that it signs with.

    An owner is a name that can be stored and logged: it is made from the token and the secret, and
    nothing leads back from it.
    """

    def __init__(self, tokens: Sequence[str], secret: bytes) -> None:
        self._secret = secret
        self._tokens = {self._named(token): token.encode() for token in tokens}

    @property
    def needed(self) -> bool:
        """Whether requests need a token."""
        return bool(self._tokens)

    def owner_of(self, token: str | None) -> str:
        """The owner of this token.

        Raises Refusal: 401 where a token is needed and none is given, 403 where it is wrong. Rooms
        whose clients know only one of the two change the status. Without tokens any is taken.
        """
        if not self._tokens:
            return EVERYBODY
        if not token:
            raise Refusal(
                HTTPStatus.UNAUTHORIZED, Reason.NO_TOKEN, "This server needs a token; none came."
            )
        given = token.encode("utf-8", "surrogatepass")
        # All are compared, so that the time does not tell which one is near.
        found = [name for name, known in self._tokens.items() if hmac.compare_digest(known, given)]
        if not found:
            raise Refusal(HTTPStatus.FORBIDDEN, Reason.WRONG_TOKEN, "The token is not known here.")
        return found[0]

    def is_known(self, owner: str) -> bool:
        """Whether what this owner was named after is still a token here."""
        return owner in self._tokens or (not self._tokens and owner == EVERYBODY)

    def signed(self, purpose: str, content: str) -> str:
        """64 hexadecimal digits that only this server can make for a content and a purpose."""
        return hmac.new(self._secret, f"{purpose}\0{content}".encode(), hashlib.sha256).hexdigest()

    def is_signed(self, purpose: str, content: str, signature: str) -> bool:
        """Whether this is the signature, in constant time and any casing."""
        known = self.signed(purpose, content).encode()
        return hmac.compare_digest(known, signature.lower().encode("utf-8", "surrogatepass"))

    def _named(self, token: str) -> str:
        return self.signed("owner", token)[:16]


def kept_secret(folder: Path) -> bytes:
    """The secret of a data folder, made at its first use, readable by its user alone.

    Raises InputError where it was cut short: what is signed with less could be forged.
    """
    path = folder / "secret"
    if not path.exists():
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(secrets.token_bytes(_SECRET_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    found = path.read_bytes()
    if len(found) != _SECRET_BYTES:
        raise InputError(
            f"{path} is damaged. Remove it: browsers then have to give their token once more, and "
            "download addresses that were handed out no longer open."
        )
    return found
