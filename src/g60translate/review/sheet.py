"""What a bilingual file for review holds in any format: one row a segment, and whose it is."""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from g60translate.documents.model import Inline
from g60translate.errors import BrokenDocument
from g60translate.reports.likeness import otherwise
from g60translate.reports.record.model import RecalledRecord, Record, SegmentRecord, dump_record
from g60translate.review.tagged import tagged

HEADINGS = ("No.", "Source", "Translation", "Notes")


@dataclass(frozen=True, slots=True)
class Row:
    """A segment: `source` and `target` with marks for their codes, `remarks` for the reader.

    `terms` are (source, wording, whether it is met). `confidence` is None where no model was asked.
    `remembered` is the source of the proposal, in brackets what this one has otherwise.
    """

    id: str
    source: str
    target: str
    remarks: tuple[str, ...] = ()
    confidence: float | None = None
    terms: tuple[tuple[str, str, bool], ...] = ()
    proposal: RecalledRecord | None = None
    remembered: str = ""

    @property
    def notes(self) -> list[str]:
        """All there is to know of the segment, a line each."""
        terms = [f"Term: {a} → {b}{'' if met else ' (missing)'}" for a, b, met in self.terms]
        return [*self.remarks, *terms, *([self.proposed] if self.proposal else [])]

    @property
    def proposed(self) -> str:
        """What a memory has for a sentence like this one, in one line; '' where it has nothing."""
        if self.proposal is None:
            return ""
        why = f" ({self.proposal.note})" if self.proposal.note else ""
        score = round(100 * self.proposal.score)
        return f"Remembered, {score} % alike{why}: {self.remembered} → {self.proposal.target}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows, and the record they were taken from: its document's name and its digest."""

    document: str
    digest: str
    source_lang: str
    target_lang: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A segment of an edited file; `fault` says what keeps its translation from being read."""

    id: str
    source: str
    target: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """An edited file: the digest of its record, '' where it was lost, and rows as they stand."""

    digest: str
    rows: tuple[ReturnedRow, ...]


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
        _writable(segment.source),
        _writable(tagged(segment.target, codes, [code.tag for code in codes])),
        tuple(_remarks(segment)),
        segment.confidence,
        tuple((term.surface, term.expected[0], term.met) for term in segment.terms),
        segment.proposal,
        _remembered(segment),
    )


def _writable(text: str) -> str:
    """A text without the characters that XML, and so every one of the formats, cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))


def _remarks(segment: SegmentRecord) -> Iterator[str]:
    for finding in segment.findings:
        yield f"{finding.severity.value.capitalize()}: {finding.message}"
    if segment.recalled is not None:
        yield f"From memory ({segment.recalled.kind}, {segment.recalled.memory})."


def _remembered(segment: SegmentRecord) -> str:
    if segment.proposal is None:
        return ""
    text = segment.proposal.source
    for start, end in reversed(otherwise(segment)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def checked(file: Returned, *, sheet: Sheet, name: str) -> dict[str, str]:
    """Edited targets by segment, of a file that was made from this sheet.

    A file that has lost the digest fits where all its sources are those of the sheet. Raises
    BrokenDocument naming the segment that does not fit.
    """
    if file.digest not in ("", sheet.digest):
        raise BrokenDocument(
            f"{name} belongs to another record than the one of {sheet.document}. Export it again, "
            "or name the record it was made from with --record."
        )
    if not file.rows:
        raise BrokenDocument(f"{name} has no segments: its table is gone. Export it again.")
    known = {row.id: row for row in sheet.rows}
    targets: dict[str, str] = {}
    for row in file.rows:
        if row.id not in known:
            raise BrokenDocument(
                f"{name} has a segment {row.id!r} that {sheet.document} does not have. Restore the "
                "first column, or export the file again."
            )
        if row.fault:
            raise BrokenDocument(f"{name}: segment {row.id}: {row.fault}")
        if _plain(row.source) != _plain(known[row.id].source):
            raise BrokenDocument(
                f"{name}: the source of segment {row.id} has been edited, so nobody knows what its "
                "translation is of. Restore it, or change the document and translate it again."
            )
        if targets.setdefault(row.id, row.target) != row.target:
            raise BrokenDocument(
                f"{name} has segment {row.id} twice, with two translations. Delete one of the rows."
            )
    return targets


def moved(file: Returned, *, sheet: Sheet) -> int:
    """How many rows have to be put back to stand in the order of the document."""
    order = {row.id: place for place, row in enumerate(sheet.rows)}
    places = [*dict.fromkeys(order[row.id] for row in file.rows)]
    longest: list[int] = []  # the ends of the longest rising sequences, by their length
    for place in places:
        at = bisect_left(longest, place)
        longest[at : at + 1] = [place]
    return len(places) - len(longest)


def _plain(text: str) -> str:
    """A text without what programs change by themselves: white space and what cannot be seen."""
    visible = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf") or c.isspace())
    return "".join(visible.split())
