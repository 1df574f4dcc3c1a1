"""Names of Excel's sheets, and where formulas refer to them.

Clause numbers are those of ISO/IEC 29500-1:2016.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from g60translate.documents.archive import Archive
from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.office.package import parts_of_type
from g60translate.documents.office.parts import Place, TreePart
from g60translate.documents.xml.parsing import Element, local, parse_xml, serialise_xml

_ID = "sheet{}"
_MAIN = ("sheet.main", "template.main", "sheet.macroEnabled.main")
_WITH_FORMULAS = (
    *_MAIN,
    "worksheet",
    "chartsheet",
    "drawingml.chart",
    "table",
    "pivotCacheDefinition",
)
# Elements whose text is a formula, and attributes that hold a place or a sheet's name.
_FORMULAS = frozenset(
    ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula")
)
_PLACES = {"hyperlink": "location", "worksheetSource": "sheet"}
# A string in a formula; a sheet's name in quotation marks; a bare one, before `!` (18.17.2).
_REFERENCE = re.compile(
    r""""(?:[^"]|"")*"|'((?:[^']|'')+)'!"""
    r"""|(?<![\w.\]'!])([^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!"""
)


def sheet_part(archive: Archive, *, name: str) -> Iterator[TreePart]:
    """The workbook with the names of its sheets (18.2.19), hidden ones too."""
    for kind in _MAIN:
        for file in parts_of_type(archive, kind, name=name):
            root = parse_xml(archive.parts[file], name=f"{name} ({file})")
            sheets = (element for element in root.iter() if local(element) == "sheet")
            places = [
                Place(
                    Block(_ID.format(number), BlockKind.HEADING, element.get("name", "")),
                    element,
                    attribute="name",
                )
                for number, element in enumerate(sheets, start=1)
                if translatable(element.get("name", ""))
            ]
            yield TreePart(file, archive.parts[file], root, places)


def renamed_parts(
    archive: Archive, parts: Mapping[str, bytes], names: Mapping[str, str]
) -> dict[str, bytes]:
    """The parts whose formulas and links name a sheet by its old name; `parts` changed before."""
    changed: dict[str, bytes] = {}
    for kind in _WITH_FORMULAS if names else ():
        for file in parts_of_type(archive, kind, name="the document"):
            data = parts.get(file, archive.parts[file])
            root = parse_xml(data, name=file)
            if sum(_rename(element, names) for element in root.iter()):
                changed[file] = serialise_xml(root, original=data)
    return changed


def _rename(element: Element, names: Mapping[str, str]) -> bool:
    """Renew what an element says about sheets; whether that was anything."""
    kind = local(element)
    attribute = _PLACES.get(kind)
    if attribute is not None and (old := element.get(attribute)) is not None:
        new = names.get(old, old) if kind == "worksheetSource" else renamed(old, names)
        element.set(attribute, new)
        return new != old
    if kind in _FORMULAS and element.text:
        old, element.text = element.text, renamed(element.text, names)
        return element.text != old
    return False


def renamed(formula: str, names: Mapping[str, str]) -> str:
    """A formula with references to renamed sheets; its strings and other workbooks' sheets stay."""

    def reference(match: re.Match[str]) -> str:
        quoted, bare = match.groups()
        old = bare if quoted is None else quoted.replace("''", "'")
        if old is None or old.startswith("["):
            return match.group()
        # Sheets in a row are named by the first and the last.
        new = ":".join(names.get(name, name) for name in old.split(":"))
        return match.group() if new == old else "'" + new.replace("'", "''") + "'!"

    return _REFERENCE.sub(reference, formula)
