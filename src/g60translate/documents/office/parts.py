"""Parts of an Office package as trees: where blocks live in them, and writing the changed ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind, Limit
from g60translate.documents.office.runs import Dialect, Paragraph, write_paragraph
from g60translate.documents.package.frame import Patch
from g60translate.documents.slots import Slot, put_slots
from g60translate.documents.splice import Splicer
from g60translate.documents.xml.parsing import Element, serialise_xml
from g60translate.documents.xml.units import Unit


@dataclass(frozen=True, slots=True, eq=False)
class SharedText:
    """The text of an element, or of its `attribute`, in parts of which blocks lie.

    `spell` writes a block's text as it stands there. All of it has at most `most` UTF-16 code
    units, and what is put in has none of the signs `without`; else it stays, as `message` says.
    """

    element: Element
    source: str
    spell: Callable[[str], str]
    most: int
    message: str
    attribute: str | None = None
    without: str = ""

    def limit(self, places: Sequence[Place]) -> Limit:
        """What holds for these places, which are all that lie in it."""
        taken = sum(place.slot.end - place.slot.start for place in places if place.slot is not None)
        around = len(self.source) - taken
        names = tuple(place.block.id for place in places)
        return Limit(names, self.most - around, self.message, self.without)

    def write(self, places: Sequence[Place], now: Mapping[str, Block]) -> None:
        """Put the blocks as they are `now` into the element, if they fit."""
        if not self.limit(places).holds({p.block.id: now.get(p.block.id, p.block) for p in places}):
            return
        splicer = Splicer(self.source)
        slots = [replace(place.slot, block=place.block) for place in places if place.slot]
        put_slots(splicer, slots, now, spell=self.spell)
        if self.attribute is None:
            self.element.text = splicer.render()
        else:
            self.element.set(self.attribute, splicer.render())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block lives in a parsed part: a paragraph, or an element's attribute or text.

    A `mirror` shows another place's block once more and has none of its own. One that `copies` is
    to become a mirror of any that says the same. `slot` is where it lies in a text that it shares.
    """

    block: Block
    element: Element
    paragraph: Paragraph | None = None
    attribute: str | None = None
    mirror: bool = False
    copies: bool = False
    slot: Slot | None = None
    shared: SharedText | None = None

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

    def limits(self) -> Iterator[Limit]:
        """What the texts hold to that several places share."""
        return (text.limit(places) for text, places in self._shared())

    def patch(self, now: Mapping[str, Block]) -> Patch | None:
        """The unit or the whole part with its changed blocks, which are written into its tree."""
        if not self.revised and not self.changes(now):
            return None
        for place in self.places:
            block = now.get(place.block.id, place.block)
            if block != place.block and place.shared is None:
                _write(place, block, self.dialect)
        for text, places in self._shared():
            if any(now.get(p.block.id, p.block) != p.block for p in places):
                text.write(places, now)
        if self.unit is not None:
            unit = self.unit
            return Patch(unit.source, unit.start, unit.end, unit.serialised(self.root))
        return Patch(self.data, 0, len(self.data), serialise_xml(self.root, original=self.data))

    def _shared(self) -> Iterator[tuple[SharedText, list[Place]]]:
        """The shared texts with their places, which stand one behind the other."""
        for text, places in groupby(self.places, key=lambda place: place.shared):
            if text is not None:
                yield text, list(places)


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
