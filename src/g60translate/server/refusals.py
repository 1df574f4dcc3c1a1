"""What is said instead of an answer. Each room puts it into the shape that its clients read."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from http import HTTPStatus

from g60translate.errors import G60Error, InputError, ModelError, UnsupportedPair


class Reason(StrEnum):
    """Why; the word that programs look at in our own API."""

    BAD_REQUEST = "bad-request"
    NO_TOKEN = "no-token"  # noqa: S105  a word, not a token
    WRONG_TOKEN = "wrong-token"  # noqa: S105
    FOREIGN_ORIGIN = "foreign-origin"
    FOREIGN_HOST = "foreign-host"
    NOT_FOUND = "not-found"
    WRONG_METHOD = "wrong-method"
    NOT_READY = "not-ready"
    CONFLICT = "conflict"
    TOO_LARGE = "too-large"
    UNSUPPORTED_FORMAT = "unsupported-format"
    UNSUPPORTED_PAIR = "unsupported-pair"
    UNUSABLE = "unusable"
    TOO_MANY = "too-many"
    BUSY = "busy"
    STOPPING = "stopping"
    INTERNAL = "internal"


class Refusal(Exception):
    """An answer that is none: its HTTP status, the reason as a word, and a sentence for a person.

    `retry_after` (seconds) only where the same request will be answered later: clients repeat what
    comes with 429 or 503.
    """

    def __init__(
        self,
        status: HTTPStatus | int,
        reason: Reason,
        message: str,
        *,
        retry_after: int | None = None,
        allow: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = HTTPStatus(status)
        self.reason = reason
        self.message = message
        self.retry_after = retry_after
        self.allow = allow

    @property
    def headers(self) -> dict[str, str]:
        """What HTTP wants said beside the body."""
        found = {}
        if self.retry_after is not None:
            found["Retry-After"] = str(self.retry_after)
        if self.allow is not None:
            found["Allow"] = self.allow
        return found


def bad_request(message: str) -> Refusal:
    """The request cannot be understood or asks for what is not there to choose."""
    return Refusal(HTTPStatus.BAD_REQUEST, Reason.BAD_REQUEST, message)


def not_found(message: str) -> Refusal:
    """There is no such thing, or it belongs to somebody else: the two are not told apart."""
    return Refusal(HTTPStatus.NOT_FOUND, Reason.NOT_FOUND, message)


def no_model(
    pairs: Collection[tuple[str, str]], source_lang: str | None, target_lang: str
) -> Refusal:
    """Nothing on this server translates that; what does is said, for people without a terminal."""
    if target_lang not in {target for _, target in pairs}:
        wanted = f"into {target_lang}"
    else:
        wanted = f"from {source_lang} into {target_lang}"
    there = ", ".join(f"{source}→{target}" for source, target in sorted(pairs)) or "none"
    return Refusal(
        HTTPStatus.BAD_REQUEST,
        Reason.UNSUPPORTED_PAIR,
        f"Nothing on this server translates {wanted}. Choose among these pairs: {there}.",
    )


def too_large(most: int) -> Refusal:
    """What comes is larger than what is taken."""
    return Refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        Reason.TOO_LARGE,
        f"More than {most:,} bytes are not taken. Send less, or start the server with a larger "
        "--max-upload.",
    )


def too_long(message: str) -> Refusal:
    """More texts or characters than are taken at a time: nothing that waiting would change."""
    return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Reason.TOO_LARGE, message)


def refusal_of(error: G60Error) -> Refusal:
    """An error of the library as a refusal; none of them goes away by asking again."""
    if isinstance(error, UnsupportedPair):
        return Refusal(HTTPStatus.BAD_REQUEST, Reason.UNSUPPORTED_PAIR, str(error))
    if isinstance(error, ModelError):
        return Refusal(HTTPStatus.BAD_REQUEST, Reason.UNUSABLE, str(error))
    if isinstance(error, InputError):
        return Refusal(HTTPStatus.BAD_REQUEST, Reason.BAD_REQUEST, str(error))
    return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, Reason.UNUSABLE, str(error))
