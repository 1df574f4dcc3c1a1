"""Blocks in the XML parts of an archive: where they live, and writing the changed ones back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from g60translate.documents.archive import Archive
from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind, Document
from g60translate.documents.office.runs import Dialect, Paragraph, write_paragraph
from g60translate.documents.options import ReadingOptions
from g60translate.documents.xml.parsing import Element, serialise_xml
from g60translate.documents.xml.units import Patched, Unit


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
class Part:
    """A part of the archive with its tree, its places in reading order, and how it is written.

    A large part comes as several, each with the tree of one `unit`. One that is `revised` differs
    from its source already; it is written so wherever any block of the document has changed.
    """

    name: str
    root: Element
    places: list[Place]
    dialect: Dialect | None = None
    unit: Unit | None = None
    revised: bool = False


@dataclass(frozen=True, slots=True)
class ArchiveSkeleton:
    """The archive as it was read, its declared language, and how it was read."""

    archive: Archive
    lang: str | None
    options: ReadingOptions


def attribute_places(element: Element, *names: str) -> Iterator[Place]:
    """The attributes of an element that hold text for people."""
    for name in names:
        text = element.get(name, "")
        if translatable(text):
            yield Place(Block("", BlockKind.ATTRIBUTE, text), element, attribute=name)


def numbered(parts: Iterable[Part]) -> Iterator[Part]:
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


def document_of(skeleton: ArchiveSkeleton, parts: Iterable[Part], *, format_: str) -> Document:
    """A document of the parts' blocks."""
    blocks = tuple(place.block for part in parts for place in part.places if not place.mirror)
    return Document(format=format_, blocks=blocks, skeleton=skeleton, lang=skeleton.lang)


def written_parts(document: Document, parts: Iterable[Part]) -> dict[str, bytes]:
    """The parts that hold changed blocks, serialised with them.

    `parts` are read once more, alike, and one at a time.
    """
    skeleton = document.skeleton
    assert isinstance(skeleton, ArchiveSkeleton)
    now = {block.id: block for block in document.blocks}
    written: dict[str, bytes] = {}
    any_changed = False
    for name, stretches in groupby(parts, key=lambda part: part.name):
        patched: Patched | None = None
        for part in stretches:
            changed = [
                (place, block)
                for place in part.places
                if (block := now.get(place.block.id, place.block)) != place.block
            ]
            any_changed = any_changed or bool(changed)
            for place, block in changed:
                _write(place, block, part.dialect)
            if part.unit is not None and (changed or part.revised):
                patched = patched or Patched(part.unit.source)
                patched.put(part.unit.start, part.unit.end, part.unit.serialised(part.root))
            elif changed:
                written[name] = serialise_xml(part.root, original=skeleton.archive.parts[name])
        if patched is not None:
            written[name] = patched.finished()
    return written if any_changed else {}


def _write(place: Place, block: Block, dialect: Dialect | None) -> None:
    if place.paragraph is not None and dialect is not None:
        target = dialect.shell(place.element)
        write_paragraph(target, place.paragraph, block, dialect)
        dialect.finish(target)
    elif place.attribute is not None:
        place.element.set(place.attribute, block.text)
    else:
        place.element.text = block.text
