"""A synthetic record with every kind of term and finding in it."""

from __future__ import annotations

from datetime import UTC, datetime

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
    summarise,
)

VALLEY = TermRecord(
    concept_id="g60-valley",
    surface="G60 S&T Innovation Valley",
    start=4,
    end=29,
    expected=("G60 S&T Innovation Valley",),
    met=True,
    target_start=4,
    target_end=29,
    form="G60 S&T Innovation Valley",
    rung="inline",
)
PLAN = TermRecord(
    concept_id="plan-14",
    surface="14. Fünfjahresplan",
    start=0,
    end=18,
    expected=("14th Five-Year Plan", "Fourteenth Five-Year Plan"),
    met=False,
)

SEGMENTS = (
    SegmentRecord(
        id="b1.1",
        block_id="b1",
        block_kind=BlockKind.HEADING,
        source="Das G60 S&T Innovation Valley wächst",
        target="The G60 S&T Innovation Valley is growing",
        score=-0.21,
        terms=(VALLEY,),
    ),
    SegmentRecord(
        id="b2.1",
        block_id="b2",
        block_kind=BlockKind.PARAGRAPH,
        source="14. Fünfjahresplan <script>alert('x')</script> mit 1.234,5 Mio. Euro.",
        target="The 14th plan <script>alert('x')</script> with 1,243.5 million euros.",
        score=-0.83,
        terms=(PLAN,),
        findings=(
            FindingRecord(
                check="numbers",
                severity=Severity.ERROR,
                message="1.234,5 Mio. is missing; 1,243.5 million has no counterpart.",
                start=47,
                end=62,
            ),
            FindingRecord(
                check="terms",
                severity=Severity.ERROR,
                message="“14. Fünfjahresplan” should read “14th Five-Year Plan”.",
            ),
        ),
        tags_ok=False,
    ),
    SegmentRecord(
        id="b3.1",
        block_id="b3",
        block_kind=BlockKind.LIST_ITEM,
        source="Weitere Auskünfte erteilt die Pressestelle.",
        target="Weitere Auskünfte erteilt die Pressestelle.",
        findings=(
            FindingRecord(
                check="language",
                severity=Severity.WARNING,
                message="Left in German.",
                start=0,
                end=43,
            ),
            FindingRecord(check="length", severity=Severity.INFO, message="Short."),
        ),
    ),
)


def make_record(segments: tuple[SegmentRecord, ...] = SEGMENTS, **changes: object) -> Record:
    content: dict[str, object] = {
        "tool": ToolInfo(name="g60translate", version="0.1.0"),
        "created": datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
        "source": FileInfo(name="release.docx", format="docx", sha256="a" * 64, lang="de"),
        "target": FileInfo(name="release.en.docx", format="docx", sha256="b" * 64, lang="en"),
        "options": OptionsInfo(
            engine="ctranslate2",
            model="g60-de-en",
            model_digest="c" * 64,
            compute_type="int8",
            beam=4,
            rungs=("inline", "n-best", "masked"),
            segmenter="srx press 1",
            glossary="g60.toml",
            glossary_digest="d" * 64,
        ),
        "segments": segments,
        "summary": summarise(segments, seconds=2.5),
    }
    return Record.model_validate({**content, **changes})
