"""Tables of texts: what is read of them a chunk at a time, and what is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, Protocol

from g60translate.batch.rows.translating import Translated
from g60translate.errors import InputError
from g60translate.tables import load_named

ROWS: Final = 256
"""Rows of a chunk: some seconds of work, so that little is lost with a worker."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Which column has the texts, and which one is to hold the translations."""

    text: str = "text"
    translation: str = "translation"

    def refuse_taken(self, names: Sequence[str], name: str) -> None:
        """Raise InputError where the table has no texts, or a column that is to be written."""
        if self.text not in names:
            raise InputError(
                f"{name} has no column {self.text!r}; it has {', '.join(names) or 'none'}. Name "
                "the one with the texts by --text-field."
            )
        if taken := [each for each in (self.translation, *ADDED) if each in names]:
            raise InputError(
                f"{name} has a column {taken[0]!r} already, which the translation would replace. "
                "Rename it, or name another by --translation-field."
            )


ADDED: Final = ("confidence", "errors", "warnings", "findings")
"""The columns that stand beside the translation."""


def added(row: Translated | None, fields: Fields) -> dict[str, object]:
    """The new columns of a row; None where it has no text."""
    if row is None:
        return {fields.translation: None, "confidence": None, "errors": 0, "warnings": 0,
                "findings": []}  # fmt: skip
    findings = row.findings
    return {
        fields.translation: row.text,
        "confidence": row.confidence,
        "errors": sum(each.startswith("error ") for each in findings),
        "warnings": sum(each.startswith("warning ") for each in findings),
        "findings": findings,
    }


class Chunk(Protocol):
    """Some rows of a table as they were read."""

    @property
    def texts(self) -> tuple[str | None, ...]:
        """The text of each row; None where it has none."""
        ...


class Writer(Protocol):
    """Writes a table like the one that was read."""

    def write(self, chunk: Chunk, rows: Sequence[Translated | None]) -> None:
        """Write a chunk with its translations."""
        ...

    def close(self) -> None:
        """Write what belongs at the end."""
        ...


class Table(Protocol):
    """A kind of table."""

    name: str

    def chunks(self, stream: BinaryIO, fields: Fields, *, name: str) -> Iterator[Chunk]:
        """The rows, ROWS at a time; raises InputError for what is none."""
        ...

    def writer(self, stream: BinaryIO, fields: Fields) -> Writer:
        """What writes a translated table of this kind."""
        ...


# name -> "module:Class"
TABLES: Mapping[str, str] = {
    "jsonl": "g60translate.batch.rows.jsonl:JsonLines",
    "parquet": "g60translate.batch.rows.arrow:Parquet",
    "arrow": "g60translate.batch.rows.arrow:ArrowFile",
}
_SUFFIXES: Final = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
}


def table_of(name: str, *, jsonl: bool = False) -> Table | None:
    """The kind of table that a file of this name is; None where it is a document.

    With `jsonl` every file is one of JSON lines, whatever it is called. Raises MissingExtra.
    """
    dot = name.rfind(".")
    kind = "jsonl" if jsonl else _SUFFIXES.get(name[dot:].lower() if dot > 0 else "")
    if kind is None:
        return None
    made: Table = load_named(TABLES, kind, kind="table")()
    return made
