"""Proof that a translation keeps the glossary: every hit has its own occurrence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Inflect, Status, Term, TermHit
from g60translate.glossary.matching.assign import Candidate, assign
from g60translate.glossary.matching.fold import Folded, fold, fold_key
from g60translate.glossary.matching.search import (
    CaseRule,
    Pattern,
    PatternIndex,
    proof_rule,
    search_rule,
    select,
)
from g60translate.glossary.morphology.forms import accepted_forms, surface_forms
from g60translate.glossary.morphology.number import (
    Fit,
    Number,
    compare,
    number_by_article,
    number_of,
    plural_of,
)

_HYPHENS = frozenset("-‐‑–")

Forms = tuple[tuple[str, CaseRule], ...]
"""Accepted wordings with their case rules, the expected one first."""


@dataclass(frozen=True, slots=True)
class TermResult:
    """What became of one hit.

    `span` is the occurrence in the output (code points, half-open) and `form` the accepted form
    found there; both are None where the hit is not met, and so is `fit`, which tells whether the
    form has the number of the source: only then is it proven.
    """

    hit: TermHit
    expected: str
    met: bool
    span: tuple[int, int] | None
    form: str | None
    fit: Fit | None = None


class TermVerifier:
    """Checks outputs in one target language against the glossary."""

    def __init__(self, glossary: Glossary, *, target_lang: str) -> None:
        self.target_lang = target_lang
        self._glossary = glossary
        self._forms: dict[str, Forms] = {}
        self._kept: dict[tuple[str, str], Forms] = {}
        self._numbers: dict[tuple[str, str, bool], Number | None] = {}
        self._indexes: dict[Forms, PatternIndex] = {}
        self._banned: PatternIndex | None = None

    def expected(self, hit: TermHit) -> str:
        """The wording to use: the preferred target term, or the source's own where it stays.

        A plural is expected in the plural where a rule knows it for certain. Raises InputError for
        a hit of another glossary, ValueError where the concept has nothing to say in this language
        (a TermMatcher gives no such hit).
        """
        written = self.decision(hit)[0][0]
        leading = self._glossary.concept(hit.concept_id).preferred(self.target_lang)
        if leading is None or leading.text != written or leading.inflect is not Inflect.NOUN:
            return written
        if self._number(hit.concept_id, hit.surface, target=False) is not Number.OTHER:
            return written
        several = plural_of(leading)
        known = several is not None and any(form == several for form, _ in self.decision(hit))
        return several if several is not None and known else written

    def accepted(self, hit: TermHit) -> tuple[str, ...]:
        """All wordings that meet this hit, the expected one first, without forbidden ones."""
        return tuple(form for form, _ in self.decision(hit))

    def decision(self, hit: TermHit) -> Forms:
        """All that counts as this hit's translation, with what its capitals may do."""
        concept = self._glossary.concept(hit.concept_id)
        key = (concept.id, hit.surface)
        if key not in self._kept:
            self._kept[key] = _kept_wordings(concept, hit.surface)
        if kept := self._kept[key]:
            return kept
        if concept.id not in self._forms:
            self._forms[concept.id] = self._target_forms(concept)
        return self._forms[concept.id]

    def banned(self, hit: TermHit) -> Forms:
        """The forbidden wordings of the hit's own concept, with what their capitals may do."""
        terms = self._glossary.concept(hit.concept_id).in_language(self.target_lang)
        return tuple(
            (form, search_rule(term.case, term.text))
            for term in terms
            if term.status is Status.FORBIDDEN
            for form in surface_forms(term)
        )

    def inflects(self, hit: TermHit) -> bool:
        """Whether the expected wording is a noun with forms of its own, not a fixed name."""
        concept = self._glossary.concept(hit.concept_id)
        leading = concept.preferred(self.target_lang)
        kept = bool(_kept_wordings(concept, hit.surface))
        return not kept and leading is not None and leading.inflect is Inflect.NOUN

    def verify(
        self, hits: Sequence[TermHit], output: str, *, source: str = ""
    ) -> tuple[TermResult, ...]:
        """One result per hit, in the order of `hits`, which lie in `source` if that is given.

        Maximal exclusive matching: occurrences are word by word and disjoint, one for each hit, as
        many hits met as can be, with the longest forms.
        """
        folded = fold(output)
        kinds: dict[Forms, list[int]] = {}
        for number, hit in enumerate(hits):
            kinds.setdefault(self.decision(hit), []).append(number)
        groups = list(kinds.items())
        candidates = [
            Candidate(find.start, find.end, kind, find.pattern.wording)
            for kind, (forms, _) in enumerate(groups)
            for find in self._index(forms).find(folded)
        ]
        chosen = assign(candidates, wanted=[len(numbers) for _, numbers in groups])
        found: dict[int, Candidate] = {}
        for kind, (_, numbers) in enumerate(groups):
            mine = sorted((c for c in chosen if c.kind == kind), key=lambda c: c.start)
            for number in numbers[: len(mine)]:
                agreeing = (
                    c for c in mine if self._fit(hits[number], c.wording, source) is not Fit.MISFIT
                )
                found[number] = next(agreeing, mine[0])
                mine.remove(found[number])
        return tuple(
            self._result(hit, found.get(number), folded, source) for number, hit in enumerate(hits)
        )

    def forbidden(self, output: str) -> tuple[TermHit, ...]:
        """Forbidden wordings of this language in the output, in text order.

        A wording inside a longer accepted one is not reported, nor one that another concept
        accepts (lint names such pairs).
        """
        if self._banned is None:
            self._banned = PatternIndex(_ban_patterns(self._glossary, self.target_lang))
        folded = fold(output)
        hits = []
        for find in select(self._banned.find(folded)):
            if find.pattern.rank[0]:
                start, end = folded.span(find.start, find.end)
                hits.append(TermHit(start, end, find.pattern.concept_id, output[start:end]))
        return tuple(hits)

    def _fit(self, hit: TermHit, form: str, source: str) -> Fit:
        """Whether the form has the number of the hit; a wording that never changes fits."""
        concept = self._glossary.concept(hit.concept_id)
        leading = concept.preferred(self.target_lang)
        if leading is None or not self.inflects(hit):
            return Fit.FITS
        if hit.surface[-1:] in _HYPHENS or source[hit.end : hit.end + 1] in _HYPHENS:
            return Fit.UNCHECKED  # a part of a compound says nothing about number
        number = self._number(concept.id, hit.surface, target=False)
        if number is Number.EITHER:
            told = (number_by_article(term, source[: hit.start]) for term in concept.terms)
            number = next((each for each in told if each is not None), number)
        return compare(number, self._number(concept.id, form, target=True))

    def _number(self, concept_id: str, surface: str, *, target: bool) -> Number | None:
        """The number in which the source or the target language's term is used, if known."""
        key = (concept_id, surface, target)
        if key not in self._numbers:
            terms = [
                term
                for term in self._glossary.concept(concept_id).terms
                if (term.lang == self.target_lang) is target
            ]
            by_rule = (number_of(term, surface) for term in terms)
            number = next((n for n in by_rule if n is not None), None)
            if number is None and not target:
                by_lemma = (number_of(term, surface, by_lemma=True) for term in terms)
                number = next((n for n in by_lemma if n is not None), None)
            self._numbers[key] = number
        return self._numbers[key]

    def _result(
        self, hit: TermHit, found: Candidate | None, folded: Folded, source: str
    ) -> TermResult:
        expected = self.expected(hit)
        if found is None:
            return TermResult(hit, expected, met=False, span=None, form=None)
        span = folded.span(found.start, found.end)
        fit = self._fit(hit, found.wording, source)
        return TermResult(hit, expected, met=True, span=span, form=found.wording, fit=fit)

    def _index(self, forms: Forms) -> PatternIndex:
        if forms not in self._indexes:
            self._indexes[forms] = PatternIndex(
                Pattern(form, rule, concept_id="", rank=(number,))
                for number, (form, rule) in enumerate(forms)
            )
        return self._indexes[forms]

    def _target_forms(self, concept: Concept) -> Forms:
        leading = concept.preferred(self.target_lang)
        if leading is None:
            raise ValueError(f"concept {concept.id!r} has no preferred {self.target_lang} term")
        terms = concept.in_language(self.target_lang)
        ordered = [
            leading,
            *(t for t in terms if t.status is Status.PREFERRED and t is not leading),
        ]
        ordered += [t for t in terms if t.status is Status.ADMITTED]
        banned = {f for t in terms if t.status is Status.FORBIDDEN for f in surface_forms(t)}
        forms: dict[str, CaseRule] = {}
        for term in ordered:
            for form in accepted_forms(term):
                if form not in banned or form == leading.text:
                    forms.setdefault(form, proof_rule(term.case, term.text))
        return tuple(forms.items())


def _kept_wordings(concept: Concept, surface: str) -> Forms:
    """What a do-not-translate term must stand as, or nothing if the surface is no such term.

    An inflected surface (“des … Valleys”) stands as the term itself: its ending is the source
    language's.
    """
    key = fold_key(surface)
    for term in concept.terms:
        if not term.do_not_translate:
            continue
        written = {fold_key(form): form for form in (term.text, *term.forms)}
        if key in written:
            as_found = " ".join(surface.split())
            forms = dict.fromkeys((as_found, written[key]))
        elif key in map(fold_key, accepted_forms(term)):
            forms = dict.fromkeys((term.text,))
        else:
            continue
        return tuple((form, _kept_rule(term, form)) for form in forms)
    return ()


def _kept_rule(term: Term, form: str) -> CaseRule:
    rule = proof_rule(term.case, form)
    return CaseRule.GAINED if rule is CaseRule.ANY else rule


def _ban_patterns(glossary: Glossary, lang: str) -> Iterator[Pattern]:
    """All wordings of the language; rank 1 marks the forbidden ones, so that accepted ones win."""
    if not any(t.status is Status.FORBIDDEN for c in glossary for t in c.in_language(lang)):
        return
    for concept in glossary:
        for number, term in enumerate(concept.terms):
            if term.lang == lang:
                banned = term.status is Status.FORBIDDEN
                forms = surface_forms(term) if banned else accepted_forms(term)
                for form in forms:
                    rule = (search_rule if banned else proof_rule)(term.case, term.text)
                    yield Pattern(form, rule, concept.id, rank=(int(banned),), term=number)
