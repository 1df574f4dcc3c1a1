"""Signs that nobody sees, in all places where they may stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.documents.model import Block, BlockKind, Inline, InlineKind
from g60translate.protection.invisible import without_invisible

SIGNS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def block(text: str, *inlines: Inline) -> Block:
    return Block("b1", BlockKind.PARAGRAPH, text, inlines)


@pytest.mark.parametrize("sign", SIGNS)
def test_they_are_left_out_inside_words(sign: str) -> None:
    text = f"Die Wirt{sign}schafts{sign}lei{sign}{sign}stung steigt"
    assert without_invisible(block(text)).text == "Die Wirtschaftsleistung steigt"


@pytest.mark.parametrize(
    "text",
    ["👩\u200d👧 und", "می\u200cخواهم", "क\u200dष", "ไทย\u200bไทย", "Nord\u200c Süd", "Tag\u200d!"],
)
def test_they_stay_where_they_are_seen(text: str) -> None:
    assert without_invisible(block(text)).text == text


def test_marks_of_direction_stay_where_something_runs_from_right_to_left() -> None:
    text = "Der \u200eRat\u200f und \u202adie Stadt\u202c, \u2066bald\u2069"
    assert without_invisible(block(text)).text == "Der Rat und die Stadt, bald"
    assert without_invisible(block(f"{text} דג")).text == f"{text} דג"


def test_codes_keep_their_words() -> None:
    text = "Die Bun\u00addes\u200btag spricht"
    code = Inline(4, 13, "b")
    mended = without_invisible(block(text, code))
    (moved,) = mended.inlines
    assert mended.text[moved.start : moved.end] == "Bundest"


def test_protected_and_owned_text_stays() -> None:
    text = "Der Code a\u00adb und\u200b"
    codes = (Inline(9, 12, "c", InlineKind.PROTECTED), Inline(16, 17, "m", InlineKind.STANDALONE))
    assert without_invisible(block(text, *codes)).text == text


@given(st.text(alphabet=st.sampled_from(f"abÄ 中é.{SIGNS}"), max_size=30), st.data())
def test_no_other_sign_is_lost(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    mended = without_invisible(block(text, Inline(start, end, "b")))
    gone = str.maketrans("", "", SIGNS)
    assert mended.text.translate(gone) == text.translate(gone)
    (code,) = mended.inlines
    inside = mended.text[code.start : code.end].translate(gone)
    assert inside == text[start:end].translate(gone)
