"""The document as an HTML page that stands by itself: its pictures are in it."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape

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

_STYLE = (
    "body{font:11pt/1.4 serif;max-width:42em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse}td{border:1px solid;padding:.2em .6em;vertical-align:top}"
    "td p{margin:0}"
)


def as_html(whole: Editable) -> bytes:
    """A page in UTF-8."""
    lang = f' lang="{escape(whole.lang)}"' if whole.lang else ""
    title = escape(whole.title or _first_heading(whole.parts))
    body = [line for group in by_list(whole.parts) for line in _group(group)]
    notes = [
        f'<p id="fn{number}"><a href="#fnref{number}"><sup>{number}</sup></a> {_inline(spans)}</p>'
        for number, spans in whole.notes.items()
    ]
    if notes:
        body += ["<hr>", *notes]
    lines = [
        "<!DOCTYPE html>",
        f"<html{lang}>",
        f'<head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>',
        "<body>",
        *body,
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode()


def _first_heading(parts: Sequence[Part]) -> str:
    heading = next((part for part in parts if isinstance(part, Heading)), None)
    return "" if heading is None else "".join(span.text for span in heading.spans)


def _group(group: Sequence[Part]) -> Iterator[str]:
    first = group[0]
    match first:
        case Item():
            yield from _list([part for part in group if isinstance(part, Item)])
        case Heading():
            yield f"<h{first.level}>{_inline(first.spans)}</h{first.level}>"
        case Paragraph():
            yield f"<p>{_inline(first.spans)}</p>"
        case Table():
            yield from _table(first)
        case Figure():
            data = base64.b64encode(first.data).decode()
            yield (
                f'<p><img alt="" width="{first.width * 4 / 3:.0f}" '
                f'src="data:image/{first.kind};base64,{data}"></p>'
            )


def _list(items: Sequence[Item]) -> Iterator[str]:
    """Lists inside the points that they belong to."""
    open_lists: list[str] = []
    for item in items:
        name = "ul" if item.number is None else "ol"
        while len(open_lists) > item.level + 1 or (
            len(open_lists) == item.level + 1 and open_lists[-1] != name
        ):
            yield f"</li></{open_lists.pop()}>"
        if len(open_lists) == item.level + 1:
            yield "</li>"
        while len(open_lists) <= item.level:
            start = f' start="{item.number}"' if item.number not in {None, 1} else ""
            yield f"<{name}{start}>"
            open_lists.append(name)
            if len(open_lists) <= item.level:
                yield "<li>"
        yield f"<li>{_inline(item.spans)}"
    while open_lists:
        yield f"</li></{open_lists.pop()}>"


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    for row in table.rows:
        cells = (
            _inline(cell[0])
            if len(cell) == 1
            else "".join(f"<p>{_inline(each)}</p>" for each in cell)
            for cell in row
        )
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    yield "</table>"


def _inline(spans: Spans) -> str:
    found = []
    for link, group in by_link(spans):
        words = "".join(map(_word, group))
        found.append(f'<a href="{escape(link)}">{words}</a>' if link else words)
    return "".join(found)


def _word(span: Span) -> str:
    if span.note:
        return f'<a id="fnref{span.note}" href="#fn{span.note}"><sup>{span.note}</sup></a>'
    text = escape(span.text, quote=False).replace("\t", "&emsp;")
    for name, wanted in (("sup", span.raised), ("i", span.italic), ("b", span.bold)):
        text = f"<{name}>{text}</{name}>" if wanted else text
    return text
