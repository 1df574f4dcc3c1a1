"""What a bilingual file for review holds in any format: one row a segment, and whose it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from g60translate.documents.model import Inline
from g60translate.errors import BrokenDocument
from g60translate.reports.record.model import Record, SegmentRecord, dump_record
from g60translate.review.tagged import tagged

HEADINGS = ("No.", "Source", "Translation", "Notes")


@dataclass(frozen=True, slots=True)
class Row:
    """A segment: `source` and `target` with marks for their codes, `notes` for the reader.

    `confidence` is None where no model was asked.
    """

    id: str
    source: str
    target: str
    notes: tuple[str, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows, and the record they were taken from: its document's name and its digest."""

    document: str
    digest: str
    source_lang: str
    target_lang: str
    rows: tuple[Row, ...]


def digest_of(record: Record) -> str:
    """What tells a record from every other, a short SHA-256."""
    return hashlib.sha256(dump_record(record)).hexdigest()[:16]


def sheet_of(record: Record) -> Sheet:
    """The record as rows to be read and edited."""
    return Sheet(
        record.source.name,
        digest_of(record),
        record.source.lang,
        record.target.lang,
        tuple(_row(segment) for segment in record.segments),
    )


def codes_of(segment: SegmentRecord) -> tuple[Inline, ...]:
    """The codes of a segment's translation."""
    return tuple(Inline(c.start, c.end, c.tag, c.kind) for c in segment.codes)


def _row(segment: SegmentRecord) -> Row:
    codes = codes_of(segment)
    return Row(
        segment.id,
        segment.source,
        tagged(segment.target, codes, [code.tag for code in codes]),
        tuple(_notes(segment)),
        segment.confidence,
    )


def _notes(segment: SegmentRecord) -> list[str]:
    notes = [f"{f.severity.value.capitalize()}: {f.message}" for f in segment.findings]
    notes += [
        f"Term: {term.surface} → {term.expected[0]}{'' if term.met else ' (missing)'}"
        for term in segment.terms
    ]
    if segment.recalled is not None:
        notes.append(f"From memory ({segment.recalled.kind}, {segment.recalled.memory}).")
    if segment.proposal is not None:
        score = round(100 * segment.proposal.score)
        notes.append(
            f"Remembered, {score} % alike: {segment.proposal.source} → {segment.proposal.target}"
        )
    return notes


def checked(found: Mapping[str, str], *, sheet: Sheet, name: str) -> dict[str, str]:
    """Edited targets by segment, of a file that was made from this sheet.

    `found` has the digest under ''. Raises BrokenDocument naming the segment that does not fit.
    """
    if found.get("") != sheet.digest:
        raise BrokenDocument(
            f"{name} belongs to another record than the one of {sheet.document}. Export it again, "
            "or name the record it was made from with --record."
        )
    known = {row.id for row in sheet.rows}
    targets = {key: text for key, text in found.items() if key}
    strange = [key for key in targets if key not in known]
    if strange:
        raise BrokenDocument(
            f"{name} has a segment {strange[0]!r} that {sheet.document} does not have. Restore the "
            "first column, or export the file again."
        )
    return targets
