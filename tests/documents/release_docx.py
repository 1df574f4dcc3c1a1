"""The press release as Word writes it; footnotes are a part that python-docx does not make."""

from __future__ import annotations

import io

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from tests.documents import release_text as say
from tests.documents.release_text import Sentence


def release_docx() -> bytes:
    """The release as Word writes it; footnotes are a part that python-docx does not make."""
    document = docx.Document()
    document.core_properties.title = say.TITLE
    document.core_properties.language = "de-DE"
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.add_run().add_picture(io.BytesIO(say.LOGO), width=Cm(6))
    head.add_run(f"\t\t{say.KIND}").bold = True
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(f"{say.SENDER} · Seite ")
    _field(foot, "PAGE", "1")
    foot.add_run(" von ")
    _field(foot, "NUMPAGES", "2")
    document.add_heading(say.TITLE, 1)
    notes: list[str] = []
    for sentence in (say.LEAD, say.CAPITAL):
        _runs(document.add_paragraph(), sentence, notes)
    _runs(document.add_paragraph(style="Intense Quote"), say.QUOTE, notes)
    document.add_heading(say.LIST_HEAD, 2)
    for sentence in say.LIST:
        _runs(document.add_paragraph(style="List Bullet"), sentence, notes)
    table = document.add_table(len(say.TABLE) + 1, 2, style="Light Grid Accent 1")
    table.cell(0, 0).merge(table.cell(0, 1)).text = say.TABLE_HEAD
    for number, row in enumerate(say.TABLE, start=1):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    picture = document.add_paragraph().add_run().add_picture(io.BytesIO(say.PHOTO), width=Cm(9))
    picture._inline.docPr.set("descr", say.ALT)
    document.add_paragraph(say.CAPTION, style="Caption")
    for sentence in (say.PLACE, say.CONTACT):
        _runs(document.add_paragraph(), sentence, notes)
    _add_notes(document, notes)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _runs(paragraph: Paragraph, sentence: Sentence, notes: list[str]) -> None:
    for look, text in sentence:
        if look == "a":
            key = paragraph.part.relate_to(
                say.LINKS[text], RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            run = paragraph.add_run(text)
            run.font.underline = True
            link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"/>')
            link.append(run._r)
            paragraph._p.append(link)
        elif look == "n":
            notes.append(text)
            run = paragraph.add_run()
            run.font.superscript = True
            run._r.append(
                parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{len(notes) + 1}"/>')
            )
        else:
            run = paragraph.add_run(text)
            run.bold, run.italic = look == "b" or None, look == "i" or None


def _field(paragraph: Paragraph, code: str, result: str) -> None:
    for inner in (
        '<w:fldChar w:fldCharType="begin"/>',
        f"<w:instrText> {code} </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{result}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))


def _add_notes(document: WordDocument, notes: list[str]) -> None:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}">'
        f"<w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for number, kind in enumerate(("separator", "continuationSeparator"))
    )
    own = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteRef/></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr>'
        f'<w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(notes, start=2)
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f"<w:footnotes {nsdecls('w')}>{separators}{own}</w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
