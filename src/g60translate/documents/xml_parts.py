"""Blocks in the XML parts of an archive: where they live, and writing the changed ones back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from g60translate.documents.archive import Archive
from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind, Document
from g60translate.documents.ooxml_runs import Dialect, Paragraph, write_paragraph
from g60translate.documents.xml import Element, serialise_xml


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
    """One part of the archive with its tree, its places in reading order, and how it is written."""

    name: str
    root: Element
    places: list[Place]
    dialect: Dialect | None = None


@dataclass(frozen=True, slots=True)
class ArchiveSkeleton:
    """The archive as it was read, its declared language and its blocks by id."""

    archive: Archive
    lang: str | None
    blocks: Mapping[str, Block]


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


def document_of(
    archive: Archive, parts: Iterable[Part], *, format_: str, lang: str | None
) -> Document:
    """A document of the parts' blocks."""
    blocks = tuple(place.block for part in parts for place in part.places if not place.mirror)
    skeleton = ArchiveSkeleton(archive, lang, {block.id: block for block in blocks})
    return Document(format=format_, blocks=blocks, skeleton=skeleton, lang=lang)


def changed_blocks(document: Document) -> dict[str, Block]:
    """The blocks that differ from what was read, by id."""
    skeleton = document.skeleton
    assert isinstance(skeleton, ArchiveSkeleton)
    return {
        block.id: block
        for block in document.blocks
        if block != skeleton.blocks.get(block.id, block)
    }


def written_parts(
    archive: Archive, parts: Iterable[Part], changed: Mapping[str, Block]
) -> dict[str, bytes]:
    """The parts that hold changed blocks, serialised with them."""
    written: dict[str, bytes] = {}
    for part in parts:
        places = [place for place in part.places if place.block.id in changed]
        for place in places:
            _write(place, changed[place.block.id], part.dialect)
        if places:
            written[part.name] = serialise_xml(part.root, original=archive.parts[part.name])
    return written


def _write(place: Place, block: Block, dialect: Dialect | None) -> None:
    if place.paragraph is not None and dialect is not None:
        target = dialect.shell(place.element)
        write_paragraph(target, place.paragraph, block, dialect)
        dialect.finish(target)
    elif place.attribute is not None:
        place.element.set(place.attribute, block.text)
    else:
        place.element.text = block.text
