"""Turns a finished walk into its record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from g60translate.checks.check import Finding
from g60translate.documents.model import Document
from g60translate.documents.options import ReadingOptions
from g60translate.pipeline import Translator
from g60translate.reports.record.how_read import ReadingInfo
from g60translate.reports.record.model import (
    CodeRecord,
    FileInfo,
    FindingRecord,
    OptionsInfo,
    RecalledRecord,
    Record,
    SegmentRecord,
    TermRecord,
    ToolInfo,
    summarise,
)
from g60translate.translation.ladder.edits import OffsetMap
from g60translate.translation.request import Recalled, TermOutcome
from g60translate.translation.translated import TranslatedDocument, TranslatedSegment
from g60translate.version import __version__


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file of the walk as the record names it: without folders, `-` for a pipe.

    `tag` is its language as it was asked for, where that says more than the translator does.
    """

    name: str
    data: bytes
    tag: str = ""

    def info(self, *, format: str, lang: str) -> FileInfo:  # noqa: A002  the record's word
        """What the record says about it."""
        digest = hashlib.sha256(self.data).hexdigest()
        return FileInfo(name=self.name, format=format, sha256=digest, lang=self.tag or lang)


def make_record(
    translated: TranslatedDocument,
    translator: Translator,
    *,
    source: FileContent,
    target: FileContent,
    seconds: float,
    reading: ReadingOptions | None = None,
) -> Record:
    """The record of one file; `seconds` is the wall time, `reading` how the source was read."""
    segments = tuple(segment_record(segment) for segment in translated.segments)
    document = translated.document
    options = options_info(translator)
    if reading is not None:
        options = options.model_copy(update={"reading": ReadingInfo(**_asked(reading, document))})
    return Record(
        tool=ToolInfo(name="g60translate", version=__version__),
        created=datetime.now(UTC).replace(microsecond=0),
        source=source.info(format=document.format, lang=translator.source_lang),
        target=target.info(format=document.written_as, lang=translator.target_lang),
        options=options,
        segments=segments,
        summary=summarise(segments, seconds=round(seconds, 3)),
    )


def _asked(reading: ReadingOptions, document: Document) -> dict[str, Any]:
    """How it was read; what a document becomes is told where there was a choice."""
    chosen = {"becomes": document.becomes} if document.format == "pdf" else {}
    return {**asdict(reading), **chosen}


def options_info(translator: Translator) -> OptionsInfo:
    """What decided the output besides the source."""
    glossary = translator.glossary
    return OptionsInfo(
        engine=translator.engine.name,
        model="+".join(model.card.name for model in translator.models),
        model_digest="+".join(model.card.digest for model in translator.models),
        compute_type=translator.engine.compute_type,
        device=translator.engine.device,
        beam=translator.beam,
        rungs=tuple(translator.ladder.rungs),
        codes="markers" if translator.asks_for_codes else "attention",
        flag_below=translator.flag_below,
        severities={name: level or "off" for name, level in translator.severities.items()},
        segmenter=translator.segmenter.name,
        glossary=glossary.name if len(glossary) else None,
        glossary_digest=glossary.digest if len(glossary) else None,
        memories=tuple(memory.title for memory in translator.memories),
    )


def segment_record(segment: TranslatedSegment) -> SegmentRecord:
    """What is known about one sentence."""
    translation = segment.translation
    return SegmentRecord(
        id=segment.sentence.segment.id,
        block_id=segment.block.id,
        block_kind=segment.block.kind,
        source=segment.sentence.request.text,
        target=segment.restored.text,
        score=None
        if translation is None or translation.recalled is not None
        else round(min(0.0, translation.logprob), 4),
        term_cost=_rounded(None if translation is None else translation.cost),
        confidence=segment.confidence,
        terms=()
        if translation is None
        else tuple(term_records(translation.outcomes, segment.restored.offsets)),
        findings=finding_records(segment.findings),
        tags_ok=not segment.restored.misplaced,
        codes=tuple(
            CodeRecord(tag=code.tag, kind=code.kind, start=code.start, end=code.end)
            for code in segment.restored.inlines
        ),
        recalled=_recalled(None if translation is None else translation.recalled),
        proposal=_recalled(None if translation is None else translation.proposal),
    )


def _recalled(recalled: Recalled | None) -> RecalledRecord | None:
    if recalled is None:
        return None
    content = asdict(recalled)
    return RecalledRecord.model_validate({**content, "score": round(recalled.score, 4)})


def term_records(outcomes: Iterable[TermOutcome], offsets: OffsetMap) -> Iterator[TermRecord]:
    """What became of the terms; `offsets` lead from where they were proven to the target."""
    for outcome in outcomes:
        result = outcome.result
        span = None if result.span is None else offsets.forward(result.span)
        yield TermRecord(
            concept_id=result.hit.concept_id,
            surface=result.hit.surface,
            start=result.hit.start,
            end=result.hit.end,
            expected=(result.expected,),
            met=result.met,
            target_start=None if span is None else span[0],
            target_end=None if span is None else span[1],
            form=result.form,
            fit=None if result.fit is None else result.fit.value,
            rung=None if outcome.rung is None else str(outcome.rung),
        )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def finding_records(findings: Sequence[Finding]) -> tuple[FindingRecord, ...]:
    """Findings as the record keeps them."""
    return tuple(
        FindingRecord(
            check=finding.check,
            severity=finding.severity,
            message=finding.message,
            start=None if finding.span is None else finding.span[0],
            end=None if finding.span is None else finding.span[1],
        )
        for finding in findings
    )
