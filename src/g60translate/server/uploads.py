"""Files that clients send: taken from the stream to the disk, counted as they come."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from g60translate.server.refusals import bad_request, too_large
from g60translate.server.settings import Limits

_MOST_FIELDS: Final = 100
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has come whole: where it lies for now, and what the client calls it.

    `name` is for people and for telling text formats apart by its suffix: its folders are cut
    away, and no path is ever made of it. `fields` are the other fields of the form, in their order.
    """

    path: Path
    name: str
    size: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    field_name: str = "file"

    def first(self, name: str, default: str = "") -> str:
        """The first value of another field of the form."""
        return self.fields.get(name, [default])[0]


@asynccontextmanager
async def uploaded(
    request: Request, folder: Path, limits: Limits, *, field: str = "file"
) -> AsyncIterator[Upload]:
    """The one file of a multipart form, streamed to a temporary file that is gone afterwards.

    Whoever keeps it moves it away. Fields may stand before and after it. Raises Refusal 400 where
    the form has no file of this field or is broken, 413 where it is too large.
    """
    content_type, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if content_type != b"multipart/form-data" or not boundary:
        raise bad_request(f"Send the file as multipart/form-data, in the field {field!r}.")
    number, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(number, "wb") as handle:
            form = _Form(handle, field, limits)
            parser = MultipartParser(boundary, form.callbacks())  # type: ignore[arg-type]
            try:
                async for chunk in request.stream():
                    await to_thread(parser.write, chunk)
                parser.finalize()
            except FormParserError:
                raise bad_request("The multipart form is broken.") from None
        if form.file_name is None:
            raise bad_request(f"Invalid request: the form has no file in the field {field!r}.")
        yield Upload(path, form.file_name, form.size, form.fields, field)
    finally:
        path.unlink(missing_ok=True)


class _Form:
    """Takes what the parser finds: the file to the disk, fields into memory, both counted."""

    def __init__(self, handle: BinaryIO, field_name: str, limits: Limits) -> None:
        self.fields: dict[str, list[str]] = {}
        self.file_name: str | None = None
        self.size = 0
        self._handle, self._wanted, self._limits = handle, field_name, limits
        self._header = (b"", b"")
        self._disposition: dict[bytes, bytes] = {}
        self._value = bytearray()
        self._in_file = False
        self._held = self._parts = 0

    def callbacks(self) -> dict[str, Any]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._end,
        }

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > _MOST_FIELDS:
            raise bad_request(f"A form of more than {_MOST_FIELDS} fields is not taken.")
        self._header, self._disposition = (b"", b""), {}
        self._value = bytearray()

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._hold(end - start)
        self._header = (self._header[0] + data[start:end], self._header[1])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._hold(end - start)
        self._header = (self._header[0], self._header[1] + data[start:end])

    def _header_end(self) -> None:
        name, value = self._header
        if name.lower() == b"content-disposition":
            self._disposition = parse_options_header(value)[1]
        self._header = (b"", b"")

    def _headers_finished(self) -> None:
        self._in_file = b"filename" in self._disposition
        if self._in_file:
            if self.file_name is not None or self._name() != self._wanted:
                raise bad_request(f"Send one file, in the field {self._wanted!r}.")
            self.file_name = plain_name(self._disposition[b"filename"].decode("utf-8", "replace"))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._in_file:
            self.size += end - start
            if self.size > self._limits.upload:
                raise too_large(self._limits.upload)
            self._handle.write(data[start:end])
        else:
            self._hold(end - start)
            self._value += data[start:end]

    def _end(self) -> None:
        if not self._in_file:
            text = self._value.decode("utf-8", "replace")
            self.fields.setdefault(self._name(), []).append(text)

    def _name(self) -> str:
        return self._disposition.get(b"name", b"").decode("utf-8", "replace")

    def _hold(self, more: int) -> None:
        self._held += more
        if self._held > self._limits.body:
            raise too_large(self._limits.body)


def plain_name(name: str) -> str:
    """A file's name as it may be shown: no folders, no invisible signs, not endless."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(s for s in last if unicodedata.category(s) not in {"Cc", "Cf", "Cs", "Zl"})
    stem, dot, suffix = shown.strip().rpartition(".")
    short = f"{stem[:_LONGEST_NAME]}{dot}{suffix[:20]}" if dot else suffix[:_LONGEST_NAME]
    return short.strip() or "document"
