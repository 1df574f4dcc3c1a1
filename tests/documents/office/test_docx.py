from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.archive import read_archive
from g60translate.documents.files import read_document, write_document
from g60translate.documents.model import Block, BlockKind, Document, InlineKind
from g60translate.documents.office.docx.codec import DocxCodec
from g60translate.documents.options import ReadingOptions
from g60translate.errors import BrokenDocument
from tests.documents.pretend import shout, shouted, spans, stripped, translated, turned

CODEC = DocxCodec()
W_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def saved(document: WordDocument) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_parts(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    """The package with parts exchanged or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            new.writestr(info, parts.get(info.filename, old.read(info.filename)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return target.getvalue()


EMPTY = saved(docx.Document())


_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def word(body: str, **parts: str) -> bytes:
    """A package whose body is this XML; further parts by file name without `.xml`."""
    files = {"document": f"<w:document W><w:body>{body}</w:body></w:document>", **parts}
    kinds = {name: re.sub(r"\d", "", name) for name in files} | {"document": "document.main"}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE.format(kinds[name])}"/>'
        for name in files
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        for name, xml in files.items():
            archive.writestr(f"word/{name}.xml", xml.replace(" W>", f" {W_NS}>"))
    return target.getvalue()


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def read(data: bytes) -> Document:
    document = CODEC.read(data, name="x.docx")
    assert CODEC.write(document) == data
    return document


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


def body_after(data: bytes, change: Callable[[Block], Block] = shouted) -> str:
    """The body's XML with every block changed, without namespace declarations."""
    written = CODEC.write(translated(read(data), change))
    xml = read_archive(written, name="x").parts["word/document.xml"].decode()
    inner = xml[xml.index("<w:body>") + 8 : xml.index("</w:body>")]
    return re.sub(r' xmlns:\w+="[^"]*"', "", inner)


BOLD = "<w:b/>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
LINK = '<w:hyperlink r:id="rId9" w:history="1">{}</w:hyperlink>'
NOTE = '<w:r><w:rPr><w:rStyle w:val="x"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
NOTES = (
    '<w:footnotes W><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
    "<w:r><w:t>Die Note</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
IMAGE = "<w:r><w:drawing><wp:inline/></w:drawing></w:r>"


BODIES = [
    ("", []),
    (p(), []),
    (p(r("Hallo")), ["Hallo"]),
    (p(r("– 。")), []),
    (p(r("Ta"), r("l")), ["Tal"]),
    (p(r("Ta", '<w:lang w:val="de-DE"/>'), "<w:proofErr/>", r("l")), ["Tal"]),
    (p(r("Ta", '<w:rFonts w:hint="eastAsia"/>'), r("l", "<w:noProof/>")), ["Tal"]),
    (p(r("fett", BOLD)), ["fett"]),
    (p(r("a "), r("fett", BOLD), r(" b")), ["a fett b"]),
    (p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"), ["a\nb\tc"]),
    (p("<w:r><w:t>a</w:t><w:br w:type='page'/><w:t>b</w:t></w:r>"), ["a\nb"]),
    (p("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>"), ["a\u2011b"]),
    (p(LINK.format(r("Link"))), ["Link"]),
    (p(r("ein "), LINK.format(r("Link") + r("!", BOLD))), ["ein Link!"]),
    (p(r("S. "), FIELD.format("PAGE", r("7")), r(" von")), ["S. 7 von"]),
    (p(FIELD.format("PAGE", r("7"))), []),
    (p(r("zum "), FIELD.format('HYPERLINK "x"', r("Netz"))), ["zum Netz"]),
    (p('<w:fldSimple w:instr="TITLE">' + r("Tal") + "</w:fldSimple>" + r(" x")), ["Tal x"]),
    (p("<w:ins>" + r("neu ") + "</w:ins><w:del w:id='1' w:author='a'><w:r><w:delText>alt"
       "</w:delText></w:r></w:del>" + r("x")), ["neu x"]),
    (p("<w:moveFrom>" + r("weg ") + "</w:moveFrom><w:moveTo>" + r("da") + "</w:moveTo>"),
     ["da"]),
    (p("<w:sdt><w:sdtPr/><w:sdtContent>" + r("Feld") + "</w:sdtContent></w:sdt>"), ["Feld"]),
    ("<w:sdt><w:sdtContent>" + p(r("Feld")) + "</w:sdtContent></w:sdt>", ["Feld"]),
    (p("<w:smartTag>" + r("Ber") + "</w:smartTag>" + r("lin")), ["Berlin"]),
    (p(r("ver"), r("steckt", "<w:vanish/>"), r("t")), ["vert"]),
    (p(r("a"), NOTE, r(" b")), ["a b"]),
    (p(r("a "), "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", r(" b")), ["a  b"]),
    (p(r("a"), '<w:bookmarkStart w:id="0" w:name="_GoBack"/>', r("b")), ["ab"]),
    (p("<w:r><w:ruby><w:rt>" + r("kan") + "</w:rt><w:rubyBase>" + r("漢")
       + "</w:rubyBase></w:ruby></w:r>" + r("字")), ["漢字"]),
    ("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p(r("A"))
     + "</w:tc></w:tr><w:tr><w:tc>" + p(r("b")) + "</w:tc><w:tc>"
     + "<w:tbl><w:tr><w:tc>" + p(r("innen")) + "</w:tc></w:tr></w:tbl>" + p()
     + "</w:tc></w:tr></w:tbl>", ["A", "b", "innen"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_reads_what_word_shows(body: str, expected: list[str]) -> None:
    data = word(body)
    assert texts(data) == expected
    for change in (shouted, turned, stripped):
        changed = translated(read(data), change)
        again = CODEC.read(CODEC.write(changed), name="y")
        assert [b.text.strip() for b in again.blocks] == [b.text.strip() for b in changed.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("tal", BOLD)), p("<w:r><w:rPr><w:b/></w:rPr><w:t>TAL</w:t></w:r>")),
        (
            p("<w:pPr><w:jc/></w:pPr>", r("ta"), "<w:proofErr/>", r("l")),
            p("<w:pPr><w:jc/></w:pPr>", "<w:r><w:t>TAL</w:t></w:r>"),
        ),
        (
            p(r("tal", '<w:b/><w:lang w:val="de-DE"/>')),
            p("<w:r><w:rPr><w:b/></w:rPr><w:t>TAL</w:t></w:r>"),
        ),
        (
            p(r("tal"), NOTE, r(" ab")),
            p("<w:r><w:t>TAL</w:t></w:r>", NOTE, r(" AB")),
        ),
        (
            p(LINK.format(r("tal"))),
            p(LINK.format("<w:r><w:t>TAL</w:t></w:r>")),
        ),
        (
            p(IMAGE, r("tal")),
            p(IMAGE, "<w:r><w:t>TAL</w:t></w:r>"),
        ),
        (
            p(r("seite "), FIELD.format("PAGE", r("7")), r(" x")),
            p(r("SEITE "), FIELD.format("PAGE", "<w:r><w:t>7</w:t></w:r>"), r(" X")),
        ),
        (
            p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"),
            p("<w:r><w:t>A</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>B</w:t></w:r>"),
        ),
        (
            p("<w:ins w:id='1'>" + r("neu") + "</w:ins><w:del w:id='2'><w:r/></w:del>"),
            p("<w:r><w:t>NEU</w:t></w:r>"),
        ),
    ],
)
def test_writes_runs(body: str, expected: str) -> None:
    assert body_after(word(body)) == expected


def test_a_moved_link_and_note_keep_their_elements() -> None:
    data = word(p(r("vorn "), LINK.format(r("der ") + r("Link", BOLD)), NOTE, r(" hinten")))
    block = read(data).blocks[0]
    assert spans(block) == [
        ("a", "der Link", InlineKind.PAIRED),
        ("note", "", InlineKind.STANDALONE),
        ("run", "der ", InlineKind.PAIRED),
    ] or spans(block)[2] == ("run", "Link", InlineKind.PAIRED)
    body = body_after(data, turned)
    assert body.startswith('<w:p><w:hyperlink r:id="rId9" w:history="1"><w:r>')
    assert body.index("footnoteReference") < body.index("hinten") < body.index("vorn")


def test_a_lost_note_and_image_come_back_at_the_end() -> None:
    body = body_after(word(p(r("a"), NOTE, r(" b "), IMAGE, r(" c"))), stripped)
    assert body.index("A B") < body.index("footnoteReference") < body.index("<w:drawing>")


def test_crossing_pairs_become_runs() -> None:
    data = word(p(r("eins "), r("zwei", BOLD), r(" drei "), r("vier", "<w:i/>"), r(" x")))
    block = read(data).blocks[0]
    first, second = block.inlines
    crossed = replace(
        block, inlines=(replace(first, start=0, end=10), replace(second, start=5, end=20))
    )
    written = CODEC.write(read(data).with_blocks({block.id: crossed}))
    again = CODEC.read(written, name="y").blocks[0]
    assert again.text == block.text
    assert [text for _, text, _ in spans(again)] == ["eins ", "zwei "]


def everything() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Mein Titel"
    document.add_heading("Kopf", 1)
    document.add_paragraph("Text")
    document.add_paragraph("Punkt", style="List Bullet")
    document.add_paragraph("Unterschrift", style="Caption")
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "Zelle"
    document.sections[0].header.paragraphs[0].text = "Kopfzeile"
    document.sections[0].footer.paragraphs[0].text = "Fußzeile"
    return saved(document)


def test_kinds_and_reading_order() -> None:
    blocks = read(everything()).blocks
    assert [(block.text, block.kind) for block in blocks] == [
        ("Mein Titel", BlockKind.ATTRIBUTE),
        ("Kopf", BlockKind.HEADING),
        ("Text", BlockKind.PARAGRAPH),
        ("Punkt", BlockKind.LIST_ITEM),
        ("Unterschrift", BlockKind.CAPTION),
        ("Zelle", BlockKind.TABLE_CELL),
        ("Kopfzeile", BlockKind.HEADER),
        ("Fußzeile", BlockKind.FOOTER),
    ]


def test_another_program_reads_the_translation() -> None:
    written = CODEC.write(translated(read(everything()), lang="en-GB"))
    document = docx.Document(io.BytesIO(written))
    assert document.core_properties.title == "MEIN TITEL"
    assert document.core_properties.language == "en-GB"
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "KOPF",
        "TEXT",
        "PUNKT",
        "UNTERSCHRIFT",
    ]
    assert document.tables[0].cell(0, 0).text == "ZELLE"
    assert document.sections[0].header.paragraphs[0].text == "KOPFZEILE"
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Heading 1"


def test_parts_without_changed_text_keep_their_bytes() -> None:
    data = everything()
    document = read(data)
    block = next(block for block in document.blocks if block.text == "Kopfzeile")
    written = CODEC.write(document.with_blocks({block.id: shouted(block)}))
    old, new = (read_archive(file, name="x").parts for file in (data, written))
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == ["word/header1.xml"]


def test_foot_and_endnotes() -> None:
    note = (
        "<w:{0}s W><w:{0} w:id='2'>"
        + p("<w:r><w:{0}Ref/></w:r>", r(" Die Note"))
        + "</w:{0}></w:{0}s>"
    )
    data = word(
        p(r("Text"), NOTE),
        footnotes=note.format("footnote"),
        endnotes=note.format("endnote"),
    )
    blocks = read(data).blocks
    assert [block.text for block in blocks] == ["Text", "Die Note", "Die Note"]
    assert blocks[1].kind is BlockKind.FOOTNOTE
    written = read_archive(CODEC.write(translated(read(data))), name="y")
    for kind in ("footnote", "endnote"):
        xml = written.parts[f"word/{kind}s.xml"].decode()
        assert f"<w:{kind}Ref/>" in xml
        assert "DIE NOTE" in xml


TEXT_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
    '<wp:extent cx="999" cy="999"/><wp:docPr id="1" name="n" descr="ein bild"/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="999" '
    'cy="999"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr><wps:txbx><w:txbxContent>{0}'
    "</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    '</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:9pt;height:9pt">'
    "<v:textbox><w:txbxContent>{1}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_both_branches_of_a_text_box_stay_alike() -> None:
    box = p(r("in "), r("der", BOLD), r(" box"))
    data = word(p(r("vor "), TEXT_BOX.format(box, box), r("nach")))
    assert texts(data) == ["vor nach", "ein bild", "in der box"]
    body = body_after(data)
    assert body.count(">DER<") == 2
    assert body.count('descr="EIN BILD"') == 1
    assert "<w:t>NACH</w:t>" in body


def test_a_fallback_that_differs_has_its_own_block() -> None:
    data = word(p(TEXT_BOX.format(p(r("eins")), p(r("zwei")))))
    assert texts(data) == ["ein bild", "eins", "zwei"]
    body = body_after(data)
    assert "EINS" in body
    assert "ZWEI" in body


@pytest.mark.parametrize("name", ["Do Not Translate", "tw4winInternal", "notranslate"])
def test_protected_character_styles(name: str) -> None:
    document = docx.Document()
    document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    paragraph = document.add_paragraph("Das ")
    paragraph.add_run("G60 ", style=name)
    paragraph.add_run("Valley", style=name)
    paragraph.add_run(" bleibt")
    data = saved(document)
    block = read(data).blocks[0]
    assert spans(block) == [("keep", "G60 Valley", InlineKind.PROTECTED)]
    loud = replace(block, text=shout(block.text))
    written = CODEC.write(read(data).with_blocks({block.id: loud}))
    assert docx.Document(io.BytesIO(written)).paragraphs[0].text == "DAS G60 Valley BLEIBT"


def test_protected_styles_can_be_chosen() -> None:
    document = docx.Document()
    document.add_paragraph("Das ").add_run("Tal", style="Strong")
    codec = DocxCodec(ReadingOptions(keep_styles=["Strong"]))
    block = codec.read(saved(document), name="x").blocks[0]
    assert [code.kind for code in block.inlines] == [InlineKind.PROTECTED]


def test_language_of_settings_where_the_core_properties_have_none() -> None:
    data = saved(docx.Document())
    assert read(data).lang == "en-US"
    written = CODEC.write(read(data).with_blocks({}, lang="zh-CN"))
    assert CODEC.read(written, name="y").lang == "zh-CN"
    styles = read_archive(written, name="y").parts["word/styles.xml"].decode()
    assert 'w:eastAsia="zh-CN"' in styles


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (EMPTY[:2000], "damaged"),
        (with_parts(EMPTY, {"word/document.xml": b"<w:document"}), "not well-formed"),
        (with_parts(EMPTY, {"[Content_Types].xml": b"<Types/>"}), "no main"),
        (
            with_parts(EMPTY, {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "entities",
        ),
        (with_parts(EMPTY, {"../evil": b"x"}), "unsafe"),
    ],
)
def test_says_what_is_broken(data: bytes, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        CODEC.read(data, name="x.docx")


RUNS = st.recursive(
    st.one_of(
        st.builds(
            r,
            st.sampled_from(["wort", " Tal ", "und ", " ", "&lt;&amp;", "规模", "  x"]),
            st.sampled_from(["", BOLD, "<w:i/>", '<w:lang w:val="de"/>']),
        ),
        st.sampled_from(
            [
                NOTE,
                IMAGE,
                "<w:r><w:br/></w:r>",
                "<w:r><w:tab/></w:r>",
                FIELD.format("PAGE", r("7")),
                '<w:bookmarkStart w:id="1" w:name="x"/>',
                "<w:proofErr/>",
            ]
        ),
    ),
    lambda inner: st.builds(
        str.format,
        st.sampled_from(
            [
                LINK,
                FIELD.format("HYPERLINK", "{}"),
                "<w:ins>{}</w:ins>",
                "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            ]
        ),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=5,
)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.lists(RUNS, max_size=5), min_size=1, max_size=2))
def test_any_runs_can_be_changed_and_read_again(paragraphs: list[list[str]]) -> None:
    data = word("".join(p(*runs) for runs in paragraphs))
    document = read(data)
    for change in (shouted, turned):
        changed = translated(document, change)
        again = CODEC.read(CODEC.write(changed), name="y")
        assert [b.text.strip() for b in again.blocks] == [b.text.strip() for b in changed.blocks]
    written = CODEC.write(translated(document, stripped))
    xml = read_archive(written, name="y").parts["word/document.xml"].decode()
    source = "".join(run for runs in paragraphs for run in runs)
    for mark in ("<w:footnoteReference", "<w:drawing"):
        assert xml.count(mark) == source.count(mark)


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("docm", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("dotx", _TYPE.format("template.main")),
        ("dotm", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    ],
)
def test_macros_and_templates(suffix: str, kind: str) -> None:
    """A template's main part, and macros that stay as they are."""
    plain = read_archive(word(p(r("das tal"))), name="x")
    types = plain.parts["[Content_Types].xml"].decode()
    main = _TYPE.format("document.main")
    assert main in types
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in plain.parts.items():
            archive.writestr(name, part.replace(main.encode(), kind.encode()))
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Tal()")
    data = target.getvalue()
    document = read_document(data, name=f"a.{suffix}")
    assert document.format == "docx"
    assert write_document(document) == data
    after = read_archive(write_document(translated(document)), name="x").parts
    assert "DAS TAL" in after["word/document.xml"].decode()
    assert after["word/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 Sub Tal()"
    assert kind in after["[Content_Types].xml"].decode()
