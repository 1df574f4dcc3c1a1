"""Word documents: text, tables, headers, footers, notes, text boxes, links and fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from g60translate.documents.archive import Archive
from g60translate.documents.model import Block, BlockKind, Document, Remark
from g60translate.documents.office.books import BookPart, book_remarks, with_books
from g60translate.documents.office.charts import CHARTS
from g60translate.documents.office.comments import without_marks
from g60translate.documents.office.docx.languages import following, spoken_in
from g60translate.documents.office.docx.paragraphs import RunReading
from g60translate.documents.office.docx.properties import folded_style
from g60translate.documents.office.docx.styles import declared_lang, read_styles, with_lang
from g60translate.documents.office.docx.texts import TextReader
from g60translate.documents.office.drawingml import DrawingDialect, drawing_places
from g60translate.documents.office.frame import OfficeCodec
from g60translate.documents.office.mirrors import with_copies, with_mirrors
from g60translate.documents.office.package import parts_of_type, property_parts
from g60translate.documents.office.parts import TreePart, numbered
from g60translate.documents.package.frame import PackageSkeleton
from g60translate.documents.xml.parsing import parse_xml
from g60translate.errors import BrokenDocument

_MAIN_TYPES = (
    *("document.main", "template.main"),
    *("document.macroEnabled.main", "template.macroEnabledTemplate.main"),
)
KEPT_STYLES = frozenset(("donottranslate", "notranslate", "tw4winexternal", "tw4wininternal"))


class DocxCodec(OfficeCodec):
    """WordprocessingML packages (ISO/IEC 29500), also with macros and as templates.

    Text in the do-not-translate styles, and in those that the options name, is kept.
    """

    name = "docx"
    suffixes = (".docx", ".docm", ".dotx", ".dotm")
    kept = (
        "styles, numbering, tables, sections, images and every part without text",
        "character formatting, links, bookmarks, comments, fields, foot- and endnote marks",
        "headers, footers, notes, text boxes, charts and diagrams, translated in place",
        "tracked changes while nothing is translated; then they are accepted, or refused by option",
    )

    folder = "word"
    comment_kinds = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")

    def language(self, archive: Archive, *, name: str) -> str | None:
        """dc:language, else what styles and settings declare."""
        return declared_lang(archive, name=name)

    def spoken(self, archive: Archive, lang: str | None, *, name: str) -> str | None:
        """The language of the main text, else the declared one."""
        main = next(_text_parts(archive, name=name), None)
        return (spoken_in(archive.parts[main[0]]) if main is not None else None) or lang

    def parts(
        self, skeleton: PackageSkeleton, *, name: str, lang: str | None = None
    ) -> Iterator[TreePart | BookPart]:
        """The properties, the text parts, and charts and diagrams."""
        archive, options = skeleton.archive, skeleton.options
        styles = read_styles(archive, name=name)
        kept = KEPT_STYLES.union(map(folded_style, options.keep_styles))
        kept = kept.union(
            folded_style(key)
            for key, style in styles.by_id.items()
            if folded_style(style.name) in kept
        )
        reading = RunReading(kept, styles, skeleton.home, with_comments=options.comments == "keep")
        reader = TextReader(reading, options.tracked_changes, lang)
        yield from property_parts(archive, name=name)
        texts = (
            part
            for file, role in _text_parts(archive, name=name)
            for part in reader.parts(file, archive.parts[file], role, name=name)
        )
        parts = numbered(chain(texts, _drawings(archive, name=name)))
        mirrored = (replace(part, places=with_mirrors(part.places)) for part in parts)
        yield from with_books(archive, with_copies(mirrored), name=name)

    def remarks(
        self, skeleton: PackageSkeleton, blocks: Sequence[Block], *, name: str
    ) -> Iterable[Remark]:
        """That comments go out, and that the table behind a chart stays."""
        yield from super().remarks(skeleton, blocks, name=name)
        yield from book_remarks(skeleton.archive, name=name)

    def following(
        self, document: Document, skeleton: PackageSkeleton, written: Mapping[str, bytes]
    ) -> Mapping[str, bytes]:
        """The comments and their marks, where those are not wanted."""
        changed = dict(super().following(document, skeleton, written))
        if skeleton.options.comments == "drop":
            for part, _ in _text_parts(skeleton.archive, name="the document"):
                changed[part] = without_marks(written.get(part, skeleton.archive.parts[part]))
        return changed

    def in_language(
        self, skeleton: PackageSkeleton, written: Mapping[str, bytes], lang: str
    ) -> Mapping[str, bytes]:
        """The core properties, the styles and the settings, and runs that say their language."""
        archive, home = skeleton.archive, skeleton.home
        changed = with_lang(archive, written, lang, home=home)
        for part, _ in _text_parts(archive, name="the document") if home else ():
            changed[part] = following(written.get(part, archive.parts[part]), lang, home=home or "")
        return changed


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
    for kind in (*CHARTS, "drawingml.diagramData", "drawingml.diagramDrawing"):
        for file in parts_of_type(archive, kind, name=name):
            root = parse_xml(archive.parts[file], name=f"{name} ({file})")
            places = list(drawing_places(root, BlockKind.CAPTION))
            yield TreePart(file, archive.parts[file], root, places, DrawingDialect())
