"""JSON lines: an object a line (https://jsonlines.org)."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, cast

from g60translate.batch.rows.table import ROWS, Chunk, Fields, added
from g60translate.batch.rows.translating import Translated
from g60translate.errors import BrokenDocument, EncodingFault, InputError


@dataclass(frozen=True, slots=True)
class _Objects:
    objects: tuple[dict[str, Any], ...]
    texts: tuple[str | None, ...]


class JsonLines:
    """Objects with a text each; every other key is kept, ids too."""

    name = "jsonl"

    def chunks(self, stream: BinaryIO, fields: Fields, *, name: str) -> Iterator[Chunk]:
        """The lines, blank ones left out; raises BrokenDocument, EncodingFault naming the line."""
        lines = (
            _object(line, f"{name}, line {number}", fields)
            for number, line in enumerate(stream, 1)
            if line.strip()
        )
        while some := tuple(islice(lines, ROWS)):
            yield _Objects(some, tuple(each[fields.text] for each in some))

    def writer(self, stream: BinaryIO, fields: Fields) -> _Lines:
        """Writes a line for each line."""
        return _Lines(stream, fields)


class _Lines:
    def __init__(self, stream: BinaryIO, fields: Fields) -> None:
        self._stream, self._fields = stream, fields

    def write(self, chunk: Chunk, rows: Sequence[Translated | None]) -> None:
        for old, row in zip(cast("_Objects", chunk).objects, rows, strict=True):
            line = json.dumps({**old, **added(row, self._fields)}, ensure_ascii=False)
            self._stream.write(line.encode("utf-8", "surrogatepass") + b"\n")

    def close(self) -> None:
        """Nothing stands at the end."""


def _object(line: bytes, where: str, fields: Fields) -> dict[str, Any]:
    try:
        found = json.loads(line.removeprefix(codecs.BOM_UTF8).decode())
    except UnicodeDecodeError as error:
        raise EncodingFault(f"{where}, byte {error.start + 1}: not UTF-8. Save it so.") from None
    except ValueError as error:
        raise BrokenDocument(
            f"{where}: no JSON ({error}). Each line has to be one object."
        ) from None
    except RecursionError:
        raise BrokenDocument(f"{where}: nested too deep.") from None
    if not isinstance(found, dict):
        raise BrokenDocument(f"{where}: no object. Each line has to be one, with a text.")
    try:
        fields.refuse_taken([*found], where)
    except InputError as error:
        raise BrokenDocument(str(error)) from None
    if not isinstance(found[fields.text], str | None):
        raise BrokenDocument(f"{where}: {fields.text!r} is no text.")
    return found
