"""Excel workbooks: the strings in cells and the texts on sheets; numbers and formulas stay.

Clause numbers are those of ISO/IEC 29500-1:2016.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from g60translate.documents.archive import Archive
from g60translate.documents.flow.flow import PieceKind
from g60translate.documents.model import BlockKind, Document
from g60translate.documents.office.drawingml import DrawingDialect, drawing_places
from g60translate.documents.office.frame import OfficeCodec
from g60translate.documents.office.package import parts_of_type, property_parts
from g60translate.documents.office.parts import Place, TreePart, numbered
from g60translate.documents.office.runs import Item, Node, read_paragraph
from g60translate.documents.office.xlsx.sheets import renamed_parts, sheet_part, with_fitting_names
from g60translate.documents.package.frame import PackageSkeleton
from g60translate.documents.xml.parsing import Element, local, parse_xml
from g60translate.documents.xml.units import cut_units

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRINGS = (f"{S}si", f"{S}is")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RAISED = {"superscript": "sup", "subscript": "sub"}
# 22.9.2.19 ST_Xstring: characters that XML cannot hold, and the escape itself.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


class XlsxCodec(OfficeCodec):
    """SpreadsheetML packages (ISO/IEC 29500), also with macros and as templates.

    Strings that name a table's columns are left alone: formulas refer to them. Sheets' names are
    translated by option, and the references to them renewed.
    """

    name = "xlsx"
    suffixes = (".xlsx", ".xlsm", ".xltx")
    kept = (
        "numbers, dates, formulas, table column names, cell formats and filters",
        "sheet names, unless their translation is asked for",
        "character formatting inside cells and line breaks",
        "shared and inline strings and the texts of shapes, translated in place",
    )

    folder = "xl"
    comment_kinds = ("comments", "threadedcomments", "person")

    def parts(
        self,
        skeleton: PackageSkeleton,
        *,
        name: str,
        lang: str | None = None,  # noqa: ARG002
    ) -> Iterator[TreePart]:
        """The properties, sheets' names where they are asked for, and the parts with strings."""
        yield from property_parts(skeleton.archive, name=name)
        if skeleton.options.sheet_names:
            yield from sheet_part(skeleton.archive, name=name)
        yield from numbered(_string_parts(skeleton.archive, name=name))

    def fitting(self, document: Document, skeleton: PackageSkeleton) -> Document:
        """The names of sheets as Excel allows them."""
        return with_fitting_names(document, _sheet_names(skeleton))

    def following(
        self, document: Document, skeleton: PackageSkeleton, written: Mapping[str, bytes]
    ) -> Mapping[str, bytes]:
        """What refers to a sheet by its name."""
        old = _sheet_names(skeleton)
        names = {
            old[block.id]: block.text
            for block in document.blocks
            if old.get(block.id, block.text) != block.text
        }
        changed = dict(super().following(document, skeleton, written))
        changed.update(renamed_parts(skeleton.archive, {**written, **changed}, names))
        return changed


class SheetDialect:
    """Writes the runs of a string (18.4.8)."""

    def text_run(self, text: str, format_: Element | None, key: str) -> Sequence[Element]:  # noqa: ARG002
        """One run; a string without formats is made plain by `finish`."""
        return (_run(text, format_),)

    def wrap(self, node: Node) -> Element:
        """The element as it is."""
        return node.element

    def shell(self, container: Element) -> Element:
        """Empty a string, also of its readings (18.4.6), which do not fit a translation."""
        for child in list(container):
            container.remove(child)
        return container

    def finish(self, paragraph: Element) -> None:
        """A string whose runs have no properties is written without runs."""
        if all(run.find(f"{S}rPr") is None for run in paragraph):
            raw = "".join(run.findtext(f"{S}t") or "" for run in paragraph)
            for run in list(paragraph):
                paragraph.remove(run)
            paragraph.append(_text_element(raw))


def _sheet_names(skeleton: PackageSkeleton) -> dict[str, str]:
    """The names of the sheets by block, where they were read."""
    if not skeleton.options.sheet_names:
        return {}
    parts = sheet_part(skeleton.archive, name="the document")
    return {place.block.id: place.block.text for part in parts for place in part.places}


def _string_parts(archive: Archive, *, name: str) -> Iterator[TreePart]:
    columns = _column_names(archive, name=name)
    for kind in ("sharedStrings", "worksheet", "drawing", "drawingml.chart"):
        for file in parts_of_type(archive, kind, name=name):
            data = archive.parts[file]
            # A sheet may be large, and most have no string of their own.
            if kind == "worksheet" and b"inlineStr" not in data:
                continue
            where = f"{name} ({file})"
            if kind.startswith("drawing"):
                root = parse_xml(data, name=where)
                role = BlockKind.CAPTION if kind.endswith("chart") else BlockKind.PARAGRAPH
                found = list(drawing_places(root, role, "cNvPr"))
                yield TreePart(file, data, root, found, DrawingDialect())
                continue
            for unit in cut_units(data, name=where, units=_STRINGS):
                root = unit.parsed(name=where)
                if places := list(_strings(root, columns)):
                    yield TreePart(file, data, root, places, SheetDialect(), unit)


def _column_names(archive: Archive, *, name: str) -> frozenset[str]:
    """The names of all table columns (18.5.1.3)."""
    return frozenset(
        column.get("name", "")
        for file in parts_of_type(archive, "table", name=name)
        for column in parse_xml(archive.parts[file], name=f"{name} ({file})").iter(
            f"{S}tableColumn"
        )
    )


def _strings(root: Element, columns: frozenset[str]) -> Iterator[Place]:
    """Shared (18.4.8) and inline (18.3.1.53) strings."""
    for element in root.iter(*_STRINGS):
        paragraph = read_paragraph(list(_items(element)), block_id="", kind=BlockKind.TABLE_CELL)
        if paragraph is not None and paragraph.block.text not in columns:
            yield Place(paragraph.block, element, paragraph)


def _items(string: Element) -> Iterator[Item]:
    for child in string:
        if local(child) == "t":
            yield from _lines(child.text or "", None)
        elif local(child) == "r":
            yield from _lines(child.findtext(f"{S}t") or "", child.find(f"{S}rPr"))


def _lines(raw: str, properties: Element | None) -> Iterator[Item]:
    """The text of one run; each line end is a break of its own."""
    text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), raw)
    key, name = "", "x"
    if properties is not None:
        aligned = properties.find(f"{S}vertAlign")
        name = _RAISED.get(aligned.get("val", "") if aligned is not None else "", "x")
        parts = sorted(etree.tostring(part, method="c14n", with_tail=False) for part in properties)
        key = b"".join(parts).decode("utf-8")
    for number, line in enumerate(re.split("\r\n|\r|\n", text)):
        if number:
            node = Node(_run("\n", properties))
            yield Item(PieceKind.STANDALONE, "\n", nodes=(node,), name="br")
        if line:
            yield Item(PieceKind.TEXT, line, key=key, format=properties, name=name)


def _run(text: str, properties: Element | None) -> Element:
    run = etree.Element(f"{S}r")
    if properties is not None:
        look = deepcopy(properties)
        look.tail = None
        run.append(look)
    raw = _UNFIT.sub(lambda match: f"_x{ord(match.group()):04X}_", text)
    run.append(_text_element(raw))
    return run


def _text_element(raw: str) -> Element:
    """A `t` with text that is escaped already."""
    element = etree.Element(f"{S}t")
    element.text = raw
    if raw != raw.strip() or "  " in raw or "\n" in raw:
        element.set(_XML_SPACE, "preserve")
    return element
