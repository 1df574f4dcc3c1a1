"""Formulas and filters that look for strings: they do not find them where cells are translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from g60translate.documents.archive import Archive
from g60translate.documents.model import Block, BlockKind, Remark
from g60translate.documents.office.package import parts_of_type

_FORMULA = re.compile(rb"<(?:\w+:)?(?:f|formula[12]?)(?:\s[^>]*)?>([^<]*)<")
_STRING = re.compile(r'"((?:[^"]|"")+)"')
_FILTER = re.compile(rb'<(?:\w+:)?filter\s(?:[^>]*\s)?val="([^"]*)"')


def formula_remarks(archive: Archive, blocks: Sequence[Block], *, name: str) -> Iterator[Remark]:
    """What is said where formulas or filters name strings that stand in cells; once of each."""
    cells = {block.text: block for block in blocks if block.kind is BlockKind.TABLE_CELL}
    if not cells:
        return
    sheets = [archive.parts[p] for p in parts_of_type(archive, "worksheet", name=name)]
    tables = [archive.parts[p] for p in parts_of_type(archive, "table", name=name)]
    for formula, string in _strings_in_formulas(sheets):
        if string in cells:
            yield Remark(
                f"A formula looks for “{string}” ({formula}), which is translated where it stands "
                "in cells, but not in formulas. Check all formulas with texts.",
                cells[string].id,
            )
            break
    for data in (*sheets, *tables):
        wanted = [value for value in map(_text, _FILTER.findall(data)) if value in cells]
        if wanted:
            yield Remark(
                f"A filter keeps rows with “{wanted[0]}”, which is translated where it stands in "
                "cells, but not in filters. Set the filters anew.",
                cells[wanted[0]].id,
            )
            break


def _strings_in_formulas(sheets: Sequence[bytes]) -> Iterator[tuple[str, str]]:
    """Each string with its formula; a list of permitted values is none."""
    for data in sheets:
        for match in _FORMULA.finditer(data):
            formula = _text(match.group(1))
            if _STRING.fullmatch(formula) is None:
                yield from ((formula, string) for string in _STRING.findall(formula))


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", errors="replace"))
