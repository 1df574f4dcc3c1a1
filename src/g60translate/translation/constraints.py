"""The ladder: terms are offered to the model in stronger and stronger ways until each is proven.

Rungs: inline annotation (Dinu et al. 2019), the n-best list, the annotation with its source
masked, a placeholder, and the sentence clause by clause. After every rung each occurrence is
checked, and only sentences that still miss something climb on. What no rung settles is reported,
never appended.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from g60translate.glossary.concept import TermHit
from g60translate.glossary.verify import TermResult, TermVerifier
from g60translate.translation.alignment import Alignment, Anchor
from g60translate.translation.engine import Decoding, Engine, Hypothesis
from g60translate.translation.rendering import Mode, Rendered, fill, render
from g60translate.translation.request import Request, Rung, TermOutcome, Translation

ALL_RUNGS = frozenset(Rung)

_RUNG_OF_MODE = {
    Mode.PLAIN: Rung.MODEL,
    Mode.INLINE: Rung.INLINE,
    Mode.MASKED: Rung.MASKED,
    Mode.PLACEHOLDER: Rung.PLACEHOLDER,
}

# A young model loses its way, and its terms, in sentences of several clauses.
_CLAUSE_PIECES = (40, 20)

# Chinese does not inflect, so nothing is lost by hiding the term from the model.
_UNINFLECTED = frozenset({"zh", "ja", "ko"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One hypothesis, judged. Lower `penalty` is better; ties go to the more probable."""

    translation: Translation
    penalty: tuple[int, int, int, int, float]

    @property
    def clean(self) -> bool:
        return not any(self.penalty[:4])


@dataclass(slots=True)
class _Climb:
    """A request on its way up."""

    request: Request
    expected: tuple[str, ...]
    modes: list[Mode]
    part_pieces: int = 0
    best: _Candidate | None = None
    latest: _Candidate | None = None


class Ladder:
    """Translates requests with one engine and proves their terms."""

    def __init__(
        self,
        engine: Engine,
        verifier: TermVerifier,
        *,
        beam: int = 4,
        rungs: Collection[Rung] = ALL_RUNGS,
    ) -> None:
        self._engine = engine
        self._verifier = verifier
        self._markers = engine.model.card.markers
        self._beam = beam
        self._modes = self._available_modes(rungs)
        self._n_best = Rung.N_BEST in rungs
        self._clauses = _CLAUSE_PIECES if Rung.CLAUSES in rungs else ()

    def _available_modes(self, rungs: Collection[Rung]) -> tuple[Mode, ...]:
        trained = {
            Mode.INLINE: bool(self._markers.term),
            Mode.MASKED: bool(self._markers.mask),
            Mode.PLACEHOLDER: bool(self._markers.placeholders),
        }
        return tuple(m for m, yes in trained.items() if yes and _RUNG_OF_MODE[m] in rungs)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The rungs that this model can climb, in their order."""
        enabled = {_RUNG_OF_MODE[mode] for mode in self._modes} | {Rung.MODEL}
        if self._n_best:
            enabled.add(Rung.N_BEST)
        if self._clauses:
            enabled.add(Rung.CLAUSES)
        return tuple(rung for rung in Rung if rung in enabled)

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        """Translate requests in their order; ids come back unchanged. Raises EngineError."""
        climbs = [self._start(request) for request in requests]
        climbing = climbs
        while climbing:
            self._decode(climbing)
            climbing = [climb for climb in climbing if self._step_up(climb)]
        return [climb.best.translation for climb in climbs if climb.best is not None]

    def _start(self, request: Request) -> _Climb:
        expected = tuple(self._verifier.expected(hit) for hit in request.hits)
        modes = [
            self._first_mode(hit, text, request.target_lang)
            for hit, text in zip(request.hits, expected, strict=True)
        ]
        return _Climb(request, expected, modes)

    def _first_mode(self, hit: TermHit, expected: str, target_lang: str) -> Mode:
        copied = expected == hit.surface or target_lang in _UNINFLECTED
        if copied and Mode.PLACEHOLDER in self._modes:
            return Mode.PLACEHOLDER
        return self._modes[0] if self._modes else Mode.PLAIN

    def _decode(self, climbs: Sequence[_Climb]) -> None:
        """Decode all climbs in their present modes and keep each one's best candidate."""
        groups: dict[Decoding, list[_Climb]] = {}
        for climb in climbs:
            # Finishing several hypotheses takes longer, so only sentences with something to prove
            # ask for them.
            bound = climb.request.hits or climb.request.protected
            hypotheses = self._beam if bound and self._n_best else 1
            decoding = Decoding(self._beam, hypotheses, part_pieces=climb.part_pieces)
            groups.setdefault(decoding, []).append(climb)
        for decoding, group in groups.items():
            rendered = [
                render(c.request, expected=c.expected, modes=c.modes, markers=self._markers)
                for c in group
            ]
            answers = self._engine.translate([r.text for r in rendered], decoding)
            for climb, shown, ranked in zip(group, rendered, answers, strict=True):
                found = min(self._judge(climb, shown, ranked), key=lambda c: c.penalty)
                climb.latest = found
                if climb.best is None or found.penalty[:4] < climb.best.penalty[:4]:
                    climb.best = found

    def _step_up(self, climb: _Climb) -> bool:
        """Show each missed term more strongly; False where all is well or no rung is left.

        The latest answer counts, not the best: it may have lost a term that an earlier one had.
        """
        assert climb.best is not None
        assert climb.latest is not None
        if climb.best.clean:
            return False
        stepped = False
        for index, outcome in enumerate(climb.latest.translation.outcomes):
            stronger = self._after(climb.modes[index])
            if not outcome.result.met and stronger is not None:
                climb.modes[index] = stronger
                stepped = True
        return stepped or self._take_apart(climb)

    def _take_apart(self, climb: _Climb) -> bool:
        """Go on in smaller parts, every term in its strongest form; False if they are smallest."""
        smaller = [n for n in self._clauses if n < (climb.part_pieces or n + 1)]
        if not smaller:
            return False
        climb.part_pieces = smaller[0]
        if self._modes:
            climb.modes = [self._modes[-1]] * len(climb.modes)
        return True

    def _after(self, mode: Mode) -> Mode | None:
        if mode not in self._modes:
            return None
        following = self._modes[self._modes.index(mode) + 1 :]
        return following[0] if following else None

    def _judge(
        self, climb: _Climb, shown: Rendered, ranked: Sequence[Hypothesis]
    ) -> list[_Candidate]:
        """Candidates of one decoding; each met term is credited to the rung that settled it."""
        rungs = [Rung.CLAUSES if climb.part_pieces else _RUNG_OF_MODE[mode] for mode in climb.modes]
        met_first: frozenset[int] = frozenset()
        candidates = []
        for rank, hypothesis in enumerate(ranked):
            candidate = self._examine(climb, shown, hypothesis)
            results = [outcome.result for outcome in candidate.translation.outcomes]
            met = frozenset(index for index, result in enumerate(results) if result.met)
            if rank == 0:
                met_first = met
            outcomes = tuple(
                TermOutcome(
                    result,
                    None
                    if index not in met
                    else rungs[index]
                    if index in met_first
                    else Rung.N_BEST,
                )
                for index, result in enumerate(results)
            )
            translation = replace(candidate.translation, outcomes=outcomes)
            candidates.append(_Candidate(translation, candidate.penalty))
        return candidates

    def _examine(self, climb: _Climb, shown: Rendered, hypothesis: Hypothesis) -> _Candidate:
        request = climb.request
        filled = fill(hypothesis.text, rendered=shown, markers=self._markers)
        results: tuple[TermResult, ...] = self._verifier.verify(request.hits, filled.text)
        forbidden = self._verifier.forbidden(filled.text)
        lost = _lost(request, filled.text)
        alignment = Alignment(
            request.text,
            filled.text,
            source_spans=[shown.offsets.backward(span) for span in hypothesis.source_spans],
            target_spans=[filled.offsets.forward(span) for span in hypothesis.target_spans],
            attention=hypothesis.attention,
            anchors=(*filled.anchors, *_proven(results)),
        )
        translation = Translation(
            request.id,
            filled.text,
            hypothesis.logprob,
            alignment,
            outcomes=tuple(TermOutcome(result, None) for result in results),
            forbidden=forbidden,
            lost=lost,
            stray=filled.stray,
            parts=hypothesis.parts,
        )
        missed = sum(not result.met for result in results)
        penalty = (len(lost), missed, len(forbidden), filled.stray, -hypothesis.logprob)
        return _Candidate(translation, penalty)


def _proven(results: Sequence[TermResult]) -> list[Anchor]:
    """Met terms tie their source to their target for certain."""
    return [
        Anchor((result.hit.start, result.hit.end), result.span)
        for result in results
        if result.span is not None
    ]


def _lost(request: Request, text: str) -> tuple[str, ...]:
    """Protected stretches that stand in the target fewer times than in the source."""
    wanted = [request.text[slice(*span)] for span in request.protected]
    return tuple(
        stretch
        for index, stretch in enumerate(wanted)
        if wanted[: index + 1].count(stretch) > text.count(stretch)
    )
