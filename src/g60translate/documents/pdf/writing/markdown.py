"""The document as Markdown: CommonMark with tables and footnotes."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence

from g60translate.documents.pdf.model import (
    Editable,
    Figure,
    Heading,
    Item,
    Paragraph,
    Part,
    Span,
    Spans,
    Table,
)
from g60translate.documents.pdf.writing.markup import by_link, by_list

# What would be read as marking: always, and at the head of a paragraph.
_SIGNS = re.compile(r"[\\`*_\[\]<>|~$^]")
_HEAD = re.compile(r"(?:[-+#>=:]|\d{1,9}(?=[.)]))")


def as_markdown(whole: Editable) -> bytes:
    """A text in UTF-8; pictures stand in it as data."""
    groups = [
        "\n".join(line for part in group for line in _lines(part)) for group in by_list(whole.parts)
    ]
    notes = [f"[^{number}]: {_inline(spans)}" for number, spans in whole.notes.items()]
    return ("\n\n".join([*filter(None, groups), *notes]) + "\n").encode()


def _lines(part: Part) -> Iterator[str]:
    match part:
        case Heading():
            yield f"{'#' * part.level} {_inline(part.spans)}"
        case Paragraph():
            yield _guarded(_inline(part.spans))
        case Item():
            mark = "-" if part.number is None else f"{part.number}."
            yield f"{'    ' * part.level}{mark} {_guarded(_inline(part.spans))}"
        case Table():
            yield from _table(part)
        case Figure():
            data = base64.b64encode(part.data).decode()
            yield f"![](data:image/{part.kind};base64,{data})"


def _table(table: Table) -> Iterator[str]:
    for place, row in enumerate(table.rows):
        yield "| " + " | ".join("<br>".join(map(_inline, cell)) for cell in row) + " |"
        if place == 0:
            yield "|" + " --- |" * len(row)


def _guarded(text: str) -> str:
    """A paragraph whose head is not taken for a list's or a heading's."""
    head = _HEAD.match(text)
    if head is None:
        return text
    if head[0].isdigit():
        return f"{head[0]}\\{text[head.end() :]}"
    return f"\\{text}"


def _inline(spans: Spans) -> str:
    found = []
    for link, group in by_link(spans):
        words = "".join(_words(group))
        found.append(f"[{words}](<{_address(link)}>)" if link else words)
    return "".join(found)


def _address(link: str) -> str:
    return link.replace("<", "%3C").replace(">", "%3E").replace("\n", "")


def _words(spans: Sequence[Span]) -> Iterator[str]:
    for span in spans:
        if span.note:
            yield f"[^{span.note}]"
            continue
        text = _SIGNS.sub(r"\\\g<0>", span.text).replace("\t", " ")
        words = text.strip()
        if span.raised and words:
            text = text.replace(words, f"<sup>{words}</sup>")
        marks = "*" * (2 * span.bold + span.italic)
        if marks and words:
            # Marks stand at words, not at blanks, or they are none.
            before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            text = f"{before}{marks}{text.strip()}{marks}{after}"
        yield text
