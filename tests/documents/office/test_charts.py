"""Names in charts, and the workbooks behind them, in PowerPoint, Word and Excel."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.worksheet.table import Table
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from g60translate.documents.archive import read_archive
from g60translate.documents.files import write_document
from tests.documents.office import test_docx
from tests.documents.office.cases import case, parts_after, read, said
from tests.documents.office.test_xlsx import book
from tests.documents.pretend import translated
from tests.documents.test_claims import A_NS, with_parts

# Long builders' lines read best as a table.
# ruff: noqa: E501

SEASONS = ["Frühling", "Sommer", "Herbst"]


def test_names_in_the_chart_of_the_case_are_translated() -> None:
    document = read(case("chart-and-number-cells.pptx"), "x.pptx", source_lang="de")
    assert {"Umschlag in Tonnen", *SEASONS} <= {*said(document)}
    written = parts_after(document)["ppt/charts/chart1.xml"]
    for name in ("UMSCHLAG IN TONNEN", "FRÜHLING", "SOMMER", "HERBST"):
        assert f"<c:v>{name}</c:v>" in written
    assert "<c:f>T!$A$2:$A$4</c:f>" in written
    assert not document.remarks


def behind(*, header: str = "Umschlag") -> bytes:
    """A workbook with a table of seasons, as PowerPoint lays it behind a chart."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Zeit", header])
    for name in (*SEASONS, "Nur hier"):
        sheet.append([name, 3])
    sheet.add_table(Table(displayName="Tabelle1", ref="A1:B5"))
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def presentation(series: tuple[str, ...] = ("Umschlag",)) -> bytes:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    data = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = SEASONS
    for name in series:
        data.add_series(name, (1, 2, 3))  # type: ignore[no-untyped-call]
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 9, 9, data)
    target = io.BytesIO()
    show.save(target)
    return target.getvalue()


def exchanged(data: bytes, ending: str, content: bytes) -> bytes:
    """The archive with the part of this ending exchanged."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            same = not info.filename.endswith(ending)
            new.writestr(info, old.read(info.filename) if same else content)
    return target.getvalue()


def test_the_workbook_behind_follows_with_its_tables_columns() -> None:
    document = read(exchanged(presentation(), ".xlsx", behind()), "x.pptx")
    assert said(document)[-4:] == ["Umschlag", *SEASONS]
    parts = read_archive(write_document(translated(document)), name="x").parts
    inner = next(part for name, part in parts.items() if name.endswith(".xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(inner)).worksheets[0]
    column = [row[0].value for row in sheet.iter_rows()]
    assert column == ["Zeit", "FRÜHLING", "SOMMER", "HERBST", "Nur hier"]
    assert sheet["B1"].value == "UMSCHLAG"
    assert [each.name for each in sheet.tables["Tabelle1"].tableColumns] == ["Zeit", "UMSCHLAG"]


def test_names_that_every_series_repeats_are_one_block() -> None:
    document = read(presentation(("Umschlag", "Abgang")), "x.pptx")
    assert [text for text in said(document) if text in SEASONS] == SEASONS
    shown = Presentation(io.BytesIO(write_document(translated(document)))).slides[0].shapes[0]
    for plot in shown.chart.plots:
        assert list(plot.categories) == ["FRÜHLING", "SOMMER", "HERBST"]


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"no archive"])
def test_a_workbook_that_cannot_be_read_is_said_to_stay(content: bytes) -> None:
    data = exchanged(presentation(), ".xlsx", content)
    document = read(data, "x.pptx")
    assert [r.message for r in document.remarks if "behind a chart" in r.message]
    written = read_archive(write_document(translated(document)), name="x").parts
    assert content in written.values()


C = '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">{}</c:chartSpace>'
POINT = "<c:pt><c:v>{}</c:v></c:pt>"
NAMES = [
    ("<c:cat><c:multiLvlStrRef><c:multiLvlStrCache><c:lvl>{}</c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat>", POINT),
    ("<c:cat><c:strLit>{}</c:strLit></c:cat>", POINT),
    ("<c:ser><c:tx>{}</c:tx></c:ser>", "<c:v>{}</c:v>"),
]  # fmt: skip
KEPT = [
    "<c:val><c:numRef><c:numCache><c:pt><c:v>12</c:v></c:pt></c:numCache></c:numRef></c:val>",
    "<c:cat><c:numRef><c:numCache><c:pt><c:v>2023</c:v></c:pt></c:numCache></c:numRef></c:cat>",
]


@pytest.mark.parametrize(("around", "point"), NAMES)
def test_other_ways_to_name_things_in_a_chart_of_word(around: str, point: str) -> None:
    chart = C.format(around.format(point.format("Der Kai")) + "".join(KEPT))
    data = with_parts(
        test_docx.word(test_docx.p(test_docx.r("Text"))),
        ("word/charts/chart1.xml", "drawingml.chart", chart),
    )
    document = read(data, "x.docx")
    assert said(document) == ["Text", "Der Kai"]
    written = parts_after(document)["word/charts/chart1.xml"]
    assert point.format("DER KAI") in written
    assert all(kept in written for kept in KEPT)


def test_charts_of_2016() -> None:
    chart = (
        '<cx:chartSpace xmlns:cx="cx"><cx:chartData><cx:data><cx:strDim type="cat"><cx:f>T!A2</cx:f>'
        "<cx:lvl><cx:pt>Der Kai</cx:pt></cx:lvl></cx:strDim><cx:numDim><cx:lvl><cx:pt>5</cx:pt>"
        "</cx:lvl></cx:numDim></cx:data></cx:chartData><cx:series><cx:tx><cx:txData><cx:v>Umschlag"
        "</cx:v></cx:txData></cx:tx></cx:series></cx:chartSpace>"
    )
    word = test_docx.word(test_docx.p(test_docx.r("Text")))
    data = with_parts(word, ("word/charts/chartEx1.xml", "chartex", chart))
    assert said(read(data, "x.docx")) == ["Text", "Der Kai", "Umschlag"]


def test_charts_of_excel_follow_the_cells() -> None:
    strings = "<si><t>Der Kai</t></si><si><t>Spalte</t></si>"
    table = '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><tableColumns><tableColumn name="Spalte"/></tableColumns></table>'
    points = "".join(POINT.format(text) for text in ("Der Kai", "Spalte", "Fremd"))
    chart = f"<c:cat><c:strRef><c:strCache>{points}</c:strCache></c:strRef></c:cat>"
    data = with_parts(
        book(strings, "", table), ("xl/charts/chart1.xml", "drawingml.chart", C.format(chart))
    )
    document = read(data, "x.xlsx")
    assert said(document) == ["Der Kai", "Fremd"]
    written = parts_after(document)["xl/charts/chart1.xml"]
    shown = "".join(POINT.format(text) for text in ("DER KAI", "Spalte", "FREMD"))
    assert shown in written


def test_a_title_is_as_before() -> None:
    chart = C.format(f"<c:title {A_NS}><a:p><a:r><a:t>Das Tal</a:t></a:r></a:p></c:title>")
    word = test_docx.word(test_docx.p(test_docx.r("Text")))
    data = with_parts(word, ("word/charts/chart1.xml", "drawingml.chart", chart))
    assert said(read(data, "x.docx")) == ["Text", "Das Tal"]
