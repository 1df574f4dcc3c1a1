from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.documents.model import Block, BlockKind, Inline, InlineKind
from g60translate.documents.spacing import spaced


def block(marked: str) -> Block:
    """A block of a text in which `#` is a picture and `^` a mark."""
    text = ""
    codes: list[Inline] = []
    for character in marked:
        if character in "#^":
            name = "img" if character == "#" else "x"
            tag = f"{name}{len(codes) + 1}"
            codes.append(Inline(len(text), len(text), tag, InlineKind.STANDALONE))
        else:
            text += character
    return Block("b1", BlockKind.PARAGRAPH, text, tuple(codes))


def marked(found: Block) -> str:
    text = found.text
    for code in reversed(found.inlines):
        text = text[: code.start] + ("#" if code.tag.startswith("img") else "^") + text[code.end :]
    return text


@pytest.mark.parametrize(
    ("original", "translated", "expected"),
    [
        ("a # b", "x #y", "x # y"),
        ("a # b", "x# y", "x # y"),
        ("a # b", "x#y", "x # y"),
        ("a # b", "x # y", "x # y"),
        ("a # b", "x  #y", "x # y"),
        ("a # b", "#x", "# x"),
        ("a # b", "x#", "x #"),
        ("a # b", "x#.", "x #."),
        ("a # b", "规#模", "规#模"),
        ("a #, b", "x#, y", "x #, y"),
        ("a #, b", "x# y", "x# y"),
        ("a#b", "x#y", "x#y"),
        ("a # # b", "x# #y", "x # # y"),
        ("a ^ b", "x ^y", "x ^ y"),
        ("a ^b", "x^ y", "x^ y"),
        ("a ^b", "x^y", "x^y"),
    ],
)
def test_sides(original: str, translated: str, expected: str) -> None:
    assert marked(spaced(block(translated), original=block(original))) == expected


def test_codes_around_a_picture_stay_around_it() -> None:
    original = Block(
        "b1",
        BlockKind.PARAGRAPH,
        "a  b c",
        (Inline(0, 4, "b1"), Inline(2, 2, "img2", InlineKind.STANDALONE), Inline(5, 6, "i3")),
    )
    translated = Block(
        "b1",
        BlockKind.PARAGRAPH,
        "xy z",
        (Inline(0, 2, "b1"), Inline(1, 1, "img2", InlineKind.STANDALONE), Inline(3, 4, "i3")),
    )
    found = spaced(translated, original=original)
    assert found.text == "x  y z"
    assert [(code.start, code.end) for code in found.inlines] == [(0, 4), (2, 2), (5, 6)]


SIGNS = st.text("ab #^.规", max_size=12)


@given(SIGNS, SIGNS)
def test_only_spaces_are_added_and_every_code_stays(original: str, translated: str) -> None:
    found = spaced(block(translated), original=block(original))
    assert marked(found).replace(" ", "") == translated.replace(" ", "")
    assert spaced(block(original), original=block(original)) == block(original)
