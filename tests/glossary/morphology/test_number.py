from __future__ import annotations

import pytest

from g60translate.glossary.concept import Inflect, Term
from g60translate.glossary.morphology.number import (
    Fit,
    Number,
    compare,
    number_of,
    plural_of,
)


def noun(lang: str, text: str, gender: str = "", *forms: str) -> Term:
    return Term(lang, text, inflect=Inflect.NOUN, gender=gender, forms=forms)


@pytest.mark.parametrize(
    ("term", "surface", "number"),
    [
        (noun("de", "Zone", "f"), "Zone", Number.SAME),
        (noun("de", "Zone", "f"), "Zonen", Number.OTHER),
        (noun("de", "Haus", "n"), "Hauses", Number.SAME),
        (noun("de", "Haus", "n"), "Hause", Number.EITHER),
        (noun("de", "Stadtwerk", "n"), "Stadtwerke", Number.EITHER),
        (noun("de", "Haus", "n"), "Häusern", Number.OTHER),
        (noun("de", "Hafen", "m"), "Häfen", Number.OTHER),
        (noun("de", "Hafen", "m"), "Hafens", Number.SAME),
        (noun("de", "Hafen", "m"), "Hafen", Number.EITHER),
        (noun("de", "Träger", "m"), "Träger", Number.EITHER),
        (noun("de", "Präsident", "m"), "Präsidenten", Number.EITHER),
        (noun("de", "Grüner Korridor", "m"), "Grünen Korridors", Number.SAME),
        (noun("de", "Grüner Korridor", "m"), "Grünen Korridoren", Number.OTHER),
        (noun("de", "Plan", "m", "Entwurf"), "Entwurf", None),
        (noun("de", "Plan", "m"), "Berge", None),
        (Term("de", "Lingang", inflect=Inflect.NAME), "Lingangs", Number.SAME),
        (noun("en", "port"), "port", Number.SAME),
        (noun("en", "port"), "Ports", Number.OTHER),
        (noun("en", "port"), "port’s", Number.SAME),
        (noun("en", "city"), "cities’", Number.OTHER),
        (noun("en", "information"), "informations", Number.OTHER),
        (noun("fr", "zone pilote"), "zones pilotes", Number.OTHER),
        (noun("fr", "pays"), "pays", Number.EITHER),
        (noun("zh", "港"), "港", None),
    ],
)
def test_tells_the_number(term: Term, surface: str, number: Number | None) -> None:
    assert number_of(term, surface, by_lemma=True) is number


@pytest.mark.parametrize(
    ("term", "plural"),
    [
        (noun("en", "Port"), "Ports"),
        (noun("en", "Port of Trade"), "Ports of Trade"),
        (noun("en", "Economic Zones"), None),
        (noun("en", "equipment"), None),
        (noun("en", "boss"), "bosses"),
        *((noun("en", word), None) for word in ("woman", "crisis", "knife", "child", "hero")),
        (noun("en", "port", "", "harbours"), None),
        (Term("en", "Port", inflect=Inflect.NAME), None),
        (noun("de", "Zone", "f"), None),
    ],
)
def test_a_plural_is_put_only_where_it_is_certain(term: Term, plural: str | None) -> None:
    assert plural_of(term) == plural


def test_compares_what_is_known() -> None:
    assert compare(Number.SAME, Number.SAME) is compare(Number.OTHER, Number.OTHER) is Fit.FITS
    assert compare(Number.OTHER, Number.SAME) is compare(Number.SAME, Number.OTHER) is Fit.MISFIT
    for one in (Number.EITHER, None):
        assert compare(one, Number.SAME) is compare(Number.OTHER, one) is Fit.UNCHECKED
