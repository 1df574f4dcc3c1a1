"""Glossary entries as text: tab-separated or comma-separated, a source and a target a line."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from g60translate.server.refusals import bad_request

Entries = dict[str, str]
"""Target wordings by source wordings, as they came and in their order."""

# Control characters and line ends of Unicode, which DeepL's own client refuses to send.
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x80-\x9f\u2028\u2029]")
_LINE_END: Final = re.compile("\r\n|\r|\n")
_BOM: Final = "\ufeff"
csv.field_size_limit(1 << 20)


def read_entries(text: str, kind: str, *, pair: tuple[str, str]) -> Entries:
    """The entries of a list for a pair of languages. Raises Refusal 400 naming the line.

    A line of comma-separated values may have four columns, of which the last two are the languages.
    """
    body = text.removeprefix(_BOM)
    if kind == "tsv":
        rows = [(n, line.split("\t")) for n, line in enumerate(_LINE_END.split(body), 1) if line]
    elif kind == "csv":
        rows = _csv_rows(body)
    else:
        raise bad_request("Value for 'entries_format' not supported: use tsv or csv.")
    found: Entries = {}
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != 2 and not (kind == "csv" and len(cells) == 4):
            raise bad_request(f"Invalid entries: line {number} is not a source and a target.")
        if len(cells) == 4 and tuple(map(_base, cells[2:])) != pair:
            raise bad_request(f"Invalid entries: line {number} is of other languages.")
        source, target = cells[:2]
        if not source.strip() or not target.strip():
            raise bad_request(f"Invalid entries: line {number} has an empty source or target.")
        if _UNPRINTABLE.search(source) or _UNPRINTABLE.search(target):
            raise bad_request(f"Invalid entries: line {number} has an invalid character.")
        if source in found:
            raise bad_request(f"Invalid entries: line {number} has a source a second time.")
        found[source] = target
    if not found:
        raise bad_request("Invalid entries: a glossary needs at least one.")
    return found


def write_tsv(entries: Entries) -> str:
    """The entries, a line each."""
    return "\n".join(f"{source}\t{target}" for source, target in entries.items())


def _csv_rows(text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error:
        raise bad_request(
            f"Invalid entries: line {reader.line_num} cannot be read as comma-separated values."
        ) from None


def _base(code: str) -> str:
    return code.strip().lower().replace("_", "-").partition("-")[0]
