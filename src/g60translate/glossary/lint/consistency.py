"""Terms that contradict each other, inside a concept or across the glossary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from g60translate.checks.check import Severity
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Status, Term
from g60translate.glossary.lint.remark import Remark, about_concept, about_term
from g60translate.glossary.matching.fold import fold_key
from g60translate.glossary.morphology.forms import surface_forms

_Place = tuple[Concept, Term]


def examine(glossary: Glossary) -> Iterator[Remark]:
    """Remarks on duplicates, rival verdicts and homographs."""
    for concept in glossary:
        yield from _duplicates(concept)
        yield from _two_preferred(concept)
    yield from _forbidden_elsewhere(glossary)
    yield from _homographs(glossary)
    yield from _twins(glossary)


def repair_concept(concept: Concept) -> Concept:
    """The concept less its exact duplicates, with the later of two preferred terms admitted.

    Neither changes what is found or expected: the first preferred term leads anyway.
    """
    terms: list[Term] = []
    seen: set[tuple[str, str, Status]] = set()
    led: set[str] = set()
    for term in concept.terms:
        key = (term.lang, term.text, term.status)
        if key in seen and _says_nothing_new(term, terms):
            continue
        seen.add(key)
        if term.status is Status.PREFERRED:
            terms.append(replace(term, status=Status.ADMITTED) if term.lang in led else term)
            led.add(term.lang)
        else:
            terms.append(term)
    return replace(concept, terms=tuple(terms))


def _says_nothing_new(term: Term, earlier: list[Term]) -> bool:
    return any(
        (t.lang, t.text, t.status, t.case, t.do_not_translate)
        == (term.lang, term.text, term.status, term.case, term.do_not_translate)
        and set(surface_forms(term)) <= set(surface_forms(t))
        for t in earlier
    )


def _duplicates(concept: Concept) -> Iterator[Remark]:
    first: dict[tuple[str, str], Term] = {}
    for number, term in enumerate(concept.terms):
        known = first.setdefault((term.lang, fold_key(term.text)), term)
        if known is term:
            continue
        if Status.FORBIDDEN in (known.status, term.status) and known.status is not term.status:
            yield about_term(
                "contradiction",
                Severity.ERROR,
                concept,
                term,
                f"{term.text!r} is {known.status} and {term.status} in one concept",
            )
        else:
            earlier = list(concept.terms[:number])
            fixable = known.text == term.text and _says_nothing_new(term, earlier)
            yield about_term(
                "duplicate",
                Severity.WARNING,
                concept,
                term,
                f"{term.text!r} stands there already as {known.text!r}; only typography differs"
                if known.text != term.text
                else f"{term.text!r} stands there twice",
                fixable=fixable,
            )


def _two_preferred(concept: Concept) -> Iterator[Remark]:
    for lang in dict.fromkeys(term.lang for term in concept.terms):
        preferred = [t for t in concept.in_language(lang) if t.status is Status.PREFERRED]
        for term in preferred[1:]:
            yield about_term(
                "two-preferred",
                Severity.WARNING,
                concept,
                term,
                f"{preferred[0].text!r} is preferred already and leads; this one should be "
                "admitted",
                fixable=True,
            )


def _forbidden_elsewhere(glossary: Glossary) -> Iterator[Remark]:
    accepted: dict[tuple[str, str], _Place] = {}
    for concept, term in _places(glossary):
        if term.status is not Status.FORBIDDEN:
            for form in surface_forms(term):
                accepted.setdefault((term.lang, fold_key(form)), (concept, term))
    for concept, term in _places(glossary):
        if term.status is Status.FORBIDDEN:
            for form in surface_forms(term):
                other = accepted.get((term.lang, fold_key(form)))
                if other and other[0].id != concept.id:
                    yield about_term(
                        "forbidden-elsewhere",
                        Severity.ERROR,
                        concept,
                        term,
                        f"{form!r} is forbidden here and {other[1].status} in {other[0].id}: "
                        "it would never be reported",
                    )


def _homographs(glossary: Glossary) -> Iterator[Remark]:
    """One wording, two concepts, different translations: only one of them is ever found."""
    by_wording: dict[tuple[str, str], list[_Place]] = defaultdict(list)
    for concept, term in _places(glossary):
        by_wording[term.lang, fold_key(term.text)].append((concept, term))
    for places in by_wording.values():
        first = min(places, key=lambda p: (-p[0].priority, p[0].id))
        for concept, term in places:
            if concept.id == first[0].id:
                continue
            differing = [
                lang
                for lang in glossary.languages
                if lang != term.lang and _differ(concept, first[0], lang)
            ]
            if differing:
                yield about_term(
                    "homograph",
                    Severity.WARNING,
                    concept,
                    term,
                    f"{term.text!r} also belongs to {first[0].id}, which wins; the translations "
                    f"differ in {', '.join(differing)}",
                )


def _twins(glossary: Glossary) -> Iterator[Remark]:
    """Two concepts whose preferred terms are the same in two languages or more."""
    by_pair: dict[tuple[str, str, str, str], Concept] = {}
    reported: set[tuple[str, str]] = set()
    for concept in glossary:
        leading = [t for lang in glossary.languages if (t := concept.preferred(lang))]
        for i, one in enumerate(leading):
            for two in leading[i + 1 :]:
                key = (one.lang, fold_key(one.text), two.lang, fold_key(two.text))
                other = by_pair.setdefault(key, concept)
                if other is not concept and (other.id, concept.id) not in reported:
                    reported.add((other.id, concept.id))
                    yield about_concept(
                        "twin-concept",
                        Severity.WARNING,
                        concept,
                        f"says the same as {other.id} in {one.lang} and {two.lang}",
                    )


def _differ(one: Concept, other: Concept, lang: str) -> bool:
    a, b = one.preferred(lang), other.preferred(lang)
    return a is not None and b is not None and fold_key(a.text) != fold_key(b.text)


def _places(glossary: Glossary) -> Iterator[_Place]:
    for concept in glossary:
        for term in concept.terms:
            yield concept, term
