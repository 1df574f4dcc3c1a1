"""Paragraph marks under change tracking, copies of texts, lists of choices, own properties."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.documents.office.cases import case, parts_after, read, said
from tests.documents.office.test_docx import p, r, with_parts, word
from tests.documents.office.test_docx_revisions import deleted, ins

# Long builders' lines read best as a table.
# ruff: noqa: E501

DELETED = '<w:pPr><w:jc w:val="left"/><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
INSERTED = '<w:pPr><w:jc w:val="left"/><w:rPr><w:ins w:id="1" w:author="a"/></w:rPr></w:pPr>'
MOVED = '<w:pPr><w:rPr><w:moveFrom w:id="1" w:author="a"/></w:rPr></w:pPr>'
SECTION = f"{DELETED.removesuffix('</w:pPr>')}<w:sectPr/></w:pPr>"
MARK = '<w:bookmarkEnd w:id="3"/>\n'
How = Literal["accept", "refuse"]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("accept", ["Der neue Kai an der alten Werft ist fertig.", "Der Hafen öffnet im Mai.",
                    "Die Fähre fährt am", "Sonntag wieder."]),
        ("refuse", ["Der neue Kai an der", "alten Werft ist fertig.", "Der Hafen öffnet im Mai.",
                    "Die Fähre fährt am Sonntag wieder."]),
    ],
)  # fmt: skip
def test_paragraphs_join_and_split_with_their_marks(how: How, expected: list[str]) -> None:
    data = case("deleted-paragraph-marks.docx")
    document = read(data, "x.docx", tracked_changes=how)
    assert said(document) == expected
    assert "w:author" not in parts_after(document)["word/document.xml"]


@pytest.mark.parametrize(
    ("body", "accepted", "refused"),
    [
        (p(DELETED, r("a ")) + p(DELETED, r("b ")) + p(r("c")), ["a b c"], ["a", "b", "c"]),
        (p(DELETED, r("a ")) + MARK + p(r("c")), ["a c"], ["a", "c"]),
        (p(INSERTED, r("a "), ins(r("neu "))) + p(r("c")), ["a neu", "c"], ["a c"]),
        (p(DELETED, deleted("weg")) + p(r("c")), ["c"], ["weg", "c"]),
        (p(MOVED, deleted("weg")) + p(r("c")), ["c"], ["weg", "c"]),
        (f"<w:tbl><w:tr><w:tc>{p(DELETED, r('a '))}{p(r('c'))}</w:tc><w:tc>{p(r('d'))}</w:tc></w:tr></w:tbl>",
         ["a c", "d"], ["a", "c", "d"]),
        # The mark of a cell's last paragraph, of one before a table and of a section's stay.
        (f"<w:tbl><w:tr><w:tc>{p(DELETED, r('a '))}</w:tc><w:tc>{p(r('d'))}</w:tc></w:tr></w:tbl>",
         ["a", "d"], ["a", "d"]),
        (p(DELETED, r("a")) + f"<w:tbl><w:tr><w:tc>{p(r('d'))}</w:tc></w:tr></w:tbl>", ["a", "d"], ["a", "d"]),
        (p(SECTION, r("a ")) + p(r("c")), ["a", "c"], ["a", "c"]),
        (p(r("x "), "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + p(DELETED, r("a ")) + p(r("c"))
         + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"), ["x", "a c"], ["x", "a", "c"]),
    ],
)  # fmt: skip
def test_others_of_the_kind(body: str, accepted: list[str], refused: list[str]) -> None:
    for how, expected in (("accept", accepted), ("refuse", refused)):
        document = read(word(body), "x.docx", tracked_changes=how)
        assert said(document) == expected
        written = parts_after(document)["word/document.xml"]
        assert read(
            word(written[written.index("<w:body>") + 8 : written.index("</w:body>")]), "x.docx"
        )
        assert "w:del " not in written


def test_the_paragraph_that_is_left_has_the_look_of_the_last() -> None:
    last = '<w:pPr><w:jc w:val="right"/></w:pPr>'
    document = read(word(p(DELETED, r("a ")) + p(last, r("c"))), "x.docx")
    assert (
        f"<w:p>{last}<w:r><w:t>A C</w:t></w:r></w:p>" in parts_after(document)["word/document.xml"]
    )


def test_an_empty_paragraph_is_one_to_join_with() -> None:
    for empty in ("<w:p/>", '<w:p w:rsidR="1"/>', f'{MARK}<w:p w:rsidR="1" />'):
        document = read(word(p(DELETED, r("a ")) + empty + p(r("c"))), "x.docx")
        assert said(document) == ["a", "c"]
        written = parts_after(document)["word/document.xml"]
        assert written.count("<w:p>") + written.count("<w:p ") == 2


def test_both_versions_of_a_text_box_follow_alike() -> None:
    document = read(case("text-boxes.docx"), "x.docx")
    assert said(document).count("Blick auf die Brücke") == 1
    written = parts_after(document)["word/document.xml"]
    assert 'descr="BLICK AUF DIE BRÜCKE"' in written
    assert 'alt="BLICK AUF DIE BRÜCKE"' in written


def alternatives(choice: str, fallback: str) -> str:
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def box(text: str) -> str:
    return (
        f"<w:drawing><wps:txbx><w:txbxContent>{p(r(text))}</w:txbxContent></wps:txbx></w:drawing>"
    )


def art(attributes: str) -> str:
    return f"<w:pict><v:shape><v:textpath {attributes}/></v:shape></w:pict>"


@pytest.mark.parametrize(
    ("runs", "blocks", "written"),
    [
        (alternatives(box("Der Hafen"), art('string="Der Hafen"')), ["Der Hafen"],
         ['string="DER HAFEN"']),
        (alternatives(box("Der Hafen"), art('string="Die Werft"')), ["Der Hafen", "Die Werft"],
         ['string="DIE WERFT"']),
        ('<w:r><w:pict><v:shape><v:textpath string="Entwurf"/></v:shape></w:pict></w:r>',
         ["Entwurf"], ['string="ENTWURF"']),
        ('<w:r><w:pict><v:rect alt="Ein Plan" title="Der Plan"/></w:pict></w:r>',
         ["Der Plan", "Ein Plan"], ['alt="EIN PLAN"', 'title="DER PLAN"']),
        ('<w:r><w:drawing><wp:docPr descr="Ein Kai"/><a:pic><a:cNvPr descr="Ein Kai"/></a:pic></w:drawing></w:r>',
         ["Ein Kai"], ['<a:cNvPr descr="EIN KAI"/>', '<wp:docPr descr="EIN KAI"/>']),
        ('<w:r><w:pict><v:shape alt=""/></w:pict></w:r>', [], []),
    ],
)  # fmt: skip
def test_alternative_texts_and_wordart(runs: str, blocks: list[str], written: list[str]) -> None:
    document = read(word(p(r("Text "), runs)), "x.docx")
    assert said(document) == ["Text", *blocks]
    after = parts_after(document)["word/document.xml"]
    assert all(each in after for each in written)


def control(kind: str, entries: str, content: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w:{kind}>{entries}</w:{kind}></w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


ENTRY = '<w:listItem w:displayText="offen" w:value="1"/><w:listItem w:value="erledigt"/><w:listItem w:value=""/>'
FORM = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="Ja gern"/>'
    "</w:ddList></w:ffData></w:fldChar></w:r>"
)


@pytest.mark.parametrize("kind", ["dropDownList", "comboBox"])
def test_entries_of_choices_are_translated_wherever_they_stand(kind: str) -> None:
    for body in (
        control(kind, ENTRY, p(r("offen"))),
        p(r("Stand: "), control(kind, ENTRY, r("offen"))),
        f"<w:tbl><w:tr><w:tc>{control(kind, ENTRY, p(r('offen')))}</w:tc></w:tr></w:tbl>",
    ):
        document = read(word(body), "x.docx")
        assert {"offen", "erledigt"} <= {*said(document)}
        written = parts_after(document)["word/document.xml"]
        assert '<w:listItem w:displayText="OFFEN" w:value="1"/>' in written
        assert '<w:listItem w:value="erledigt" w:displayText="ERLEDIGT"/>' in written
    old = read(word(p(r("Antwort: "), FORM)), "x.docx")
    assert '<w:listEntry w:val="JA GERN"/>' in parts_after(old)["word/document.xml"]


def test_own_properties_are_translated_and_those_of_programs_are_not() -> None:
    document = read(case("languages-and-comments.docx"), "x.docx")
    assert "<vt:lpwstr>PRESSESTELLE</vt:lpwstr>" in parts_after(document)["docProps/custom.xml"]
    kept = {
        "MSIP_Label_1": "Streng geheim", "ContentTypeId": "0x0101", "Adresse": "info@kiel.de",
        "Ablage": "https://kiel.de/a", "_Author": "Der Rat", "Nummer": "A-17/3", "Jahr": "2024",
    }  # fmt: skip
    properties = "".join(
        f'<property pid="{n}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for n, (name, value) in enumerate({**kept, "Thema": "Der Hafen"}.items(), start=2)
    )
    files = {
        "docProps/custom.xml": '<Properties xmlns:vt="http://schemas.openxmlformats.org/officeDocument/'
        f'2006/docPropsVTypes">{properties}</Properties>',
        "[Content_Types].xml": "<Types>"
        '<Override PartName="/word/document.xml" ContentType="a.document.main+xml"/>'
        '<Override PartName="/docProps/custom.xml" ContentType="a.custom-properties+xml"/></Types>',
    }
    other = read(with_parts(word(p(r("Kai"))), dict(files)), "x.docx")
    assert said(other) == ["Der Hafen", "Kai"]
    written = parts_after(other)["docProps/custom.xml"]
    assert all(f">{value}<" in written for value in (*kept.values(), "DER HAFEN"))
