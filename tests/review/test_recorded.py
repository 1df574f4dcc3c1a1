from __future__ import annotations

import pytest

from g60translate.documents.model import Block, BlockKind, Inline, InlineKind
from g60translate.errors import BrokenDocument
from g60translate.reports.record.model import SegmentRecord
from g60translate.review.recorded import RecordedSegmenter
from tests.reports.sample import make_record


def cut(block: Block, *sources: str) -> list[str]:
    segments = tuple(
        SegmentRecord(
            id=f"b1.{n}", block_id="b1", block_kind=BlockKind.PARAGRAPH, source=source, target="x"
        )
        for n, source in enumerate(sources, 1)
    )
    segmenter = RecordedSegmenter(make_record(segments))
    found = segmenter.segment(block, lang="de")
    segmenter.finish()
    return [segment.text for segment in found]


def paragraph(text: str, *codes: Inline) -> Block:
    return Block("b1", BlockKind.PARAGRAPH, text, codes)


def test_the_cuts_are_those_of_the_record_whatever_the_rules_say() -> None:
    block = paragraph(" Am 3. Mai. Es ist\nzu. ")
    assert cut(block, "Am 3.", "Mai. Es ist\nzu.") == [" Am 3. ", "Mai. Es ist\nzu. "]
    assert cut(block, "Am 3. Mai. Es ist\nzu.") == [block.text]
    assert cut(paragraph("  "), "") == ["  "]


def test_what_a_code_owns_stands_as_a_blank_in_the_record() -> None:
    block = paragraph("Ja¹ so. Nein.", Inline(2, 3, "note", InlineKind.STANDALONE))
    assert cut(block, "Ja  so.", "Nein.") == ["Ja¹ so. ", "Nein."]


@pytest.mark.parametrize("sources", [("Am 3.",), ("Am 4.", "Mai."), ()])
def test_another_text_is_refused(sources: tuple[str, ...]) -> None:
    with pytest.raises(BrokenDocument, match=r"does not read at segment b1"):
        cut(paragraph("Am 3. Mai."), *sources)


def test_segments_of_a_block_that_is_gone_are_refused() -> None:
    other = Block("b2", BlockKind.PARAGRAPH, "")
    with pytest.raises(BrokenDocument, match=r"b1\.1"):
        cut(other, "Ja.")
