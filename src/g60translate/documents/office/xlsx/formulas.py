"""Formulas that look for strings, which they no longer find where cells are translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from g60translate.documents.archive import Archive
from g60translate.documents.model import Block, BlockKind, Remark
from g60translate.documents.office.package import parts_of_type

_FORMULA = re.compile(rb"<(?:\w+:)?(?:f|formula)(?:\s[^>]*)?>([^<]*)<")
_STRING = re.compile(r'"((?:[^"]|"")+)"')


def formula_remarks(archive: Archive, blocks: Sequence[Block], *, name: str) -> Iterator[Remark]:
    """What is said where formulas name strings that stand in cells; once for a workbook."""
    cells = {block.text: block for block in blocks if block.kind is BlockKind.TABLE_CELL}
    for file in parts_of_type(archive, "worksheet", name=name) if cells else ():
        for match in _FORMULA.finditer(archive.parts[file]):
            formula = unescape(match.group(1).decode("utf-8", errors="replace"))
            for string in _STRING.findall(formula):
                if string in cells:
                    yield Remark(
                        f"A formula looks for “{string}” ({formula}), which is translated where it "
                        "stands in cells, but not in formulas. Check all formulas with texts.",
                        cells[string].id,
                    )
                    return
