"""The last rungs: a missing wording is put where the attention says that it belongs.

Insertion lets the model write the rest of the sentence after the wording, so that the grammar can
follow; replacement puts the wording over the words that stand there instead. Both work with any
model, trained markers or none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from g60translate.spans import Span
from g60translate.translation.engines.engine import Engine
from g60translate.translation.engines.hypothesis import Decoding, Hypothesis
from g60translate.translation.ladder.edits import Edit, apply_edits
from g60translate.translation.ladder.judge import Candidate

_WORD_START = re.compile(r"(?<!\w)\w")

# Forms and places that are tried for one wording: more cost time and were never better.
_FORMS = 2
_PLACES = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A span of the request that has no counterpart, and the wordings that would be one."""

    source: Span
    wordings: tuple[str, ...]


def insert(engine: Engine, candidate: Candidate, wanted: Wanted, *, beam: int) -> list[Hypothesis]:
    """Answers that begin as the candidate does and go on with the wording.

    None where the sentence was translated in parts: there is no single prefix to go on from.
    """
    if candidate.hypothesis.parts > 1:
        return []
    raw = candidate.hypothesis.text
    start, _ = _target_span(candidate, wanted.source)
    prefixes = [
        _joined(raw[:place], wording)
        for place in _nearest_word_starts(raw, start)
        for wording in _shown_wordings(candidate, wanted)
    ]
    source = candidate.shown.text
    answers = engine.complete([source] * len(prefixes), prefixes, Decoding(beam=beam, hypotheses=1))
    scores = engine.score([source] * len(answers), [answer.text for answer in answers])
    return [replace(a, logprob=score) for a, score in zip(answers, scores, strict=True)]


def replace_span(engine: Engine, candidate: Candidate, wanted: Wanted) -> list[Hypothesis]:
    """The candidate with the wording over the words that the attention points at.

    Words that already prove another term are not touched: then the wording goes beside them.
    """
    raw = candidate.hypothesis.text
    start, end = _target_span(candidate, wanted.source)
    taken = [candidate.filled.offsets.backward(a.target) for a in candidate.filled.anchors]
    taken += [
        candidate.filled.offsets.backward(outcome.result.span)
        for outcome in candidate.translation.outcomes
        if outcome.result.span is not None
    ]
    for a, b in taken:
        if a < end and start < b:
            start = end = b
    answers = []
    for wording in _shown_wordings(candidate, wanted):
        before = " " if raw[:start] and not raw[:start].endswith((" ", "“", '"', "(")) else ""
        after = " " if raw[end : end + 1].isalnum() else ""
        text, offsets = apply_edits(raw, [Edit(start, end, f"{before}{wording}{after}")])
        spans = offsets.forward_each(candidate.hypothesis.target_spans)
        answers.append(replace(candidate.hypothesis, text=text, target_spans=spans))
    if candidate.hypothesis.parts > 1:
        return answers
    source = candidate.shown.text
    scores = engine.score([source] * len(answers), [answer.text for answer in answers])
    return [replace(a, logprob=score) for a, score in zip(answers, scores, strict=True)]


def reword(candidate: Candidate, wanted: Wanted) -> list[Hypothesis]:
    """The candidate with each of the wordings in place of the placeholder of this span."""
    raw = candidate.hypothesis.text
    symbols = [s for s, entry in candidate.shown.fills.items() if entry.source == wanted.source]
    if not symbols or symbols[0] not in raw:
        return []
    start = raw.index(symbols[0])
    answers = []
    for wording in wanted.wordings:
        text, offsets = apply_edits(raw, [Edit(start, start + len(symbols[0]), wording)])
        spans = offsets.forward_each(candidate.hypothesis.target_spans)
        answers.append(replace(candidate.hypothesis, text=text, target_spans=spans))
    return answers


def _shown_wordings(candidate: Candidate, wanted: Wanted) -> list[str]:
    """How the wording looks to the model: as a placeholder where the source has one for it."""
    for symbol, entry in candidate.shown.fills.items():
        if entry.source == wanted.source:
            return [symbol]
    return list(wanted.wordings[:_FORMS])


def _target_span(candidate: Candidate, source: Span) -> Span:
    """Where the translation of a source span stands, in the answer before it was filled in."""
    alignment = candidate.translation.alignment
    found = alignment.project(source)
    if found is None:
        place = alignment.place(source[0])
        found = (place, place)
    return candidate.filled.offsets.backward(found)


def _nearest_word_starts(text: str, place: int) -> Sequence[int]:
    starts = [match.start() for match in _WORD_START.finditer(text)] or [0]
    return sorted(starts, key=lambda start: (abs(start - place), start))[:_PLACES]


def _joined(prefix: str, wording: str) -> str:
    return f"{prefix.rstrip()} {wording}".lstrip() if prefix.endswith(" ") else prefix + wording
