from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.errors import BrokenDocument, GlossaryError
from g60translate.glossary.exchange.sheet import (
    column_name,
    date_of_serial,
    read_sheet,
    write_sheet,
)
from g60translate.glossary.exchange.table import XlsxExchange

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(sheet: str, *, strings: str = "") -> bytes:
    """A workbook as a spreadsheet saves it: shared strings, absolute target, second sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Terms" sheetId="7" r:id="rId9"/><sheet name="b" sheetId="8" r:id="rId2"/>'
            "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{RELS}"><Relationship Id="rId2" Target="worksheets/s2.xml"/>'
            '<Relationship Id="rId9" Target="/xl/worksheets/s9.xml"/></Relationships>',
        )
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        archive.writestr(
            "xl/worksheets/s9.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        )
    return target.getvalue()


def test_cells_of_all_kinds_become_text() -> None:
    data = workbook(
        '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c>'
        '<c r="C3"><v>3</v></c><c r="D3"><v>3.0</v></c><c r="E3" t="b"><v>1</v></c>'
        '<c r="F3" t="str"><f>A3</f><v>sum</v></c><c r="G3" t="e"><v>#N/A</v></c>'
        '<c r="AA3" t="inlineStr"><is><t>in</t></is></c><c r="H3" s="1"/></row><row r="4"/>',
        strings="<si><t>plain</t></si>"
        "<si><r><t>ri</t></r><r><rPr><b/></rPr><t>ch_x0041_</t></r><rPh><t>no</t></rPh></si>",
    )
    (row,) = read_sheet(data, name="x.xlsx")
    assert row.number == 3
    assert row.cells == {
        "A": "plain", "B": "richA", "C": "3", "D": "3", "E": "yes", "F": "sum", "G": "#N/A",
        "AA": "in",
    }  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.lists(st.text('ab<&>"_x0041_\r\n é走 ', max_size=12), min_size=1, max_size=30),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_survives_a_workbook(rows: list[list[str]]) -> None:
    data = write_sheet(rows, title="a & b", widths=[10])
    assert data == write_sheet(rows, title="a & b", widths=[10])
    read = {row.number: row.cells for row in read_sheet(data, name="x.xlsx")}
    for number, row in enumerate(rows, start=1):
        expected = {column_name(i): text for i, text in enumerate(row) if text}
        assert read.get(number, {}) == expected


def test_columns_count_like_a_spreadsheet() -> None:
    assert [column_name(i) for i in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_day_numbers_become_dates() -> None:
    assert date_of_serial("45238") == "2023-11-08"
    assert date_of_serial("2023") == "2023"


def test_faults_name_the_cell() -> None:
    rows = [["concept", "lang", "term", "status"], ["a", "de", "x", "best"], ["a", "deu", "", ""]]
    data = write_sheet(rows, title="t", widths=[])
    with pytest.raises(GlossaryError) as error:
        XlsxExchange().read(data, name="g.xlsx", pair=None)
    assert [fault.where for fault in error.value.faults] == ["cell D2", "cell B3", "cell C3"]


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(BrokenDocument, match="damaged"):
        list(read_sheet(b"PK\x03\x04 no", name="g.xlsx"))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(BrokenDocument, match=r"has no part xl/workbook\.xml"):
        list(read_sheet(target.getvalue(), name="g.xlsx"))
