"""The record as one HTML page: source and target side by side, terms and findings marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from g60translate.checks.check import Severity
from g60translate.reports.likeness import otherwise
from g60translate.reports.record.model import FindingRecord, Record, SegmentRecord, TermRecord
from g60translate.wording import counted

# Languages written from right to left (ISO 639-1).
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur", "yi"})
_NAMES = {"de": "German", "en": "English", "fr": "French", "zh": "Chinese"}
_WEIGHT = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFO: 0}
_WORDS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Note"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the marks that lie on it; neighbours differ in their marks."""

    text: str
    classes: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    css: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """What the template needs of one segment."""

    segment: SegmentRecord
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    findings: tuple[tuple[str, FindingRecord], ...]
    missed: tuple[TermRecord, ...]
    kind: str = ""
    number: int = 0
    starts_block: bool = False
    lost_tags: bool = False
    unsure: bool = False
    proposed: tuple[Piece, ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether the sentence cannot be sent as it is."""
        grave = any(finding.severity is Severity.ERROR for _, finding in self.findings)
        return bool(self.missed) or self.lost_tags or grave

    @property
    def doubtful(self) -> bool:
        """Whether somebody should look at it."""
        return self.wrong or any(f.severity is not Severity.INFO for _, f in self.findings)


def render_html(record: Record) -> str:
    """A self-contained page (no script, no outside resource) for screen and paper.

    Every text of the record is escaped. The columns carry their language and direction.
    """
    rows = tuple(_rows(record.segments, flag_below=record.options.flag_below))
    rungs = Counter(
        term.rung or "by itself" for s in record.segments for term in s.terms if term.met
    )
    return _template().render(
        record=record,
        rows=rows,
        doubtful=sorted((row for row in rows if row.doubtful), key=_urgency),
        sure=any(segment.confidence is not None for segment in record.segments),
        rungs=rungs.most_common(),
        other_errors=sum(
            finding.severity is Severity.ERROR and finding.check != "terms"
            for segment in record.segments
            for finding in segment.findings
        ),
        source_name=language_name(record.source.lang),
        target_name=language_name(record.target.lang),
        source_dir=direction(record.source.lang),
        target_dir=direction(record.target.lang),
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    return environment().get_template("report.html.j2")


def environment() -> Environment:
    """The house's Jinja environment: escaping always on, unknown names are errors."""
    made = Environment(
        loader=PackageLoader("g60translate.reports", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["counted"] = counted
    return made


def language_name(lang: str) -> str:
    """The English name of the house's languages, the code itself for others."""
    return _NAMES.get(lang.partition("-")[0].lower(), lang)


def direction(lang: str) -> str:
    """`rtl` or `ltr`, as HTML's dir attribute wants it."""
    return "rtl" if lang.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def _urgency(row: Row) -> tuple[bool, float, int]:
    """What sorts rows for whoever has little time: errors first, then the least sure."""
    confidence = row.segment.confidence
    return (not row.wrong, 1.0 if confidence is None else confidence, row.number)


def _rows(segments: Iterable[SegmentRecord], *, flag_below: float) -> Iterable[Row]:
    block = None
    for number, segment in enumerate(segments, 1):
        findings = sorted(segment.findings, key=lambda finding: -_WEIGHT[finding.severity])
        missed = tuple(term for term in segment.terms if not term.met)
        lost_tags = not segment.tags_ok and not {"tags", "codes"} & {f.check for f in findings}
        yield Row(
            segment=segment,
            source=pieces(segment.source, _source_spans(segment)),
            target=pieces(segment.target, _target_spans(segment)),
            findings=tuple((_WORDS[finding.severity], finding) for finding in findings),
            missed=missed,
            kind=segment.block_kind.value.replace("-", " "),
            number=number,
            starts_block=segment.block_id != block,
            lost_tags=lost_tags,
            unsure=segment.confidence is not None and segment.confidence < flag_below,
            proposed=pieces(segment.proposal.source, _otherwise(segment))
            if segment.proposal
            else (),
        )
        block = segment.block_id


def _source_spans(segment: SegmentRecord) -> list[_Span]:
    return [
        _Span(
            term.start,
            term.end,
            "met" if term.met else "missed",
            _term_title(term),
        )
        for term in segment.terms
    ]


def _target_spans(segment: SegmentRecord) -> list[_Span]:
    terms = [
        _Span(term.target_start, term.target_end, "met", _term_title(term))
        for term in segment.terms
        if term.met and term.target_start is not None and term.target_end is not None
    ]
    findings = [
        _Span(
            finding.start,
            finding.end,
            f"f-{finding.severity}",
            f"{_WORDS[finding.severity]} ({finding.check}): {finding.message}",
        )
        for finding in segment.findings
        if finding.start is not None and finding.end is not None
    ]
    return terms + findings


def _otherwise(segment: SegmentRecord) -> list[_Span]:
    """What the sentence of the proposal has that this one has not."""
    return [_Span(*span, "other", "Not so in this sentence") for span in otherwise(segment)]


def _term_title(term: TermRecord) -> str:
    if not term.met:
        return f"Term {term.concept_id}: expected “{' / '.join(term.expected)}”"
    how = f"settled by {term.rung}" if term.rung else "met without help"
    return f"Term {term.concept_id}: {how}"


def pieces(text: str, spans: Sequence[_Span]) -> tuple[Piece, ...]:
    """Cut `text` where a span begins or ends; overlapping spans share their stretch."""
    edges = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    cut = []
    for start, end in pairwise(edges):
        over = [span for span in spans if span.start <= start and end <= span.end]
        classes = " ".join(dict.fromkeys(span.css for span in over))
        title = "\n".join(dict.fromkeys(span.title for span in over))
        cut.append(Piece(text[start:end], classes, title))
    return tuple(cut)
