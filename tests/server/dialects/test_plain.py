"""Line ends of plain text stay in number and place."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from g60translate.server.dialects.plain import PlainText


@given(st.text(alphabet="ab& <\r\n\t", max_size=40), st.sampled_from(["x", "x\ny", "x\r\n"]))
def test_line_ends_stay(text: str, said: str) -> None:
    cut = PlainText(text)
    assert cut.put_together(cut.blocks) == text
    translated = cut.put_together([replace(block, text=said) for block in cut.blocks])
    assert re.findall("\r\n|\r|\n", translated) == re.findall("\r\n|\r|\n", text)
