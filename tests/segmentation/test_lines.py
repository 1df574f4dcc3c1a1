"""Lines of one sentence and lines of two, as press offices, courts and clubs write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.documents.model import Block, BlockKind
from g60translate.segmentation.srx import SrxSegmenter

LINES = Path(__file__).with_name("lines")
SEGMENTER = SrxSegmenter()


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(("name", "count"), [("one", 1), ("two", 2)])
def test_lines_have_as_many_sentences(name: str, count: int, lang: str) -> None:
    cut = {
        line: [s.text for s in SEGMENTER.segment(Block("b", BlockKind.PARAGRAPH, line), lang=lang)]
        for line in (LINES / f"{name}.{lang}.txt").read_text("utf-8").splitlines()
    }
    assert {line: parts for line, parts in cut.items() if len(parts) != count} == {}
