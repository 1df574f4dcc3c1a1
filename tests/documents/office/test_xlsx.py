from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.table import Table

from g60translate.documents.archive import read_archive
from g60translate.documents.model import BlockKind, Document
from g60translate.documents.office.xlsx.codec import XlsxCodec
from g60translate.errors import BrokenDocument
from tests.documents.pretend import shouted, stripped, translated, turned

CODEC = XlsxCodec()
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"


def book(strings: str = "", sheet: str = "", table: str = "") -> bytes:
    parts = {
        "sharedStrings": f"<sst {NS}>{strings}</sst>",
        "worksheet": f"<worksheet {NS}>{sheet}</worksheet>",
        "table": f"<table {NS}>{table}</table>",
    }
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{TYPE.format(name)}"/>' for name in parts
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        for name, xml in parts.items():
            archive.writestr(f"xl/{name}.xml", xml)
    return target.getvalue()


def read(data: bytes) -> Document:
    document = CODEC.read(data, name="x.xlsx")
    assert CODEC.write(document) == data
    return document


def part(data: bytes, name: str) -> str:
    return read_archive(data, name="y").parts[f"xl/{name}.xml"].decode()


BOLD = "<r><rPr><b/></rPr><t>{}</t></r>"


STRINGS = [
    ("<si><t>tal</t></si>", ["tal"], "<si><t>TAL</t></si>"),
    ("<si><t> tal </t></si>", ["tal"], '<si><t xml:space="preserve"> TAL </t></si>'),
    ("<si/>", [], "<si/>"),
    ("<si><t>–</t></si>", [], "<si><t>–</t></si>"),
    ("<si><t>2023</t></si>", ["2023"], "<si><t>2023</t></si>"),
    (
        "<si><t>eins\nzwei</t></si>",
        ["eins\nzwei"],
        '<si><t xml:space="preserve">EINS\nZWEI</t></si>',
    ),
    (
        "<si><t>a&amp;b _x005F_x0041_</t></si>",
        ["a&b _x0041_"],
        "<si><t>A&amp;B _X0041_</t></si>",
    ),
    (
        f"<si>{BOLD.format('ta')}{BOLD.format('l')}</si>",
        ["tal"],
        f"<si>{BOLD.format('TAL')}</si>",
    ),
    (
        f"<si><r><t>das </t></r>{BOLD.format('fette')}</si>",
        ["das fette"],
        f'<si><r><t xml:space="preserve">DAS </t></r>{BOLD.format("FETTE")}</si>',
    ),
    (
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>',
        ["東京"],
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>',
    ),
]


@pytest.mark.parametrize(("strings", "expected", "written"), STRINGS)
def test_shared_strings(strings: str, expected: list[str], written: str) -> None:
    document = read(book(strings))
    assert [block.text for block in document.blocks] == expected
    assert all(block.kind is BlockKind.TABLE_CELL for block in document.blocks)
    assert written in part(CODEC.write(translated(document)), "sharedStrings")


def test_a_translation_drops_the_readings_of_characters() -> None:
    document = read(book('<si><t>x東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>'))
    assert "<si><t>X東京</t></si>" in part(CODEC.write(translated(document)), "sharedStrings")


def test_text_that_looks_like_an_escape_is_escaped() -> None:
    document = read(book("<si><t>x</t></si>"))
    changed = translated(document, lambda b: type(b)(b.id, b.kind, "_x0041_\x0b"))
    written = CODEC.write(changed)
    assert "_x005F_x0041__x000B_" in part(written, "sharedStrings")
    assert CODEC.read(written, name="y").blocks[0].text == "_x0041_\x0b"


def test_inline_strings_are_translated_and_formulas_are_not() -> None:
    sheet = (
        '<sheetData><row><c t="inlineStr"><is><t>tal</t></is></c>'
        '<c t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c><v>1.5</v></c></row></sheetData>'
    )
    written = part(CODEC.write(translated(read(book(sheet=sheet)))), "worksheet")
    assert sheet.replace(">tal<", ">TAL<") in written


def test_names_of_table_columns_stay() -> None:
    columns = '<tableColumns><tableColumn id="1" name="Preis"/></tableColumns>'
    data = book("<si><t>Preis</t></si><si><t>tal</t></si>", table=columns)
    assert [block.text for block in read(data).blocks] == ["tal"]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.properties.title = "Titel"
    book.properties.language = "de"
    sheet = book.active
    assert sheet is not None
    sheet.title = "Blatt"
    sheet["A1"], sheet["B1"] = "Spalte", "Zahl"
    sheet["A2"], sheet["B2"] = "tal", 12
    sheet["A3"] = CellRichText("das ", TextBlock(InlineFont(b=True), "fette"), " tal")
    sheet["B3"] = "=B2*2"
    sheet.add_table(Table(displayName="T", ref="A1:B3"))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_another_program_reads_the_translation() -> None:
    document = read(workbook())
    assert document.lang == "de"
    assert {block.text for block in document.blocks} == {"Titel", "tal", "das fette tal"}
    written = CODEC.write(translated(document, lang="en"))
    book = openpyxl.load_workbook(io.BytesIO(written), rich_text=True)
    assert (book.properties.title, book.properties.language) == ("TITEL", "en")
    assert book.sheetnames == ["Blatt"]
    rows = [[cell.value for cell in row] for row in book["Blatt"].rows]
    assert rows[:2] == [["Spalte", "Zahl"], ["TAL", 12]]
    assert rows[2][1] == "=B2*2"
    rich = rows[2][0]
    assert isinstance(rich, CellRichText)
    assert str(rich) == "DAS FETTE TAL"
    assert [part.text for part in rich if isinstance(part, TextBlock)] == ["FETTE"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (workbook()[:3000], "damaged"),
        (book("<si>"), "not well-formed"),
        (book().replace(b"[Content_Types].xml", b"[Content_Typos].xml"), "no Office document"),
    ],
)
def test_says_what_is_broken(data: bytes, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        CODEC.read(data, name="x.xlsx")


RUNS = st.builds(
    "<r>{}<t>{}</t></r>".format,
    st.sampled_from(["", "<rPr><b/></rPr>", "<rPr><i/></rPr>"]),
    st.sampled_from(["wort", " Tal ", "\n", "&lt;", "规模", "_x000D_", "_x0041_"]),
)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.lists(RUNS, max_size=5).map("".join), max_size=3))
def test_any_runs_can_be_changed_and_read_again(strings: list[str]) -> None:
    document = read(book("".join(f"<si>{runs}</si>" for runs in strings)))
    for change in (shouted, turned):
        changed = translated(document, change)
        again = CODEC.read(CODEC.write(changed), name="y")
        assert [b.text.strip() for b in again.blocks] == [b.text.strip() for b in changed.blocks]
    lost = part(CODEC.write(translated(document, stripped)), "sharedStrings")
    assert not re.search("<si/?>(<r><rPr>.{1,9}</rPr></r>)", lost)
