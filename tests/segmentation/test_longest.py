"""Text without sentence ends is cut all the same, so that memory does not grow with its square."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.model import Block, BlockKind
from g60translate.segmentation.longest import MOST_CHARACTERS, with_cuts
from g60translate.segmentation.srx import SrxSegmenter


def lengths(text: str, *ends: int, keep: tuple[tuple[int, int], ...] = ()) -> list[int]:
    cuts = with_cuts(text, [*ends, len(text)], keep_together=keep)
    return [end - start for start, end in pairwise((0, *cuts))]


def test_a_list_of_words_is_cut_between_words() -> None:
    text = "wort " * 5_000
    block = Block("b", BlockKind.PARAGRAPH, text)
    segments = SrxSegmenter().segment(block, lang="de")
    assert "".join(segment.text for segment in segments) == text
    assert max(len(segment.text) for segment in segments) <= MOST_CHARACTERS
    assert all(segment.text.endswith("wort ") for segment in segments)


def test_a_clause_mark_is_better_than_a_space_and_a_space_better_than_none() -> None:
    text = "a" * 3_000 + ", " + "b " * 1_500
    assert lengths(text)[0] == 3_002
    assert lengths("a" * 3_000 + " " + "b" * 3_000)[0] == 3_001
    assert lengths("a" * 9_000) == [4_000, 4_000, 1_000]


def test_what_belongs_together_is_not_cut() -> None:
    text = "a" * 3_000 + " " + "b" * 3_000
    assert lengths(text, keep=((2_990, 3_010),))[0] != 3_001
    assert lengths("a" * 5_000, keep=((0, 5_000),)) == [4_000, 1_000]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(["wort ", "ein, ", "x" * 900, "ab\n"]), max_size=30))
def test_cuts_tile_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    ends = [end for end in (len(text) // 3, len(text)) if end]
    cuts = with_cuts(text, ends, keep_together=())
    assert sorted(set(cuts)) == cuts
    assert {*ends} <= {*cuts}
    assert all(end - start <= MOST_CHARACTERS for start, end in pairwise((0, *cuts)))
