"""Where a source text uses the glossary's terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import CasePolicy, Concept, Inflect, Status, Term, TermHit
from g60translate.glossary.matching.compounds import joinable, readings, without_hyphens
from g60translate.glossary.matching.fold import Folded, fold
from g60translate.glossary.matching.lemmas import LemmaIndex
from g60translate.glossary.matching.quotes import balance
from g60translate.glossary.matching.search import (
    CaseRule,
    Find,
    Pattern,
    PatternIndex,
    search_rule,
    select,
    straddling,
)
from g60translate.glossary.morphology.forms import surface_forms, swap_and

_STATUS_RANK = {Status.PREFERRED: 0, Status.ADMITTED: 1, Status.FORBIDDEN: 2}


@dataclass(frozen=True, slots=True)
class Straddle:
    """Two terms of different concepts that share a stretch of text, neither inside the other.

    Only `kept` is a hit. Where that is the wrong choice, a priority or a longer term mends it.
    """

    kept: TermHit
    given_up: TermHit

    def __str__(self) -> str:
        kept, other = self.kept, self.given_up
        return (
            f"{other.start}-{other.end}: {other.surface!r} ({other.concept_id}) is given up for "
            f"{kept.surface!r} ({kept.concept_id}), with which it shares text."
        )


class TermMatcher:
    """Finds the terms of one source language for which the glossary decides the target wording.

    A term counts if its concept has a preferred term in the target language or if it is itself
    marked do-not-translate. Forbidden source wordings are found too: texts contain them.
    """

    def __init__(self, glossary: Glossary, *, source_lang: str, target_lang: str) -> None:
        self.source_lang = source_lang
        self.target_lang = target_lang
        terms = [
            (concept, number, term)
            for concept in glossary
            for number, term in enumerate(concept.terms)
            if term.lang == source_lang
            and (term.do_not_translate or concept.preferred(target_lang) is not None)
        ]
        # What stays in the source's words cannot be said by a part of a word.
        self._translated = {concept.id for concept, _, term in terms if not term.do_not_translate}
        self._index = PatternIndex(p for c, n, t in terms for p in _patterns(c, n, t))
        self._lemmas = LemmaIndex(
            (_pattern(c, n, t, t.text, CaseRule.GAINED) for c, n, t in terms if _by_lemma(t)),
            lang=source_lang,
        )

    def find(self, text: str) -> tuple[TermHit, ...]:
        """The hits in text order, none overlapping; offsets are code points of `text`.

        Of overlapping terms the longest stands, then the one of higher priority, then the left.
        """
        folded = fold(text)
        finds = select(self._search(folded))
        hits: list[TermHit] = []
        for number, find in enumerate(finds):
            floor = hits[-1].end if hits else 0
            ceiling = len(text)
            if number + 1 < len(finds):
                ceiling = folded.span(finds[number + 1].start, finds[number + 1].end)[0]
            start, end = balance(
                text,
                folded.span(find.start, find.end),
                within=(floor, ceiling),
                quoted_as=find.pattern.wording,
            )
            hits.append(TermHit(start, end, find.pattern.concept_id, text[start:end]))
        return self._with_compounds(text, hits)

    def _with_compounds(self, text: str, hits: list[TermHit]) -> tuple[TermHit, ...]:
        """The hits and those of compounds that are written in another way, where none is yet."""
        if self.source_lang != "de":
            return tuple(hits)
        more: list[TermHit] = []
        for reading in readings(text):
            if any(hit.start < reading.end and reading.start < hit.end for hit in (*hits, *more)):
                continue
            for word in reading.words:
                folded = fold(word)
                whole = (0, len(folded.text))
                found = [f for f in self._search(folded) if (f.start, f.end) == whole]
                decided = [f for f in select(found) if f.pattern.concept_id in self._translated]
                if decided:
                    surface = text[reading.start : reading.end]
                    concept = decided[0].pattern.concept_id
                    more.append(TermHit(reading.start, reading.end, concept, surface))
                    break
        return tuple(sorted([*hits, *more], key=lambda hit: hit.start)) if more else tuple(hits)

    def straddles(self, text: str) -> tuple[Straddle, ...]:
        """Where `find` had to decide between terms that reach into each other, in text order.

        A concept that stands there in several forms is named with the longest.
        """
        folded = fold(text)
        hits = self.find(text)
        found: dict[tuple[TermHit, str], TermHit] = {}
        for kept, given_up in straddling(self._search(folded)):
            start, end = folded.span(kept.start, kept.end)
            hit = next(hit for hit in hits if hit.start <= start and end <= hit.end)
            start, end = folded.span(given_up.start, given_up.end)
            other = TermHit(start, end, given_up.pattern.concept_id, text[start:end])
            known = found.setdefault((hit, other.concept_id), other)
            if len(other.surface) > len(known.surface):
                found[hit, other.concept_id] = other
        return tuple(Straddle(hit, other) for (hit, _), other in found.items())

    def _search(self, folded: Folded) -> list[Find]:
        written = self._index.find(folded)
        return [*written, *self._lemmas.find(folded, known=written)]


def _patterns(concept: Concept, number: int, term: Term) -> Iterator[Pattern]:
    written = {term.text, *term.forms}
    for form in surface_forms(term):
        rule = search_rule(term.case, term.text)
        if rule is CaseRule.ANY and form not in written and term.case is CasePolicy.AUTO:
            rule = CaseRule.GAINED  # “Messen”, derived from “Messe”, is not the verb “messen”
        spellings = [form, *swap_and(form, lang=term.lang)]
        if term.lang == "de" and joinable(form):
            spellings.append(without_hyphens(form))
        for wording in spellings:
            yield _pattern(concept, number, term, wording, rule)


def _pattern(concept: Concept, number: int, term: Term, wording: str, rule: CaseRule) -> Pattern:
    return Pattern(
        wording=wording,
        rule=rule,
        concept_id=concept.id,
        rank=(-concept.priority, _STATUS_RANK[term.status]),
        term=number,
    )


def _by_lemma(term: Term) -> bool:
    return term.inflect is Inflect.NOUN and term.case is not CasePolicy.EXACT
