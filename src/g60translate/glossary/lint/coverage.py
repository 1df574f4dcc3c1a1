"""What a glossary leaves open, and terms too common to be searched for."""

from __future__ import annotations

from collections.abc import Iterator

from g60translate.checks.check import Severity
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Inflect, Status, Term
from g60translate.glossary.lint.remark import Remark, about_concept, about_term
from g60translate.glossary.matching.fold import fold_key
from g60translate.glossary.matching.search import is_acronym
from g60translate.glossary.morphology import german
from g60translate.glossary.morphology.forms import surface_forms

_SHORT_LATIN = 3
_SHORT_HAN = 1
_STOP_WORDS = {
    "de": "aber alle als am an auch auf aus bei bis das dem den der des die durch ein eine "
    "einem einen einer er es für hat ich im in ist man mehr mit nach nicht noch nur oder "
    "sich sie sind so über um und uns von vor war was wenn wer werden wie wir wird zu zum "
    "zur",
    "en": "a about after all also an and are as at be because been but by can for from had has "
    "have he her his if in into is it its may more no not of on one or other our out said "
    "she so some than that the their them then there these they this to up us was we were "
    "what when which who will with would you",
    "fr": "à au aux avec ce ces cette comme dans de des du elle en est et eux il ils je la le "
    "les leur lui mais ne nous on ont ou par pas plus pour qu que qui sa se ses son sont "
    "sur un une vous y",
    "zh": "的 了 在 是 和 与 及 或 也 都 就 而 但 我 他 她 它 们 有 为 对 从 "
    "到 上 下 中 这 那 年 月 日 我们 他们 以及 但是 可以 进行",
}
_STOPS = {lang: frozenset(words.split()) for lang, words in _STOP_WORDS.items()}


def examine(glossary: Glossary) -> Iterator[Remark]:
    """Remarks on missing translations, ambiguous short terms and unknown inflections."""
    for concept in glossary:
        yield from _untranslated(concept, glossary.languages)
        for term in concept.terms:
            yield from _too_common(concept, term)
            yield from _inflection(concept, term)
        if not any(t.source or t.note for t in concept.terms) and not concept.note:
            yield about_concept(
                "no-source", Severity.INFO, concept, "says neither its source nor a reason"
            )


def _untranslated(concept: Concept, languages: tuple[str, ...]) -> Iterator[Remark]:
    if any(term.do_not_translate for term in concept.terms):
        return
    missing = [lang for lang in languages if concept.preferred(lang) is None]
    if missing:
        yield about_concept(
            "untranslated",
            Severity.WARNING,
            concept,
            f"has no preferred term in {', '.join(missing)}; it is not enforced there",
        )


def _too_common(concept: Concept, term: Term) -> Iterator[Remark]:
    if term.status is Status.FORBIDDEN:
        return
    key = fold_key(term.text)
    if not key:
        yield about_term(
            "empty", Severity.ERROR, concept, term, "nothing of this term is left to search for"
        )
    elif key in _STOPS.get(term.lang, frozenset()):
        yield about_term(
            "stop-word",
            Severity.ERROR,
            concept,
            term,
            f"{term.text!r} is an everyday word: every sentence would hold this term",
        )
    elif _is_short(key, term):
        yield about_term(
            "short-term",
            Severity.WARNING,
            concept,
            term,
            f"{term.text!r} is so short that it will be found where it means something else",
        )


def _is_short(key: str, term: Term) -> bool:
    if term.lang == "zh":
        return len(key) <= _SHORT_HAN
    # Acronyms are searched in capitals only; two letters are still too few.
    return len(key) <= _SHORT_LATIN - is_acronym(term.text)


def _inflection(concept: Concept, term: Term) -> Iterator[Remark]:
    if term.inflect is Inflect.NONE or term.status is Status.FORBIDDEN:
        return
    if term.lang == "zh":
        yield about_term(
            "inflection",
            Severity.INFO,
            concept,
            term,
            "Chinese has no endings; inflect does nothing",
        )
    elif term.lang == "de" and term.inflect is Inflect.NOUN and not term.gender:
        yield about_term(
            "inflection", Severity.INFO, concept, term,
            f"{term.text!r} has no gender: endings of all genders are accepted",
        )  # fmt: skip
    elif term.lang == "de" and (stiff := german.uninflected(term)):
        yield about_term(
            "inflection", Severity.INFO, concept, term,
            f"{stiff!r} in {term.text!r} is taken to be the same in every case; if it is an "
            f"adjective, list the forms{' or write noun' if term.inflect is Inflect.NAME else ''}",
        )  # fmt: skip
    elif term.inflect is Inflect.NOUN and len(surface_forms(term)) == 1:
        yield about_term(
            "inflection", Severity.INFO, concept, term,
            f"no rule knows an ending for {term.text!r}; list its forms",
        )  # fmt: skip
