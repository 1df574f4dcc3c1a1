"""PowerPoint presentations: slides in their order, tables, groups, notes, charts, diagrams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from g60translate.documents.archive import Archive
from g60translate.documents.model import Block, BlockKind, Remark
from g60translate.documents.office.books import BookPart, book_remarks, with_books
from g60translate.documents.office.drawingml import DrawingDialect, drawing_places
from g60translate.documents.office.frame import OfficeCodec
from g60translate.documents.office.mirrors import with_copies, with_mirrors
from g60translate.documents.office.package import parts_of_type, property_parts, related
from g60translate.documents.office.parts import Place, TreePart, numbered
from g60translate.documents.package.frame import PackageSkeleton
from g60translate.documents.xml.parsing import Element, parse_xml
from g60translate.errors import BrokenDocument

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAIN = ("presentation.main", "slideshow.main", "template.main", "presentation.macroEnabled.main")
# What a slide shows besides its own shapes, by the last word of the relationship's type. A diagram
# has its text twice: as data, and as the drawing that is shown until somebody edits it.
_BELONGING = ("chart", "chartEx", "diagramData", "diagramDrawing", "notesSlide")
_KINDS = {
    "title": BlockKind.HEADING,
    "ctrTitle": BlockKind.HEADING,
    "subTitle": BlockKind.HEADING,
    "hdr": BlockKind.HEADER,
    "ftr": BlockKind.FOOTER,
}


class PptxCodec(OfficeCodec):
    """PresentationML packages (ISO/IEC 29500), also with macros and as templates and shows."""

    name = "pptx"
    suffixes = (".pptx", ".pptm", ".potx", ".ppsx")
    kept = (
        "layout, masters, animations, media and every part without text",
        "character formatting, links, line breaks, slide numbers and dates",
        "slides, tables, grouped shapes, notes, charts and diagrams, translated in place",
        "alternative texts of images, translated",
    )

    folder = "ppt"
    comment_kinds = ("comments", "commentAuthors", "authors")

    def parts(
        self, skeleton: PackageSkeleton, *, name: str, lang: str | None = None
    ) -> Iterator[TreePart | BookPart]:
        """The properties, and each slide with what belongs to it; new runs say `lang`."""
        archive = skeleton.archive
        yield from property_parts(archive, name=name)
        parts = (
            TreePart(file, archive.parts[file], root, list(_places(root)), DrawingDialect(lang))
            for file in _text_parts(archive, name=name)
            for root in (parse_xml(archive.parts[file], name=f"{name} ({file})"),)
        )
        mirrored = (replace(p, places=with_mirrors(p.places)) for p in numbered(parts))
        yield from with_books(archive, with_copies(mirrored), name=name)

    def remarks(
        self, skeleton: PackageSkeleton, blocks: Sequence[Block], *, name: str
    ) -> Iterable[Remark]:
        """That comments go out, and that the table behind a chart stays."""
        yield from super().remarks(skeleton, blocks, name=name)
        yield from book_remarks(skeleton.archive, name=name)


def _text_parts(archive: Archive, *, name: str) -> list[str]:
    """Each slide in the order of the show, followed by what belongs to it; nothing twice."""
    main = next((p for kind in _MAIN for p in parts_of_type(archive, kind, name=name)), None)
    if main is None:
        raise BrokenDocument(
            f"{name} has no presentation part. Open it in its own program and save it again."
        )
    root = parse_xml(archive.parts[main], name=f"{name} ({main})")
    targets = related(archive, main, name=name)
    found: dict[str, None] = {}
    for entry in root.iter(f"{_P}sldId"):
        _, slide = targets.get(entry.get(f"{_R}id", ""), ("", ""))
        if slide not in archive.parts:
            continue
        found[slide] = None
        belonging = related(archive, slide, name=name).values()
        for kind in _BELONGING:
            found.update((part, None) for of, part in belonging if of == kind)
    return [part for part in found if part in archive.parts]


def _places(root: Element) -> Iterator[Place]:
    """Shape by shape, since the placeholder's type decides about the kind."""
    shapes = {shape: _role(shape) for shape in root.iter(f"{_P}sp")}
    if not shapes:
        role = BlockKind.CAPTION if root.tag.endswith("}chartSpace") else BlockKind.PARAGRAPH
        yield from drawing_places(root, role, "cNvPr")
        return
    for place in drawing_places(root, BlockKind.PARAGRAPH, "cNvPr"):
        shape = next(place.element.iterancestors(f"{_P}sp"), None)
        yield place if shape is None or place.paragraph is None else _as(place, shapes[shape])


def _as(place: Place, role: BlockKind) -> Place:
    """The place with its shape's role, unless it is an ordinary one."""
    return place if role is BlockKind.PARAGRAPH else place.with_kind(role)


def _role(shape: Element) -> BlockKind:
    placeholder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    kind = placeholder.get("type", "") if placeholder is not None else ""
    return _KINDS.get(kind, BlockKind.PARAGRAPH)
