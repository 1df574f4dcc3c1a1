"""Turns a model's answer into a candidate: filled in, checked term by term, and ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from g60translate.checks.check import Severity, Unit
from g60translate.checks.run import run_checks
from g60translate.glossary.matching.verify import TermResult, TermVerifier
from g60translate.glossary.morphology.number import Fit
from g60translate.models.card import Markers
from g60translate.spans import Span
from g60translate.translation.codes.alignment import Alignment, Anchor
from g60translate.translation.engines.hypothesis import Hypothesis
from g60translate.translation.ladder.rendering import Filled, Rendered, fill
from g60translate.translation.request import Request, Rung, TermOutcome, Translation

# Checks whose errors mean that the decoder ran in a circle or lost part of the sentence: worth
# another try before they are shown to anybody.
_RETRIED = ("repetition", "length")

# What an answer that has a dropped stretch must gain in coverage, and may lose in log-probability
# per piece; on the sets they were chosen on, the least costly to the rest of the sentence.
_COVERED_MORE = 0.1
_LESS_PROBABLE = 0.15


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer, judged, with what is needed to go on from it.

    `lost` are the protected spans of the request that the answer does not have, `unsound` counts
    the signs that decoding went wrong.
    """

    translation: Translation
    lost: tuple[Span, ...]
    shown: Rendered
    hypothesis: Hypothesis
    filled: Filled
    unsound: int = 0

    @property
    def missed(self) -> tuple[int, ...]:
        """Indices of the hits that are not met."""
        outcomes = self.translation.outcomes
        return tuple(i for i, outcome in enumerate(outcomes) if not outcome.result.met)

    @property
    def faults(self) -> tuple[int, int, int, int, int, int]:
        """What is wrong with it, the gravest first; all zero where nothing is."""
        translation = self.translation
        return (
            len(self.lost),
            len(self.missed),
            len(translation.forbidden),
            translation.stray,
            self.unsound,
            len(translation.dropped),
        )

    @property
    def rank(self) -> tuple[int, int, int, int, int, int, int, float]:
        """Lower is better: fewer faults, then fewer terms in the wrong number, more probable."""
        outcomes = self.translation.outcomes
        misfits = sum(outcome.result.fit is Fit.MISFIT for outcome in outcomes)
        return (*self.faults, misfits, -self.translation.logprob)

    @property
    def clean(self) -> bool:
        """Whether every term is met and nothing else is wrong."""
        return not any(self.faults)

    def improves_on(self, other: Candidate) -> bool:
        """Whether it has fewer faults.

        Where only what was dropped differs, it also has to be clearly better covered and hardly
        less probable: a clause is not worth a sentence that falls apart.
        """
        if self.faults[:-1] != other.faults[:-1] or self.faults >= other.faults:
            return self.faults < other.faults
        mine, theirs = self.translation, other.translation
        covered = mine.alignment.coverage.thinnest - theirs.alignment.coverage.thinnest
        return covered >= _COVERED_MORE and mine.logprob >= theirs.logprob - _LESS_PROBABLE

    def credited(self, rungs: Sequence[Rung | None]) -> Candidate:
        """The same with these rungs noted, hit by hit, for the terms that are met."""
        outcomes = tuple(
            TermOutcome(outcome.result, rung if outcome.result.met else None)
            for outcome, rung in zip(self.translation.outcomes, rungs, strict=True)
        )
        return replace(self, translation=replace(self.translation, outcomes=outcomes))


class Judge:
    """Judges answers by a glossary, for a model with these markers."""

    def __init__(self, verifier: TermVerifier, markers: Markers) -> None:
        self._verifier = verifier
        self._markers = markers

    def examine(self, request: Request, shown: Rendered, hypothesis: Hypothesis) -> Candidate:
        """Fill in the placeholders, prove the terms, and see what is missing."""
        filled = fill(hypothesis.text, rendered=shown, markers=self._markers)
        results = self._verifier.verify(request.hits, filled.text, source=request.text)
        lost = _lost(request, filled.text)
        alignment = Alignment(
            request.text,
            filled.text,
            source_spans=shown.offsets.backward_each(hypothesis.source_spans),
            target_spans=filled.offsets.forward_each(hypothesis.target_spans),
            attention=hypothesis.attention,
            first_look=hypothesis.first_look,
            anchors=(*filled.anchors, *_proven(results)),
        )
        translation = Translation(
            request.id,
            filled.text,
            hypothesis.logprob,
            alignment,
            outcomes=tuple(TermOutcome(result, None) for result in results),
            forbidden=self._verifier.forbidden(filled.text),
            lost=tuple(request.text[slice(*span)] for span in lost),
            dropped=tuple(request.text[slice(*span)] for span in alignment.coverage.gaps),
            stray=filled.stray,
            parts=hypothesis.parts,
            places=filled.places or {},
        )
        return Candidate(
            translation, lost, shown, hypothesis, filled, _unsound(request, filled.text)
        )


def _unsound(request: Request, text: str) -> int:
    unit = Unit(request.id, request.text, text, request.source_lang, request.target_lang)
    findings = run_checks([unit], names=_RETRIED)
    return sum(finding.severity is Severity.ERROR for finding in findings)


def _proven(results: Sequence[TermResult]) -> list[Anchor]:
    """Met terms tie their source to their target for certain."""
    return [
        Anchor((result.hit.start, result.hit.end), result.span)
        for result in results
        if result.span is not None
    ]


def _lost(request: Request, text: str) -> tuple[Span, ...]:
    """Protected spans whose text stands in the target fewer times than in the source."""
    wanted = [request.text[slice(*span)] for span in request.protected]
    return tuple(
        span
        for index, (span, stretch) in enumerate(zip(request.protected, wanted, strict=True))
        if wanted[: index + 1].count(stretch) > text.count(stretch)
    )
