"""The strings in Excel's cells, plain and with formats, and writing them.

Clause numbers are those of ISO/IEC 29500-1:2016.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from g60translate.documents.flow.flow import PieceKind
from g60translate.documents.model import BlockKind
from g60translate.documents.office.parts import Place
from g60translate.documents.office.runs import Item, Node, read_paragraph
from g60translate.documents.xml.parsing import Element, local

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRINGS = (f"{S}si", f"{S}is")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RAISED = {"superscript": "sup", "subscript": "sub"}
# 22.9.2.19 ST_Xstring: characters that XML cannot hold, and the escape itself.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


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


def string_places(root: Element, kept: frozenset[str]) -> Iterator[Place]:
    """Shared (18.4.8) and inline (18.3.1.53) strings, but for those that are `kept`."""
    for element in root.iter(*STRINGS):
        paragraph = read_paragraph(list(_items(element)), block_id="", kind=BlockKind.TABLE_CELL)
        if paragraph is not None and paragraph.block.text not in kept:
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
