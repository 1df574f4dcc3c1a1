"""Excel: permitted values, messages of cells, printed headers and footers, formulas with texts."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from g60translate.documents.archive import read_archive
from g60translate.documents.files import write_document
from g60translate.documents.model import Block, Document
from tests.documents.office.cases import case, parts_after, read, said
from tests.documents.office.test_xlsx import book
from tests.documents.pretend import translated

# Long builders' lines read best as a table.
# ruff: noqa: E501

CELLS = "<si><t>offen</t></si><si><t>in Arbeit</t></si>"


def rules(*rule: str) -> str:
    return f"<sheetData/><dataValidations>{''.join(rule)}</dataValidations>"


def values(formula: str, more: str = "") -> str:
    return (
        f'<dataValidation type="list" sqref="B2:B9"{more}><formula1>{formula}</formula1>'
        "</dataValidation>"
    )


def sheet_after(document: Document) -> str:
    return next(part for part in parts_after(document).values() if "<worksheet" in part)


def test_the_list_and_the_header_of_the_case_follow() -> None:
    document = read(case("identifiers-and-rules.xlsx"), "x.xlsx", source_lang="de")
    assert said(document).count("offen") == 1
    written = sheet_after(document)
    assert '<formula1>"OFFEN,ERLEDIGT"</formula1>' in written
    assert "<oddHeader>&amp;CVERTRAULICHER BERICHT</oddHeader>" in written
    assert not document.remarks


@pytest.mark.parametrize(
    ("formula", "blocks", "written"),
    [
        ('"offen,in Arbeit"', [], '"OFFEN,IN ARBEIT"'),
        ('"offen, in Arbeit ,fertig"', ["fertig"], '"OFFEN, IN ARBEIT ,FERTIG"'),
        ('"ja,nein"', ["ja", "nein"], '"JA,NEIN"'),
        ("$A$1:$A$3", [], "$A$1:$A$3"),
        ("Werte", [], "Werte"),
        ('"–,+"', [], '"–,+"'),
        ('INDIRECT("x")', [], 'INDIRECT("x")'),
    ],
)
def test_lists_follow_the_cells(formula: str, blocks: list[str], written: str) -> None:
    document = read(book(CELLS, rules(values(formula))), "x.xlsx")
    assert said(document) == ["offen", "in Arbeit", *blocks]
    assert f"<formula1>{written}</formula1>" in sheet_after(document)


def test_lists_of_2010_and_messages_follow() -> None:
    x14 = (
        '<extLst><ext><x14:dataValidations xmlns:x14="http://schemas.microsoft.com/office/'
        'spreadsheetml/2009/9/main"><x14:dataValidation type="list" prompt="Bitte wählen">'
        '<x14:formula1><xm:f xmlns:xm="xm">"offen,weg"</xm:f></x14:formula1><xm:sqref xmlns:xm="xm">'
        "C3</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    document = read(book(CELLS, f"<sheetData/>{x14}"), "x.xlsx")
    assert said(document)[2:] == ["weg", "Bitte wählen"]
    written = sheet_after(document)
    assert '>"OFFEN,WEG"</xm:f>' in written
    assert 'prompt="BITTE WÄHLEN"' in written
    more = ' promptTitle="Stand" prompt="Zeile&#10;zwei" errorTitle="Halt" error="Das geht nicht"'
    other = sheet_after(read(book(CELLS, rules(values("$A$1", more))), "x.xlsx"))
    for said_now in ('promptTitle="STAND"', 'prompt="ZEILE&#10;ZWEI"', 'error="DAS GEHT NICHT"'):
        assert said_now in other


def longer(document: Document, by: int, *, sign: str = "x") -> Document:
    blocks = {b.id: Block(b.id, b.kind, b.text + sign * by) for b in document.blocks}
    return document.with_blocks(blocks)


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        (rules(values('"offen,weg"')), '<formula1>"offen,weg"</formula1>'),
        (rules(values("$A$1", ' promptTitle="Stand"')), 'promptTitle="Stand"'),
        ("<sheetData/><headerFooter><oddFooter>&amp;LBericht&amp;RKiel</oddFooter></headerFooter>",
         "<oddFooter>&amp;LBericht&amp;RKiel</oddFooter>"),
    ],
)  # fmt: skip
def test_what_does_not_fit_stays_and_is_told(sheet: str, kept: str) -> None:
    document = read(book(CELLS, sheet), "x.xlsx")
    long = longer(document, 140)
    (told,) = long.left_over()
    assert "stays as it was" in told.message
    assert told.block_id in {block.id for block in document.blocks}
    parts = read_archive(write_document(long), name="x").parts.values()
    assert any(kept.encode() in part for part in parts)
    assert not translated(document).left_over()


def test_a_value_with_a_comma_does_not_fit() -> None:
    document = read(book(CELLS, rules(values('"offen,weg"'))), "x.xlsx")
    assert longer(document, 1, sign=",").left_over()
    assert longer(document, 1, sign='"').left_over()
    assert not longer(document, 1).left_over()


@pytest.mark.parametrize(
    ("source", "blocks", "written"),
    [
        ("&amp;CBericht", ["Bericht"], "&amp;CBERICHT"),
        ("&amp;LStadt Kiel&amp;CBericht&amp;RSeite &amp;P von &amp;N",
         ["Stadt Kiel", "Bericht", "Seite 1 von 9"],
         "&amp;LSTADT KIEL&amp;CBERICHT&amp;RSEITE &amp;P VON &amp;N"),
        ('&amp;L&amp;"Arial,Fett"&amp;14Hafen &amp;&amp; Werft', ["Hafen & Werft"],
         '&amp;L&amp;"Arial,Fett"&amp;14HAFEN &amp;&amp; WERFT'),
        ("&amp;C&amp;KFF0000Nur &amp;Bintern&amp;B hier", ["Nur intern hier"],
         "&amp;C&amp;KFF0000NUR &amp;BINTERN&amp;B HIER"),
        ("&amp;C&amp;P / &amp;N", [], "&amp;C&amp;P / &amp;N"),
        ("&amp;L&amp;D&amp;R&amp;F", [], "&amp;L&amp;D&amp;R&amp;F"),
        ("Ohne Abschnitt", ["Ohne Abschnitt"], "OHNE ABSCHNITT"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["oddHeader", "evenFooter", "firstHeader"])
def test_printed_headers(name: str, source: str, blocks: list[str], written: str) -> None:
    sheet = f"<sheetData/><headerFooter><{name}>{source}</{name}></headerFooter>"
    document = read(book(CELLS, sheet), "x.xlsx")
    assert said(document)[2:] == blocks
    assert f"<{name}>{written}</{name}>" in sheet_after(document)


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ('COUNTIF(B2:B9,"offen")', True),
        ("IF(B2=&quot;offen&quot;,1,0)", True),
        ('IF(B2="weg","ja","nein")', False),
        ("SUM(B2:B9)", False),
    ],
)
def test_that_a_formula_looks_for_a_translated_text_is_told(formula: str, told: bool) -> None:
    sheet = f"<sheetData><row><c><f>{formula}</f><v>1</v></c></row></sheetData>"
    document = read(book(CELLS, sheet), "x.xlsx")
    assert any("formula looks for “offen”" in r.message for r in document.remarks) is told


def test_rules_and_filters_that_look_for_a_translated_text_are_told() -> None:
    custom = '<dataValidation type="custom"><formula1>A1="offen"</formula1></dataValidation>'
    assert read(book(CELLS, rules(custom)), "x.xlsx").remarks
    assert not read(book(CELLS, rules(values('"offen"'))), "x.xlsx").remarks
    filters = (
        "<sheetData/><autoFilter><filterColumn><filters>{}</filters></filterColumn></autoFilter>"
    )
    for value, told in (("offen", True), ("weg", False)):
        sheet = filters.format(f'<filter val="{value}"/>')
        remarks = read(book(CELLS, sheet), "x.xlsx").remarks
        assert any("filter keeps rows with “offen”" in r.message for r in remarks) is told


def test_another_program_reads_rules_and_headers() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"] = "offen"
    rule = DataValidation(type="list", formula1='"offen,erledigt"', promptTitle="Stand")
    rule.add("A1")
    sheet.add_data_validation(rule)
    assert sheet.oddHeader is not None
    sheet.oddHeader.center.text = "Bericht der Stadt"
    target = io.BytesIO()
    workbook.save(target)
    document = read(target.getvalue(), "x.xlsx")
    written = openpyxl.load_workbook(io.BytesIO(write_document(translated(document))))
    after = written.worksheets[0]
    (now,) = after.data_validations.dataValidation
    assert (now.formula1, now.promptTitle) == ('"OFFEN,ERLEDIGT"', "STAND")
    assert after.oddHeader is not None
    assert after.oddHeader.center.text == "BERICHT DER STADT"
