"""What people and programs do to a review file, and what is said of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import docx
import openpyxl
import pytest
from lxml import etree, html

from g60translate.errors import BrokenDocument
from g60translate.reports.record.model import RecalledRecord, SegmentRecord
from g60translate.review.formats.table import review_format
from g60translate.review.sheet import Returned, ReturnedRow, Row, Sheet, checked, moved, sheet_of
from tests.reports.sample import SEGMENTS, make_record

PROPOSAL = RecalledRecord(
    kind="fuzzy",
    score=0.88,
    source="Am 8. Mai",
    target="On 8 May",
    origin="human",
    memory="house.g60m",
)
SHEET = Sheet(
    "a.docx",
    "d" * 16,
    "de",
    "en",
    (
        Row("b1.1", "Das Fest", "The ⟨1⟩fair⟨/1⟩", ("Warning: x",), 0.5, (("Fest", "fair", True),)),
        Row("b2.1", "Am 9. Mai", "On 9 May", proposal=PROPOSAL, remembered="Am [8]. Mai"),
        Row("b3.1", "Ende", "End"),
    ),
)


def edited(change: Callable[[Any], None]) -> Returned:
    """The Word file after somebody did this to its table."""
    made = review_format("docx")
    word = docx.Document(io.BytesIO(made.write(SHEET)))
    change(word.tables[0])
    target = io.BytesIO()
    word.save(target)
    return made.read(target.getvalue(), name="x")


def typed(row: int, column: int, text: str) -> Callable[[Any], None]:
    def change(table: Any) -> None:
        table.cell(row, column).text = text

    return change


def test_rows_may_be_moved_or_left_out() -> None:
    def change(table: Any) -> None:
        first, second, third = (row._tr for row in table.rows[1:])
        first.addprevious(third)
        table._tbl.remove(second)

    found = edited(change)
    assert checked(found, sheet=SHEET, name="x") == {"b3.1": "End", "b1.1": "The ⟨1⟩fair⟨/1⟩"}
    assert moved(found, sheet=SHEET) == 1
    assert not moved(edited(lambda _: None), sheet=SHEET)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (typed(2, 0, "b9.1"), "a segment 'b9.1'"),
        (typed(2, 1, "Am 10. Mai"), "the source of segment b2.1 has been edited"),
        (lambda table: table.cell(2, 2).merge(table.cell(3, 2)), "b3.1: its cells were merged"),
        (lambda table: table.cell(2, 2).merge(table.cell(2, 3)), "b2.1: its cells were merged"),
        (typed(3, 0, "b1.1"), "the source of segment b1.1"),
        (lambda table: [table._tbl.remove(row._tr) for row in table.rows], "has no segments"),
    ],
)
def test_a_file_that_no_longer_fits_is_refused(change: Callable[[Any], None], said: str) -> None:
    with pytest.raises(BrokenDocument) as caught:
        checked(edited(change), sheet=SHEET, name="x")
    assert said in str(caught.value)


def test_two_translations_of_one_segment_are_refused() -> None:
    rows = tuple(ReturnedRow("b3.1", "Ende", target) for target in ("End", "Finish"))
    with pytest.raises(BrokenDocument, match=r"segment b3\.1 twice"):
        checked(Returned(SHEET.digest, rows), sheet=SHEET, name="x")


def test_a_file_without_its_digest_fits_by_its_sources_and_another_one_does_not() -> None:
    found = edited(lambda _: None)
    assert len(checked(replace(found, digest=""), sheet=SHEET, name="x")) == 3
    with pytest.raises(BrokenDocument, match="another record"):
        checked(replace(found, digest="0" * 16), sheet=SHEET, name="x")


def test_what_programs_do_to_white_space_in_a_source_is_no_edit() -> None:
    assert checked(edited(typed(2, 1, "Am 9.\u00a0Mai\u200b ")), sheet=SHEET, name="x")


@pytest.mark.parametrize(
    ("value", "said"),
    [(datetime(2027, 5, 3, tzinfo=UTC).replace(tzinfo=None), "2027-05-03"), (True, "True")],
)
def test_what_a_workbook_made_of_a_text_is_refused(value: Any, said: str) -> None:
    made = review_format("xlsx")
    book = openpyxl.load_workbook(io.BytesIO(made.write(SHEET)))
    book.worksheets[0]["C3"] = value
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(BrokenDocument, match=f"b2.1: the program made {said}"):
        checked(made.read(target.getvalue(), name="x"), sheet=SHEET, name="x")


def test_merged_cells_of_a_workbook_are_refused() -> None:
    made = review_format("xlsx")
    book = openpyxl.load_workbook(io.BytesIO(made.write(SHEET)))
    book.worksheets[0].merge_cells("C3:C4")
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(BrokenDocument, match=r"b2\.1: its cells were merged"):
        checked(made.read(target.getvalue(), name="x"), sheet=SHEET, name="x")


def test_a_page_that_a_browser_saved_is_read() -> None:
    made = review_format("html")
    page = html.document_fromstring(made.write(SHEET))
    (cell,) = (td for td in page.iter("td") if td.get("data-segment") == "b3.1")
    cell.text = "The"
    cell.append(html.fragment_fromstring("<div>end<br>of it</div>"))
    found = made.read(etree.tostring(page), name="x")
    assert checked(found, sheet=SHEET, name="x")["b3.1"] == "The\nend\nof it"


def test_xliff_has_its_modules_before_the_notes_and_joins_what_a_tool_split() -> None:
    made = review_format("xliff")
    root = etree.fromstring(made.write(SHEET))
    first, second, third = root.iter("{*}unit")
    assert [etree.QName(part).localname for part in first] == [
        *("glossary", "validation", "notes", "segment")
    ]
    (match,) = second.iter("{*}match")
    assert (match.get("similarity"), match.get("ref")) == ("88.0", "#s1")
    # A candidate has sides of its own, which are not the segment's.
    found = made.read(etree.tostring(root), name="x")
    assert checked(found, sheet=SHEET, name="x")["b2.1"] == "On 9 May"
    segment = third[-1]
    segment[0].text, segment[1].text = "En", "En"
    space = "{urn:oasis:names:tc:xliff:document:2.0}"
    other = etree.SubElement(third, f"{space}segment", id="s2")
    for side in ("source", "target"):
        etree.SubElement(other, f"{space}{side}").text = "de"
    found = made.read(etree.tostring(root), name="x")
    assert checked(found, sheet=SHEET, name="x")["b3.1"] == "Ende"


@pytest.mark.parametrize("kind", ["docx", "xlsx", "xliff", "html"])
def test_signs_that_xml_cannot_hold_break_no_file(kind: str) -> None:
    segment = replaced(SEGMENTS[0], source="A\x0bb\x00", target="C\x0bd", terms=(), findings=())
    sheet = sheet_of(make_record((segment,)))
    made = review_format(kind)
    assert checked(made.read(made.write(sheet), name="x"), sheet=sheet, name="x") == {
        segment.id: "Cd"
    }


def replaced(segment: SegmentRecord, **changes: object) -> SegmentRecord:
    return segment.model_copy(update={"codes": (), **changes})
