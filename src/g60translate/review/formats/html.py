"""A page with editable translations, to be saved by the browser and read back."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from g60translate.errors import BrokenDocument
from g60translate.reports.html import direction, environment, language_name
from g60translate.review.sheet import Returned, ReturnedRow, Sheet


class HtmlReview:
    """One table row a segment; the third column can be typed into, and the page saved."""

    def write(self, sheet: Sheet) -> bytes:
        """The page, without scripts or anything from outside."""
        return (
            environment()
            .get_template("review.html.j2")
            .render(
                sheet=sheet,
                source_name=language_name(sheet.source_lang),
                target_name=language_name(sheet.target_lang),
                source_dir=direction(sheet.source_lang),
                target_dir=direction(sheet.target_lang),
            )
            .encode()
        )

    def read(self, data: bytes, *, name: str) -> Returned:
        """The page as it was saved."""
        try:
            root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
        except (etree.ParserError, ValueError) as error:
            raise BrokenDocument(f"{name} is no page that can be read: {error}.") from None
        marks = [str(m.get("content")) for m in root.iter("meta") if m.get("name") == "g60-record"]
        return Returned(marks[0] if marks else "", tuple(_rows(root)))


def _rows(root: etree._Element) -> Iterator[ReturnedRow]:
    for cell in root.iter("td"):
        segment, before = cell.get("data-segment"), cell.getprevious()
        if segment is not None:
            source = "" if before is None else _lines(before)
            yield ReturnedRow(segment, source, _lines(cell))


def _lines(cell: etree._Element) -> str:
    """A cell's text; browsers put what follows Enter into an element of its own."""
    for line in cell.iter("br"):
        line.tail = "\n" + (line.tail or "")
    for block in cell.iter("div", "p"):
        block.text = "\n" + (block.text or "")
    return "".join(str(part) for part in cell.itertext()).strip()
