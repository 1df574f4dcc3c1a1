"""Which names the sheets of a workbook may have: those that every spreadsheet takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from g60translate.documents.model import Block, Document

_UNFIT = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_MAX_UNITS = 31


def with_fitting_names(document: Document, old: Mapping[str, str]) -> Document:
    """The document with its sheets' names as Excel allows them; `old` has them by block.

    At most 31 UTF-16 units, without brackets, slashes, `:*?`, different without regard to case.
    """
    changed = [b for b in document.blocks if old.get(b.id, b.text) != b.text]
    # Excel keeps one name for itself.
    taken = {"history"} | {name.casefold() for name in old.values()}
    taken -= {old[block.id].casefold() for block in changed}
    fitted: dict[str, Block] = {}
    for block in changed:
        name = _fitting(block.text, taken)
        taken.add(name.casefold())
        fitted[block.id] = Block(block.id, block.kind, name)
    return document.with_blocks(fitted)


def _fitting(name: str, taken: Iterable[str]) -> str:
    clean = " ".join(_UNFIT.sub(" ", name).split()).strip("'") or "-"
    number, ending = 1, ""
    while (tried := _cut(clean, ending)).casefold() in taken:
        number += 1
        ending = f" {number}"
    return tried


def _cut(name: str, ending: str) -> str:
    """As much of a name as leaves room for its ending; characters outside the BMP are two units."""
    while len((name + ending).encode("utf-16-le")) > 2 * _MAX_UNITS:
        name = name[:-1]
    return name.rstrip(" '") + ending
