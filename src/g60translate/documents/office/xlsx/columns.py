"""Names of the columns of Excel's tables, which are those of the cells at their heads.

Clause numbers are those of ISO/IEC 29500-1:2016.
"""

from __future__ import annotations

from collections.abc import Iterator

from g60translate.documents.archive import Archive
from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.office.package import parts_of_type
from g60translate.documents.office.parts import Place, TreePart
from g60translate.documents.office.xlsx.strings import S
from g60translate.documents.xml.parsing import parse_xml


def column_part(archive: Archive, *, name: str) -> Iterator[TreePart]:
    """Each table with the names of its columns (18.5.1.3), which copy the cells'."""
    for file in parts_of_type(archive, "table", name=name):
        root = parse_xml(archive.parts[file], name=f"{name} ({file})")
        places = [
            Place(Block("", BlockKind.TABLE_CELL, title), column, attribute="name", copies=True)
            for column in root.iter(f"{S}tableColumn")
            if translatable(title := column.get("name", ""))
        ]
        yield TreePart(file, archive.parts[file], root, places)


def column_names(archive: Archive, *, name: str) -> frozenset[str]:
    """The names of all tables' columns."""
    parts = column_part(archive, name=name)
    return frozenset(place.block.text for part in parts for place in part.places)
