from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from g60translate.checks.check import Severity
from g60translate.documents.model import BlockKind
from g60translate.errors import FaultyData
from g60translate.reports.record.model import (
    FindingRecord,
    SegmentRecord,
    TermRecord,
    dump_record,
    load_record,
    summarise,
)
from tests.reports.sample import SEGMENTS, make_record

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def segments(draw: st.DrawFn) -> tuple[SegmentRecord, ...]:
    made = []
    for number in range(draw(st.integers(0, 4))):
        source, target = draw(text), draw(text)
        start = draw(st.integers(0, len(source)))
        end = draw(st.integers(start, len(source)))
        place = draw(st.none() | st.integers(0, len(target)))
        made.append(
            SegmentRecord(
                id=f"b.{number}",
                block_id="b",
                block_kind=draw(st.sampled_from(BlockKind)),
                source=source,
                target=target,
                score=draw(st.none() | st.floats(-50, 0)),
                terms=(
                    TermRecord(
                        concept_id="c",
                        surface=source[start:end],
                        start=start,
                        end=end,
                        expected=(draw(text),),
                        met=place is not None,
                        target_start=place,
                        target_end=place,
                        rung=draw(st.none() | st.just("inline")),
                    ),
                ),
                findings=(
                    FindingRecord(
                        check="numbers",
                        severity=draw(st.sampled_from(Severity)),
                        message=draw(text),
                        start=place,
                        end=place,
                    ),
                ),
            )
        )
    return tuple(made)


@given(segments(), st.floats(0, 1e6))
@settings(deadline=None, max_examples=60)
def test_reading_undoes_writing(listed: tuple[SegmentRecord, ...], seconds: float) -> None:
    record = make_record(listed, summary=summarise(listed, seconds=seconds))
    assert load_record(dump_record(record), name="r.json") == record


def test_summary_counts_terms_and_severities() -> None:
    summary = make_record().summary
    assert (summary.segments, summary.terms_found, summary.terms_met) == (3, 2, 1)
    assert (summary.errors, summary.warnings, summary.infos) == (2, 1, 1)


def test_text_is_written_readably_with_a_time_zone() -> None:
    data = dump_record(make_record()).decode()
    assert "Fünfjahresplan" in data
    assert json.loads(data)["created"] == "2026-11-24T08:30:00Z"
    assert data.endswith("}\n")


def test_a_byte_order_mark_is_no_obstacle() -> None:
    record = make_record()
    assert load_record(b"\xef\xbb\xbf" + dump_record(record), name="r.json") == record


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"surprise": 1}, "surprise"),
        ({"schema_version": 2}, "schema_version"),
        ({"created": "2026-11-24T08:30:00"}, "created"),
        ({"summary": {**json.loads(dump_record(make_record()))["summary"], "errors": 0}}, "add up"),
    ],
)
def test_faults_name_their_place(change: dict[str, object], where: str) -> None:
    content = {**json.loads(dump_record(make_record())), **change}
    with pytest.raises(FaultyData, match=where) as caught:
        load_record(json.dumps(content).encode(), name="bad.json")
    assert "bad.json" in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    content = json.loads(dump_record(make_record()))
    content["tool"] = {}
    content["source"]["sha256"] = "short"
    with pytest.raises(FaultyData) as caught:
        load_record(json.dumps(content).encode(), name="bad.json")
    assert {fault.where for fault in caught.value.faults} == {
        "tool.name",
        "tool.version",
        "source.sha256",
    }


@pytest.mark.parametrize("data", [b"", b"[1,", b"\xff\xfe", b"[]", b"null", b'"text"'])
def test_what_is_no_record_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(FaultyData, match=r"x\.json"):
        load_record(data, name="x.json")


@pytest.mark.parametrize(("start", "end"), [(0, 99), (5, 4), (None, 3), (3, None)], ids=str)
def test_spans_outside_the_target_are_refused(start: int | None, end: int | None) -> None:
    content = SEGMENTS[0].model_dump()
    content["findings"] = [
        {"check": "c", "severity": "error", "message": "m", "start": start, "end": end}
    ]
    with pytest.raises(ValidationError):
        SegmentRecord.model_validate(content)


def test_segment_ids_are_unique() -> None:
    with pytest.raises(ValidationError, match="twice"):
        make_record((SEGMENTS[0], SEGMENTS[0]))


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        make_record(created=datetime(2026, 11, 24))
