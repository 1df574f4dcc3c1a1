"""Word documents: text, tables, headers, footers, notes, text boxes, links and fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from g60translate.documents.archive import Archive, read_archive
from g60translate.documents.codes import translatable
from g60translate.documents.docx_paragraphs import DocxDialect, W, folded_style, paragraph_items
from g60translate.documents.docx_styles import (
    declared_lang,
    paragraph_kind,
    style_names,
    with_lang,
)
from g60translate.documents.model import Block, BlockKind, Document
from g60translate.documents.ooxml_package import core_title, is_package, parts_of_type
from g60translate.documents.ooxml_runs import Paragraph, read_paragraph, write_paragraph
from g60translate.documents.xml import Element, local, parse_xml, serialise_xml
from g60translate.errors import BrokenDocument

_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN_TYPES = ("document.main", "template.main", "document.macroEnabled.main")
PROTECTED_STYLES = frozenset(("donottranslate", "notranslate", "tw4winexternal", "tw4wininternal"))


@dataclass(frozen=True, slots=True)
class _Skeleton:
    archive: Archive
    lang: str | None
    blocks: Mapping[str, Block]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block lives in a parsed part: a paragraph, or an attribute or text of an element."""

    block: Block
    element: Element
    paragraph: Paragraph | None = None
    attribute: str | None = None
    mirror: bool = False


class DocxCodec:
    """WordprocessingML packages (ISO/IEC 29500), also with macros and as templates.

    Text in character styles of `protected_styles` (names without spaces, in lower case) is kept.
    Tracked changes are read as accepted; a translated paragraph has none left.
    """

    name = "docx"
    suffixes = (".docx", ".docm", ".dotx")
    kept = (
        "styles, numbering, tables, sections, images and every part without text",
        "character formatting, links, bookmarks, comments, fields, foot- and endnote marks",
        "headers, footers, notes and text boxes, translated in place",
        "tracked changes in untranslated paragraphs; translated ones have them accepted",
    )

    def __init__(self, *, protected_styles: frozenset[str] = PROTECTED_STYLES) -> None:
        self._protected = protected_styles

    def recognises(self, data: bytes) -> bool:
        """Whether this is a ZIP archive with a Word main part."""
        return is_package(data, folder="word")

    def read(self, data: bytes, *, name: str) -> Document:
        """Parse the text parts. Raises BrokenDocument."""
        archive = read_archive(data, name=name)
        blocks = [
            place.block
            for _, _, places in self._parts(archive, name=name)
            for place in places
            if not place.mirror
        ]
        lang = declared_lang(archive, name=name)
        skeleton = _Skeleton(archive, lang, {block.id: block for block in blocks})
        return Document(format=self.name, blocks=tuple(blocks), skeleton=skeleton, lang=lang)

    def write(self, document: Document) -> bytes:
        """The package with the parts that hold changed blocks, and its new language."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        archive = skeleton.archive
        now = {
            block.id: block
            for block in document.blocks
            if block != skeleton.blocks.get(block.id, block)
        }
        parts: dict[str, bytes] = {}
        if now:
            for part, root, places in self._parts(archive, name="the document"):
                if _apply(places, now):
                    parts[part] = serialise_xml(root, original=archive.parts[part])
        if document.lang is not None and document.lang != skeleton.lang:
            parts.update(with_lang(archive, parts, document.lang))
        return archive.replaced(parts)

    def _parts(self, archive: Archive, *, name: str) -> Iterator[tuple[str, Element, list[_Place]]]:
        """Each part with text, its tree and its places, numbered alike at every reading."""
        styles = style_names(archive, name=name)
        protected = self._protected | {
            folded_style(key)
            for key, title in styles.items()
            if folded_style(title) in self._protected
        }
        counter = 0
        title = core_title(archive, name=name)
        if title is not None:
            part, root, element = title
            block = Block("title", BlockKind.ATTRIBUTE, element.text or "")
            yield part, root, [_Place(block, element)]
        for part, role in _text_parts(archive, name=name):
            root = parse_xml(archive.parts[part], name=f"{name} ({part})")
            places: list[_Place] = []
            for place in _places(root, role, styles, protected):
                counter += 1
                places.append(replace(place, block=replace(place.block, id=f"b{counter}")))
            yield part, root, _with_mirrors(places)


def _text_parts(archive: Archive, *, name: str) -> Iterator[tuple[str, str]]:
    """Part names in reading order, each with the role that decides about its kinds."""
    main = [part for kind in _MAIN_TYPES for part in parts_of_type(archive, kind, name=name)]
    if not main:
        raise BrokenDocument(
            f"{name} has no main text part. Open it in its own program and save it again."
        )
    for part in main:
        yield part, "document"
    for role in ("header", "footer", "footnotes", "endnotes"):
        for part in parts_of_type(archive, role, name=name):
            yield part, role


def _places(
    root: Element, role: str, styles: Mapping[str, str], protected: frozenset[str]
) -> Iterator[_Place]:
    for element in root.iter(f"{W}p", _DOCPR):
        if element.tag == _DOCPR:
            for attribute in ("title", "descr"):
                text = element.get(attribute, "")
                if translatable(text):
                    block = Block("", BlockKind.ATTRIBUTE, text)
                    yield _Place(block, element, attribute=attribute)
            continue
        paragraph = read_paragraph(
            paragraph_items(element, protected),
            block_id="",
            kind=paragraph_kind(element, role, styles),
        )
        if paragraph is not None:
            yield _Place(paragraph.block, element, paragraph)


def _with_mirrors(places: list[_Place]) -> list[_Place]:
    """Let the paragraphs of an mc:Fallback follow their twins in the same mc:AlternateContent.

    A twin has the same text and codes. A fallback that says something else has its own blocks.
    """
    result: list[_Place] = []
    for place in places:
        twin = None
        fallback = next(place.element.iterancestors(_FALLBACK), None)
        if fallback is not None and (whole := fallback.getparent()) is not None:
            inside = (other for other in result if whole in other.element.iterancestors(whole.tag))
            same = (place.block.text, place.block.inlines)
            twin = next((o.block for o in inside if (o.block.text, o.block.inlines) == same), None)
        result.append(place if twin is None else replace(place, block=twin, mirror=True))
    return result


def _apply(places: list[_Place], now: Mapping[str, Block]) -> bool:
    """Write the changed blocks into their places; whether there were any."""
    dialect = DocxDialect()
    touched = False
    for place in places:
        block = now.get(place.block.id)
        if block is None:
            continue
        touched = True
        if place.paragraph is not None:
            for child in list(place.element):
                if local(child) != "pPr":
                    place.element.remove(child)
            write_paragraph(place.element, place.paragraph, block, dialect)
        elif place.attribute is not None:
            place.element.set(place.attribute, block.text)
        else:
            place.element.text = block.text
    return touched
