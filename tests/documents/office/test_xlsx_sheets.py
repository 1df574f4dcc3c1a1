from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from g60translate.documents.archive import read_archive
from g60translate.documents.files import write_document
from g60translate.documents.model import Block, Document
from g60translate.documents.office.xlsx.codec import XlsxCodec
from g60translate.documents.office.xlsx.sheets import renamed, renamed_parts
from g60translate.documents.options import ReadingOptions
from tests.documents.pretend import translated

CODEC = XlsxCodec(ReadingOptions(sheet_names=True))


def workbook(*names: str) -> bytes:
    """Sheets of these names; the first one refers to the last one in every way."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = names[0]
    for name in names[1:]:
        book.create_sheet(name)
    last = names[-1]
    first["A1"] = f"='{last}'!B1*2"
    first["A2"] = "Wort"
    first["A2"].hyperlink = Hyperlink(ref="A2", location=f"'{last}'!B1")
    rule = DataValidation("list", formula1=f"'{last}'!$B$1:$B$3")
    rule.add("A3")
    first.add_data_validation(rule)
    chart = BarChart()
    chart.add_data(Reference(book[last], min_col=2, min_row=1, max_row=3))
    first.add_chart(chart, "D4")
    book.defined_names["Bereich"] = DefinedName("Bereich", attr_text=f"'{last}'!$B$1")
    for row in range(1, 4):
        book[last].cell(row, 2, row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(data: bytes) -> Document:
    document = CODEC.read(data, name="x")
    assert write_document(document) == data
    return document


def named(document: Document, *names: str) -> list[str]:
    """The sheets' names after they were translated to these."""
    ids = [block.id for block in document.blocks if block.id.startswith("sheet")]
    changed = {
        key: Block(key, document.blocks[0].kind, name) for key, name in zip(ids, names, strict=True)
    }
    written = write_document(document.with_blocks(changed))
    return openpyxl.load_workbook(io.BytesIO(written)).sheetnames


def test_names_of_sheets_are_left_alone_unless_asked_for() -> None:
    data = workbook("Zahlen", "Daten")
    assert [block.text for block in XlsxCodec().read(data, name="x").blocks] == ["Wort"]
    assert [block.text for block in read(data).blocks] == ["Zahlen", "Daten", "Wort"]


def test_everything_that_refers_to_a_sheet_follows_it() -> None:
    written = write_document(translated(read(workbook("Zahlen", "Große Daten"))))
    book = openpyxl.load_workbook(io.BytesIO(written))
    assert book.sheetnames == ["ZAHLEN", "GROßE DATEN"]
    sheet = book["ZAHLEN"]
    assert sheet["A1"].value == "='GROßE DATEN'!B1*2"
    assert sheet["A2"].hyperlink.location == "'GROßE DATEN'!B1"
    assert book.defined_names["Bereich"].attr_text == "'GROßE DATEN'!$B$1"
    assert sheet.data_validations.dataValidation[0].formula1 == "'GROßE DATEN'!$B$1:$B$3"
    parts = read_archive(written, name="x").parts
    assert "'GROßE DATEN'!$B$1:$B$3" in parts["xl/charts/chart1.xml"].decode()
    assert "Große Daten".encode() not in b"".join(parts[n] for n in parts if n.startswith("xl/"))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("a", "A"), ["a", "A 2"]),
        (("Sales: 2023/24 [net]", "b"), ["Sales 2023 24 net", "b"]),
        (("x" * 40, "x" * 40), ["x" * 31, "x" * 29 + " 2"]),
        (("😀" * 20, "b"), ["😀" * 15, "b"]),
        (("'a'", "?"), ["a", "-"]),
        (("History", "b"), ["History 2", "b"]),
        (("Daten", "Zahlen"), ["Daten", "Zahlen"]),
        (("Daten", "Daten"), ["Daten 2", "Daten"]),
    ],
)
def test_names_are_made_to_fit(names: tuple[str, str], expected: list[str]) -> None:
    assert named(read(workbook("Zahlen", "Daten")), *names) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("Alt!A1+'Alt'!B2", "'New one'!A1+'New one'!B2"),
        ("SUM(Alt!A1:Alt!A9)", "SUM('New one'!A1:'New one'!A9)"),
        ("SUM(Alt:Neu!A1)", "SUM('New one:Neu'!A1)"),
        ("SUM('Alt:Neu'!A1)", "SUM('New one:Neu'!A1)"),
        ('"Alt!A1"&Alt!A1', "\"Alt!A1\"&'New one'!A1"),
        ('"a""Alt!"', '"a""Alt!"'),
        ("[1]Alt!A1+'[1]Alt'!A1", "[1]Alt!A1+'[1]Alt'!A1"),
        ("Uralt!A1+Alter!A1", "Uralt!A1+Alter!A1"),
        ("'It''s'!A1", "'That''s'!A1"),
        ("Alt.x!A1", "Alt.x!A1"),
    ],
)
def test_formulas(formula: str, expected: str) -> None:
    assert renamed(formula, {"Alt": "New one", "It's": "That's"}) == expected


def test_rules_links_and_pivot_tables_follow_too() -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
    parts = {
        "worksheet": "<worksheet><cfRule><formula>Alt!A1&gt;1</formula></cfRule></worksheet>",
        "pivotCacheDefinition": '<p><worksheetSource ref="A1" sheet="Alt"/></p>',
        "table": "<t><calculatedColumnFormula>Alt!A1</calculatedColumnFormula></t>",
        "styles": "<s><f>Alt!A1</f></s>",
    }
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{kind.format(name)}"/>' for name in parts
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        for name, xml in parts.items():
            made.writestr(f"xl/{name}.xml", xml)
    archive = read_archive(target.getvalue(), name="x")
    found = {
        name: part.decode() for name, part in renamed_parts(archive, {}, {"Alt": "New"}).items()
    }
    assert found == {
        "xl/worksheet.xml": parts["worksheet"].replace("Alt!", "'New'!"),
        "xl/pivotCacheDefinition.xml": parts["pivotCacheDefinition"].replace("Alt", "New"),
        "xl/table.xml": parts["table"].replace("Alt!", "'New'!"),
    }
    assert not renamed_parts(archive, {}, {})
