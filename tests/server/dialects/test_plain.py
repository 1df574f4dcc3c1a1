"""Line ends of plain text stay in number and place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.documents.model import Block
from g60translate.server.dialects.plain import FlowingText, PlainText


@given(st.text(alphabet="ab& <\r\n\t", max_size=40), st.sampled_from(["x", "x\ny", "x\r\n"]))
def test_line_ends_stay(text: str, said: str) -> None:
    cut = PlainText(text)
    assert cut.put_together(cut.blocks) == text
    translated = cut.put_together([replace(block, text=said) for block in cut.blocks])
    assert re.findall("\r\n|\r|\n", translated) == re.findall("\r\n|\r|\n", text)


def loud(block: Block) -> Block:
    return replace(block, text=block.text.upper())


def bare(block: Block) -> Block:
    """What a bad translation may be: no code at all, and line ends of its own."""
    return replace(block, text="x\n y", inlines=())


@given(st.text(alphabet="ab. \r\n\t", max_size=40), st.sampled_from([loud, bare]))
def test_line_ends_inside_sentences_come_back_as_many(text: str, change: Any) -> None:
    cut = FlowingText(text)
    assert cut.put_together(cut.blocks) == text
    translated = cut.put_together([change(block) for block in cut.blocks])
    assert len(re.findall("[\r\n]", translated)) == len(re.findall("[\r\n]", text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\nb\n\nc", ["a\nb", "c"]),
        ("a\r\n  b \n \n\nc", ["a\nb", "c"]),
        (" a\nb\n", ["a\nb"]),
        ("\n\n--\n", []),
    ],
)
def test_blank_lines_end_paragraphs(text: str, said: list[str]) -> None:
    assert [block.text for block in FlowingText(text).blocks] == said
