"""A record written piece by piece is the record that is written at once."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from g60translate.checks.check import Severity
from g60translate.documents.model import BlockKind
from g60translate.reports.record.model import (
    FileInfo,
    FindingRecord,
    OptionsInfo,
    Record,
    SegmentRecord,
    TermRecord,
    ToolInfo,
    load_record,
    summarise,
)
from g60translate.reports.record.stream import RecordStream

TOOL = ToolInfo(name="g60translate", version="1")
SIDE = FileInfo(name="„a“.txt", format="lines", sha256="0" * 64, lang="de")
OPTIONS = OptionsInfo(
    engine="e", model="m", model_digest="d", compute_type="int8", beam=4, segmenter="s"
)


def segment(number: int, met: bool, severity: Severity) -> SegmentRecord:
    term = TermRecord(concept_id="c", surface="Tag", start=0, end=3, expected=("day",), met=met)
    finding = FindingRecord(check="length", severity=severity, message="“ü”\n")
    return SegmentRecord(
        id=f"line{number}.1", block_id=f"line{number}", block_kind=BlockKind.PARAGRAPH,
        source="Tag\t\"ü\"", target="day", terms=(term,), findings=(finding,),
    )  # fmt: skip


@given(st.lists(st.lists(st.tuples(st.booleans(), st.sampled_from(Severity)), max_size=3)))
def test_pieces_make_the_whole(pieces: list[list[tuple[bool, Severity]]]) -> None:
    stream = io.BytesIO()
    record = RecordStream(stream)
    segments: list[SegmentRecord] = []
    for piece in pieces:
        some = [segment(len(segments) + n, *each) for n, each in enumerate(piece, 1)]
        record.add(some)
        segments += some
    created = datetime(2026, 1, 2, tzinfo=UTC)
    summary = record.close(
        seconds=1.23456, tool=TOOL, created=created.isoformat(), source=SIDE, target=SIDE,
        options=OPTIONS,
    )  # fmt: skip
    assert summary == summarise(segments, seconds=1.235)
    assert load_record(stream.getvalue(), name="r") == Record(
        tool=TOOL, created=created, source=SIDE, target=SIDE, options=OPTIONS,
        segments=tuple(segments), summary=summary,
    )  # fmt: skip


def test_without_a_stream_it_counts() -> None:
    record = RecordStream(None)
    record.add([segment(1, False, Severity.ERROR)])
    summary = record.close(seconds=0)
    assert (summary.segments, summary.terms_met, summary.errors) == (1, 0, 1)
