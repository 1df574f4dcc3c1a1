"""The glossary's own file: CSV with one row a term, as any spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from g60translate.errors import Fault, GlossaryError, InputError
from g60translate.glossary.book import Glossary
from g60translate.glossary.rows import ADVICE, COLUMNS, Row, assemble, check_header, explode

_DELIMITERS = (",", ";", "\t")
# Real glossaries have definitions of a few hundred characters; more is a quote left open.
_MAX_CELL = 131_072


def load_glossary(path: Path) -> Glossary:
    """Read a glossary file; raises InputError where it is missing, GlossaryError for its faults."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The glossary {path} cannot be read: {error.strerror or error}."
        ) from error
    return parse_csv(decode(data, name=path.name), name=path.name)


def save_glossary(glossary: Glossary, path: Path) -> None:
    """Write a glossary file as UTF-8, atomically, in the place of an older one."""
    from g60translate.documents.files import write_atomic  # noqa: PLC0415

    write_atomic(path, dump_csv(glossary).encode("utf-8"), replace=True)


def decode(data: bytes, *, name: str) -> str:
    """The text of a file as spreadsheets save it: UTF-8 with or without BOM, or UTF-16 with one."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault = Fault(
            f"line {line}", f"byte 0x{data[error.start]:02x} is not valid {error.encoding}"
        )
        raise GlossaryError(
            name, [fault], advice="Save the file again as “CSV UTF-8” and load it again."
        ) from None


def parse_csv(text: str, *, name: str) -> Glossary:
    """Read a glossary from CSV text; `name` is the file's name for messages.

    The delimiter is a comma, a semicolon or a tab, whichever makes sense of the header.
    Faults carry `line N`, counted from 1; raises one GlossaryError with all of them.
    """
    lines = _records(text.removeprefix("\ufeff"), name=name)
    line, header = next(lines, (1, []))
    columns = [column.strip().lower() for column in header]
    faults = check_header(columns, where=f"line {line}")
    if faults:
        raise GlossaryError(name, faults, advice=ADVICE)
    rows: list[Row] = []
    for line, cells in lines:
        where = f"line {line}"
        surplus = [cell for cell in cells[len(columns) :] if cell.strip()]
        if surplus:
            faults.append(
                Fault(where, f"cell {surplus[0]!r} stands under no column; is it quoted?")
            )
        rows.append(Row(where, dict(zip(columns, cells, strict=False))))
    return assemble(rows, name=name, faults=faults)


def dump_csv(glossary: Glossary) -> str:
    """The glossary as CSV text with all columns; `parse_csv(dump_csv(g)) == g`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(explode(glossary))
    return out.getvalue()


def _records(text: str, *, name: str) -> Iterator[tuple[int, list[str]]]:
    """Records that are not blank, each with the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    while True:
        try:
            record = next(reader, None)
        except csv.Error as error:
            fault = Fault(f"line {line}", f"this is no CSV record ({error})")
            raise GlossaryError(
                name, [fault], advice="Look for a quotation mark that is not closed or doubled."
            ) from None
        if record is None:
            return
        if any(cell.strip() for cell in record):
            yield line, record
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The delimiter under which the first filled line has the most known column names."""
    first = next((line for line in text.splitlines() if line.strip(" \t,;")), "")

    def known(delimiter: str) -> int:
        return sum(cell.strip(' "').lower() in COLUMNS for cell in first.split(delimiter))

    return max(_DELIMITERS, key=known)
