"""Word documents: text, tables, headers, footers, notes, text boxes, links and fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from g60translate.documents.archive import Archive
from g60translate.documents.model import BlockKind
from g60translate.documents.office.docx.dialect import DocxDialect
from g60translate.documents.office.docx.paragraphs import paragraph_items
from g60translate.documents.office.docx.properties import W, folded_style
from g60translate.documents.office.docx.revisions import has_revisions, settle
from g60translate.documents.office.docx.styles import (
    declared_lang,
    paragraph_kind,
    style_names,
    with_lang,
)
from g60translate.documents.office.drawingml import DrawingDialect, drawing_places
from g60translate.documents.office.frame import OfficeCodec
from g60translate.documents.office.package import parts_of_type, title_part
from g60translate.documents.office.parts import Place, TreePart, attribute_places, numbered
from g60translate.documents.office.runs import read_paragraph
from g60translate.documents.options import TrackedChanges
from g60translate.documents.package.frame import PackageSkeleton
from g60translate.documents.xml.parsing import Element, parse_xml
from g60translate.documents.xml.units import cut_units
from g60translate.errors import BrokenDocument

_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN_TYPES = ("document.main", "template.main", "document.macroEnabled.main")
_CELL = (f"{W}tc",)
_UNITS = (f"{W}p", "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent")
KEPT_STYLES = frozenset(("donottranslate", "notranslate", "tw4winexternal", "tw4wininternal"))


class DocxCodec(OfficeCodec):
    """WordprocessingML packages (ISO/IEC 29500), also with macros and as templates.

    Text in the do-not-translate styles, and in those that the options name, is kept.
    """

    name = "docx"
    suffixes = (".docx", ".docm", ".dotx")
    kept = (
        "styles, numbering, tables, sections, images and every part without text",
        "character formatting, links, bookmarks, comments, fields, foot- and endnote marks",
        "headers, footers, notes, text boxes, charts and diagrams, translated in place",
        "tracked changes while nothing is translated; then they are accepted, or refused by option",
    )

    folder = "word"

    def language(self, archive: Archive, *, name: str) -> str | None:
        """dc:language, else what styles and settings declare."""
        return declared_lang(archive, name=name)

    def parts(
        self,
        skeleton: PackageSkeleton,
        *,
        name: str,
        lang: str | None = None,  # noqa: ARG002
    ) -> Iterator[TreePart]:
        """The title, the text parts, and charts and diagrams."""
        archive, options = skeleton.archive, skeleton.options
        styles = style_names(archive, name=name)
        kept = KEPT_STYLES.union(map(folded_style, options.keep_styles))
        kept = kept.union(
            folded_style(key) for key, title in styles.items() if folded_style(title) in kept
        )
        reader = _Reader(styles, kept, options.tracked_changes)
        yield from title_part(archive, name=name)
        texts = (
            part
            for file, role in _text_parts(archive, name=name)
            for part in reader.parts(file, archive.parts[file], role, name=name)
        )
        for part in numbered(chain(texts, _drawings(archive, name=name))):
            yield replace(part, places=_with_mirrors(part.places))

    def in_language(
        self, skeleton: PackageSkeleton, written: Mapping[str, bytes], lang: str
    ) -> Mapping[str, bytes]:
        """The core properties, the styles and the settings."""
        return with_lang(skeleton.archive, written, lang)


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


def _drawings(archive: Archive, *, name: str) -> Iterator[TreePart]:
    """Charts and diagrams; a diagram has its text twice, as data and as it is shown."""
    for kind in ("drawingml.chart", "drawingml.diagramData", "drawingml.diagramDrawing"):
        for file in parts_of_type(archive, kind, name=name):
            root = parse_xml(archive.parts[file], name=f"{name} ({file})")
            places = list(drawing_places(root, BlockKind.CAPTION))
            yield TreePart(file, archive.parts[file], root, places, DrawingDialect())


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the paragraphs of all parts are read by."""

    styles: Mapping[str, str]
    kept_styles: frozenset[str]
    tracked_changes: TrackedChanges

    def parts(self, file: str, data: bytes, role: str, *, name: str) -> Iterator[TreePart]:
        """A part paragraph by paragraph, so that a long text is never held as a whole tree."""
        where = f"{name} ({file})"
        for unit in cut_units(data, name=where, units=_UNITS, watched=_CELL):
            root = unit.parsed(name=where)
            inside = "cell" if role == "document" and unit.inside else role
            revised = has_revisions(unit.content)
            if revised:
                settle(root, self.tracked_changes, removable=inside == "document")
            places = list(self._places(root, inside))
            if places or revised:
                yield TreePart(file, data, root, places, DocxDialect(), unit, revised)

    def _places(self, root: Element, role: str) -> Iterator[Place]:
        for element in root.iter(f"{W}p", _DOCPR):
            if element.tag == _DOCPR:
                yield from attribute_places(element, "title", "descr")
                continue
            paragraph = read_paragraph(
                paragraph_items(element, self.kept_styles),
                block_id="",
                kind=paragraph_kind(element, role, self.styles),
            )
            if paragraph is not None:
                yield Place(paragraph.block, element, paragraph)


def _with_mirrors(places: list[Place]) -> list[Place]:
    """Let the paragraphs of an mc:Fallback follow their twins in the same mc:AlternateContent.

    A twin has the same text and codes. A fallback that says something else has its own blocks.
    """
    result: list[Place] = []
    for place in places:
        twin = None
        fallback = next(place.element.iterancestors(_FALLBACK), None)
        if fallback is not None and (whole := fallback.getparent()) is not None:
            inside = (other for other in result if whole in other.element.iterancestors(whole.tag))
            same = (place.block.text, place.block.inlines)
            twin = next((o.block for o in inside if (o.block.text, o.block.inlines) == same), None)
        result.append(place if twin is None else replace(place, block=twin, mirror=True))
    return result
