"""Answers from memory what somebody has decided, and asks the model for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from g60translate.checks.check import Severity, Unit
from g60translate.checks.reading.exonyms import EXONYMS
from g60translate.checks.run import run_checks
from g60translate.glossary.book import Glossary
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.memory.entry import Entry, Origin, State
from g60translate.memory.lookup import LEAST_LIKE, Lookup, Match, MatchKind, Remembers
from g60translate.memory.repair import repaired
from g60translate.translation.codes.alignment import Alignment, Anchor
from g60translate.translation.request import (
    Recalled,
    Request,
    RequestTranslator,
    Rung,
    TermOutcome,
    Translation,
)

_NAMES: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("de", "en"): EXONYMS,
    ("en", "de"): {english: german for german, english in EXONYMS.items()},
}


@dataclass(frozen=True, slots=True)
class _Terms:
    """What proves terms, for one direction."""

    glossary: Glossary
    matcher: TermMatcher
    verifier: TermVerifier


class RememberingTranslator:
    """A `RequestTranslator` that looks into memories first.

    What a memory has for the same text is used as it is, if it keeps the glossary and every
    protected stretch; a person's wording stands against a term that is not newer. What differs in
    figures, dates, names or terms alone is repaired and used if the checks find nothing wrong; any
    other likeness is a proposal beside the model's answer.
    """

    def __init__(
        self,
        inner: RequestTranslator,
        memories: Sequence[Remembers],
        glossary: Glossary,
        *,
        source_lang: str,
        target_lang: str,
    ) -> None:
        """Stand before `inner`, in its direction."""
        self._inner = inner
        self._lookup = Lookup(memories, source_lang=source_lang, target_lang=target_lang)
        self._terms = _Terms(
            glossary,
            TermMatcher(glossary, source_lang=source_lang, target_lang=target_lang),
            TermVerifier(glossary, target_lang=target_lang),
        )

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The rungs of the ladder behind."""
        return self._inner.rungs

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        """Translate requests in their order; ids come back unchanged. Raises EngineError."""
        answers: dict[int, Translation] = {}
        proposals: dict[int, Recalled] = {}
        for at, request in enumerate(requests):
            answer, proposal = self._recall(request)
            if answer is not None:
                answers[at] = answer
            elif proposal is not None:
                proposals[at] = proposal
        # The model does not look at what stands around, so it is asked once for the same text.
        rest: dict[Request, list[int]] = {}
        for at, request in enumerate(requests):
            if at not in answers:
                rest.setdefault(replace(request, id="", context=("", "")), []).append(at)
        asked = self._inner.translate([*rest]) if rest else []
        for places, translation in zip(rest.values(), asked, strict=True):
            for at in places:
                answers[at] = replace(translation, id=requests[at].id, proposal=proposals.get(at))
        return [answers[at] for at in range(len(requests))]

    def recall(self, request: Request) -> Translation | None:
        """What has been decided for just this text; None where nothing can be used."""
        answer, _ = self._recall(request)
        return answer

    def _recall(self, request: Request) -> tuple[Translation | None, Recalled | None]:
        """The answer that can be used, else what can be shown beside another."""
        before, after = request.context
        match = self._lookup.same(request.text, before=before, after=after)
        if match is not None and match.kind is not MatchKind.FUZZY:
            answer = self._proven(request, match, match.entry.target)
            if answer is not None:
                return answer, None
            return None, _recalled(match, note="breaks the glossary or loses protected text")
        shown: Recalled | None = None
        for near in (match, self._lookup.alike(request.text)):
            if near is not None:
                answer = self._mended(request, near)
                if answer is not None:
                    return answer, None
                draft = near.entry.state is State.DRAFT
                shown = _recalled(near, note="a draft" if draft else "")
        return None, shown if shown is not None and shown.score >= LEAST_LIKE else None

    def _mended(self, request: Request, match: Match) -> Translation | None:
        """A likeness with its figures, dates, names or terms exchanged, if that is all it needs."""
        if match.entry.state is State.DRAFT:
            return None
        mended = repaired(
            request.text,
            match.entry.source,
            match.entry.target,
            source_lang=request.source_lang,
            target_lang=request.target_lang,
            terms=self._wordings(request, match.entry.source),
            names=_NAMES.get((request.source_lang, request.target_lang), {}),
        )
        if mended is None or _has_errors(request, mended):
            return None
        return self._proven(request, match, mended)

    def _wordings(
        self, request: Request, remembered: str
    ) -> dict[str, tuple[tuple[str, ...], str]]:
        verifier = self._terms.verifier
        hits = (*request.hits, *self._terms.matcher.find(remembered))
        return {hit.surface: (verifier.accepted(hit), verifier.expected(hit)) for hit in hits}

    def _proven(self, request: Request, match: Match, text: str) -> Translation | None:
        """The remembered text as a translation; None where the model should be asked instead."""
        verifier = self._terms.verifier
        results = verifier.verify(request.hits, text)
        forbidden = verifier.forbidden(text)
        stretches = [request.text[slice(*span)] for span in request.protected]
        lost = tuple(s for s in stretches if stretches.count(s) > text.count(s))
        broken = bool(forbidden) or not all(result.met for result in results)
        if lost or (broken and not self._outranks(match.entry, request)):
            return None
        anchors = [
            Anchor((result.hit.start, result.hit.end), result.span)
            for result in results
            if result.span is not None
        ]
        return Translation(
            request.id,
            text,
            0.0,
            Alignment(request.text, text, anchors=anchors),
            outcomes=tuple(TermOutcome(r, None) for r in results),
            forbidden=forbidden,
            recalled=_recalled(match, repaired_text=text),
        )

    def _outranks(self, entry: Entry, request: Request) -> bool:
        """Whether a person decided so, and the terms in question are not dated later."""
        if entry.origin is not Origin.HUMAN:
            return False
        decided = entry.changed.date().isoformat()
        concepts = (self._terms.glossary.concept(hit.concept_id) for hit in request.hits)
        return all(not concept.valid_from or concept.valid_from <= decided for concept in concepts)


def _recalled(match: Match, *, repaired_text: str | None = None, note: str = "") -> Recalled:
    used = repaired_text is not None
    kind = "repaired" if used and match.kind is MatchKind.FUZZY else str(match.kind)
    return Recalled(
        kind=kind,
        score=match.score,
        source=match.entry.source,
        target=match.entry.target,
        origin=str(match.entry.origin),
        memory=match.memory,
        note=note,
    )


def _has_errors(request: Request, text: str) -> bool:
    unit = Unit(request.id, request.text, text, request.source_lang, request.target_lang)
    return any(finding.severity is Severity.ERROR for finding in run_checks([unit]))
