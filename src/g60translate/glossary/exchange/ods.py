"""The first sheet of an OpenDocument spreadsheet (ODF 1.3, part 3, 9) as rows of text.

Read on lxml rather than odfdo: a glossary needs the text of one sheet's cells, and the archive
and XML checks of the document codecs apply.
"""

from __future__ import annotations

from collections.abc import Iterator

from g60translate.documents.archive import read_archive
from g60translate.documents.xml.parsing import Element, local, parse_xml
from g60translate.errors import BrokenDocument
from g60translate.glossary.exchange.sheet import SheetRow, column_name

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
# Sheets are filled up with repeated empty cells; no glossary has more columns with text.
_MOST_COLUMNS = 256


def read_ods(data: bytes, *, name: str) -> Iterator[SheetRow]:
    """The filled rows of a spreadsheet's first sheet; raises BrokenDocument for what is none."""
    part = read_archive(data, name=name).parts.get("content.xml")
    table = None
    if part is not None:
        table = next(parse_xml(part, name=name).iter(f"{{{_TABLE}}}table"), None)
    if table is None:
        raise BrokenDocument(f"{name} holds no sheet. Save it again from a spreadsheet.")
    number = 1
    for row in table.iter(f"{{{_TABLE}}}table-row"):
        cells = _cells(row)
        if cells:
            yield SheetRow(number, cells)
        number += _repeated(row, "rows")


def _cells(row: Element) -> dict[str, str]:
    cells: dict[str, str] = {}
    column = 0
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = _repeated(cell, "columns")
        if text := _text_of(cell):
            for place in range(column, min(column + times, _MOST_COLUMNS)):
                cells[column_name(place)] = text
        column += times
    return cells


def _repeated(element: Element, what: str) -> int:
    written = element.get(f"{{{_TABLE}}}number-{what}-repeated") or "1"
    return int(written) if written.isdigit() else 1


def _text_of(cell: Element) -> str:
    """A day as ISO writes it, anything else as it is shown; comments are not part of it."""
    if day := cell.get(f"{{{_OFFICE}}}date-value"):
        return day[:10]
    return "\n".join(_shown(part) for part in cell if local(part) == "p")


def _shown(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        kind = local(child)
        if kind == "s":
            parts.append(" " * int(child.get(f"{{{_TEXT}}}c") or 1))
        elif kind in ("tab", "line-break"):
            parts.append(" ")
        elif kind not in ("annotation", "note", "ruby-text"):
            parts.append(_shown(child))
        parts.append(child.tail or "")
    return "".join(parts)
