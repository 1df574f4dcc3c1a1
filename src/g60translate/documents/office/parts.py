"""Parts of an Office package as trees: where blocks live in them, and writing the changed ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.office.runs import Dialect, Paragraph, write_paragraph
from g60translate.documents.package.frame import Patch
from g60translate.documents.xml.parsing import Element, serialise_xml
from g60translate.documents.xml.units import Unit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block lives in a parsed part: a paragraph, or an element's attribute or text.

    A `mirror` shows another place's block once more and has none of its own.
    """

    block: Block
    element: Element
    paragraph: Paragraph | None = None
    attribute: str | None = None
    mirror: bool = False

    def with_kind(self, kind: BlockKind) -> Place:
        """The same place with its block's kind set; codes stay as they are."""
        return replace(self, block=replace(self.block, kind=kind))


@dataclass(frozen=True, slots=True)
class TreePart:
    """A part of the package with its tree, its places in reading order, and how it is written.

    `data` is the part as it was read. A large part comes as several, each with the tree of one
    `unit`. One that is `revised` differs from its source already; it is written so wherever any
    block of the document has changed.
    """

    name: str
    data: bytes
    root: Element
    places: list[Place]
    dialect: Dialect | None = None
    unit: Unit | None = None
    revised: bool = False

    def blocks(self) -> Iterator[Block]:
        """The blocks of its places; a mirror has none of its own."""
        return (place.block for place in self.places if not place.mirror)

    def changes(self, now: Mapping[str, Block]) -> bool:
        """Whether a place shows a block that has changed."""
        return any(now.get(p.block.id, p.block) != p.block for p in self.places)

    def patch(self, now: Mapping[str, Block]) -> Patch | None:
        """The unit or the whole part with its changed blocks, which are written into its tree."""
        if not self.revised and not self.changes(now):
            return None
        for place in self.places:
            block = now.get(place.block.id, place.block)
            if block != place.block:
                _write(place, block, self.dialect)
        if self.unit is not None:
            unit = self.unit
            return Patch(unit.source, unit.start, unit.end, unit.serialised(self.root))
        return Patch(self.data, 0, len(self.data), serialise_xml(self.root, original=self.data))


def attribute_places(element: Element, *names: str) -> Iterator[Place]:
    """The attributes of an element that hold text for people."""
    for name in names:
        text = element.get(name, "")
        if translatable(text):
            yield Place(Block("", BlockKind.ATTRIBUTE, text), element, attribute=name)


def numbered(parts: Iterable[TreePart]) -> Iterator[TreePart]:
    """The parts with their blocks numbered from `b1`; blocks that have an id keep it."""
    count = 0
    for part in parts:
        places = []
        for place in part.places:
            if not place.block.id:
                count += 1
                place = replace(place, block=replace(place.block, id=f"b{count}"))  # noqa: PLW2901
            places.append(place)
        yield replace(part, places=places)


def _write(place: Place, block: Block, dialect: Dialect | None) -> None:
    if place.paragraph is not None and dialect is not None:
        target = dialect.shell(place.element)
        write_paragraph(target, place.paragraph, block, dialect)
        dialect.finish(target)
    elif place.attribute is not None:
        place.element.set(place.attribute, block.text)
    else:
        place.element.text = block.text
