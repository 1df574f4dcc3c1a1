from __future__ import annotations

import io
import re
import zipfile

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from g60translate.documents.archive import read_archive
from g60translate.documents.model import BlockKind, Document, InlineKind
from g60translate.documents.office.pptx.codec import PptxCodec
from g60translate.errors import BrokenDocument
from tests.documents.pretend import shouted, spans, stripped, translated, turned

CODEC = PptxCodec()
NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TYPE = "application/vnd.openxmlformats-officedocument.presentationml.{}+xml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"


def packed(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def show(*slides: str, order: str = "") -> bytes:
    """A presentation of slides with these shapes; `order` lists their numbers."""
    numbers = order or "".join(str(n + 1) for n in range(len(slides)))
    ids = "".join(f'<p:sldId r:id="rId{n}"/>' for n in numbers)
    main = f"<p:presentation {NS}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    types = [("presentation.xml", "presentation.main")]
    rels = []
    parts = {"ppt/presentation.xml": main}
    for number, shapes in enumerate(slides, start=1):
        name = f"slides/slide{number}.xml"
        tree = f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>"
        parts[f"ppt/{name}"] = f"<p:sld {NS}>{tree}</p:sld>"
        types.append((name, "slide"))
        rels.append(
            f'<Relationship Id="rId{number}" Type="{REL.format("slide")}" Target="{name}"/>'
        )
    overrides = "".join(
        f'<Override PartName="/ppt/{name}" ContentType="{TYPE.format(kind)}"/>'
        for name, kind in types
    )
    parts["[Content_Types].xml"] = f"<Types>{overrides}</Types>"
    parts["ppt/_rels/presentation.xml.rels"] = f"<Relationships>{''.join(rels)}</Relationships>"
    return packed(parts)


def shape(*paragraphs: str, kind: str = "") -> str:
    placeholder = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    body = "".join(f"<a:p>{paragraph}</a:p>" for paragraph in paragraphs)
    return f"<p:sp><p:nvSpPr>{placeholder}</p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>"


def r(text: str, look: str = "") -> str:
    return f"<a:r><a:rPr {look}/><a:t>{text}</a:t></a:r>"


def read(data: bytes) -> Document:
    document = CODEC.read(data, name="x.pptx")
    assert CODEC.write(document) == data
    return document


BULLET = '<a:pPr><a:buChar char="•"/></a:pPr>'
FIELD = '<a:fld id="{x}" type="slidenum"><a:rPr/><a:t>7</a:t></a:fld>'
LINK = '<a:r><a:rPr><a:hlinkClick r:id="rId2"/></a:rPr><a:t>Netz</a:t></a:r>'


TABLE = (
    "<p:graphicFrame><p:xfrm><a:off x='0' y='0'/><a:ext cx='9' cy='9'/></p:xfrm><a:graphic>"
    "<a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/table'><a:tbl>"
    "<a:tblGrid><a:gridCol w='9'/><a:gridCol w='9'/></a:tblGrid>"
)
SHAPES = [
    (shape(""), []),
    (shape(r("Tal")), ["Tal"]),
    (shape(r("Ta"), r("l")), ["Ta", "l"]),
    (shape(r("Ta") + r("l")), ["Tal"]),
    (shape(r("Ta", 'lang="de-DE" dirty="0"') + r("l", 'lang="en-US" err="1"')), ["Tal"]),
    (shape(r("Das ") + r("fette", 'b="1"') + r(" Tal")), ["Das fette Tal"]),
    (shape(r("eins") + "<a:br/>" + r("zwei")), ["eins\nzwei"]),
    (shape(r("Seite ") + FIELD), ["Seite 7"]),
    (shape(FIELD), []),
    (shape(r("im ") + LINK), ["im Netz"]),
    (shape(r("x") + '<a:endParaRPr lang="de"/>'), ["x"]),
    ("<p:grpSp>" + shape(r("in der Gruppe")) + "</p:grpSp>", ["in der Gruppe"]),
    ('<p:pic><p:nvPicPr><p:cNvPr id="1" descr="Ein Bild"/></p:nvPicPr></p:pic>', ["Ein Bild"]),
    (
        TABLE + "<a:tr h='9'><a:tc gridSpan='2'><a:txBody><a:p>" + r("Kopf")
        + "</a:p></a:txBody></a:tc><a:tc hMerge='1'><a:txBody><a:p/></a:txBody></a:tc></a:tr>"
        + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>",
        ["Kopf"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("shapes", "expected"), SHAPES)
def test_reads_what_a_slide_shows(shapes: str, expected: list[str]) -> None:
    document = read(show(shapes))
    assert [block.text for block in document.blocks] == expected
    for change in (shouted, turned, stripped):
        changed = translated(document, change)
        again = CODEC.read(CODEC.write(changed), name="y")
        assert [b.text.strip() for b in again.blocks] == [b.text.strip() for b in changed.blocks]


def test_slides_come_in_the_order_of_the_show() -> None:
    slides = [shape(r(word)) for word in ("eins", "zwei", "drei")]
    blocks = read(show(*slides, order="312")).blocks
    assert [block.text for block in blocks] == ["drei", "eins", "zwei"]


@pytest.mark.parametrize(
    ("shapes", "kind"),
    [
        (shape(r("x"), kind="title"), BlockKind.HEADING),
        (shape(r("x"), kind="ctrTitle"), BlockKind.HEADING),
        (shape(r("x"), kind="ftr"), BlockKind.FOOTER),
        (shape(r("x"), kind="body"), BlockKind.PARAGRAPH),
        (shape(BULLET + r("x")), BlockKind.LIST_ITEM),
    ],
)
def test_kinds(shapes: str, kind: BlockKind) -> None:
    assert read(show(shapes)).blocks[0].kind is kind


def test_runs_are_written_with_their_properties_and_the_new_language() -> None:
    data = show(
        shape(r("a ", 'lang="de"') + r("b", 'lang="de" b="1"') + '<a:endParaRPr lang="de"/>')
    )
    written = CODEC.write(translated(read(data), lang="en-GB"))
    xml = read_archive(written, name="y").parts["ppt/slides/slide1.xml"].decode()
    assert re.findall(r"<a:p>.*</a:p>", xml) == [
        '<a:p><a:r><a:rPr lang="en-GB"/><a:t>A </a:t></a:r>'
        '<a:r><a:rPr b="1" lang="en-GB"/><a:t>B</a:t></a:r><a:endParaRPr lang="de"/></a:p>'
    ]


def test_links_and_fields_are_codes() -> None:
    block = read(show(shape(r("im ") + LINK + r(" auf ") + FIELD + r(" hier")))).blocks[0]
    assert spans(block) == [
        ("field", "7", InlineKind.PROTECTED),
        ("run", "Netz", InlineKind.PAIRED),
    ]


def presentation() -> bytes:
    show = Presentation()
    show.core_properties.title = "Titel der Datei"
    show.core_properties.language = "de"
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Kopf"
    group = slide.shapes.add_group_shape()
    box = group.shapes.add_textbox(0, 0, Inches(1), Inches(1))
    box.text_frame.text = "Gruppe"
    table = slide.shapes.add_table(1, 1, 0, 0, 99, 99).table
    table.cell(0, 0).text = "Zelle"
    data = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["x"]
    data.add_series("S", (1,))  # type: ignore[no-untyped-call]
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 9, 9, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Diagramm"
    slide.notes_slide.notes_text_frame.text = "Notiz"
    target = io.BytesIO()
    show.save(target)
    return target.getvalue()


def test_another_program_reads_the_translation() -> None:
    document = read(presentation())
    assert document.lang == "de"
    assert [block.text for block in document.blocks] == [
        "Titel der Datei",
        "Kopf",
        "Gruppe",
        "Zelle",
        "Diagramm",
        "S",
        "x",
        "Notiz",
    ]
    written = CODEC.write(translated(document, lang="en"))
    assert CODEC.read(written, name="y").lang == "en"
    slide = Presentation(io.BytesIO(written)).slides[0]
    assert slide.shapes.title.text == "KOPF"
    assert slide.shapes[1].shapes[0].text_frame.text == "GRUPPE"
    assert slide.shapes[2].table.cell(0, 0).text == "ZELLE"
    assert slide.shapes[3].chart.chart_title.text_frame.text == "DIAGRAMM"
    assert slide.notes_slide.notes_text_frame.text == "NOTIZ"


def test_masters_and_layouts_keep_their_bytes() -> None:
    data = presentation()
    written = CODEC.write(translated(read(data)))
    old, new = (read_archive(file, name="x").parts for file in (data, written))
    assert {name for name in old if old[name] != new[name]} == {
        "docProps/core.xml",
        "ppt/slides/slide1.xml",
        next(name for name in old if "/charts/chart" in name),
        next(name for name in old if name.endswith(".xlsx")),
        "ppt/notesSlides/notesSlide1.xml",
    }


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (presentation()[:5000], "damaged"),
        (packed({"[Content_Types].xml": "<Types/>", "ppt/x.xml": "<x/>"}), "no presentation"),
        (packed({"ppt/presentation.xml": "<x/>"}), "no Office document"),
        (show("<p:sp>"), "not well-formed"),
    ],
)
def test_says_what_is_broken(data: bytes, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        CODEC.read(data, name="x.pptx")
