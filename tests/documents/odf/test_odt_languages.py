"""OpenDocument: which text stays as it is, which marks of languages follow, and how it is told."""

from __future__ import annotations

import io
import zipfile

import pytest

from g60translate.documents.files import detect_format
from tests.documents.odf.test_odt import odt, p
from tests.documents.office.cases import case, parts_after, read, said

# Long builders' lines read best as a table.
# ruff: noqa: E501

GERMAN = p("Die Stadt Kiel baut am Hafen einen neuen Kai für die Fähren.")


def style(name: str, family: str, lang: str, *, base: str = "") -> str:
    parent = f' style:parent-style-name="{base}"' if base else ""
    look = f'<style:text-properties fo:language="{lang}" fo:country="XX"/>' if lang else ""
    return f'<style:style style:name="{name}" style:family="{family}"{parent}>{look}</style:style>'


NAMED = "<office:styles>" + style("Quote", "paragraph", "en") + style("Emphasis", "text", "fr") + "</office:styles>"  # fmt: skip
AUTOMATIC = (
    "</office:text></office:body><office:automatic-styles>"
    + style("E1", "text", "en") + style("G1", "text", "de") + style("P1", "paragraph", "", base="Quote")
    + style("P2", "paragraph", "de") + style("T3", "text", "", base="Emphasis")
    + "</office:automatic-styles><office:body><office:text>"
)  # fmt: skip


def text(body: str, **parts: str) -> bytes:
    return odt(AUTOMATIC + GERMAN + body, styles=NAMED, **parts)


def span(name: str, inner: str) -> str:
    return f'<text:span text:style-name="{name}">{inner}</text:span>'


@pytest.mark.parametrize(
    "stays",
    [
        span("E1", "Smart City Report"),
        span("E1", "The <text:s/>city is growing"),
        span("Emphasis", "La ville grandit"),
        span("T3", "La ville grandit vite"),
    ],
)
def test_a_span_in_another_language_stays(stays: str) -> None:
    document = read(text(p(f"Der Bericht {stays} kommt.")), "x.odt")
    written = parts_after(document)["content.xml"]
    assert f"DER BERICHT {stays} KOMMT." in written


@pytest.mark.parametrize(
    "stays",
    [
        '<text:p text:style-name="Quote">The city is growing at last.</text:p>',
        '<text:p text:style-name="P1">The city is growing at last.</text:p>',
        '<text:h text:style-name="P1">Smart City</text:h>',
    ],
)
def test_a_paragraph_in_another_language_stays(stays: str) -> None:
    document = read(text(stays), "x.odt", source_lang="de")
    assert len(document.blocks) == 1
    assert stays in parts_after(document)["content.xml"]


def test_marks_of_the_own_language_follow_and_those_that_words_deny_do_not_count() -> None:
    body = p(f"Der {span('G1', 'Ha')}fen und {span('E1', 'der Bürgermeister von Kiel')}.")
    document = read(text(body), "x.odt")
    assert said(document)[-1] == "Der Hafen und der Bürgermeister von Kiel."
    written = parts_after(document)
    assert 'fo:language="de"' not in written["content.xml"]
    assert written["content.xml"].count('fo:language="en" fo:country="GB"') == 2
    assert 'fo:language="fr" fo:country="XX"' in written["styles.xml"]


@pytest.mark.parametrize(
    "ruby",
    [
        "<text:ruby><text:ruby-base>松江</text:ruby-base><text:ruby-text>Songjiang</text:ruby-text></text:ruby>",
        "<text:ruby text:style-name='R'><text:ruby-base>Hafen</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>",
        "<text:ruby><text:ruby-base><text:span>漢</text:span>字</text:ruby-base><text:ruby-text/></text:ruby>",
    ],
)
def test_ruby_is_whole(ruby: str) -> None:
    for body in (
        p(f"{ruby} ist da."),
        p(f"Es ist {ruby}, ja"),
        p(f"Das <text:a>alte {ruby}</text:a>"),
    ):
        written = parts_after(read(odt(body), "x.odt"))["content.xml"]
        assert (
            written.count(ruby) == written.count("<text:ruby") - written.count("<text:ruby-") == 1
        )


def test_the_ruby_of_the_case_is_whole() -> None:
    document = read(case("ruby.odt"), "x.odt")
    assert "松江 ist ein Bezirk." in said(document)
    ruby = "<text:ruby><text:ruby-base>松江</text:ruby-base><text:ruby-text>Songjiang</text:ruby-text></text:ruby>"
    assert f"{ruby} IST EIN BEZIRK." in parts_after(document)["content.xml"]


def repacked(data: bytes, order: list[str], *, method: int = zipfile.ZIP_STORED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", method) as new:
        for name in order:
            new.writestr(name, old.read(name))
    return target.getvalue()


def test_the_order_of_parts_does_not_matter() -> None:
    data = case("mimetype-not-first.odt")
    assert said(read(data, "x.odt")) == ["Die Fähre fährt am Montag."]
    for order in (
        ["META-INF/manifest.xml", "content.xml"],
        ["content.xml", "META-INF/manifest.xml", "mimetype"],
    ):
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            assert detect_format(repacked(data, order, method=method), name="x") == "odt"


def test_own_properties_are_translated() -> None:
    meta = (
        '<office:meta><meta:user-defined xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
        ' meta:name="{}"{}>Der Hafen</meta:user-defined></office:meta>'
    )
    typed = ' meta:value-type="{}"'
    for name, kind, changed in (
        ("Thema", "", True), ("Thema", typed.format("string"), True),
        ("Thema", typed.format("float"), False), ("DocumentId", "", False),
    ):  # fmt: skip
        document = read(odt(GERMAN, meta=meta.format(name, kind)), "x.odt")
        assert ("DER HAFEN" in parts_after(document)["meta.xml"]) is changed
