"""Which languages Word's runs are marked with, what stays for it, and what follows."""

from __future__ import annotations

import re

import pytest

from tests.documents.office.cases import case, parts_after, read, said
from tests.documents.office.test_docx import EMPTY, p, r, with_parts, word

# Long builders' lines read best as a table.
# ruff: noqa: E501

STYLES = (
    "<w:styles W><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/>{normal}</w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote EN"/><w:basedOn w:val="N"/>'
    '<w:rPr><w:lang w:val="en-GB"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q2"><w:name w:val="Quote 2"/><w:basedOn w:val="Q"/></w:style>'
    '<w:style w:type="character" w:styleId="F"><w:name w:val="French"/>'
    '<w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hoch"><w:name w:val="Raised"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Tief"><w:name w:val="Lowered"/>'
    '<w:rPr><w:vertAlign w:val="subscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Tiefer"><w:name w:val="More"/><w:basedOn w:val="Tief"/></w:style>'
    "</w:styles>"
)  # fmt: skip
GERMAN = "Die Stadt Kiel baut am Hafen einen neuen Kai für die Fähren."


def lang(code: str) -> str:
    return f'<w:lang w:val="{code}"/>'


def styled(body: str, *, defaults: str = "", normal: str = "") -> bytes:
    look = f"<w:rPr>{normal}</w:rPr>" if normal else ""
    return word(p(r(GERMAN)) + body, styles=STYLES.format(defaults=defaults, normal=look))


def test_every_style_and_run_follows() -> None:
    parts = parts_after(read(case("languages-and-comments.docx"), "x.docx", source_lang="de"))
    marks = re.findall(r"<w:lang [^>]*>", parts["word/styles.xml"])
    assert marks == ['<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="hi-IN"/>'] * 2
    body = (
        p(r("Der Plan", lang("de-DE"))) + p(r("– ", lang("de-AT"))) + p(r("und", lang("zh-CN")))
        + p("<w:pPr><w:rPr><w:lang w:eastAsia='ja-JP' w:val='de'/></w:rPr></w:pPr>")
    )  # fmt: skip
    written = parts_after(read(styled(body), "x.docx", source_lang="de"))["word/document.xml"]
    assert re.findall(r'w:val=["\'](\w\w(?:-\w\w)?)', written) == ["en-GB", "en-GB", "zh-CN", "de"]


def test_defaults_without_a_language_get_one() -> None:
    parts = parts_after(read(styled("", defaults="<w:b/>"), "x.docx", source_lang="de"))
    assert '<w:rPr><w:b/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>' in parts["word/styles.xml"]


@pytest.mark.parametrize(
    "stretch",
    [
        r("Smart City Report", lang("en-US")),
        r("Smart ", lang("en-US")) + r("City Report", lang("en-GB") + "<w:b/>"),
        r("La ville grandit vite", lang("fr-FR")),
        r("Smart City", lang("en")),
        r("Port of Kiel", lang("en-GB")),
        r("fair play", lang("en-GB")),
        r("Rathaus News", lang("en-GB")),
        r("Hôtel de ville", lang("fr")),
        r("La ville grandit vite", '<w:rStyle w:val="F"/>'),
        r("Wij gaan naar de haven", lang("nl-NL")),
    ],
)
def test_a_run_in_another_language_stays(stretch: str) -> None:
    document = read(styled(p(r("Der Bericht "), stretch, r(" kommt."))), "x.docx")
    written = parts_after(document)["word/document.xml"]
    assert "DER BERICHT" in written
    assert re.sub(r"<[^>]*>", "", stretch) in re.sub(r"<[^>]*>", "", written)


@pytest.mark.parametrize("style", ["Q", "Q2"])
def test_a_paragraph_in_another_language_stays(style: str) -> None:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    quoted = p(look, r("The city is growing at last."))
    own = p(look, r("Die Stadt wächst", lang("de-DE")))
    document = read(styled(quoted + own), "x.docx", source_lang="de")
    assert said(document) == [GERMAN, "Die Stadt wächst"]
    written = parts_after(document)["word/document.xml"]
    assert quoted in written
    assert 'w:val="en-GB"/></w:rPr><w:t>DIE STADT' in written


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Der Hafen bekommt einen neuen Kai.", {"source_lang": "de"}),
        ("Der Hafen bekommt einen neuen Kai.", {}),
        ("Hafen", {"source_lang": "de"}),
        ("Der Rat tagt.", {"source_lang": "de"}),
        ("Umschlag in Tonnen", {}),
        ("1.204,72 €", {"source_lang": "de"}),
    ],
)
def test_a_mark_of_the_keyboard_that_the_words_deny_does_not_count(
    text: str, options: dict[str, str]
) -> None:
    assert text in said(read(styled(p(r(text, lang("en-US")))), "x.docx", **options))


def test_the_language_that_every_text_has_marks_nothing() -> None:
    for data in (
        styled(p(r("Kai")), defaults=lang("en-US")),
        styled(p(r("Kai")), normal=lang("en-US")),
        styled(p(r("Kai", lang("en-US"))), defaults=lang("en-US")),
        with_parts(EMPTY, {}),
    ):
        document = read(data, "x.docx")
        assert said(document)[-1:] in (["Kai"], [])


@pytest.mark.parametrize(
    ("runs", "codes"),
    [
        (r("Es sind 40 m") + r("2", '<w:rStyle w:val="Hoch"/>') + r(" Fläche."), ["m2"]),
        (r("Weniger CO") + r("2", '<w:rStyle w:val="Tief"/>') + r(" als bisher."), ["CO2"]),
        (r("Weniger CO") + r("2", '<w:rStyle w:val="Tiefer"/>') + r(" als bisher."), ["CO2"]),
        (r("Der Rat") + r("3", '<w:rStyle w:val="Hoch"/>') + r(" tagt."), [""]),
        (r("Ganz ") + r("gerade", '<w:rStyle w:val="Hoch"/><w:vertAlign w:val="baseline"/>')
         + r(" Zeile mit Wort."), ["gerade"]),
    ],
)  # fmt: skip
def test_a_character_style_raises_and_lowers_too(runs: str, codes: list[str]) -> None:
    block = read(styled(p(runs)), "x.docx").blocks[-1]
    assert [block.text[code.start : code.end] for code in block.inlines] == codes
