"""Parameters of a request, however they came: JSON, a form, several parts, or the address."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from g60translate.server.refusals import bad_request, too_large

_MOST_FIELDS: Final = 10_000
_YES: Final = frozenset(("1", "true"))
_NO: Final = frozenset(("0", "false"))


class Repeated(list[str]):
    """The values that a form has under one name; JSON says one or several by its types."""


class Parameters:
    """Values by their names; one that is null is not there.

    Values of JSON have the types of JSON, others are `Repeated`. Readers raise Refusal 400, naming
    the parameter and never its value, where a value is of another type than is asked for.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def raw(self, name: str) -> Any:
        """The value as it came; of a repeated one all."""
        return self._values.get(name)

    def _first(self, name: str) -> Any:
        value = self._values.get(name)
        return value[0] if isinstance(value, Repeated) else value

    def text(self, name: str) -> str | None:
        """One string; of a repeated one the first."""
        value = self._first(name)
        return None if value is None else _string(value, name)

    def texts(self, name: str) -> list[str] | None:
        """One string or several, in their order."""
        value = self._values.get(name)
        if value is None:
            return None
        return [_string(each, name) for each in (value if isinstance(value, list) else [value])]

    def listed(self, name: str) -> list[str]:
        """Names: an array, or repeated, or with commas between; blank ones do not count."""
        found = [part.strip() for text in self.texts(name) or [] for part in text.split(",")]
        return [part for part in found if part]

    def flag(self, name: str) -> bool | None:
        """Yes or no, as JSON, digits or words say it."""
        value = self._first(name)
        if value is None or isinstance(value, bool):
            return value
        said = str(value).lower() if isinstance(value, (str, int)) else ""
        if said in _YES or said in _NO:
            return said in _YES
        raise bad_request(f"Value for '{name}' is neither true nor false.")

    def choice(self, name: str, known: Sequence[str]) -> str | None:
        """One of the known words, in any case; a number of JSON counts as its digits."""
        value = self._first(name)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or value.lower() not in known:
            raise bad_request(f"Value for '{name}' not supported: use {', '.join(known)}.")
        return value.lower()


def repeated(fields: Mapping[str, list[str]]) -> dict[str, Repeated]:
    """The fields of a form as parameters."""
    return {name: Repeated(values) for name, values in fields.items()}


async def read_parameters(request: Request, *, most: int) -> Parameters:
    """What a request says in its body, and in its address where the body says nothing of it.

    A GET may have a body too: the official clients send one. Raises Refusal 400 for what cannot be
    read, 413 for more than `most` bytes.
    """
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            raise too_large(most)
    said = _form(request.url.query)
    if found:
        said |= await _body(request, bytes(found), most)
    return Parameters(said)


async def _body(request: Request, data: bytes, most: int) -> dict[str, Any]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _parts(request, data, most)
    # Other programs send JSON without saying so; no form begins like it.
    if kind == "application/json" or (kind != _FORM and data.lstrip()[:1] == b"{"):
        return _json(data)
    try:
        return _form(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise bad_request("The request is not written in UTF-8.") from None


_FORM: Final = "application/x-www-form-urlencoded"


def _json(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise bad_request("Invalid request: the body is not valid JSON.") from None
    if not isinstance(value, dict):
        raise bad_request("Invalid request: the body is not a JSON object.")
    return value


def _form(text: str) -> dict[str, Any]:
    try:
        found = parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:  # a UnicodeDecodeError is one
        raise bad_request("Invalid request: the form cannot be read.") from None
    return repeated(found)


async def _parts(request: Request, data: bytes, most: int) -> dict[str, Any]:
    async def stream() -> AsyncIterator[bytes]:
        yield data

    parser = MultiPartParser(
        request.headers,
        stream(),  # type: ignore[arg-type]
        max_files=0,
        max_fields=_MOST_FIELDS,
        max_part_size=most,
    )
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError):
        raise bad_request("Invalid request: the form cannot be read.") from None
    return {name: Repeated(map(str, form.getlist(name))) for name in form}


def _string(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise bad_request(f"Value for '{name}' is not a string.")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        # Half a pair of surrogates, which JSON can escape, is no character.
        raise bad_request(f"Value for '{name}' is not valid Unicode.") from None
    return value
