"""The glossary's own file: CSV with one row a term, as any spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from g60translate.errors import Fault, GlossaryError, InputError
from g60translate.glossary.assembly import Placed, assemble_placed
from g60translate.glossary.book import Glossary
from g60translate.glossary.rows import ADVICE, COLUMNS, Row, check_header, explode
from g60translate.resources import resource_folder

_DELIMITERS = (",", ";", "\t")
# Real glossaries have definitions of a few hundred characters; more is a quote left open.
_MAX_CELL = 131_072


def load_glossary(path: str | Path) -> Glossary:
    """Read a glossary file, or one that ships with the package by its name: `"g60"`.

    A file of that name comes first. Raises InputError where there is neither, GlossaryError for
    faults of the file, all of them at once.
    """
    return load_placed(_file(path)).glossary


def _file(named: str | Path) -> Path:
    path = Path(named)
    shipped = resource_folder("glossary") / f"{named}.csv"
    return shipped if path.name == str(named) and shipped.is_file() and not path.exists() else path


def load_placed(path: Path) -> Placed:
    """The same with the line of every term."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The glossary {path} cannot be read: {error.strerror or error}."
        ) from error
    return parse_placed(decode(data, name=path.name), name=path.name)


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
        faults = [Fault("the whole", f"is not valid {error.encoding}")] if utf16 else _bad(data)
        raise GlossaryError(
            name, faults, advice="Save the file again as “CSV UTF-8” and load it again."
        ) from None


def parse_csv(text: str, *, name: str) -> Glossary:
    """Read a glossary from CSV text; `name` is the file's name for messages.

    The delimiter is a comma, a semicolon or a tab, whichever makes sense of the header.
    Faults carry `line N`, counted from 1; raises one GlossaryError with all of them.
    """
    return parse_placed(text, name=name).glossary


def parse_placed(text: str, *, name: str) -> Placed:
    """The same with the line of every term."""
    faults: list[Fault] = []
    lines = _records(text.removeprefix("\ufeff"), faults)
    line, header = next(lines, (1, []))
    columns = [column.strip().lower() for column in header]
    faults += [] if faults else check_header(columns, where=f"line {line}")
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
    return assemble_placed(rows, name=name, faults=faults)


def dump_csv(glossary: Glossary) -> str:
    """The glossary as CSV text with all columns; `parse_csv(dump_csv(g)) == g`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(explode(glossary))
    return out.getvalue()


def _bad(data: bytes) -> list[Fault]:
    """The lines that are no UTF-8, each with its first byte that is not."""
    faults = []
    for number, line in enumerate(data.splitlines(), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            message = f"byte 0x{line[error.start]:02x} is not valid utf-8"
            faults.append(Fault(f"line {number}", message))
    return faults


def _records(text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Records that are not blank, each with the line on which it starts; the others are faults."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    while True:
        try:
            record = next(reader, None)
        except csv.Error as error:
            message = f"this is no CSV record ({error}); is a quotation mark not closed or doubled?"
            faults.append(Fault(f"line {line}", message))
            record = []
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
