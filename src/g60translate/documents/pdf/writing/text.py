"""The document as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from g60translate.documents.pdf.model import (
    Editable,
    Figure,
    Item,
    Part,
    Spans,
    Table,
    text_of,
)
from g60translate.documents.pdf.writing.markup import by_list


def as_text(whole: Editable) -> bytes:
    """Paragraphs with a blank line between; cells with tabs between, pictures left out."""
    groups = [
        "\n".join(line for part in group for line in _lines(part)) for group in by_list(whole.parts)
    ]
    notes = [f"[{number}] {_words(spans)}" for number, spans in whole.notes.items()]
    return ("\n\n".join([*filter(None, groups), *notes]) + "\n").encode()


def _lines(part: Part) -> Iterator[str]:
    if isinstance(part, Figure):
        return
    if isinstance(part, Table):
        for row in part.rows:
            yield "\t".join(" ".join(map(_words, cell)) for cell in row).rstrip()
    elif isinstance(part, Item):
        mark = "•" if part.number is None else f"{part.number}."
        yield f"{'  ' * part.level}{mark} {_words(part.spans)}"
    else:
        yield _words(part.spans)


def _words(spans: Spans) -> str:
    return "".join(f"[{span.note}]" if span.note else span.text for span in spans) or text_of(spans)
