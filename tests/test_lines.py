"""A text line by line: the lines stay lines, and no more of them are held than a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from g60translate.errors import EncodingFault
from g60translate.glossary.book import Glossary
from g60translate.lines import decode_lines, translate_lines
from g60translate.pipeline import Translator
from g60translate.segmentation.srx import SrxSegmenter
from tests.conftest import Answers, ScriptedEngine

Scripted = Callable[[Answers], ScriptedEngine]


def upper(engine: Scripted) -> Translator:
    return Translator(engine(lambda text: [text.upper()]), Glossary.empty(), SrxSegmenter())


line = st.sampled_from(["Guten Tag.", "", "  ", "Ja. Nein.", " Schluss ", "12", "a b"])
end = st.sampled_from(["\n", "\r\n"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(line, end)), st.integers(1, 5))
def test_every_line_comes_back_in_its_place_whatever_the_window(
    scripted: Scripted, pairs: list[tuple[str, str]], window: int
) -> None:
    lines = [text + ending for text, ending in pairs]
    found = translate_lines(upper(scripted), lines, window=window)
    assert [each.text for each in found] == [each.upper() for each in lines]


def test_a_last_line_without_an_end_gets_none(scripted: Scripted) -> None:
    assert [x.text for x in translate_lines(upper(scripted), ["Ja.\n", "Ja."])] == ["JA.\n", "JA."]


def test_no_more_than_a_window_is_read_ahead(scripted: Scripted) -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield f"Zeile {read}.\n"

    lines = translate_lines(upper(scripted), endless(), window=3)
    for number in range(1, 8):
        assert next(lines).text == f"ZEILE {number}.\n"
        assert read <= -(-number // 3) * 3


def test_a_line_has_its_segments_under_its_number(scripted: Scripted) -> None:
    (_, second) = translate_lines(upper(scripted), ["Ja.\n", "Das ist gut. Das ist besser.\n"])
    assert [s.sentence.segment.id for s in second.segments] == ["line2.1", "line2.2"]


def test_bytes_are_read_as_utf_8_without_their_mark() -> None:
    assert [*decode_lines([b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe\n"], name="n")] == ["Grüße\n"]
    with pytest.raises(EncodingFault, match=r"n is not UTF-8: line 2, byte 3"):
        list(decode_lines([b"ja\n", b"Gr\xfc\n"], name="n"))
