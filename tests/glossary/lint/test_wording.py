from __future__ import annotations

import pytest

from g60translate.checks.check import Severity
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Term
from g60translate.glossary.lint.wording import examine, repair_term


def rules(lang: str, text: str) -> list[str]:
    return [r.rule for r in examine(Glossary((Concept("c", (Term(lang, text),)),)))]


def mended(lang: str, text: str) -> str:
    return repair_term(Term(lang, text)).text


@pytest.mark.parametrize(
    ("rule", "lang", "text", "right"),
    [
        ("invisible", "de", "Jangtse\u200b-Delta", "Jangtse-Delta"),
        ("invisible", "de", "Fünf\u00adjahresplan", "Fünfjahresplan"),
        ("look-alike", "en", "Sоngjiang", "Songjiang"),  # Cyrillic о
        ("look-alike", "en", "CIIΕ", "CIIE"),  # Greek Ε
        ("stray-space", "de", "Belt  and Road", "Belt and Road"),
        ("stray-space", "de", "Belt\u00a0and Road", "Belt and Road"),
        ("stray-space", "fr", "delta\u00a0du Yangtsé", "delta du Yangtsé"),
        ("split-accent", "fr", "Yangtse\u0301", "Yangtsé"),
    ],
)
def test_a_slip_is_seen_and_mended(rule: str, lang: str, text: str, right: str) -> None:
    assert rules(lang, text) == [rule]
    assert mended(lang, text) == right
    assert rules(lang, right) == []


@pytest.mark.parametrize(
    ("rule", "lang", "text"),
    [
        ("unbalanced", "en", "Center (Shanghai"),
        ("unbalanced", "de", "Belt and Road“-Initiative („"),
        ("unbalanced", "zh", "国家会展中心）"),
        ("formula", "en", "=SUM(A1)"),
        ("wrong-language", "de", "松江区"),
    ],
)
def test_what_needs_a_linguist_is_only_reported(rule: str, lang: str, text: str) -> None:
    assert rules(lang, text) == [rule]
    assert mended(lang, text) == text


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "initiative «\u00a0Belt and Road\u00a0»"),
        ("de", "„Belt and Road“-Initiative"),
        ("en", "National Exhibition and Convention Center (Shanghai)"),
        ("en", "“Made in China”"),
        ("en", "Москва"),  # a whole word in another script is no slip
        ("zh", "国家会展中心（上海）"),
    ],
)
def test_clean_wordings_raise_nothing(lang: str, text: str) -> None:
    assert rules(lang, text) == []
    assert mended(lang, text) == text


def test_forms_are_looked_at_too() -> None:
    term = Term("de", "Plan", forms=("Plä\u00adne",))
    (remark,) = examine(Glossary((Concept("c", (term,)),)))
    assert (remark.rule, remark.severity, remark.term) == ("invisible", Severity.ERROR, "Plan")
    assert repair_term(term).forms == ("Pläne",)
