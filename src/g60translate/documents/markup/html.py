"""HTML inside Markdown: blocks of raw HTML, whose templates stay to the byte as well."""

from __future__ import annotations

import re
from dataclasses import replace

from g60translate.documents.flow.flow import Code, fold
from g60translate.documents.markup.islands import Island, islands_in
from g60translate.documents.markup.syntax import SETTING
from g60translate.documents.model import Inline, InlineKind
from g60translate.documents.slots import Slot
from g60translate.documents.tokens import TokenKind
from g60translate.documents.web.blocks import find_slots
from g60translate.documents.web.tokens import tokenize

_SETTING = re.compile(SETTING)


def html_slots(source: str) -> list[Slot]:
    """The blocks of a stretch of HTML in reading order, with codes over their templates."""
    readable = _without_expressions(source)
    return [_kept(slot, readable) for slot in find_slots(readable)]


def _without_expressions(source: str) -> str:
    """The same with as many letters for values in braces, whose signs would end a tag."""
    if "={" not in source:
        return source
    for match in _SETTING.finditer(source):
        if source.rfind("<", 0, match.start()) > source.rfind(">", 0, match.start()):
            source = source[: match.start()] + "x" * len(match[0]) + source[match.end() :]
    return source


def _kept(slot: Slot, source: str) -> Slot:
    """Protect the islands of the text; codes hold those of elements that are kept already."""
    block = slot.block
    found = [
        (start, end, island)
        for start, end, island in islands_in(block.text)
        if not any(_holds(code, start, end) for code in block.inlines)
    ]
    if slot.quote is not None or not found:
        return slot
    written = _written(source, slot.start, slot.end)
    codes = dict(slot.codes)
    inlines = list(block.inlines)
    for start, end, island in found:
        place = next((item for item in written if fold(item[1].raw) == fold(island.raw)), None)
        if place is None:
            continue
        written = written[written.index(place) + 1 :]
        tag = f"kept{len(codes) + 1}"
        codes[tag] = Code("kept", (place[0], place[0] + len(place[1].raw)))
        inlines.append(Inline(start, end, tag, InlineKind.PROTECTED))
    # An outer code stands before the codes inside it.
    inlines.sort(key=lambda code: (code.start, -code.end))
    return replace(slot, block=replace(block, inlines=tuple(inlines)), codes=codes)


def _holds(code: Inline, start: int, end: int) -> bool:
    return code.kind is not InlineKind.PAIRED and code.start < end and start < code.end


def _written(source: str, start: int, end: int) -> list[tuple[int, Island]]:
    """The islands of the character data between two places of the source."""
    return [
        (token.start + first, island)
        for token in tokenize(source[:end])
        if token.kind is TokenKind.TEXT and token.end > start
        for first, _, island in islands_in(source[token.start : token.end])
        if token.start + first >= start
    ]
