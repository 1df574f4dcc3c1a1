from __future__ import annotations

import re

import pytest

from g60translate.documents import archive
from g60translate.documents.codec import CODECS, Codec, load_codec
from g60translate.documents.files import detect_format
from g60translate.documents.office.docx.codec import KEPT_STYLES
from g60translate.errors import UnsupportedFormat
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].strip("` "): [cell.strip() for cell in cells[1:]]
    for line in PAGE.splitlines()
    if line.startswith("| `")
    for cells in [line.strip("|").split("|")]
}


def test_the_page_has_a_row_for_every_codec_in_their_order() -> None:
    assert list(ROWS) == list(CODECS)


@pytest.mark.parametrize("name", CODECS)
def test_rows_and_codecs_agree(name: str) -> None:
    codec: Codec = load_codec(name)
    assert codec.name == name
    assert tuple(ROWS[name][0].split()) == codec.suffixes
    assert codec.kept
    assert all(ROWS[name])


def test_no_two_codecs_claim_one_suffix() -> None:
    # What a file of these names holds is told by its content.
    shared = {".json", ".xml"}
    suffixes = [s for name in CODECS for s in load_codec(name).suffixes if s not in shared]
    assert len(suffixes) == len(set(suffixes))


def test_limits_on_the_page_are_those_of_the_code() -> None:
    assert f"{archive.MAX_PARTS:,} parts" in PAGE
    assert f"{archive.MAX_TOTAL_BYTES >> 20} MiB unpacked" in PAGE
    assert f"over {archive.MAX_RATIO} times" in PAGE
    named = re.findall(r"\*([^*]+)\*", PAGE[PAGE.index("## Do-not-translate") :])
    assert {style.replace(" ", "").lower() for style in named} == KEPT_STYLES


def test_an_unknown_format_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnsupportedFormat, match=r"docx, .*text"):
        load_codec("wordstar")
    with pytest.raises(UnsupportedFormat, match=r"docx, .*text"):
        detect_format(b"%!PS-Adobe-3.0", name="a.ps")
