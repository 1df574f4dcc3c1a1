"""JSON lines: an object a line, of which a reader names the fields that are texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial

from g60translate.documents.encoding import decode
from g60translate.documents.model import Document
from g60translate.documents.news.json_strings import JsonString, find_strings
from g60translate.documents.options import ReadingOptions
from g60translate.documents.tables.cells import Cell, build_table, write_table
from g60translate.errors import BrokenDocument, InputError

_LINE = re.compile(r"[^\r\n]+")


class JsonLinesCodec:
    """The fields that `ReadingOptions.fields` names; `body.text` is one inside another.

    Lists have no part in a field's name: all of their strings are meant.
    """

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")
    kept = (
        "all other fields, keys, order and every byte outside the named fields",
        "escapes, the encoding and line ends",
        "paragraphs and markup inside fields",
    )

    def __init__(self, options: ReadingOptions | None = None) -> None:
        self._fields = frozenset((options or ReadingOptions()).fields)

    def recognises(self, data: bytes) -> bool:  # noqa: ARG002
        """Never by the content alone: which fields are texts, a reader has to say."""
        return False

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the named fields. Raises BrokenDocument, EncodingFault, InputError."""
        source = decode(data, name=name)
        there: dict[str, None] = {}
        cells: list[Cell] = []
        for field, cell in _strings(source.text, name=name):
            there[field] = None
            if field in self._fields:
                cells.append(cell)
        missing = sorted(self._fields - there.keys())
        if missing or not self._fields:
            said = f"has no field {', '.join(missing)}" if missing else "is data"
            raise InputError(
                f"{name} {said}. Name the fields to translate, such as --fields title,body.text. "
                f"It has: {', '.join(there) or 'no texts'}."
            )
        return build_table(self.name, source, cells)

    def write(self, document: Document) -> bytes:
        """The file with its changed fields."""
        return write_table(document)


def _strings(text: str, *, name: str) -> Iterator[tuple[str, Cell]]:
    """The strings of all lines with the names of their fields; raises BrokenDocument."""
    for match in _LINE.finditer(text):
        line, start = match.group(), match.start()
        if not line.strip():
            continue
        number = text.count("\n", 0, start) + 1
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise BrokenDocument(
                f"{name}, line {number}, column {error.colno}: {error.msg}. Check it with a JSON "
                "validator."
            ) from None
        except RecursionError:
            raise BrokenDocument(f"{name}, line {number}, is nested too deeply.") from None
        if not isinstance(value, dict):
            raise BrokenDocument(f"{name}, line {number}: this is no JSON object.")
        for string in find_strings(line):
            field = ".".join(step for step in string.path if isinstance(step, str))
            begin, end = start + string.start, start + string.end
            yield field, Cell(string.value, begin, end, partial(_spelt, string, line))


def _spelt(string: JsonString, line: str, value: str) -> str:
    return string.spelt(value, line)
