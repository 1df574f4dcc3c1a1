"""The surface forms of a term: what is written, listed and regularly derived.

Typography (quotation marks, hyphens and blanks, kinds of apostrophe) is no form: `fold` takes
care of it wherever wordings are compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from g60translate.glossary.concept import Inflect, Term
from g60translate.glossary.morphology import english, french, german

_Derive = Callable[[Term], Iterable[str]]
_DERIVE: dict[str, _Derive] = {
    "de": german.derive,
    "en": english.derive,
    "fr": french.derive,
}
# What may stand for “and” beside `&`, per language; English names are met everywhere.
_AND = {"de": (" und ", " and "), "fr": (" et ", " and "), "en": (" and ",)}
_DEFAULT_AND = (" and ",)
_AMPERSAND = re.compile(r"(?<=\w) ?[&＆] ?(?=\w)")
_MAX_SWAPS = 2


def surface_forms(term: Term) -> tuple[str, ...]:
    """The wordings under which the term is found: its text, its listed forms, derived ones.

    Deterministic, without duplicates, the written one first.
    """
    derived = () if term.inflect is Inflect.NONE else _DERIVE.get(term.lang, _nothing)(term)
    return tuple(dict.fromkeys((term.text, *term.forms, *derived)))


def accepted_forms(term: Term) -> tuple[str, ...]:
    """The explicit set of wordings that count as this term in a translation, the written one first.

    Besides the surface forms: the English possessive and `&` for “and” and the other way round.
    Quotation marks, hyphen or blank and the kind of apostrophe are folded away by the comparison.
    """
    forms = list(surface_forms(term))
    forms += [variant for form in forms for variant in swap_and(form, lang=term.lang)]
    if term.lang == "en" and term.inflect is not Inflect.NONE:
        forms += [possessive for form in forms for possessive in english.possessives(form)]
    return tuple(dict.fromkeys(forms))


def swap_and(form: str, *, lang: str) -> tuple[str, ...]:
    """The form with its first one or two “and” as `&`, or the other way round."""
    words = _AND.get(lang, _DEFAULT_AND)
    found = {form}
    for _ in range(_MAX_SWAPS):
        for known in tuple(found):
            if _AMPERSAND.search(known):
                found.update(_AMPERSAND.sub(word, known, count=1) for word in words)
            found.update(known.replace(word, " & ", 1) for word in words if word in known)
    return tuple(sorted(found - {form}))


def _nothing(term: Term) -> Iterable[str]:  # noqa: ARG001
    return ()
