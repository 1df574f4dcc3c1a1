"""The seam between glossaries and other programs' formats, and the table of formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from g60translate.errors import InputError
from g60translate.glossary.book import Glossary
from g60translate.tables import load_named

Pair = tuple[str, str]
"""Source and target language, ISO 639-1; what a bilingual format needs to know."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that did not come across; `where` is a line, a cell, a concept or a term."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Imported:
    """A glossary read from another format and what of the file it could not take over."""

    glossary: Glossary
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """A file in another format and what of the glossary it could not hold."""

    data: bytes
    losses: tuple[Loss, ...] = ()


class Exchange(Protocol):
    """Reads and writes one format.

    Law: `write(read(write(g))) == write(g)`; whatever is lost, is lost and listed at once.
    """

    name: str
    suffixes: tuple[str, ...]
    holds: str
    """What the format holds, in words, for `--help` and the documentation."""

    def read(self, data: bytes, *, name: str, pair: Pair | None) -> Imported:
        """Parse `data`; `name` is for messages. Raises GlossaryError with all faults at once."""
        ...

    def write(self, glossary: Glossary, *, pair: Pair | None) -> Exported:
        """Serialise; bilingual formats raise InputError without a `pair`."""
        ...


# name -> "module:Class", in the order in which suffixes are tried.
EXCHANGES: Mapping[str, str] = {
    "csv": "g60translate.glossary.exchange.table:CsvExchange",
    "xlsx": "g60translate.glossary.exchange.table:XlsxExchange",
    "tbx": "g60translate.glossary.exchange.tbx:TbxExchange",
    "utx": "g60translate.glossary.exchange.utx:UtxExchange",
    "deepl": "g60translate.glossary.exchange.deepl:DeeplExchange",
    "omegat": "g60translate.glossary.exchange.omegat:OmegatExchange",
}


def load_exchange(name: str) -> Exchange:
    """The format of this name; raises InputError listing the valid ones."""
    return cast("Exchange", load_named(EXCHANGES, name, kind="glossary format")())


def exchange_for(path: Path) -> Exchange:
    """The format that a file's suffix stands for; raises InputError where it tells nothing."""
    suffix = path.suffix.lower()
    for name in EXCHANGES:
        exchange = load_exchange(name)
        if suffix in exchange.suffixes:
            return exchange
    raise InputError(
        f"The name {path.name} does not tell its glossary format. "
        f"Give --format with one of {', '.join(EXCHANGES)}."
    )


def import_glossary(
    path: Path,
    *,
    format: str | None = None,  # noqa: A002
    pair: Pair | None = None,
) -> Imported:
    """Read a glossary in any known format; without `format`, the suffix decides.

    Raises InputError for a missing file or a missing language pair, GlossaryError for faults.
    """
    from g60translate.documents.files import read_bytes  # noqa: PLC0415

    exchange = load_exchange(format) if format else exchange_for(path)
    return exchange.read(read_bytes(path), name=path.name, pair=pair)


def export_glossary(
    glossary: Glossary,
    path: Path,
    *,
    format: str | None = None,  # noqa: A002
    pair: Pair | None = None,
    replace: bool = False,
) -> tuple[Loss, ...]:
    """Write a glossary in another format and say what of it is lost there.

    Raises OutputExists where the path is taken and `replace` is false.
    """
    from g60translate.documents.files import write_atomic  # noqa: PLC0415

    exchange = load_exchange(format) if format else exchange_for(path)
    exported = exchange.write(glossary, pair=pair)
    write_atomic(path, exported.data, replace=replace)
    return exported.losses
