"""The document as DOCX (ISO/IEC 29500): headings, lists, tables, links, footnotes, pictures.

Written by hand and not by python-docx, which has no footnotes and stamps each file with the time:
here the same document gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from g60translate.documents.pdf.model import (
    Editable,
    Figure,
    Heading,
    Item,
    Paragraph,
    Part,
    Span,
    Spans,
    Table,
)
from g60translate.documents.pdf.writing.docx_parts import (
    CONTENT_TYPES,
    DOCUMENT,
    FOOTNOTES,
    NUMBERING,
    PACKAGE_RELS,
    PICTURE,
    RELATION,
    RELATIONS,
    SETTINGS,
    STYLES,
    core_properties,
)

# ZIP knows no earlier time.
_DATE = (1980, 1, 1, 0, 0, 0)
_EMU, _TEXT_WIDTH = 12700, 453.0
_BULLETS = 1
_KINDS = {"png": "png", "jpeg": "jpg"}
_WIDTH_TWIPS = 9060


@dataclass(slots=True)
class _Writer:
    """The parts of the package as they are made."""

    relations: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    named: dict[bytes, str] = field(default_factory=dict)
    lists: list[int] = field(default_factory=list)
    pictures: int = 0

    def body(self, parts: Sequence[Part]) -> Iterator[str]:
        """All paragraphs and tables."""
        before: Part | None = None
        for part in parts:
            match part:
                case Heading():
                    yield self._paragraph(part.spans, f'<w:pStyle w:val="Heading{part.level}"/>')
                case Paragraph():
                    yield self._paragraph(part.spans)
                case Item():
                    yield self._item(part, before)
                case Table():
                    yield from self._table(part)
                case Figure():
                    yield f"<w:p><w:r>{self._picture(part)}</w:r></w:p>"
            before = part

    def note(self, number: int, spans: Spans) -> str:
        """A footnote."""
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        blank = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
        return (
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"{mark}{blank}{self._runs(spans, linked=False)}</w:p></w:footnote>"
        )

    def numbering(self) -> str:
        """A count for each list with numbers, from where it begins."""
        counts = (
            f'<w:num w:numId="{place}"><w:abstractNumId w:val="1"/>'
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for place, start in enumerate(self.lists, _BULLETS + 1)
        )
        return NUMBERING.replace("<!--counts-->", "".join(counts))

    def _relation(self, kind: str, target: str, *, outside: bool = False) -> str:
        name = f"rId{len(self.relations) + 10}"
        mode = ' TargetMode="External"' if outside else ""
        self.relations.append(RELATION.format(name, kind, quoteattr(target), mode))
        return name

    def _paragraph(self, spans: Spans, properties: str = "") -> str:
        head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        return f"<w:p>{head}{self._runs(spans)}</w:p>"

    def _item(self, item: Item, before: Part | None) -> str:
        number = _BULLETS
        if item.number is not None:
            goes_on = isinstance(before, Item) and (
                before.number is not None or before.level != item.level
            )
            if not (self.lists and goes_on):
                self.lists.append(item.number)
            number = _BULLETS + len(self.lists)
        style = "ListBullet" if item.number is None else "ListNumber"
        return self._paragraph(
            item.spans,
            f'<w:pStyle w:val="{style}"/><w:numPr><w:ilvl w:val="{item.level}"/>'
            f'<w:numId w:val="{number}"/></w:numPr>',
        )

    def _table(self, table: Table) -> Iterator[str]:
        columns = len(table.rows[0])
        width = _WIDTH_TWIPS // columns
        yield '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        yield "</w:tblPr><w:tblGrid>" + f'<w:gridCol w:w="{width}"/>' * columns + "</w:tblGrid>"
        for row in table.rows:
            yield "<w:tr>"
            for cell in row:
                inside = "".join(self._paragraph(spans) for spans in cell) or "<w:p/>"
                yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'
            yield "</w:tr>"
        # Word asks for a paragraph behind a table.
        yield "</w:tbl><w:p/>"

    def _picture(self, figure: Figure) -> str:
        if figure.data not in self.named:
            name = f"image{len(self.named) + 1}.{_KINDS[figure.kind]}"
            self.media[f"word/media/{name}"] = figure.data
            self.named[figure.data] = self._relation("image", f"media/{name}")
        self.pictures += 1
        scale = min(1.0, _TEXT_WIDTH / max(figure.width, 1))
        return PICTURE.format(
            name=self.named[figure.data],
            number=self.pictures,
            width=round(figure.width * scale * _EMU),
            height=round(figure.height * scale * _EMU),
        )

    def _runs(self, spans: Spans, *, linked: bool = True) -> str:
        found = []
        for span in spans:
            run = _run(span)
            if span.link and linked:
                if span.link not in self.links:
                    self.links[span.link] = self._relation("hyperlink", span.link, outside=True)
                run = f'<w:hyperlink r:id="{self.links[span.link]}">{run}</w:hyperlink>'
            found.append(run)
        return "".join(found)


def _language(lang: str) -> str:
    return f'<w:lang w:val="{escape(lang)}"/>' if lang else ""


def _run(span: Span) -> str:
    if span.note:
        return (
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{span.note}"/></w:r>'
        )
    marks = (
        '<w:rStyle w:val="Hyperlink"/>' * bool(span.link)
        + "<w:b/>" * span.bold
        + "<w:i/>" * span.italic
        + '<w:vertAlign w:val="superscript"/>' * span.raised
    )
    head = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    texts = (f'<w:t xml:space="preserve">{escape(text)}</w:t>' for text in span.text.split("\t"))
    return f"<w:r>{head}{'<w:tab/>'.join(texts)}</w:r>"


def as_docx(whole: Editable) -> bytes:
    """A package that Word and LibreOffice open."""
    writer = _Writer()
    body = "".join(writer.body(whole.parts))
    notes = "".join(writer.note(number, spans) for number, spans in whole.notes.items())
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELS,
        "docProps/core.xml": core_properties(escape(whole.title), escape(whole.lang)),
        "word/document.xml": DOCUMENT.replace("<!--body-->", body),
        "word/styles.xml": STYLES.replace("<!--lang-->", _language(whole.lang)),
        "word/numbering.xml": writer.numbering(),
        "word/footnotes.xml": FOOTNOTES.replace("<!--notes-->", notes),
        "word/settings.xml": SETTINGS,
        "word/_rels/document.xml.rels": RELATIONS.replace(
            "<!--relations-->", "".join(writer.relations)
        ),
        **writer.media,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()
