"""What stays as it is on a page: other languages, ruby, columns."""

from __future__ import annotations

import pytest

from g60translate.documents.model import Document, InlineKind
from g60translate.documents.options import ReadingOptions
from g60translate.documents.web.html import HtmlCodec
from tests.conftest import CASES
from tests.documents.pretend import translated


def read(source: str, *, source_lang: str | None = None) -> Document:
    codec = HtmlCodec(ReadingOptions(source_lang=source_lang))
    return codec.read(source.encode(), name="x.html")


def texts(source: str, *, source_lang: str | None = None) -> list[str]:
    return [block.text for block in read(source, source_lang=source_lang).blocks]


def rewritten(source: str, *, lang: str | None = None) -> str:
    return HtmlCodec().write(translated(read(source), lang=lang)).decode()


def test_parts_in_other_languages_stay_to_the_byte() -> None:
    page = (CASES / "html/other-languages-inside.html").read_text()
    written = rewritten(page, lang="en")
    assert '<p lang="en">The board approved the plan yesterday.</p>' in written
    assert '<i lang="en">Smart City Report</i>' in written
    assert '<blockquote lang="fr"><p>La ville grandit.</p></blockquote>' in written
    assert written.startswith('<html lang="en">')
    assert "DIE STADT BAUT." in written


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<html lang="de"><p>eins<p lang="en">two<p>drei', ["eins", "drei"]),
        ('<html lang="de-DE"><p lang="de-AT">eins<p lang="DE">zwei', ["eins", "zwei"]),
        ('<html lang="de"><p xml:lang="fr">un</p><p>eins', ["eins"]),
        ('<html lang="de"><div lang="en"><p>one<div>two</div></div>eins', ["eins"]),
        ('<html lang="de"><p lang="">eins<p lang="und">zwei', ["eins", "zwei"]),
        ('<html lang="de"><body lang="en"><p>eins', ["eins"]),
        ('<html lang="de"><p lang="en" title="two">one</p><p>eins', ["eins"]),
        ('<html lang="de"><img lang="en" alt="one"><p>eins', ["eins"]),
        ('<html lang="de"><table><tr><td lang="en">one</td><td>eins', ["eins"]),
        ('<html lang="de"><p>Presse<b lang="en">mit</b>teilung', ["Pressemitteilung"]),
        ("<p>ohne Angabe", ["ohne Angabe"]),
    ],
)
def test_which_parts_are_in_another_language(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


def test_the_language_that_is_asked_for_decides_before_the_declared_one() -> None:
    page = '<html lang="en"><p>eins</p><p lang="de">zwei</p><p lang="en">three</p>'
    assert texts(page, source_lang="de") == ["eins", "zwei"]


def test_a_page_that_declares_nothing_is_told_by_its_text() -> None:
    text = "Die Stadt hat gestern beschlossen, den neuen Hafen im Mai zu eröffnen."
    page = f'<p>{text}</p><p lang="en">The board.</p><p lang="de">Ja, Herr Rat.</p>'
    assert texts(page) == [text, "Ja, Herr Rat."]


def test_marks_of_the_source_language_follow_and_others_stay() -> None:
    page = '<html lang="de"><p lang="de-DE">eins</p><code lang="de">x</code><p lang="fr">un</p>'
    written = rewritten(page, lang="en")
    assert written == (
        '<html lang="en"><p lang="en">EINS</p><code lang="de">x</code><p lang="fr">un</p>'
    )


def test_ruby_is_one_protected_code() -> None:
    page = (CASES / "html/ruby.html").read_text()
    blocks = read(page).blocks
    found = [b.text[i.start : i.end] for b in blocks for i in b.inlines]
    assert found == ["洋山", "崇明", "東海"]
    assert all(i.kind is InlineKind.PROTECTED for b in blocks for i in b.inlines)
    written = rewritten(page)
    for ruby in page.split("<ruby>")[1:]:
        assert f"<ruby>{ruby.split('</ruby>')[0]}</ruby>" in written


@pytest.mark.parametrize(
    ("ruby", "said"),
    [
        ("<ruby>漢<rp>(<rt>kan<rp>)<rb>字<rt>ji</ruby>", "漢字"),
        ("<ruby><rb>北京</rb><rtc><rt>Běijīng</rt></rtc></ruby>", "北京"),
        ("<ruby>Kyōto <rt>京都</rt></ruby>", "Kyōto"),
    ],
)
def test_readings_are_no_part_of_a_ruby(ruby: str, said: str) -> None:
    (block,) = read(f"<p>Die Stadt {ruby} ist da.").blocks
    (code,) = block.inlines
    assert block.text[code.start : code.end] == said


def test_columns_set_with_blanks_stay_and_are_told() -> None:
    page = (CASES / "html/preformatted-columns.html").read_text()
    document = read(page)
    assert [b.text for b in document.blocks] == [
        "Die Fähren der Woche:",
        "Die Preise gelten bis Mai.",
    ]
    (remark,) = document.remarks
    assert "“Tag Schiff Abfahrt”" in remark.message
    assert remark.block_id == "b1"
    start, end = page.index("<pre>"), page.index("</pre>")
    assert page[start:end] in rewritten(page)


@pytest.mark.parametrize("gap", ["  ", "\t", " \u00a0", "&nbsp; "])
def test_gaps_between_words_are_columns(gap: str) -> None:
    assert read(f"<p>eins</p><pre>Tag{gap}Zeit</pre>").remarks


@pytest.mark.parametrize(
    "pre",
    ["Ein Satz.\n  Noch einer.", "<code>int  x</code>", '<b translate="no">a</b>'],
)
def test_other_preformatted_text_is_not_told_of(pre: str) -> None:
    assert not read(f"<p>eins</p><pre>{pre}</pre>").remarks
    assert not read(f'<p>eins</p><pre translate="no">{pre}  x</pre>').remarks


def test_preformatted_prose_is_translated_line_by_line() -> None:
    page = "<pre>Ein Satz.\n  Noch einer.\n</pre>"
    assert rewritten(page) == "<pre>EIN SATZ.\n  NOCH EINER.\n</pre>"
