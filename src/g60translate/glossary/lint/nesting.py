"""Terms inside longer terms whose translations do not agree."""

from __future__ import annotations

from collections.abc import Iterator

from g60translate.checks.check import Severity
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Status, Term
from g60translate.glossary.lint.remark import Remark, about_term
from g60translate.glossary.matching.fold import fold
from g60translate.glossary.matching.search import CaseRule, Pattern, PatternIndex
from g60translate.glossary.morphology.forms import accepted_forms


def examine(glossary: Glossary) -> Iterator[Remark]:
    """One remark per pair of concepts: the longer term's translation lacks the shorter's.

    Often right (Peking University in Beijing), so it is for information.
    """
    concepts = {concept.id: concept for concept in glossary}
    for lang in glossary.languages:
        leading = [(c, t) for c in glossary if (t := c.preferred(lang)) is not None]
        index = PatternIndex(
            Pattern(term.text, CaseRule.ANY, concept.id) for concept, term in leading
        )
        for concept, term in leading:
            folded = fold(term.text)
            inner = {find.pattern.concept_id for find in index.find(folded)} - {concept.id}
            for other_id in sorted(inner):
                yield from _pair(concept, term, concepts[other_id], glossary.languages)


def _pair(
    outer: Concept, term: Term, inner: Concept, languages: tuple[str, ...]
) -> Iterator[Remark]:
    short = inner.preferred(term.lang)
    if short is None or len(fold(short.text).text) >= len(fold(term.text).text):
        return
    for lang in languages:
        long_target = outer.preferred(lang)
        if lang == term.lang or long_target is None or inner.preferred(lang) is None:
            continue
        if not _contains(long_target.text, inner, lang):
            yield about_term(
                "nested-differs",
                Severity.INFO,
                outer,
                term,
                f"contains {short.text!r} ({inner.id}), but its {lang} term {long_target.text!r} "
                f"does not contain that concept's",
            )
            return


def _contains(text: str, inner: Concept, lang: str) -> bool:
    patterns = (
        Pattern(form, CaseRule.ANY, inner.id)
        for term in inner.in_language(lang)
        if term.status is not Status.FORBIDDEN
        for form in accepted_forms(term)
    )
    return bool(PatternIndex(patterns).find(fold(text)))
