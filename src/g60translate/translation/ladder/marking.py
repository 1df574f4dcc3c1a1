"""Asks once more for a sentence with inline codes, these shown as placeholders around its words.

A model that was trained for it puts the placeholders around the translations of the words. Many
write worse then than without, so an answer is taken only if it has every placeholder once, proves
the same terms, and is hardly less probable as a translation than what the model says alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from g60translate.documents.model import Inline, InlineKind
from g60translate.models.card import Markers
from g60translate.translation.engines.engine import Engine
from g60translate.translation.engines.hypothesis import Decoding
from g60translate.translation.ladder.judge import Candidate, Judge
from g60translate.translation.ladder.rendering import Mode, Rendered, render
from g60translate.translation.request import Request

MARGIN = 0.2
"""How much less probable the answer may be, in nats a piece.

On the odd half of the hand-made set the most that costs no chrF to speak of."""


class Placing(StrEnum):
    """What decides where inline codes come to stand; AUTO is what the model's card says."""

    AUTO = "auto"
    MARKERS = "markers"
    ATTENTION = "attention"

    def asks(self, markers: Markers) -> bool:
        """Whether a model with these markers is to be asked."""
        if self is Placing.AUTO:
            return markers.codes
        return self is Placing.MARKERS and bool(markers.placeholders)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with codes, its best candidate so far, and how that was asked for."""

    request: Request
    modes: Sequence[Mode]
    best: Candidate
    decoding: Decoding


def in_question(codes: Sequence[Inline], text: str) -> tuple[Inline, ...]:
    """The codes over `text` of which the model can be asked where they go.

    Those at an edge or over everything stay there, and protected text is found again by itself.
    """
    return tuple(code for code in codes if _parts(code, text))


def _parts(code: Inline, text: str) -> bool:
    before, behind = text[: code.start].strip(), text[code.end :].strip()
    if code.kind is InlineKind.STANDALONE:
        # A place where a word may break is no reason to show the model two words.
        around = text[max(0, code.start - 1) : code.end + 1]
        inside_word = code.start == code.end and len(around) > 1 and around.isalnum()
        return bool(before and behind) and not inside_word
    inside = bool(text[code.start : code.end].strip())
    return code.kind is InlineKind.PAIRED and inside and bool(before or behind)


def ask_with_codes(engine: Engine, judge: Judge, asked: Sequence[Asked]) -> list[Candidate | None]:
    """For each the answer in which the model has placed the codes; None where none is as good.

    Raises EngineError.
    """
    answers: list[list[Candidate]] = [[] for _ in asked]
    groups: dict[Decoding, list[tuple[int, Rendered]]] = defaultdict(list)
    for index, one in enumerate(asked):
        shown = _render(one, engine.model.card.markers)
        if shown is not None and one.best.hypothesis.parts == 1:
            groups[one.decoding].append((index, shown))
    for decoding, group in groups.items():
        ranked = engine.translate([shown.text for _, shown in group], decoding)
        for (index, shown), hypotheses in zip(group, ranked, strict=True):
            one = asked[index]
            rungs = [outcome.rung for outcome in one.best.translation.outcomes]
            judged = [judge.examine(one.request, shown, answer) for answer in hypotheses]
            answers[index] = [c.credited(rungs) for c in judged if _is_sound(c, one.best)]
    return _probable(engine, asked, [min(c, key=lambda c: c.rank, default=None) for c in answers])


def _render(asked: Asked, markers: Markers) -> Rendered | None:
    """The request with its codes, its terms in the wordings that were found; None if that fails."""
    text = asked.best.translation.text
    results = [outcome.result for outcome in asked.best.translation.outcomes]
    wordings = [r.expected if r.span is None else text[slice(*r.span)] for r in results]
    shown = render(
        asked.request, expected=wordings, modes=asked.modes, markers=markers, with_codes=True
    )
    return shown if shown.edges else None


def _is_sound(candidate: Candidate, best: Candidate) -> bool:
    return (
        candidate.filled.places is not None
        and candidate.hypothesis.parts == 1
        and candidate.faults <= best.faults
    )


def _probable(
    engine: Engine, asked: Sequence[Asked], found: Sequence[Candidate | None]
) -> list[Candidate | None]:
    """The same without those that the model would hardly say if it saw no codes."""
    kept = [(one, candidate) for one, candidate in zip(asked, found, strict=True) if candidate]
    if not kept:
        return list(found)
    sources = [one.request.text for one, _ in kept]
    scores = iter(
        engine.score(
            sources * 2,
            [
                *(candidate.translation.text for _, candidate in kept),
                *(one.best.translation.text for one, _ in kept),
            ],
        )
    )
    ours = [next(scores) for _ in kept]
    good = iter([mine >= alone - MARGIN for mine, alone in zip(ours, scores, strict=True)])
    return [candidate if candidate and next(good) else None for candidate in found]
