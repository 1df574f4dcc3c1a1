"""Comments go out with a translation and that is said, or they stay at home."""

from __future__ import annotations

import io
import re

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from g60translate.documents.files import write_document
from tests.documents.odf.test_odt import odt
from tests.documents.odf.test_odt import p as odt_p
from tests.documents.office import test_pptx
from tests.documents.office.cases import case, parts_after, read, said
from tests.documents.test_claims import with_parts

ANNOTATION = (
    '<office:annotation office:name="1"><dc:creator>B. Beispiel</dc:creator><text:p>Bitte prüfen!'
    '</text:p></office:annotation>Tal<office:annotation-end office:name="1"/>'
)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    cell = book.worksheets[0]["A1"]
    cell.value = "Der Hafen"
    cell.comment = Comment("Bitte prüfen!", "B. Beispiel")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def show(*, modern: bool) -> bytes:
    slide = test_pptx.show(test_pptx.shape(test_pptx.r("Der Hafen")))
    name = "cmLst" if modern else "p:cmLst"
    remark = f"<{name} xmlns:p='p'><cm>Bitte prüfen!</cm></{name}>"
    author = '<authorLst><author name="B. Beispiel"/></authorLst>'
    kinds = ("comments", "authors") if modern else ("comments", "commentAuthors")
    return with_parts(
        slide,
        ("ppt/comments/c1.xml", kinds[0], remark),
        ("ppt/authors.xml", kinds[1], author),
    )


FILES = [
    ("x.docx", case("languages-and-comments.docx"), "Bitte die Zahl prüfen!"),
    ("x.pptx", show(modern=False), "Bitte prüfen!"),
    ("x.pptx", show(modern=True), "Bitte prüfen!"),
    ("x.xlsx", workbook(), "Bitte prüfen!"),
    ("x.odt", odt(odt_p(f"das {ANNOTATION} ist grün")), "Bitte prüfen!"),
]


@pytest.mark.parametrize(("name", "data", "remark"), FILES)
def test_that_comments_go_out_is_said(name: str, data: bytes, remark: str) -> None:
    document = read(data, name)
    (told,) = document.remarks
    assert told.message.startswith("One comment goes out with the translation")
    assert any(remark in part for part in parts_after(document).values())


@pytest.mark.parametrize(("name", "data", "remark"), FILES)
def test_comments_stay_at_home_if_asked(name: str, data: bytes, remark: str) -> None:
    document = read(data, name, comments="drop")
    assert not document.remarks
    written = parts_after(document)
    for part in written.values():
        assert remark not in part
        assert "Beispiel" not in part
        assert not re.search(r"comment(?:Range|Reference)|annotation|ObjectType=\"Note\"", part)


def test_without_comments_nothing_is_said() -> None:
    document = read(case("soft-hyphens.docx"), "x.docx")
    assert not document.remarks


def test_other_programs_read_what_is_left() -> None:
    for name, data, _ in FILES:
        document = read(data, name, comments="drop")
        written = io.BytesIO(write_document(document))
        if name == "x.docx":
            found = docx.Document(written).paragraphs
            assert found[0].text == said(document)[2]
        elif name == "x.xlsx":
            sheet = openpyxl.load_workbook(written).worksheets[0]
            assert (sheet["A1"].value, sheet["A1"].comment) == ("Der Hafen", None)
