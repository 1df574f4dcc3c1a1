"""An Excel workbook with one row a segment, written and read by openpyxl."""

from __future__ import annotations

import io
from typing import Any
from zipfile import BadZipFile

from g60translate.errors import BrokenDocument, MissingExtra
from g60translate.review.sheet import HEADINGS, Sheet

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
            page.append([*(_as_text(text) for text in texts), row.confidence])
        for cells in page.iter_rows(min_row=2):
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(cell.value, str):
                    # A sentence that begins with “=” is no formula.
                    cell.data_type = "s"
        for letter, width in zip("ABCDE", _WIDTHS, strict=True):
            page.column_dimensions[letter].width = width
        page.freeze_panes = "A2"
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    def read(self, data: bytes, *, name: str) -> dict[str, str]:
        """The translations by segment, whatever order the rows are in."""
        try:
            book = _openpyxl().load_workbook(io.BytesIO(data))
        except (BadZipFile, KeyError, ValueError, OSError) as error:
            raise BrokenDocument(f"{name} is no workbook that can be read: {error}.") from None
        found = {"": (book.properties.subject or "").removeprefix(_MARK)}
        for number, *rest in book.active.iter_rows(min_row=2, max_col=3, values_only=True):
            if number is not None:
                found[str(number)] = "" if rest[1] is None else str(rest[1])
        return found


def _as_text(text: str) -> str:
    """A cell's text without the control characters that a workbook cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\n\t")


def _openpyxl() -> Any:
    try:
        import openpyxl  # noqa: PLC0415
    except ImportError:
        raise MissingExtra("openpyxl", extra="review", purpose="review files in Excel") from None
    return openpyxl
