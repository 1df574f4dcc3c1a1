"""Whether a wording is a term as it is entered, or its plural; where rules and lemmas can tell."""

from __future__ import annotations

import re
from enum import StrEnum

from g60translate.glossary.concept import Inflect, Term
from g60translate.glossary.matching.fold import fold_key
from g60translate.glossary.matching.lemmas import same_lemmas
from g60translate.glossary.morphology import english, french, german
from g60translate.language.dictionary import LANGUAGES

# A determiner with adjectives behind it. Of masculine and neuter nouns “die” says plural.
_ARTICLE = re.compile(
    r"(?<!\w)(?:(?P<many>die|diese|jene|alle|beide|viele|wenige|mehrere|einige|keine|unsere|ihre|seine"
    r"|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|[2-9]|\d{2,}|[\d.]+\d{3})"
    r"|(?P<one>das|dem|im|am|zum|vom|beim|ein|kein|\w+[ns]em))\s(?:[a-zäöüß]+e[nr]?\s)*\Z",
    re.IGNORECASE,
)


class Number(StrEnum):
    """SAME is the number in which the term is entered, OTHER its plural, EITHER may be both."""

    SAME = "same"
    OTHER = "other"
    EITHER = "either"


class Fit(StrEnum):
    """Whether the form of a translated term has the number of its source.

    UNCHECKED where morphology cannot tell.
    """

    FITS = "fits"
    MISFIT = "misfit"
    UNCHECKED = "unchecked"


def number_of(term: Term, surface: str, *, by_lemma: bool = False) -> Number | None:
    """The number in which a wording uses a term, None where it is not known, or not this term.

    `by_lemma` asks the dictionary about forms that no rule knows; which has to be unpacked.
    """
    if term.lang not in LANGUAGES:
        return None
    key = fold_key(surface)
    same, other = _forms(term)
    if key in same:
        return Number.EITHER if key in other else Number.SAME
    if key in other:
        return Number.OTHER
    listed = key in map(fold_key, term.forms)
    if listed or not by_lemma or term.inflect is not Inflect.NOUN:
        return None
    return Number.OTHER if same_lemmas(term.text, surface, lang=term.lang) else None


def number_by_article(term: Term, before: str) -> Number | None:
    """What the words before a German noun that may be either say: die Werke, dem Werke, 3 Werke."""
    if term.lang != "de" or term.gender not in ("m", "n"):
        return None
    word = _ARTICLE.search(before)
    if word is None:
        return None
    return Number.OTHER if word["many"] else Number.SAME


def plural_of(term: Term) -> str | None:
    """How the term is written in the plural, where one rule knows it for certain."""
    if term.lang == "en" and english.counted(term) and not term.forms:
        return next(iter(english.derive(term)), None)
    return None


def compare(source: Number | None, target: Number | None) -> Fit:
    """Whether two wordings of one concept agree in number."""
    known = (Number.SAME, Number.OTHER)
    if source not in known or target not in known:
        return Fit.UNCHECKED
    return Fit.FITS if source is target else Fit.MISFIT


def _forms(term: Term) -> tuple[frozenset[str], frozenset[str]]:
    """The forms of a term's own number and those of its plural, folded."""
    same, other = [term.text], list[str]()
    if term.inflect is Inflect.NAME:
        same += german.singular(term) if term.lang == "de" else []
    elif term.lang == "de":
        same += german.singular(term)
        # The dative of old, or a plural: im Werke, die Werke.
        both = [] if term.gender == "f" else [f"{term.text}e"]
        same += both
        other += [*german.plural(term), *both]
    elif term.lang == "fr":
        other += french.derive(term)
    elif english.counted(term):
        other += english.derive(term)
    if term.lang == "en":
        same += [form for text in (*same,) for form in english.possessives(text)]
        other += [form for text in (*other,) for form in english.possessives(text)]
    return frozenset(map(fold_key, same)), frozenset(map(fold_key, other))
