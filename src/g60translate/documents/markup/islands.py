"""Stretches of a Markdown file that belong to other programs, hidden from the Markdown parser.

Each is replaced by as many signs that no text uses (Unicode's plane 16, for private use), so that
every place stays where it was: a template is then one word to the parser, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from g60translate.documents.markup.syntax import (
    ATTRIBUTES,
    BLOCK,
    DOUBTFUL,
    MARKED,
    PASSED,
    PATTERN,
    group_of,
)

_FIRST, _LAST, _FILLER = 0x100000, 0x10FFFC, "\U0010fffd"
MASK = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]{_FILLER}*")
"""One hidden stretch in a masked text."""
_PRIVATE = re.compile(f"[{chr(_FIRST)}-\U0010ffff]")
_BASE = re.compile(r"(?<![^\W_])(?:[A-Z][A-Za-z0-9]{0,2}|[a-z]{1,2}|\d+)\Z")
_SHORTCODE = re.compile(r"\{\{[<%]\s*(/?)\s*([\w./-]+)")
_TAG = re.compile(r"\{%-?\s*(end(?=\w))?(\w+)")
_HANDLEBARS = re.compile(r"\{\{\s*([#/])\s*([\w-]+)")
_MARKS = {
    "==": re.compile(r"(?<=[^\s=])==(?![=\w])"),
    "++": re.compile(r"(?<=[^\s+])\+\+(?![+\w])"),
}
_COMPONENT = re.compile(r"<(/?)([\w.]+)")


class IslandKind(StrEnum):
    """What a stretch is to a sentence.

    BLOCK does something and says nothing; VALUE stands for words, TEMPLATE too, but may also be
    a page's whole content; ATTRIBUTES belong to what is beside them.
    """

    BLOCK = "block"
    TEMPLATE = "template"
    VALUE = "value"
    ATTRIBUTES = "attributes"


@dataclass(frozen=True, slots=True)
class Island:
    """A hidden stretch as it is written."""

    raw: str
    kind: IslandKind
    is_end: bool = False
    """Whether it closes what the same signs have opened."""

    def half(self) -> tuple[bool, str] | None:
        """Whether this begins a pair, and its name; None for what is no half of a pair."""
        alone = self.raw.count("{{") > 1 or self.raw.count("{%") > 1 or "/>" in self.raw[-4:]
        if self.kind is not IslandKind.BLOCK or alone:
            return None
        if self.raw in _MARKS:
            return not self.is_end, self.raw
        for pattern in (_SHORTCODE, _TAG, _HANDLEBARS, _COMPONENT):
            match = pattern.match(self.raw)
            if match is not None:
                closes = match[1] not in ("", "#", None)
                return not closes, match[2]
        return None


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its islands hidden; `text` is as long as the original."""

    text: str
    islands: Mapping[str, Island]

    def original(self, text: str) -> str:
        """Any part of the masked text as it was written; it must not begin or end in a mask."""
        if not self.islands:
            return text
        return MASK.sub(lambda match: self.islands[match[0][0]].raw, text)

    def find(self, text: str) -> Iterator[tuple[int, int, Island]]:
        """The islands in a part of the masked text, with their places in it."""
        if self.islands:
            for match in MASK.finditer(text):
                yield match.start(), match.end(), self.islands[match[0][0]]


def mask(source: str, *, start: int = 0) -> Masked:
    """Hide the islands of `source[start:]`; the text before stays as it is.

    A source that has signs of plane 16 itself has none of its islands hidden.
    """
    if _PRIVATE.search(source):
        return Masked(source, {})
    signs: dict[Island, str] = {}
    pieces: list[str] = []
    position = 0
    for first, end, island in _islands(source, start):
        if len(signs) > _LAST - _FIRST and island not in signs:
            break
        sign = signs.setdefault(island, chr(_FIRST + len(signs)))
        pieces += (source[position:first], sign, _FILLER * (end - first - 1))
        position = end
    pieces.append(source[position:])
    return Masked("".join(pieces), {sign: island for island, sign in signs.items()})


def islands_in(text: str) -> list[tuple[int, int, Island]]:
    """The islands of a text by themselves, with their places."""
    return list(_islands(text, 0))


def _islands(source: str, start: int) -> Iterator[tuple[int, int, Island]]:
    position = start
    end: tuple[int, int, Island] | None = None
    while True:
        match = PATTERN.search(source, position)
        if end is not None and (match is None or match.start() >= end[0]):
            yield end
            position, end = end[1], None
            continue
        if match is None:
            return
        found = _island(match, position)
        if found is not None:
            if end is not None and found[1] > end[0]:
                end = None  # what lies over both takes the end along
            yield found
            position = found[1]
            if group_of(match) == MARKED:
                end = _end_of(found[2].raw, source, position)
        elif group_of(match) in DOUBTFUL:
            position = match.start() + 1
        else:
            position = max(match.end(), match.start() + 1)


def _end_of(raw: str, source: str, start: int) -> tuple[int, int, Island] | None:
    """Where marked words end whose opening signs end at `start`."""
    match = _MARKS[raw].search(source, start + 1)
    if match is None:
        return None
    return match.start(), match.end(), Island(raw, IslandKind.BLOCK, is_end=True)


def _island(match: re.Match[str], position: int) -> tuple[int, int, Island] | None:
    """What was found and where; None where it is to be passed by."""
    group = group_of(match)
    if group.startswith(PASSED) or not DOUBTFUL.get(group, bool)(match[0]):
        return None
    inner = f"_{group}"
    start, end = match.span(inner if inner in match.re.groupindex else group)
    if group == "raised":
        # The sign is part of a formula or a unit, which is kept whole: H~2~O, m^2^.
        base = _BASE.search(match.string, max(position, start - 12), start)
        start = base.start() if base is not None else start
    if group in BLOCK or group == MARKED:
        kind = IslandKind.BLOCK
    elif group in ATTRIBUTES:
        kind = IslandKind.ATTRIBUTES
    else:
        kind = IslandKind.TEMPLATE if group == "value" else IslandKind.VALUE
    return start, end, Island(match.string[start:end], kind)
