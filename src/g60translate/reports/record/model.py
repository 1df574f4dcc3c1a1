"""The JSON record beside every translated file: what was done, to what, and what is in doubt.

Reports, scores and gates read the record; they never run the translation again. The schema is
versioned: a reader refuses a version it does not know rather than guess.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from g60translate.checks.check import Severity
from g60translate.documents.model import BlockKind, InlineKind
from g60translate.errors import Fault, FaultyData
from g60translate.reports.record.how_read import ReadingInfo

SCHEMA_VERSION: Final = 1


def _sha256(value: str) -> str:
    if len(value) != 64 or not set(value) <= set("0123456789abcdef"):
        raise ValueError("a SHA-256 digest is 64 lower-case hexadecimal digits")
    return value


Sha256 = Annotated[
    str, AfterValidator(_sha256), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})
]
Offset = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class ToolInfo(_Model):
    """The program that wrote the record."""

    name: str
    version: str


class FileInfo(_Model):
    """One side of the translation; `name` is a file name without folders, or `-` for a pipe.

    `lang` is a language (ISO 639-1), with its region or script where it was asked for so: `en-GB`.
    """

    name: str
    format: str
    sha256: Sha256
    lang: str


class OptionsInfo(_Model):
    """Whatever decides the output besides the source file; `compute_type` as CTranslate2 says it.

    Where two models are chained, `model` and `model_digest` name both, joined by `+`.
    `rungs` are the enabled rungs of the constraint ladder in their order; `codes` says what places
    inline codes, the model's own markers where they come out sound, or its attention alone.
    Sentences of a confidence below `flag_below` are marked. `severities` are the house's own for
    findings by their names; what is `"off"` is not in the record.
    """

    engine: str
    model: str
    model_digest: str
    compute_type: str
    device: str = "cpu"
    beam: Annotated[int, Field(ge=1)]
    rungs: tuple[str, ...] = ()
    codes: Literal["markers", "attention"] = "attention"
    flag_below: Annotated[float, Field(ge=0, le=1)] = 0.0
    severities: dict[str, Severity | Literal["off"]] = {}
    segmenter: str
    glossary: str | None = None
    glossary_digest: str | None = None
    memories: tuple[str, ...] = ()
    reading: ReadingInfo = ReadingInfo()


class TermRecord(_Model):
    """One glossary hit: code points `start`..`end` of the source, and what became of it.

    `expected` lists the accepted target wordings, the preferred one first. `rung` names the rung
    of the ladder that settled the term, None where none did; `form` is the wording found at
    `target_start`..`target_end`. `fit` says whether the form has the number of its source: a term
    that is met but `"misfit"` or `"unchecked"` is not proven; None in records that do not say.
    """

    concept_id: str
    surface: str
    start: Offset
    end: Offset
    expected: tuple[str, ...]
    met: bool
    target_start: Offset | None = None
    target_end: Offset | None = None
    form: str | None = None
    fit: Literal["fits", "misfit", "unchecked"] | None = None
    rung: str | None = None

    @model_validator(mode="after")
    def _both_ends(self) -> Self:
        if (self.target_start is None) != (self.target_end is None):
            raise ValueError("target_start and target_end are given together or not at all")
        return self


class FindingRecord(_Model):
    """One remark of a check; `start`..`end` are code points of the target, None for all of it."""

    check: str
    severity: Severity
    message: str
    start: Offset | None = None
    end: Offset | None = None

    @model_validator(mode="after")
    def _both_ends(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end are given together or not at all")
        return self


class CodeRecord(_Model):
    """An inline code over `start`..`end` of the target, named as its codec does."""

    tag: str
    kind: InlineKind
    start: Offset
    end: Offset


class RecalledRecord(_Model):
    """What a memory had: `source` → `target`, of a likeness `score` to the segment (1: the same).

    `kind` is `"context"` (the same between the same sentences), `"exact"`, `"repaired"` (alike,
    with its figures, dates, names or terms exchanged) or `"fuzzy"`.
    """

    kind: Literal["context", "exact", "repaired", "fuzzy"]
    score: Annotated[float, Field(ge=0, le=1)]
    source: str
    target: str
    origin: Literal["human", "imported", "machine"]
    memory: str
    note: str = ""


class SegmentRecord(_Model):
    """One sentence; `score` is the mean log-probability (natural log) per target piece, <= 0.

    `score` is None where nothing was decoded. `term_cost` is what the terms cost in that measure,
    None where it was not measured. `confidence` is the chance that the translation is good. `codes`
    are its inline codes; `edited` says whether a person changed it since. `recalled` is what a
    memory had and this is, `proposal` one worth a look beside it.
    """

    id: str
    block_id: str
    block_kind: BlockKind
    source: str
    target: str
    score: float | None = None
    term_cost: float | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    terms: tuple[TermRecord, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
    tags_ok: bool = True
    codes: tuple[CodeRecord, ...] = ()
    edited: bool = False
    recalled: RecalledRecord | None = None
    proposal: RecalledRecord | None = None

    @model_validator(mode="after")
    def _spans_lie_inside(self) -> Self:
        sides = (("source", self.source), ("target", self.target))
        for term in self.terms:
            spans = ((term.start, term.end), (term.target_start, term.target_end))
            for (side, text), (start, end) in zip(sides, spans, strict=True):
                _check_span(start, end, text, what=f"term {term.surface!r}", side=side)
        for code in self.codes:
            _check_span(code.start, code.end, self.target, what=f"code {code.tag!r}", side="target")
        for finding in self.findings:
            _check_span(
                finding.start,
                finding.end,
                self.target,
                what=f"a {finding.check} finding",
                side="target",
            )
        return self


def _check_span(start: int | None, end: int | None, text: str, *, what: str, side: str) -> None:
    if start is None or end is None:
        return
    if not start <= end <= len(text):
        raise ValueError(f"{what} has the span {start}..{end}, outside its {side} text")


class Summary(_Model):
    """Counts over all segments, and the wall time of the run in seconds."""

    segments: Count
    terms_found: Count
    terms_met: Count
    errors: Count
    warnings: Count
    infos: Count
    seconds: Annotated[float, Field(ge=0)]


class Record(_Model):
    """Everything about one translated file; `created` is in UTC."""

    schema_version: Literal[1] = SCHEMA_VERSION
    tool: ToolInfo
    created: AwareDatetime
    source: FileInfo
    target: FileInfo
    options: OptionsInfo
    segments: tuple[SegmentRecord, ...]
    summary: Summary

    @model_validator(mode="after")
    def _summary_and_ids(self) -> Self:
        twice = [name for name, n in Counter(s.id for s in self.segments).items() if n > 1]
        if twice:
            raise ValueError(f"segment id {twice[0]!r} stands twice")
        counted = summarise(self.segments, seconds=self.summary.seconds)
        if counted != self.summary:
            raise ValueError(f"the summary does not add up; its segments give {counted!r}")
        return self


def summarise(segments: Iterable[SegmentRecord], *, seconds: float) -> Summary:
    """Count terms and findings; the only place where a Summary is made."""
    listed = tuple(segments)
    severities = Counter(finding.severity for s in listed for finding in s.findings)
    return Summary(
        segments=len(listed),
        terms_found=sum(len(s.terms) for s in listed),
        terms_met=sum(term.met for s in listed for term in s.terms),
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        infos=severities[Severity.INFO],
        seconds=seconds,
    )


def dump_record(record: Record) -> bytes:
    """The record as indented UTF-8 JSON with a final line feed; the same record, the same bytes."""
    return record.model_dump_json(indent=2).encode() + b"\n"


def load_record(data: bytes, *, name: str) -> Record:
    """Parse a record; `name` is used in messages only.

    Raises FaultyData with every fault found.
    """
    advice = f"A record is written by `g60translate translate`; make {name} again with it."
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise FaultyData(name, [Fault(f"byte {fault.start}", "not UTF-8")], advice=advice) from None
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise FaultyData(name, [Fault(where, f"not JSON: {fault.msg}")], advice=advice) from None
    version = content.get("schema_version", 1) if isinstance(content, dict) else 1
    if version != SCHEMA_VERSION:
        found = Fault("schema_version", f"is {version!r}; this version reads {SCHEMA_VERSION}")
        raise FaultyData(name, [found], advice="Read it with the version that wrote it.")
    try:
        return Record.model_validate_json(json.dumps(content))
    except ValidationError as fault:
        raise FaultyData(name, faults_of(fault), advice=advice) from None


def faults_of(error: ValidationError) -> Sequence[Fault]:
    """Pydantic's complaints as faults, each with its key path."""
    return [
        Fault(".".join(str(key) for key in entry["loc"]) or "the whole", entry["msg"])
        for entry in error.errors(include_url=False, include_input=False, include_context=False)
    ]
