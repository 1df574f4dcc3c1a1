"""What docs/formats.md says and no other test shows."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from g60translate.documents.archive import read_archive
from g60translate.documents.files import read_document, write_document
from g60translate.documents.model import BlockKind, Document
from g60translate.documents.office.docx.codec import DocxCodec
from g60translate.errors import UnsupportedFormat
from tests.documents.office.test_docx import body_after, p, r, word
from tests.documents.office.test_pptx import r as pptx_run
from tests.documents.office.test_pptx import shape, show
from tests.documents.office.test_xlsx import book
from tests.documents.pretend import translated

A_NS = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
TYPE = "application/vnd.openxmlformats-officedocument.{}+xml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
CHART = f'<c:chartSpace xmlns:c="c" {A_NS}><a:p><a:r><a:t>im bild</a:t></a:r></a:p></c:chartSpace>'
DIAGRAM = f'<dgm:data xmlns:dgm="d" {A_NS}><a:p><a:r><a:t>im kasten</a:t></a:r></a:p></dgm:data>'


def with_parts(data: bytes, *parts: tuple[str, str, str], rels: str = "") -> bytes:
    """The package with parts of (name, content type, XML), and relationships for slide 1."""
    target = io.BytesIO()
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{TYPE.format(kind)}"/>'
        for name, kind, _ in parts
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = old.read(info.filename).decode()
            new.writestr(info, content.replace("</Types>", f"{overrides}</Types>"))
        for name, _, xml in parts:
            new.writestr(name, xml)
        if rels:
            path = "ppt/slides/_rels/slide1.xml.rels"
            new.writestr(path, f"<Relationships>{rels}</Relationships>")
    return target.getvalue()


def read(data: bytes, name: str) -> Document:
    document = read_document(data, name=name)
    assert write_document(document) == data
    return document


def part_after(data: bytes, part: str, name: str) -> str:
    written = write_document(translated(read(data, name)))
    return read_archive(written, name=name).parts[part].decode()


def test_charts_and_diagrams_in_word_are_translated() -> None:
    data = with_parts(
        word(p(r("text"))),
        ("word/charts/chart1.xml", "drawingml.chart", CHART),
        ("word/diagrams/data1.xml", "drawingml.diagramData", DIAGRAM),
    )
    blocks = read(data, "a.docx").blocks
    assert [(b.text, b.kind) for b in blocks] == [
        ("text", BlockKind.PARAGRAPH),
        ("im bild", BlockKind.CAPTION),
        ("im kasten", BlockKind.CAPTION),
    ]
    assert "IM BILD" in part_after(data, "word/charts/chart1.xml", "a.docx")
    assert "IM KASTEN" in part_after(data, "word/diagrams/data1.xml", "a.docx")


def test_comments_in_word_stay_and_their_marks_keep_their_places() -> None:
    mark = '<w:commentRangeStart w:id="1"/>'
    end = '<w:commentRangeEnd w:id="1"/>'
    reference = '<w:r><w:commentReference w:id="1"/></w:r>'
    source = word(p(r("a "), mark, r("b"), end, reference, r(" c")), comments="<w:comments W/>")
    body = body_after(source)
    order = [body.index(piece) for piece in (">A ", mark, ">B<", end, reference, "> C<")]
    assert order == sorted(order)
    data = with_parts(
        word(p(r("a"))), ("word/comments.xml", "wordprocessingml.comments", "<x>nein</x>")
    )
    assert [block.text for block in read(data, "a.docx").blocks] == ["a"]


def test_hidden_text_in_word_stays_hidden_and_untranslated() -> None:
    body = body_after(word(p(r("a "), r("verdeckt", "<w:vanish/>"), r("b"))))
    assert '<w:vanish/></w:rPr><w:t xml:space="preserve">verdeckt</w:t>' in body


def test_numbering_and_section_properties_stay() -> None:
    properties = "<w:pPr><w:numPr><w:numId w:val='7'/></w:numPr><w:sectPr/></w:pPr>"
    document = read(word(p(properties, r("punkt"))), "a.docx")
    assert document.blocks[0].kind is BlockKind.LIST_ITEM
    assert body_after(word(p(properties, r("punkt")))).startswith(
        f"<w:p>{properties}".replace("'", '"')
    )


def test_charts_and_diagrams_on_slides_come_with_their_slide() -> None:
    rels = "".join(
        f'<Relationship Id="r{n}" Type="{RELS.format(kind)}" Target="{target}"/>'
        for n, (kind, target) in enumerate(
            [
                ("diagramData", "../diagrams/data1.xml"),
                ("chart", "/ppt/charts/chart1.xml"),
                ("hyperlink", "http://nein"),
            ]
        )
    )
    data = with_parts(
        show(shape(pptx_run("eins")), shape(pptx_run("zwei"))),
        ("ppt/charts/chart1.xml", "drawingml.chart", CHART),
        ("ppt/diagrams/data1.xml", "drawingml.diagramData", DIAGRAM),
        rels=rels,
    )
    texts = [block.text for block in read(data, "a.pptx").blocks]
    assert texts == ["eins", "im bild", "im kasten", "zwei"]
    assert "IM KASTEN" in part_after(data, "ppt/diagrams/data1.xml", "a.pptx")


def test_shapes_and_charts_on_sheets_are_translated() -> None:
    drawing = (
        f'<xdr:wsDr xmlns:xdr="x" {A_NS}><xdr:cNvPr descr="ein bild"/>'
        "<a:p><a:r><a:t>im feld</a:t></a:r></a:p></xdr:wsDr>"
    )
    data = with_parts(
        book("<si><t>zelle</t></si>"),
        ("xl/drawings/drawing1.xml", "drawing", drawing),
        ("xl/charts/chart1.xml", "drawingml.chart", CHART),
    )
    assert [b.text for b in read(data, "a.xlsx").blocks] == [
        "zelle",
        "ein bild",
        "im feld",
        "im bild",
    ]
    written = part_after(data, "xl/drawings/drawing1.xml", "a.xlsx")
    assert 'descr="EIN BILD"' in written
    assert "IM FELD" in written


def test_the_language_of_word_settings_is_the_last_resort() -> None:
    settings = '<w:settings W><w:themeFontLang w:val="fr-FR"/></w:settings>'
    data = word(p(r("a")), settings=settings)
    document = read(data, "a.docx")
    assert document.lang == "fr-FR"
    written = write_document(document.with_blocks({}, lang="en-GB"))
    assert read(written, "a.docx").lang == "en-GB"


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", word(p(r("das tal")))), ("a.html", b"<html lang=de><p>das tal</p></html>")],
)
def test_the_direction_of_writing_is_not_changed(name: str, data: bytes) -> None:
    arabic = translated(read(data, name), lambda b: type(b)(b.id, b.kind, "الوادي"), lang="ar")
    written = write_document(arabic)
    text = (
        read_archive(written, name=name).parts["word/document.xml"] if name == "a.docx" else written
    )
    assert "الوادي" in text.decode()
    assert not re.search(r"bidi|rtl|dir=", text.decode())


def test_a_po_header_declares_the_encoding() -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-2\\n"\n\n'
    source = f'{header}msgid "ő"\nmsgstr ""\n'
    document = read(source.encode("iso8859-2"), "a.po")
    assert document.blocks[0].text == "ő"
    assert 'msgstr "Ő"'.encode("iso8859-2") in write_document(translated(document))
    chinese = translated(document, lambda block: type(block)(block.id, block.kind, "规模"))
    written = write_document(chinese).decode("utf-8")
    assert "charset=UTF-8" in written
    assert 'msgid "ő"\nmsgstr "规模"' in written


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2"])
def test_versions_of_xliff_2(version: str) -> None:
    names = f"urn:oasis:names:tc:xliff:document:{'2.2' if version == '2.2' else '2.0'}"
    source = (
        f'<xliff version="{version}" srcLang="de" xmlns="{names}">'
        '<file id="f"><unit id="u"><segment><source>tal</source></segment></unit></file></xliff>'
    )
    written = write_document(translated(read(source.encode(), "a.xlf"))).decode()
    assert "<source>tal</source><target>TAL</target>" in written


def test_a_paragraph_that_markdown_reads_through_half_tabs_is_left_alone_or_right() -> None:
    for source in ("1.  a\n\n \tb\n", "-\ta\n\n  \tb\n", "- a\n\n\t\tnein\n"):
        document = read(source.encode(), "a.md")
        written = write_document(translated(document)).decode()
        assert re.sub(r"\s", "", written).upper() == re.sub(r"\s", "", source).upper()
        assert len(read(written.encode(), "a.md").blocks) == len(document.blocks)


def test_a_changed_paragraph_of_markdown_is_written_on_one_line() -> None:
    source = "# a\n\ndas tal\nist groß\n\ndas dorf\nnicht\n"
    document = read(source.encode(), "a.md")
    block = next(block for block in document.blocks if block.text.startswith("das tal"))
    changed = type(block)(block.id, block.kind, "the valley is big")
    written = write_document(document.with_blocks({block.id: changed})).decode()
    assert written == "# a\n\nthe valley is big\n\ndas dorf\nnicht\n"


def test_columns_made_with_spaces_do_not_stay_under_each_other() -> None:
    document = read(b"Preis   12\nMengen  3\n", "a.txt")
    assert [block.text for block in document.blocks] == ["Preis 12", "Mengen 3"]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.txt", "Größe"),
        ("a.md", "Größe"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nGröße\n"),
    ],
)
def test_plain_files_become_utf8_where_their_encoding_does_not_do(name: str, source: str) -> None:
    document = read(source.encode("cp1252"), name)
    changed = translated(document, lambda block: type(block)(block.id, block.kind, "规模"))
    assert write_document(changed) == source.replace("Größe", "规模").encode()


def test_strict_office_files_are_refused_with_advice() -> None:
    ordinary = read_archive(word(p(r("a"))), name="x")
    main = ordinary.parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org", b"http://purl.oclc.org/ooxml"
    )
    data = ordinary.replaced({"word/document.xml": main})
    with pytest.raises(UnsupportedFormat, match="Strict Open XML"):
        read_document(data, name="a.docx")


def test_styles_can_be_named_by_id_or_by_name() -> None:
    name = '<w:name w:val="Do Not Translate"/>'
    styles = f'<w:styles W><w:style w:styleId="x1">{name}</w:style></w:styles>'
    run = '<w:r><w:rPr><w:rStyle w:val="x1"/></w:rPr><w:t>G60</w:t></w:r>'
    data = word(p(r("das "), run, r(" tal")), styles=styles)
    (code,) = DocxCodec().read(data, name="a.docx").blocks[0].inlines
    assert code.tag == "keep1"
