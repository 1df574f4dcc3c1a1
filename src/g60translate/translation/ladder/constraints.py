"""The ladder: terms are offered to the model in stronger and stronger ways until each is proven.

First the model is asked alone, for half of the terms come out right by themselves, and a sentence
that is not interfered with reads best (eval/history/models.md). Then come its own markers:
the inline annotation (Dinu et al. 2019), the same with its source masked, a placeholder; at every
step the n-best list; then the sentence clause by clause; at last the wording is put where the
attention points (insertion.py). After every step each occurrence is checked, and only sentences
that still miss something climb on. What no rung settles is reported, never appended.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from g60translate.glossary.concept import TermHit
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.translation.engines.engine import Engine
from g60translate.translation.engines.hypothesis import Decoding, Hypothesis
from g60translate.translation.ladder.climb import Climb
from g60translate.translation.ladder.cost import Priced, term_costs
from g60translate.translation.ladder.insertion import Wanted, insert, replace_span, reword
from g60translate.translation.ladder.judge import Candidate, Judge
from g60translate.translation.ladder.marking import Asked, ask_with_codes
from g60translate.translation.ladder.rendering import Mode, Rendered, render
from g60translate.translation.request import Request, Rung, Translation

ALL_RUNGS = frozenset(Rung)

_RUNG_OF_MODE = {
    Mode.PLAIN: Rung.MODEL,
    Mode.INLINE: Rung.INLINE,
    Mode.MASKED: Rung.MASKED,
    Mode.PLACEHOLDER: Rung.PLACEHOLDER,
}

# A young model loses its way, and its terms, in sentences of several clauses.
_CLAUSE_PIECES = (40, 20)

# A form has to be chosen for a noun, which needs a model that sees it; anything else is safest
# where the model cannot touch it.
_FOR_NOUNS = (Mode.PLAIN, Mode.INLINE, Mode.MASKED, Mode.PLACEHOLDER)
_FOR_NAMES = (Mode.PLAIN, Mode.PLACEHOLDER, Mode.INLINE, Mode.MASKED)

# A sentence that ran in a circle is decoded again without any run of so many pieces twice.
_NO_REPEAT = 4

# Rungs on which the model writes without seeing the term, and how many forms it is offered then.
_BLIND = frozenset({Rung.PLACEHOLDER, Rung.CLAUSES})
_MOST_FORMS = 4

# Languages without inflection, where every term is as safe as a name.
_UNINFLECTED = frozenset({"zh", "ja", "ko"})


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
        self._judge = Judge(verifier, self._markers)
        self._beam = beam
        self._modes = self._trained(rungs)
        self._n_best = Rung.N_BEST in rungs
        self._clauses = _CLAUSE_PIECES if Rung.CLAUSES in rungs else ()
        self._last_resorts = tuple(r for r in (Rung.INSERTION, Rung.REPLACEMENT) if r in rungs)

    def _trained(self, rungs: Collection[Rung]) -> frozenset[Mode]:
        """The modes that this model understands and that are switched on."""
        trained = {
            Mode.PLAIN: True,
            Mode.INLINE: bool(self._markers.term),
            Mode.MASKED: bool(self._markers.mask),
            Mode.PLACEHOLDER: bool(self._markers.placeholders),
        }
        return frozenset(m for m, yes in trained.items() if yes and _RUNG_OF_MODE[m] in rungs)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The rungs that this model can climb, in the order of their names' list."""
        enabled = {_RUNG_OF_MODE[mode] for mode in self._modes}
        if self._n_best:
            enabled.add(Rung.N_BEST)
        if self._clauses:
            enabled.add(Rung.CLAUSES)
        enabled.update(self._last_resorts)
        return tuple(rung for rung in Rung if rung in enabled)

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        """Translate requests in their order; ids come back unchanged. Raises EngineError."""
        climbs = [self._start(request) for request in requests]
        climbing = climbs
        while climbing:
            self._decode(climbing)
            climbing = [climb for climb in climbing if self._step_up(climb)]
        for climb in climbs:
            self._put_in(climb)
            self._choose_forms(climb)
        self._place_codes([climb for climb in climbs if climb.request.codes and not climb.put_in])
        priced = [
            Priced(climb.request, climb.alone, climb.best)
            for climb in climbs
            if climb.alone is not None and climb.best is not None
        ]
        return [
            replace(one.best.translation, put_in=tuple(climb.put_in), cost=cost)
            for climb, one, cost in zip(
                climbs, priced, term_costs(self._engine, priced), strict=True
            )
        ]

    def _place_codes(self, climbs: Sequence[Climb]) -> None:
        """Let the model place inline codes, where its answer is no worse for it."""
        asked = [
            Asked(climb.request, climb.modes, climb.best, self._decoding(climb))
            for climb in climbs
            if climb.best is not None
        ]
        for climb, found in zip(
            climbs, ask_with_codes(self._engine, self._judge, asked), strict=True
        ):
            climb.best = found or climb.best

    def _start(self, request: Request) -> Climb:
        expected = tuple(self._verifier.expected(hit) for hit in request.hits)
        sequences = tuple(self._sequence(hit, request.target_lang) for hit in request.hits)
        return Climb(request, expected, sequences, [0] * len(sequences))

    def _sequence(self, hit: TermHit, target_lang: str) -> tuple[Mode, ...]:
        noun = self._verifier.inflects(hit) and target_lang not in _UNINFLECTED
        order = _FOR_NOUNS if noun else _FOR_NAMES
        # With every mode switched off the model is still asked.
        return tuple(mode for mode in order if mode in self._modes) or (Mode.PLAIN,)

    def _decode(self, climbs: Sequence[Climb]) -> None:
        """Decode all climbs in their present modes and keep each one's best candidate."""
        groups: dict[Decoding, list[Climb]] = {}
        for climb in climbs:
            groups.setdefault(self._decoding(climb), []).append(climb)
        for decoding, group in groups.items():
            rendered = [
                render(c.request, expected=c.expected, modes=c.modes, markers=self._markers)
                for c in group
            ]
            answers = self._engine.translate([r.text for r in rendered], decoding)
            for climb, shown, ranked in zip(group, rendered, answers, strict=True):
                found = self._best_of(climb, shown, ranked)
                climb.latest = found
                if climb.best is None or found.improves_on(climb.best):
                    climb.best = found

    def _decoding(self, climb: Climb) -> Decoding:
        return Decoding(
            self._beam,
            # A beam search has found them all when it ends; they cost nothing.
            self._beam if self._n_best else 1,
            no_repeat_ngram=climb.no_repeat,
            part_pieces=climb.part_pieces,
            suppress=climb.suppress,
        )

    def _step_up(self, climb: Climb) -> bool:
        """Show each missed term more strongly; False where all is well or no rung is left.

        The latest answer counts, not the best: it may have lost a term that an earlier one had.
        """
        assert climb.best is not None
        assert climb.latest is not None
        if climb.best.clean:
            return False
        stepped = False
        for index, outcome in enumerate(climb.latest.translation.outcomes):
            if not outcome.result.met and climb.steps[index] + 1 < len(climb.sequences[index]):
                climb.steps[index] += 1
                stepped = True
        return stepped or self._take_apart(climb)

    def _take_apart(self, climb: Climb) -> bool:
        """Decode otherwise: without forbidden wordings, without loops, in parts.

        False if the parts are smallest.
        """
        assert climb.latest is not None
        banned = {hit.surface for hit in climb.latest.translation.forbidden} - {*climb.suppress}
        if banned:
            climb.suppress = (*climb.suppress, *sorted(banned))
            return True
        if climb.latest.unsound and not climb.no_repeat:
            climb.no_repeat = _NO_REPEAT
            return True
        smaller = [n for n in self._clauses if n < (climb.part_pieces or n + 1)]
        if not climb.request.hits:
            # Uncut, it would come out as it did; terms at least are shown as placeholders then.
            length = self._engine.count(climb.request.text)
            smaller = [n for n in smaller if n < length]
        if not any(climb.latest.faults[:-1]):
            # For what was dropped alone, small parts cost the sentence more than they give.
            smaller = [n for n in smaller if n == _CLAUSE_PIECES[0]]
        if not smaller:
            return False
        climb.part_pieces = smaller[0]
        for index, modes in enumerate(climb.sequences):
            if Mode.PLACEHOLDER in modes:
                climb.steps[index] = modes.index(Mode.PLACEHOLDER)
        return True

    def _best_of(self, climb: Climb, shown: Rendered, ranked: Sequence[Hypothesis]) -> Candidate:
        """The most probable answer of one decoding, or the best that improves on it.

        Each met term is credited to the rung that settled it.
        """
        rungs = [Rung.CLAUSES if climb.part_pieces else _RUNG_OF_MODE[mode] for mode in climb.modes]
        first = self._judge.examine(climb.request, shown, ranked[0])
        if climb.alone is None:
            climb.alone = first
        lower = [Rung.N_BEST if i in first.missed else rung for i, rung in enumerate(rungs)]
        first = first.credited(rungs)
        if first.clean:
            return first
        others = [self._judge.examine(climb.request, shown, answer) for answer in ranked[1:]]
        better = [c.credited(lower) for c in others if c.improves_on(first)]
        return min(better, key=lambda c: c.rank, default=first)

    def _put_in(self, climb: Climb) -> None:
        """The last resorts, wording by wording, each kept only if it makes things better."""
        for rung in self._last_resorts:
            for wanted in self._wanted(climb):
                assert climb.best is not None
                answers = (
                    insert(self._engine, climb.best, wanted, beam=self._beam)
                    if rung is Rung.INSERTION
                    else replace_span(self._engine, climb.best, wanted)
                )
                self._keep_better(climb, answers, rung, wanted.wordings[0])

    def _choose_forms(self, climb: Climb) -> None:
        """Let the model choose the form of a noun that it could not see behind a placeholder."""
        assert climb.best is not None
        for index, hit in enumerate(climb.request.hits):
            outcome = climb.best.translation.outcomes[index]
            if outcome.rung not in _BLIND or not self._verifier.inflects(hit):
                continue
            wanted = Wanted((hit.start, hit.end), self._verifier.accepted(hit)[:_MOST_FORMS])
            rungs = [outcome.rung for outcome in climb.best.translation.outcomes]
            judged = [
                self._judge.examine(climb.request, climb.best.shown, answer).credited(rungs)
                for answer in reword(climb.best, wanted)
            ]
            sound = [c for c in judged if c.faults <= climb.best.faults]
            if len(sound) > 1 and self._engine.fits(climb.request.text):
                scores = self._engine.score(
                    [climb.request.text] * len(sound), [c.translation.text for c in sound]
                )
                climb.best = sound[scores.index(max(scores))]

    def _wanted(self, climb: Climb) -> list[Wanted]:
        """What the best candidate still lacks: protected text first, then terms."""
        assert climb.best is not None
        request = climb.request
        lost = [Wanted(span, (request.text[slice(*span)],)) for span in climb.best.lost]
        hits = [request.hits[index] for index in climb.best.missed]
        return [
            *lost,
            *(Wanted((hit.start, hit.end), self._verifier.accepted(hit)) for hit in hits),
        ]

    def _keep_better(
        self, climb: Climb, answers: Sequence[Hypothesis], rung: Rung, wording: str
    ) -> None:
        assert climb.best is not None
        before = [outcome.rung or rung for outcome in climb.best.translation.outcomes]
        judged = [
            self._judge.examine(climb.request, climb.best.shown, answer).credited(before)
            for answer in answers
        ]
        found = min(judged, key=lambda c: c.rank, default=climb.best)
        if found.faults < climb.best.faults:
            climb.best = found
            climb.put_in.append(wording)
