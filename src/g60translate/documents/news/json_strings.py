"""The strings of a JSON text with their paths and places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from g60translate.errors import BrokenDocument

Path = tuple[str | int, ...]
# What a JSON text consists of.
PART = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]+')


@dataclass(frozen=True, slots=True)
class JsonString:
    """A string value: `source[start:end]` is its literal, with the quotes."""

    path: Path
    value: str
    start: int
    end: int

    def spelt(self, value: str, source: str) -> str:
        """Another value as a literal, escaped in the way of the old one."""
        old = source[self.start : self.end]
        literal = json.dumps(value, ensure_ascii="\\u" in old)
        return literal.replace("/", "\\/") if "\\/" in old else literal


def parse_json(text: str, *, name: str) -> object:
    """The value of a JSON text; raises BrokenDocument naming line and column."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BrokenDocument(
            f"{name}, line {error.lineno}, column {error.colno}: {error.msg}. Check it with a "
            "JSON validator."
        ) from None
    except RecursionError:
        raise BrokenDocument(f"{name} is nested too deeply to be a news item.") from None


def find_strings(text: str) -> Iterator[JsonString]:
    """The string values of a valid JSON text in their order; keys are no values."""
    # One entry for each open container: the current index, or the current key of an object.
    path: list[str | int | None] = []
    expects_key = False
    for match in PART.finditer(text):
        part = match.group()
        if part in "[{":
            path.append(0 if part == "[" else None)
            expects_key = part == "{"
        elif part in "]}":
            path.pop()
            expects_key = False
        elif part == ",":
            last = path[-1]
            if isinstance(last, int):
                path[-1] = last + 1
            else:
                expects_key = True
        elif part.startswith('"'):
            value = json.loads(part)
            if expects_key:
                path[-1] = value
                expects_key = False
            else:
                where = tuple(step for step in path if step is not None)
                yield JsonString(where, value, *match.span())
