from __future__ import annotations

import pytest
from hypothesis import given, settings

from g60translate.checks.check import Severity
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Inflect, Status, Term
from g60translate.glossary.lint import encoding
from g60translate.glossary.lint.remark import Remark
from g60translate.glossary.lint.run import lint, repair
from g60translate.glossary.lint.wording import repair_term
from g60translate.glossary.store import parse_csv
from tests.glossary.strategies import glossaries

PREFERRED, ADMITTED, FORBIDDEN = Status


def term(lang: str, text: str, status: Status = PREFERRED) -> Term:
    return Term(lang, text, status, source="style guide")


def remarks(rule: str, *concepts: Concept) -> list[Remark]:
    return [r for r in lint(Glossary(concepts)) if r.rule == rule]


EXPO = Concept("expo", (term("de", "Importmesse"), term("en", "Import Expo")))


@pytest.mark.parametrize(
    ("rule", "severity", "concepts", "at"),
    [
        ("duplicate", Severity.WARNING,
         [Concept("c", (term("de", "Importmesse"), term("de", "Importmesse"), term("en", "x yz")))],
         ("c", "de", "Importmesse")),
        ("duplicate", Severity.WARNING,
         [Concept("c", (term("de", "Import-Messe"), term("de", "„Import Messe“", ADMITTED)))],
         ("c", "de", "„Import Messe“")),
        ("contradiction", Severity.ERROR,
         [Concept("c", (term("en", "Import Expo"), term("en", "import expo", FORBIDDEN)))],
         ("c", "en", "import expo")),
        ("two-preferred", Severity.WARNING,
         [Concept("c", (term("en", "Import Expo"), term("en", "Import Fair")))],
         ("c", "en", "Import Fair")),
        ("forbidden-elsewhere", Severity.ERROR,
         [EXPO, Concept("fair", (term("en", "Import Fair"), term("en", "Import Expo", FORBIDDEN)))],
         ("fair", "en", "Import Expo")),
        ("homograph", Severity.WARNING,
         [EXPO, Concept("fair", (term("de", "Importmesse"), term("en", "Import Fair")))],
         ("fair", "de", "Importmesse")),
        ("twin-concept", Severity.WARNING,
         [EXPO, Concept("fair", (term("de", "Importmesse"), term("en", "Import Expo")))],
         ("fair", "", "")),
        ("nested-differs", Severity.INFO,
         [EXPO, Concept("big", (term("de", "Importmesse China"), term("en", "China Import Fair")))],
         ("big", "de", "Importmesse China")),
        ("untranslated", Severity.WARNING,
         [EXPO, Concept("c", (term("de", "Talgebiet"), term("en", "valley area", ADMITTED)))],
         ("c", "", "")),
        ("stop-word", Severity.ERROR, [Concept("c", (term("de", "Mit"),))], ("c", "de", "Mit")),
        ("short-term", Severity.WARNING, [Concept("c", (term("de", "Tal"),))], ("c", "de", "Tal")),
        ("short-term", Severity.WARNING, [Concept("c", (term("zh", "谷"),))], ("c", "zh", "谷")),
        ("empty", Severity.ERROR, [Concept("c", (term("de", "„“"),))], ("c", "de", "„“")),
        ("inflection", Severity.INFO,
         [Concept("c", (Term("de", "Stadt", inflect=Inflect.NOUN, gender="f", source="x"),))],
         ("c", "de", "Stadt")),
        ("no-source", Severity.INFO, [Concept("c", (Term("de", "Talgebiet"),))], ("c", "", "")),
    ],
)  # fmt: skip
def test_each_rule_speaks(
    rule: str, severity: Severity, concepts: list[Concept], at: tuple[str, str, str]
) -> None:
    found = remarks(rule, *concepts)
    assert [(r.concept_id, r.lang, r.term) for r in found] == [at]
    assert found[0].severity is severity


def test_a_clean_glossary_raises_nothing() -> None:
    assert lint(Glossary((EXPO,))) == ()


def test_acronyms_of_three_capitals_are_long_enough() -> None:
    assert remarks("short-term", Concept("c", (term("en", "WTO"),))) == []


def test_a_longer_term_that_keeps_the_shorter_one_is_fine() -> None:
    big = Concept("big", (term("de", "Importmesse China"), term("en", "China Import Expo")))
    assert remarks("nested-differs", EXPO, big) == []


def test_what_stays_untranslated_needs_no_translation() -> None:
    kept = Concept("brand", (Term("de", "Nansui", do_not_translate=True, source="style guide"),))
    assert remarks("untranslated", EXPO, kept) == []


def test_errors_come_first() -> None:
    concepts = (
        Concept("a", (Term("de", "Tal"),)),
        Concept("z", (term("de", "Tal\u200bgebiet"), term("en", "valley area"))),
    )
    severities = [r.severity for r in lint(Glossary(concepts))]
    assert severities == sorted(severities, key=list(Severity).index)
    assert severities[0] is Severity.ERROR


def test_repair_mends_and_says_what() -> None:
    messy = Concept(
        "c",
        (
            term("de", "Import\u00admesse"),
            term("de", "Importmesse"),
            term("en", "Import  Expo"),
            term("en", "Import Fair"),
        ),
    )
    result = repair(Glossary((messy,)))
    assert [(t.lang, t.text, t.status) for t in result.glossary.concepts[0].terms] == [
        ("de", "Importmesse", PREFERRED),
        ("en", "Import Expo", PREFERRED),
        ("en", "Import Fair", ADMITTED),
    ]
    assert {r.rule for r in result.mended} >= {"invisible", "stray-space", "two-preferred"}


def mended_term(term: Term) -> Term:
    """A term mended by all that mends terms, as often as that finds something."""
    mended = repair_term(encoding.repair_term(term))
    return mended if mended == term else mended_term(mended)


@settings(deadline=None, max_examples=100)
@given(glossaries())
def test_repair_leaves_nothing_fixable_and_the_same_leading_terms(glossary: Glossary) -> None:
    mended = repair(glossary).glossary
    assert not [r for r in lint(mended) if r.fixable]
    assert repair(mended).glossary == mended
    for before, after in zip(glossary, mended, strict=True):
        assert before.id == after.id
        for lang in glossary.languages:
            leading = before.preferred(lang)
            assert after.preferred(lang) == (leading and mended_term(leading))


def test_equal_duplicates_are_told_apart_by_their_number() -> None:
    twice = [term("de", "Importmesse"), term("en", "x yz"), term("de", "Importmesse", ADMITTED)]
    found = remarks("duplicate", Concept("c", (*twice, term("de", "Importmesse"))))
    assert [remark.number for remark in found] == [2, 3]


@pytest.mark.parametrize(
    ("term", "inflect", "said"),
    [
        ("Kieler Hafen", "noun:m", "Kieler"),
        ("Krummer Hafen", "noun:m", "Krummer"),
        ("Gelber Fluss", "name", "Gelber"),
        ("Grüner Hafen", "noun:m", ""),
        ("Kieler Hafen", "name", "Kieler"),
        ("Hafen Kiel", "noun:m", ""),
    ],
)
def test_what_is_not_inflected_is_told(term: str, inflect: str, said: str) -> None:
    book = parse_csv(f"concept,lang,term,inflect\nx,de,{term},{inflect}\n", name="t.csv")
    told = [r.message for r in lint(book) if r.rule == "inflection"]
    assert [message.split(" in ")[0] for message in told] == ([repr(said)] if said else [])
