"""Raised and lowered signs stay as narrow as they were, in every format that has them."""

from __future__ import annotations

import pytest

from g60translate.documents.files import read_document, write_document
from g60translate.documents.model import Block, InlineKind
from tests.conftest import CASES
from tests.documents.pretend import translated

MARK, SYMBOL, PAIR = InlineKind.STANDALONE, InlineKind.PROTECTED, InlineKind.PAIRED


def first_block(html: str) -> Block:
    return read_document(f"<p>{html}</p>".encode(), name="x.html").blocks[0]


@pytest.mark.parametrize(
    ("html", "symbols"),
    [
        ("Viel CO<sub>2</sub> hier", ["CO2"]),
        ("Viel CO<sub>2</sub>-Ausstoß und CO<sub>2</sub>neutral", ["CO2", "CO2"]),
        ("Das H<sub>2</sub>O und 350 m<sup>2</sup>.", ["H2O", "m2"]),
        ("Rund 10<sup>6</sup> Euro und 10<sup>-3</sup> g", ["106", "10-3"]),
        ("Das Salz K<sub>2</sub>SO<sub>4</sub> ist weiß", ["K2SO4"]),
        ("Das Ca<sup>2+</sup> und SO<sub>4</sub><sup>2−</sup> da", ["Ca2+", "SO42−"]),
        ("Mit <sup>14</sup>C gemessen", ["14C"]),
        ("Nach § 7<sup>b</sup> gilt", ["7b"]),
        ("Um 5 µm<sup>2</sup>&nbsp;mehr", ["µm2"]),
        ("Eine Wand von 120m<sup>2</sup> Fläche", ["120m2"]),
        ("Der <b>C</b>O<sub>2</sub>-Preis steigt", ["CO2"]),
        ("Ein U<sub>eff</sub> und x<sub>1</sub> sind da", ["Ueff", "x1"]),
    ],
)
def test_a_symbol_is_one_protected_code(html: str, symbols: list[str]) -> None:
    block = first_block(html)
    found = [block.text[i.start : i.end] for i in block.inlines if i.kind is SYMBOL]
    assert found == symbols
    assert not [i for i in block.inlines if i.kind is MARK]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Der Rat<sup>1</sup> tagt", "Der Rat tagt"),
        ("Am <a href='#'>Montag</a><sup>2</sup> noch", "Am Montag noch"),
        ("Die Blaue<sup>1</sup> Fähre", "Die Blaue Fähre"),
        ("Die NATO<sup>3)</sup> und G60<sup>[1]</sup> und 2023<sup>1,2</sup> so", None),
        ("Er kam.<sup>3</sup> Sie ging", "Er kam. Sie ging"),
        ("Die <b>350 m</b><sup>2</sup> sind da", "Die 350 m sind da"),
        ("Ein Wort<sup>*</sup> und<sup>a</sup> mehr", "Ein Wort und mehr"),
    ],
)
def test_a_mark_stands_behind_its_word_and_says_nothing(html: str, text: str | None) -> None:
    block = first_block(html)
    marks = [i for i in block.inlines if i.kind is MARK]
    assert marks
    assert all(i.start == i.end for i in marks)
    assert block.text == (text or "Die NATO und G60 und 2023 so")


@pytest.mark.parametrize("html", ["Der 20<sup>th</sup> Tag", "Die Marke<sup>neu</sup> und mehr"])
def test_anything_else_raised_stays_a_pair(html: str) -> None:
    assert [i.kind for i in first_block(html).inlines] == [PAIR]


def test_a_mark_at_the_beginning_stays_outside() -> None:
    assert first_block("<sup>1</sup> Angaben der Stadt.").text == "Angaben der Stadt."


@pytest.mark.parametrize("lower", ["sub", "sup"])
def test_a_cell_with_nothing_but_a_symbol_has_no_block(lower: str) -> None:
    assert not read_document(f"<p>CO<{lower}>2+</{lower}></p>".encode(), name="x.html").blocks


def test_symbols_and_marks_are_written_to_the_byte() -> None:
    page = (CASES / "html/raised-and-lowered.html").read_bytes()
    written = write_document(translated(read_document(page, name="x.html"))).decode()
    for code in ("CO<sub>2</sub>", "H<sub>2</sub>O", "m<sup>2</sup>", "10<sup>6</sup>"):
        assert code in written
    assert "PROZENT<sup>2</sup>." in written
    assert "RAT<sup>1</sup> TAGT" in written
    assert '<a href="#">MONTAG</a><sup>2</sup>.' in written
    assert "<em>X</em> &lt; 5 &gt; 3." in written
    assert "&lt;B&gt;STEIGT&lt;/B&gt;" in written


def test_markdown_has_them_too() -> None:
    data = (CASES / "markdown/raised-and-lowered.md").read_bytes()
    written = write_document(translated(read_document(data, name="x.md"))).decode()
    assert "10<sup>6</sup>" in written
    assert "H<sub>2</sub>O" in written
    assert "**G**60" in written
