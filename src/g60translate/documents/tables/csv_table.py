"""Tables of values separated by commas, semicolons, tabs or bars (RFC 4180 and what is sent)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from g60translate.documents.encoding import decode
from g60translate.documents.model import Document
from g60translate.documents.options import ReadingOptions
from g60translate.documents.tables.cells import Cell, build_table, write_table
from g60translate.errors import BrokenDocument, InputError

_DELIMITERS = ",;\t|"
# Excel's own first line.
_SEPARATOR_LINE = re.compile(r"sep=(.)(\r\n|\r|\n)", re.IGNORECASE)


class CsvCodec:
    """The columns that `ReadingOptions.columns` names, by the first row."""

    name = "csv"
    suffixes = (".csv", ".tsv")
    kept = (
        "all other columns, the first row and every byte outside the named columns",
        "separators, quotes, encoding, byte order mark and line ends",
        "paragraphs and markup inside cells",
    )

    def __init__(self, options: ReadingOptions | None = None) -> None:
        self._columns = tuple((options or ReadingOptions()).columns)

    def recognises(self, data: bytes) -> bool:  # noqa: ARG002
        """Never by the content alone: which columns are texts, a reader has to say."""
        return False

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the named columns. Raises BrokenDocument, EncodingFault, InputError."""
        source = decode(data, name=name)
        text = source.text
        start, delimiters = 0, _DELIMITERS
        if hint := _SEPARATOR_LINE.match(text):
            start, delimiters = hint.end(), hint.group(1)
        delimiter, columns = self._found(text, start, delimiters, name=name)
        rows = _rows(text, start, delimiter, name=name)
        next(rows, None)
        chosen = (row[column] for row in rows for column in columns if column < len(row))
        return build_table(self.name, source, list(chosen))

    def write(self, document: Document) -> bytes:
        """The file with its changed cells, quoted where they must be."""
        return write_table(document)

    def _found(self, text: str, start: int, delimiters: str, *, name: str) -> tuple[str, list[int]]:
        """The separator, and where the named columns are."""
        headers: list[tuple[str, list[str]]] = []
        for delimiter in delimiters:
            try:
                row = next(_rows(text, start, delimiter, name=name), [])
            except BrokenDocument:
                # Behind a quoted cell stands another separator.
                if delimiter == delimiters[-1] and not headers:
                    raise
                continue
            headers.append((delimiter, [cell.value.strip() for cell in row]))
        headers.sort(key=lambda header: len(header[1]), reverse=True)
        for delimiter, header in headers:
            if self._columns and {*self._columns} <= {*header}:
                return delimiter, [n for n, each in enumerate(header) if each in self._columns]
        there = ", ".join(each for each in headers[0][1] if each)
        missing = [each for each in self._columns if each not in headers[0][1]]
        said = f"has no column {', '.join(missing)}" if missing else "is a table of values"
        raise InputError(
            f"{name} {said}. Name the columns to translate, such as --columns title,body. "
            f"Its first row has: {there or 'nothing'}."
        )


def _rows(text: str, start: int, delimiter: str, *, name: str) -> Iterator[Sequence[Cell]]:
    """The rows from a place on, as cells; raises BrokenDocument where quotes do not match."""
    sign = re.escape(delimiter)
    quoted_cell, plain_cell = rf'"((?:[^"]++|"")*+)"(?=[{sign}\r\n]|\Z)', rf"([^{sign}\r\n]*)"
    part = re.compile(rf"(?:{quoted_cell}|{plain_cell})(\r\n|[{sign}\r\n]|\Z)")
    row: list[Cell] = []
    position = start
    while position < len(text):
        match = part.match(text, position)
        assert match is not None, "a cell takes all that is no separator"
        quoted, plain, end = match.groups()
        if quoted is None and plain.startswith('"'):
            line = text.count("\n", 0, position) + 1
            raise BrokenDocument(
                f"{name}, line {line}: a quotation mark is not closed, or text follows it. Open "
                "the table in a spreadsheet and save it again."
            )
        group = 2 if quoted is None else 1
        value = plain if quoted is None else quoted.replace('""', '"')
        row.append(Cell(value, *match.span(group), _spelling(delimiter, quoted=quoted is not None)))
        position = match.end()
        if end != delimiter:
            yield row
            row = []
    if row:
        yield row


def _spelling(delimiter: str, *, quoted: bool) -> Callable[[str], str]:
    def spelt(value: str) -> str:
        doubled = value.replace('"', '""')
        if quoted:
            return doubled
        return f'"{doubled}"' if {*value} & {delimiter, '"', "\r", "\n"} else value

    return spelt
