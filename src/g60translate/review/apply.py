"""Puts a person's edits back: into the record, the document in its own format, and a summary."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.run import run_checks
from g60translate.documents.files import read_document, write_document
from g60translate.documents.model import Inline
from g60translate.errors import BrokenDocument, InputError
from g60translate.glossary.book import Glossary
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.reports.record.model import (
    CodeRecord,
    Record,
    SegmentRecord,
    TermRecord,
    summarise,
)
from g60translate.reports.record.writing import finding_records, term_records
from g60translate.review.recorded import RecordedSegmenter
from g60translate.review.sheet import codes_of, sheet_of
from g60translate.review.tagged import Read, read_tagged
from g60translate.translation.codes.alignment import Alignment
from g60translate.translation.codes.restore import Restored, carried_over, restore
from g60translate.translation.ladder.edits import apply_edits
from g60translate.translation.preparation import Preparation, Sentence, put_together
from g60translate.translation.request import TermOutcome

# The signs of the marks are on no keyboard.
_TYPED: Final = re.compile(r"<(/?\d{1,4}/?)>")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What came of a review: the document's bytes, its record, and what was edited."""

    document: bytes
    record: Record
    edits: tuple[Edited, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """A segment as it was and as a person left it; `lost` are numbers of codes that went.

    `before` and `after` are the source sentences around it, `terms` (source, wording) those of
    the glossary that the person's wording no longer keeps.
    """

    old: SegmentRecord
    new: SegmentRecord
    lost: tuple[int, ...]
    before: str
    after: str
    terms: tuple[tuple[str, str], ...]

    @property
    def in_error(self) -> bool:
        """Whether a check finds an error in the person's wording."""
        return any(finding.severity is Severity.ERROR for finding in self.new.findings)


class Review:
    """Takes edits of one record's document; the source is cut as it was for the translation."""

    def __init__(
        self,
        record: Record,
        source: bytes,
        *,
        glossary: Glossary,
    ) -> None:
        """Raises BrokenDocument where this is not the source that the record tells of."""
        if hashlib.sha256(source).hexdigest() != record.source.sha256:
            raise BrokenDocument(
                f"{record.source.name} has changed since it was translated. Translate it again."
            )
        self._record = record
        self._pair = (record.source.lang.split("-")[0], record.target.lang.split("-")[0])
        self._document = read_document(
            source,
            name=record.source.name,
            format=record.source.format,
            options=record.options.reading.options(),
        )
        matcher = TermMatcher(glossary, source_lang=self._pair[0], target_lang=self._pair[1])
        self._verifier = TermVerifier(glossary, target_lang=self._pair[1])
        segmenter = RecordedSegmenter(record)
        preparation = Preparation(segmenter, matcher)
        self._blocks = [preparation.take_apart(block) for block in self._document.blocks]
        segmenter.finish()
        sentences = [s for block in self._blocks for s in block.sentences]
        self._by_id = {
            segment.id: (sentence, segment)
            for sentence, segment in zip(sentences, record.segments, strict=True)
        }

    def check(self, segment_id: str, edited: str) -> SegmentRecord:
        """One segment with an edited translation, its terms proven and its text checked anew.

        Raises InputError where the document has no such segment.
        """
        sentence, old = self._found(segment_id)
        return self._segment(sentence, old, edited)[0]

    def source_codes(self, segment_id: str) -> tuple[Inline, ...]:
        """The codes of a segment's source text. Raises InputError as `check`."""
        return self._found(segment_id)[0].codes

    def _found(self, segment_id: str) -> tuple[Sentence, SegmentRecord]:
        try:
            return self._by_id[segment_id]
        except KeyError:
            name = self._record.source.name
            raise InputError(f"{name} has no segment {segment_id!r}.") from None

    def apply(self, targets: Mapping[str, str]) -> Reviewed:
        """Put edited translations (segment → text with marks) in the place of the old ones."""
        segments: list[SegmentRecord] = []
        edits: list[Edited] = []
        shown = {row.id: row.target for row in sheet_of(self._record).rows}
        rebuilt = []
        place = 0
        for block in self._blocks:
            restored = []
            for sentence in block.sentences:
                old = self._record.segments[place]
                edited = targets.get(old.id)
                if edited == shown[old.id]:
                    edited = None
                new, here, lost = self._segment(sentence, old, edited)
                segments.append(new)
                restored.append(here)
                if new.target != old.target or lost:
                    edits.append(self._edited(old, new, lost, place))
                place += 1
            rebuilt.append(put_together(block, restored, target_lang=self._pair[1]))
        document = self._document.with_blocks({b.id: b for b in rebuilt}, lang=self._pair[1])
        data = write_document(document)
        target = self._record.target.model_copy(update={"sha256": hashlib.sha256(data).hexdigest()})
        record = self._record.model_copy(
            update={
                "segments": tuple(segments),
                "target": target,
                "summary": summarise(segments, seconds=self._record.summary.seconds),
            }
        )
        return Reviewed(data, Record.model_validate(record.model_dump()), tuple(edits))

    def _segment(
        self, sentence: Sentence, old: SegmentRecord, edited: str | None
    ) -> tuple[SegmentRecord, Restored, tuple[int, ...]]:
        codes = codes_of(old)
        if edited is None:
            return old, _as_recorded(old), ()
        read = read_tagged(_marked(edited.strip(), old.source), codes, sentence.owned)
        if read.text == old.target and not read.lost and not read.strange:
            moved = replace(carried_over(read.text, ()), inlines=read.codes)
            return _with_codes(old, moved), moved, ()
        here = _placed(sentence, read)
        outcomes = [
            TermOutcome(result, None)
            for result in self._verifier.verify(sentence.request.hits, here.text)
        ]
        unit = Unit(
            old.id,
            sentence.request.text,
            here.text,
            *self._pair,
            source_inlines=sentence.codes,
            target_inlines=here.inlines,
            missed_terms=tuple(
                (o.result.hit.surface, o.result.expected) for o in outcomes if not o.result.met
            ),
            forbidden_terms=tuple(hit.surface for hit in self._verifier.forbidden(here.text)),
        )
        findings = [*_changed_codes(old.id, read), *run_checks([unit])]
        _, same = apply_edits(here.text, [])
        new = old.model_copy(
            update={
                "target": here.text,
                "score": None,
                "term_cost": None,
                "confidence": None,
                "terms": tuple(term_records(outcomes, same)),
                "findings": finding_records(findings),
                "edited": True,
                "recalled": None,
                "proposal": None,
            }
        )
        return _with_codes(new, here), here, read.lost

    def _edited(
        self, old: SegmentRecord, new: SegmentRecord, lost: tuple[int, ...], place: int
    ) -> Edited:
        texts = ["", *(segment.source for segment in self._record.segments), ""]
        met = {(term.concept_id, term.start) for term in old.terms if term.met}
        changed = [t for t in new.terms if not t.met and (t.concept_id, t.start) in met]
        return Edited(old, new, lost, texts[place], texts[place + 2], tuple(_wordings(changed)))


def _wordings(terms: Sequence[TermRecord]) -> list[tuple[str, str]]:
    return [(term.surface, term.expected[0]) for term in terms]


def _as_recorded(segment: SegmentRecord) -> Restored:
    return replace(carried_over(segment.target, ()), inlines=codes_of(segment))


def _with_codes(segment: SegmentRecord, here: Restored) -> SegmentRecord:
    codes = tuple(
        CodeRecord(tag=code.tag, kind=code.kind, start=code.start, end=code.end)
        for code in here.inlines
    )
    return segment.model_copy(update={"codes": codes, "target": here.text})


def _marked(edited: str, source: str) -> str:
    """The text with marks that were typed by hand, <1> and </1>, as the file has them."""
    return edited if _TYPED.search(source) else _TYPED.sub(r"⟨\1⟩", edited)


def _placed(sentence: Sentence, read: Read) -> Restored:
    """The edited text with all its codes, those that were lost placed by likeness."""
    if not read.lost:
        return replace(carried_over(read.text, ()), inlines=read.codes)
    known = {code.tag: (code.start, code.end) for code in read.codes}
    alignment = Alignment(sentence.request.text, read.text)
    return restore(sentence.codes, alignment, owned={}, places=known)


def _changed_codes(segment: str, read: Read) -> Iterator[Finding]:
    """What the editor did to the marks of codes."""
    for numbers, said in (
        (read.lost, "The edited text had no {}: this formatting was put where it seems to belong."),
        (
            read.strange,
            "The edited text had {}, which is no formatting of this sentence: left out.",
        ),
    ):
        if numbers:
            marks = ", ".join(f"⟨{number}⟩" for number in numbers)
            yield Finding("codes", Severity.WARNING, segment, said.format(marks))
