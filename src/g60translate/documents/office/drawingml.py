"""Paragraphs of DrawingML: slides, charts, diagrams, shapes on sheets.

Clause numbers are those of ISO/IEC 29500-1:2016.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from g60translate.documents.flow.flow import PieceKind
from g60translate.documents.model import BlockKind
from g60translate.documents.office.charts import cached_place
from g60translate.documents.office.parts import Place, attribute_places
from g60translate.documents.office.runs import Item, Node, read_paragraph
from g60translate.documents.xml.parsing import Element, local

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# Run attributes that change no letter's look (21.1.2.3.9).
_INVISIBLE = frozenset(("lang", "altLang", "dirty", "err", "smtClean", "smtId", "noProof", "bmk"))


class DrawingDialect:
    """Writes DrawingML runs (21.1.2.3.8); `lang` is set on every new one if it is not None."""

    def __init__(self, lang: str | None = None) -> None:
        self._lang = lang

    def text_run(self, text: str, format_: Element | None, key: str) -> Sequence[Element]:  # noqa: ARG002
        """One run; each line end becomes a break."""
        elements: list[Element] = []
        for number, line in enumerate(text.split("\n")):
            if number:
                elements.append(etree.Element(f"{A}br"))
            if line:
                run = etree.Element(f"{A}r")
                if (properties := self._properties(format_)) is not None:
                    run.append(properties)
                etree.SubElement(run, f"{A}t").text = line
                elements.append(run)
        return elements

    def wrap(self, node: Node) -> Element:
        """Breaks and fields stand beside runs, not in them."""
        return node.element

    def shell(self, container: Element) -> Element:
        """Empty a paragraph but for its properties."""
        for child in list(container):
            if child.tag != f"{A}pPr":
                container.remove(child)
        return container

    def finish(self, paragraph: Element) -> None:
        """The properties of the paragraph mark come last (21.1.2.2.6)."""
        for child in paragraph.findall(f"{A}endParaRPr"):
            paragraph.append(child)

    def _properties(self, format_: Element | None) -> Element | None:
        if format_ is None:
            if self._lang is None:
                return None
            return etree.Element(f"{A}rPr", lang=self._lang)
        properties = deepcopy(format_)
        properties.tail = None
        for name in ("lang", "dirty", "err"):
            if name in properties.attrib:
                del properties.attrib[name]
        if self._lang is not None:
            properties.set("lang", self._lang)
        return properties


def drawing_places(root: Element, role: BlockKind, *names: str) -> Iterator[Place]:
    """All paragraphs and names in charts under `root`, and the `descr` and `title` of `names`."""
    for element in root.iter():
        if element.tag == f"{A}p":
            paragraph = read_paragraph(
                list(_items(element)), block_id="", kind=_kind(element, role)
            )
            if paragraph is not None:
                yield Place(paragraph.block, element, paragraph)
        elif (name := cached_place(element)) is not None:
            yield name
        elif local(element) in names:
            yield from attribute_places(element, "title", "descr")


def _items(paragraph: Element) -> Iterator[Item]:
    for child in paragraph:
        name = local(child)
        text = "".join(part.text or "" for part in child.findall(f"{A}t"))
        if not name or name == "pPr":
            continue
        if name == "r":
            properties = child.find(f"{A}rPr")
            name = _raised(properties)
            yield Item(PieceKind.TEXT, text, key=_key(properties), format=properties, name=name)
        elif name == "br":
            yield Item(PieceKind.STANDALONE, "\n", nodes=(Node(child),), name="br")
        elif name == "fld" and text.strip():
            yield Item(PieceKind.PROTECTED, text, nodes=(Node(child),), name="field")
        else:
            yield Item(PieceKind.STANDALONE, nodes=(Node(child),))


def _key(properties: Element | None) -> str:
    """Equal for runs that look equal."""
    if properties is None:
        return ""
    look = sorted(f"{k!s}={v!s}" for k, v in properties.attrib.items() if k not in _INVISIBLE)
    parts = sorted(etree.tostring(child, method="c14n", with_tail=False) for child in properties)
    return " ".join(look) + b"".join(parts).decode("utf-8")


def _raised(properties: Element | None) -> str:
    """`sup` or `sub` for text above or below its line (21.1.2.3.9)."""
    baseline = properties.get("baseline", "0") if properties is not None else "0"
    if baseline.strip("0-%") == "":
        return "x"
    return "sub" if baseline.startswith("-") else "sup"


def _kind(paragraph: Element, role: BlockKind) -> BlockKind:
    if next(paragraph.iterancestors(f"{A}tc"), None) is not None:
        return BlockKind.TABLE_CELL
    properties = paragraph.find(f"{A}pPr")
    if role is BlockKind.PARAGRAPH and properties is not None:
        bullets = (f"{A}buChar", f"{A}buAutoNum", f"{A}buBlip")
        if any(properties.find(bullet) is not None for bullet in bullets):
            return BlockKind.LIST_ITEM
    return role
