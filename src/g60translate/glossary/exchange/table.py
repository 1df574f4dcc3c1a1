"""The glossary's own table as CSV or as a workbook: nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

from g60translate.errors import GlossaryError
from g60translate.glossary.assembly import assemble
from g60translate.glossary.book import Glossary
from g60translate.glossary.exchange.exchange import Exported, Imported, Pair
from g60translate.glossary.exchange.sheet import (
    SheetRow,
    date_of_serial,
    read_sheet,
    write_sheet,
)
from g60translate.glossary.exchange.wide import languages_of, read_wide
from g60translate.glossary.rows import ADVICE, COLUMNS, Row, check_header, explode
from g60translate.glossary.store import decode, dump_csv, parse_csv

_WIDTHS = {"concept": 24, "term": 44, "forms": 36, "definition": 48, "note": 36, "source": 36}
_WIDTH = 12


class CsvExchange:
    """The file that `load_glossary` reads."""

    name = "csv"
    suffixes = (".csv",)
    holds = "everything"

    def read(self, data: bytes, *, name: str, pair: Pair | None) -> Imported:  # noqa: ARG002
        """Parse CSV as spreadsheets write it."""
        return Imported(parse_csv(decode(data, name=name), name=name))

    def write(self, glossary: Glossary, *, pair: Pair | None) -> Exported:  # noqa: ARG002
        """All terms with all columns."""
        return Exported(dump_csv(glossary).encode("utf-8"))


class XlsxExchange:
    """The same table in the first sheet of a workbook; faults name the cell."""

    name = "xlsx"
    suffixes = (".xlsx",)
    holds = "everything"

    def read(self, data: bytes, *, name: str, pair: Pair | None) -> Imported:  # noqa: ARG002
        """Parse the first worksheet; its first filled row names the columns, or languages."""
        return read_rows(read_sheet(data, name=name), name=name)

    def write(self, glossary: Glossary, *, pair: Pair | None) -> Exported:  # noqa: ARG002
        """All terms with all columns, as text cells."""
        rows = [COLUMNS, *(tuple(cells[c] for c in COLUMNS) for cells in explode(glossary))]
        widths = [_WIDTHS.get(column, _WIDTH) for column in COLUMNS]
        return Exported(write_sheet(rows, title="glossary", widths=widths))


def read_rows(sheet: Iterator[SheetRow], *, name: str) -> Imported:
    """A glossary of a sheet's filled rows; raises GlossaryError with all faults at once."""
    header = next(sheet, SheetRow(1, {}))
    letters = list(header.cells)
    names = [text.strip() for text in header.cells.values()]
    if languages_of(names):
        rows = ((f"row {row.number}", [row.cells.get(k, "") for k in letters]) for row in sheet)
        return read_wide(names, rows, name=name)
    columns = dict(zip(letters, map(str.lower, names), strict=True))
    faults = check_header(tuple(columns.values()), where=f"row {header.number}")
    if faults:
        raise GlossaryError(name, faults, advice=ADVICE)
    return Imported(assemble((_row(row, columns) for row in sheet), name=name))


def _row(row: SheetRow, columns: dict[str, str]) -> Row:
    cells = {columns[letters]: text for letters, text in row.cells.items() if letters in columns}
    if "valid_from" in cells:
        cells["valid_from"] = date_of_serial(cells["valid_from"].strip())
    places = {name: f"cell {letters}{row.number}" for letters, name in columns.items()}
    return Row(f"row {row.number}", cells, places)
