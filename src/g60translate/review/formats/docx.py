"""A Word document with a table of four columns, to be edited in Word or LibreOffice.

Written and read by python-docx, which keeps what those programs do to the table.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from g60translate.errors import BrokenDocument, MissingExtra
from g60translate.review.sheet import HEADINGS, Returned, ReturnedRow, Row, Sheet

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_WIDTHS_CM = (1.6, 9.0, 9.0, 6.2)
_MARK = "g60translate review "
_MERGED = "its cells were merged with others. Split them, or restore the row."


class DocxReview:
    """One table row a segment; the third column is the one to edit."""

    def write(self, sheet: Sheet) -> bytes:
        """The file, landscape, its heading row repeated on every page."""
        word = _docx().Document()
        from docx.enum.section import WD_ORIENT  # noqa: PLC0415
        from docx.shared import Cm, Pt  # noqa: PLC0415

        word.core_properties.title = f"Review of {sheet.document}"
        word.core_properties.subject = _MARK + sheet.digest
        word.core_properties.author = ""
        word.core_properties.comments = ""
        section = word.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Cm(1.8))
        word.styles["Normal"].font.size = Pt(10)
        word.add_heading(f"Review of {sheet.document}", level=1)
        word.add_paragraph(
            "Edit the column “Translation” alone. Marks such as ⟨1⟩…⟨/1⟩ stand for formatting and "
            "links: keep them around the words they belong to."
        )
        table = word.add_table(rows=1, cols=len(HEADINGS))
        table.style = "Table Grid"
        _fill(table.rows[0], HEADINGS, bold=True)
        _repeat(table.rows[0])
        for row in sheet.rows:
            cells = table.add_row()
            _fill(cells, (row.id, row.source, row.target, _notes(row)))
        for row_of_cells in table.rows:
            for cell, width in zip(row_of_cells.cells, _WIDTHS_CM, strict=True):
                cell.width = Cm(width)
        target = io.BytesIO()
        word.save(target)
        return target.getvalue()

    def read(self, data: bytes, *, name: str) -> Returned:
        """The file as it was edited, with tracked changes accepted."""
        docx = _docx()
        try:
            word = docx.Document(io.BytesIO(data))
        except (KeyError, ValueError, OSError) as error:
            raise BrokenDocument(f"{name} is no Word document that can be read: {error}.") from None
        except Exception as error:  # python-docx lets zipfile's and lxml's errors through
            raise BrokenDocument(f"{name} is damaged: {error}.") from None
        return Returned(_digest(word), tuple(_rows(word)))


def _rows(word: WordDocument) -> Iterator[ReturnedRow]:
    """The rows of the first table that has segments."""
    for table in word.tables:
        seen: set[Any] = set()
        for cells in (row.cells for row in table.rows):
            if len(cells) < len(HEADINGS) or not (name := cells[0].text.strip()):
                continue
            if name == HEADINGS[0]:
                continue
            # python-docx gives a merged cell once for every cell that it was.
            own = [cell._tc for cell in cells[: len(HEADINGS)]]
            fault = "" if len({*own}) == len(own) and not seen & {*own} else _MERGED
            seen.update(own)
            yield ReturnedRow(name, _accepted(own[1]), _accepted(own[2]), fault)
        if seen:
            return


def _docx() -> Any:
    try:
        import docx  # noqa: PLC0415
    except ImportError:
        raise MissingExtra("python-docx", extra="review", purpose="review files in Word") from None
    return docx


def _digest(word: WordDocument) -> str:
    return str(word.core_properties.subject).removeprefix(_MARK)


def _accepted(cell: Any) -> str:
    """A cell's text with tracked changes accepted; python-docx's own passes insertions over."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    gone = (qn("w:del"), qn("w:moveFrom"))
    signs = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
    lines = []
    for paragraph in cell.iter(qn("w:p")):
        parts = []
        for element in paragraph.iter():
            if any(around.tag in gone for around in element.iterancestors()):
                continue
            parts.append((element.text or "") if element.tag == qn("w:t") else "")
            parts.append(signs.get(element.tag, ""))
        lines.append("".join(parts))
    return "\n".join(lines)


def _notes(row: Row) -> str:
    sure = [] if row.confidence is None else [f"Confidence {row.confidence:.2f}"]
    return "\n".join([*row.notes, *sure])


def _fill(row: Any, texts: tuple[str, ...], *, bold: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.bold = bold or None


def _repeat(row: Any) -> None:
    """Mark a row as the heading that every page repeats (ECMA-376, 17.4.78)."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)
