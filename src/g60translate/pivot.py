"""Translates a pair that no model has by way of a third language, the terms bound at both ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from g60translate.errors import UnsupportedPair
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import TermHit
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.memory.lookup import Remembers
from g60translate.pipeline import Translator
from g60translate.spans import Span
from g60translate.translation.codes.alignment import Alignment, Anchor
from g60translate.translation.ladder.marking import Placing
from g60translate.translation.request import (
    Request,
    RequestTranslator,
    Rung,
    TermOutcome,
    Translation,
)


class PivotTranslator(Translator):
    """Two translators in a row, the first one's target being the second one's source.

    To the walk they are one: a document is cut once, in its own language, and every sentence goes
    through both. `engine` is the second one's, `models` names both.
    """

    def __init__(
        self,
        first: Translator,
        second: Translator,
        *,
        checks: Sequence[str] | None = None,
        memories: Sequence[Remembers] = (),
    ) -> None:
        """`memories` are of the whole way. Raises UnsupportedPair where the two do not join."""
        if first.target_lang != second.source_lang:
            raise UnsupportedPair(
                f"{first.source_lang}→{first.target_lang} and {second.source_lang}→"
                f"{second.target_lang} do not join. The first has to end where the second begins."
            )
        relay = Relay(
            first.ladder,
            second.ladder,
            second.glossary,
            source_lang=first.source_lang,
            pivot_lang=first.target_lang,
            target_lang=second.target_lang,
        )
        super().__init__(
            second.engine,
            second.glossary,
            second.segmenter,
            beam=second.beam,
            checks=checks,
            severities=second.severities,
            flag_below=second.flag_below,
            # A code's placeholders would have to survive two models.
            codes=Placing.ATTENTION,
            source_lang=first.source_lang,
            ladder=relay,
            memories=memories,
            engines=[first.engine, second.engine],
        )
        self.models = (*first.models, *second.models)


@dataclass(frozen=True, slots=True)
class _Leg:
    """A request of one half of the way; `owners` says whose each of its hits is.

    An owner is the index of a hit of the original request, None for a hit of this half alone.
    """

    request: Request
    owners: tuple[int | None, ...]


class Relay:
    """Hands each sentence from one ladder to the next, and proves its terms in the last language.

    A term is enforced in the pivot language where its concept has a wording there; otherwise its
    source wording is carried through unchanged, to be replaced by the second half.
    """

    def __init__(
        self,
        first: RequestTranslator,
        second: RequestTranslator,
        glossary: Glossary,
        *,
        source_lang: str,
        pivot_lang: str,
        target_lang: str,
    ) -> None:
        self._first, self._second = first, second
        self._pivot_lang = pivot_lang
        self._outward = TermMatcher(glossary, source_lang=source_lang, target_lang=pivot_lang)
        self._onward = TermMatcher(glossary, source_lang=pivot_lang, target_lang=target_lang)
        self._in_pivot = TermVerifier(glossary, target_lang=pivot_lang)
        self._in_target = TermVerifier(glossary, target_lang=target_lang)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The rungs that either half can climb, in their order."""
        either = {*self._first.rungs, *self._second.rungs}
        return tuple(rung for rung in Rung if rung in either)

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        """Translate requests in their order; ids come back unchanged. Raises EngineError."""
        outward = [self._first_leg(request) for request in requests]
        halfway = self._first.translate([leg.request for leg in outward])
        onward = [
            self._second_leg(request, leg, translation)
            for request, leg, translation in zip(requests, outward, halfway, strict=True)
        ]
        # Out of an empty sentence a model makes up another.
        spoken = [leg.request for leg in onward if leg.request.text.strip()]
        answers = iter(self._second.translate(spoken))
        arrived = [next(answers) if leg.request.text.strip() else _silence(leg) for leg in onward]
        return [
            self._join(*parts) for parts in zip(requests, halfway, onward, arrived, strict=True)
        ]

    def _first_leg(self, request: Request) -> _Leg:
        bound: list[tuple[TermHit, int | None]] = []
        carried: list[Span] = list(request.protected)
        for index, hit in enumerate(request.hits):
            if _decides(self._in_pivot, hit):
                bound.append((hit, index))
            else:
                carried.append((hit.start, hit.end))
        # Concepts that only the pivot language has decided make a better pivot text.
        taken = [*carried, *((hit.start, hit.end) for hit, _ in bound)]
        bound += [
            (hit, None)
            for hit in self._outward.find(request.text)
            if _free((hit.start, hit.end), taken)
        ]
        return _leg(replace(request, target_lang=self._pivot_lang), bound, carried)

    def _second_leg(self, request: Request, leg: _Leg, halfway: Translation) -> _Leg:
        """The pivot text with whatever of the request can be found again in it."""
        text = halfway.text
        taken: list[Span] = []
        bound: list[tuple[TermHit, int | None]] = []

        def bind(index: int, places: Iterable[Span | None]) -> bool:
            for place in places:
                if place is not None and _free(place, taken):
                    hit = TermHit(*place, request.hits[index].concept_id, text[slice(*place)])
                    if _decides(self._in_target, hit):
                        bound.append((hit, index))
                        taken.append(place)
                        return True
            return False

        # The first half's own proofs first, for they are certain.
        proofs = {
            owner: outcome.result.span
            for owner, outcome in zip(leg.owners, halfway.outcomes, strict=True)
            if owner is not None
        }
        unbound = [i for i in range(len(request.hits)) if not bind(i, [proofs.get(i)])]
        protected: list[Span] = []
        for start, end in request.protected:
            place = next(
                (p for p in _places(text, request.text[start:end]) if _free(p, taken)), None
            )
            if place is not None:
                protected.append(place)
                taken.append(place)
        wordings = self._onward.find(text) if unbound else ()
        for index in unbound:
            hit = request.hits[index]
            # A term without a pivot wording was carried along. Another may stand there in a form
            # that is accepted as the source of the second half only.
            carried = _places(text, hit.surface) if index not in proofs else ()
            known = ((w.start, w.end) for w in wordings if w.concept_id == hit.concept_id)
            bind(index, [*carried, *known])
        pivot = Request(request.id, text, self._pivot_lang, request.target_lang)
        return _leg(pivot, bound, protected)

    def _join(
        self, request: Request, halfway: Translation, leg: _Leg, arrived: Translation
    ) -> Translation:
        rungs = {
            owner: outcome.rung for owner, outcome in zip(leg.owners, arrived.outcomes, strict=True)
        }
        results = self._in_target.verify(request.hits, arrived.text)
        outcomes = tuple(
            TermOutcome(result, (rungs.get(index) or Rung.MODEL) if result.met else None)
            for index, result in enumerate(results)
        )
        surfaces = {hit.surface for hit in request.hits}
        lost = [stretch for stretch in halfway.lost if stretch not in surfaces]
        return replace(
            arrived,
            # The less certain half decides how much the whole is to be trusted.
            logprob=min(halfway.logprob, arrived.logprob),
            alignment=halfway.alignment.then(
                arrived.alignment,
                anchors=[
                    Anchor((result.hit.start, result.hit.end), result.span)
                    for result in results
                    if result.span is not None
                ],
            ),
            outcomes=outcomes,
            lost=(*lost, *arrived.lost),
            dropped=(*halfway.dropped, *arrived.dropped),
            stray=halfway.stray + arrived.stray,
            parts=max(halfway.parts, arrived.parts),
        )


def _leg(
    request: Request, bound: Iterable[tuple[TermHit, int | None]], protected: Iterable[Span]
) -> _Leg:
    in_order = sorted(bound, key=lambda pair: pair[0].start)
    hits = tuple(hit for hit, _ in in_order)
    owners = tuple(owner for _, owner in in_order)
    return _Leg(replace(request, hits=hits, protected=tuple(sorted(protected))), owners)


def _decides(verifier: TermVerifier, hit: TermHit) -> bool:
    """Whether the glossary has a wording for this hit in the verifier's language."""
    try:
        verifier.expected(hit)
    except ValueError:
        return False
    return True


def _free(span: Span, taken: Iterable[Span]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def _places(text: str, stretch: str) -> Iterator[Span]:
    """Where `stretch` stands in `text`, from left to right."""
    at = text.find(stretch)
    while stretch and at >= 0:
        yield (at, at + len(stretch))
        at = text.find(stretch, at + 1)


def _silence(leg: _Leg) -> Translation:
    """The translation of nothing."""
    request = leg.request
    return Translation(request.id, "", 0.0, Alignment(request.text, ""))
