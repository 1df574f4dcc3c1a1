"""A glossary in whatever form a house keeps it, read without an import first."""

from __future__ import annotations

from pathlib import Path

from g60translate.errors import InputError
from g60translate.glossary.exchange.exchange import EXCHANGES, Imported, Pair, load_exchange
from g60translate.glossary.rows import REQUIRED
from g60translate.glossary.store import load_glossary

_TEXTS = frozenset((".csv", ".tsv", ".tab", ".txt"))
# What other programs save; none of them is read here.
_SAVE_AS = {
    ".fods": "In LibreOffice, File > Save As writes .xlsx or .csv.",
    ".xls": "In Excel, File > Save As writes .xlsx.",
    ".xlsb": "In Excel, File > Save As writes .xlsx.",
    ".numbers": "In Numbers, File > Export To writes .xlsx or .csv.",
    ".sdltb": "MultiTerm exports .tbx or .xlsx.",
    ".tmx": "That is a translation memory, no list of terms.",
}


def read_glossary(path: Path, *, pair: Pair | None = None) -> Imported:
    """Read a glossary as its content and its suffix tell; CSV of our own is read with no loss.

    `pair` is needed by lists that do not say their languages. Raises InputError for a file that
    is missing or of no known kind, GlossaryError for its faults.
    """
    if (wide := _wide(path)) is not None:
        return wide
    form = _format(path)
    if form == "csv":
        return Imported(load_glossary(path))
    from g60translate.documents.files import read_bytes  # noqa: PLC0415

    if form == "ods":
        from g60translate.glossary.exchange.ods import read_ods  # noqa: PLC0415
        from g60translate.glossary.exchange.table import read_rows  # noqa: PLC0415

        return read_rows(read_ods(read_bytes(path), name=path.name), name=path.name)
    return load_exchange(form).read(read_bytes(path), name=path.name, pair=pair)


def is_readable(path: Path) -> bool:
    """Whether the suffix is one of a kind that is read."""
    suffix = path.suffix.lower()
    known = (suffix in load_exchange(name).suffixes for name in EXCHANGES)
    return suffix in (".ods", *_TEXTS) or any(known)


def _format(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix == ".ods":
        return "ods"
    if suffix == ".csv":
        return "csv"  # our own needs no other reader, and theirs load an XML parser
    form = next((name for name in EXCHANGES if suffix in load_exchange(name).suffixes), None)
    if form is None and suffix in _SAVE_AS:
        raise InputError(
            f"The glossary {path} is of a kind that is not read. {_SAVE_AS[suffix]} "
            f"Known kinds: {', '.join(EXCHANGES)}."
        )
    if form is None:
        return "csv"
    return (_told(path) or form) if form in {"deepl", "omegat"} else form


def _wide(path: Path) -> Imported | None:
    """A text table with a column a language; None for any other, and for what is not there."""
    if path.suffix.lower() not in _TEXTS or not path.is_file():
        return None
    with path.open("rb") as file:
        first = file.readline(4096).lower()
    if b"term" in first and b"lang" in first:
        return None  # our own, which needs no other reader
    from g60translate.glossary.exchange.wide import read_wide_csv  # noqa: PLC0415

    return read_wide_csv(path.read_bytes(), name=path.name)


def _told(path: Path) -> str | None:
    """What a text file's first line tells where its suffix could mean several kinds."""
    try:
        with path.open("rb") as file:
            first = file.readline(4096)
    except OSError:
        return "csv"  # its reader says what is wrong with the file
    line = first.removeprefix(b"\xef\xbb\xbf").strip().lower()
    if line.startswith(b"#utx"):
        return "utx"
    names = {cell.strip(b' "').decode("latin-1") for cell in line.replace(b";", b"\t").split(b"\t")}
    return "csv" if names.issuperset(REQUIRED) else None
