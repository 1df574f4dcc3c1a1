"""An Excel workbook with one row a segment, written and read by openpyxl."""

from __future__ import annotations

import datetime
import io
from typing import Any
from zipfile import BadZipFile

from g60translate.errors import BrokenDocument, MissingExtra
from g60translate.review.sheet import HEADINGS, Returned, ReturnedRow, Sheet

_WIDTHS = (12, 60, 60, 50, 12)
_MARK = "g60translate review "


class XlsxReview:
    """The third column is the one to edit; the fifth has the confidence, to sort by."""

    def write(self, sheet: Sheet) -> bytes:
        """The file, its heading row frozen."""
        openpyxl = _openpyxl()
        from openpyxl.styles import Alignment, Font  # noqa: PLC0415

        book = openpyxl.Workbook()
        book.properties.subject = _MARK + sheet.digest
        book.properties.creator = ""
        page = book.active
        page.title = "Review"
        page.append([*HEADINGS, "Confidence"])
        for cell in page[1]:
            cell.font = Font(bold=True)
        for row in sheet.rows:
            texts = (row.id, row.source, row.target, "\n".join(row.notes))
            page.append([*texts, row.confidence])
        for cells in page.iter_rows(min_row=2):
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(cell.value, str):
                    # A date that is typed stays the text that it is.
                    cell.number_format = "@"
                    # A sentence that begins with “=” is no formula.
                    cell.data_type = "s"
        for letter, width in zip("ABCDE", _WIDTHS, strict=True):
            page.column_dimensions[letter].width = width
        page.freeze_panes = "A2"
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    def read(self, data: bytes, *, name: str) -> Returned:
        """The workbook as it was saved."""
        try:
            book = _openpyxl().load_workbook(io.BytesIO(data))
        except (BadZipFile, KeyError, ValueError, OSError) as error:
            raise BrokenDocument(f"{name} is no workbook that can be read: {error}.") from None
        page = book.active
        rows = []
        for cells in page.iter_rows(min_row=2, max_col=3):
            number, source, target = (cell.value for cell in cells)
            if number is not None:
                fault = _fault(page, cells)
                rows.append(ReturnedRow(str(number), str(source or ""), _shown(target), fault))
        return Returned((book.properties.subject or "").removeprefix(_MARK), tuple(rows))


def _fault(page: Any, cells: tuple[Any, ...]) -> str:
    """Why the translation of a row cannot be read."""
    if any(cell.coordinate in merged for merged in page.merged_cells.ranges for cell in cells):
        return "its cells were merged with others. Split them, or restore the row."
    if isinstance(cells[2].value, bool | datetime.date | datetime.time | datetime.timedelta):
        return f"the program made {cells[2].value} of its translation. Type it as a text."
    return ""


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _openpyxl() -> Any:
    try:
        import openpyxl  # noqa: PLC0415
    except ImportError:
        raise MissingExtra("openpyxl", extra="review", purpose="review files in Excel") from None
    return openpyxl
