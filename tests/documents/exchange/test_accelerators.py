from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.documents.exchange.accelerators import (
    Accelerator,
    find_accelerator,
    put_accelerator,
)
from g60translate.documents.model import Block, BlockKind, Inline, InlineKind


@pytest.mark.parametrize(
    ("label", "sign", "letter"),
    [
        ("&Datei", "&", "D"),
        ("D&rucken", "&", "r"),
        ("A&bbrechen", "&", "b"),
        ("Senden &an …", "&", "a"),
        ("Speichern &unter", "&", "u"),
        ("„&Neu“", "&", "N"),
        ("Suchen && &Ersetzen", "&", "E"),
        ("Bau & Boden &öffnen", "&", "ö"),
        ("<b>&Weiter</b>", "&", "W"),
        ("Datei (&D)…", "&", "D"),
        ("_Hilfe", "_", "H"),
        ("Ö_ffnen …", "_", "f"),
        ("Sch_ließen", "_", "l"),
        ("~Datei", "~", "D"),
        ("Speichern ~unter...", "~", "u"),
        ("Ein~fügen", "~", "f"),
    ],
)
def test_finds_the_sign(label: str, sign: str, letter: str) -> None:
    found = find_accelerator(label)
    assert found is not None
    assert (found.sign, found.letter) == (sign, letter)


@pytest.mark.parametrize(
    "label",
    [
        *(
            "R&D",
            "F&E",
            "AT&T",
            "Q&A heute",
            "Mehr über F&E und R&D",
            "Bau & Boden",
            "Gut && schön",
        ),
        *(
            "Gr&uuml;n",
            "&nbsp;Datei",
            "x=1&y=2",
            "http://a.example/?a=1&b=2",
            "&Eins &Zwei",
            "M&Ms",
        ),
        *("datei_name", "_so_ betont", "%(foo_bar)s", "__init__", "log_datei.txt", "a_b"),
        *("~/Ordner", "~20 Grad", "rund ~ zehn", "~durchgestrichen~", "a~1", "Tal"),
        "Ein langer Satz, der kein Menü ist, sondern von &Sohn handelt, und noch weiter geht",
    ],
)
def test_is_not_misled(label: str) -> None:
    assert label == "M&Ms" or find_accelerator(label) is None


def block(text: str, *inlines: Inline) -> Block:
    return Block("b1", BlockKind.PARAGRAPH, text, inlines)


@pytest.mark.parametrize(
    ("text", "sign", "letter", "expected"),
    [
        ("File", "&", "D", "&File"),
        ("Print", "&", "r", "P&rint"),
        ("Save as", "&", "a", "Save &as"),
        ("Research & Sea", "&", "s", "Research && &Sea"),
        ("Help", "_", "H", "_Help"),
        ("to_do", "_", "d", "to__&do".replace("&", "_")),
        ("文件…", "&", "D", "文件(&D)…"),
        ("%d!", "&", "x", "%&d!"),
    ],
)
def test_puts_the_sign_before_a_letter(text: str, sign: str, letter: str, expected: str) -> None:
    assert put_accelerator(block(text), Accelerator(0, 1, sign, letter)).text == expected


def test_protected_text_gets_no_sign_and_codes_stay_on_their_words() -> None:
    shown = block(
        "abc & def",
        Inline(0, 3, "var1", InlineKind.PROTECTED),
        Inline(6, 9, "b2"),
    )
    put = put_accelerator(shown, Accelerator(0, 1, "&", "a"))
    assert put.text == "abc && &def"
    assert [put.text[c.start : c.end] for c in put.inlines] == ["abc", "&def"]


@given(st.text(st.sampled_from("ab Zé&_…文1"), max_size=12), st.sampled_from("&_"))
def test_taking_the_sign_away_gives_the_translation_back(text: str, sign: str) -> None:
    put = put_accelerator(block(text), Accelerator(0, 1, sign, "b")).text
    said, signs, at = "", [], 0
    while at < len(put):
        if put[at] == sign and put[at + 1 : at + 2] != sign:
            signs.append(put[at + 1])
        else:
            said += put[at]
            at += put[at] == sign
        at += 1
    assert len(signs) == 1
    assert signs[0].isalpha()
    assert text in (said, said.replace("(B)", ""))


def test_a_block_without_extent_is_served() -> None:
    empty = put_accelerator(replace(block("…")), Accelerator(0, 1, "&", "o"))
    assert empty.text == "(&O)…"
