"""The shipped glossary keeps its promises."""

from __future__ import annotations

from functools import cache

import pytest

from g60translate.checks.check import Severity
from g60translate.glossary.book import Glossary
from g60translate.glossary.lint.run import lint
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.glossary.store import dump_csv, load_glossary
from tests.conftest import ROOT

RELEASE = ROOT / "corpus" / "releases" / "2023-11-ciie-g60.de.txt"


@cache
def g60() -> Glossary:
    return load_glossary(ROOT / "glossary" / "g60.csv")


def test_it_is_written_as_the_program_writes_it() -> None:
    text = (ROOT / "glossary" / "g60.csv").read_text(encoding="utf-8")
    assert dump_csv(g60()) == text


def test_lint_has_nothing_to_decide() -> None:
    assert [r for r in lint(g60()) if r.severity is not Severity.INFO] == []


def test_every_concept_is_decided_in_four_languages_with_a_reason() -> None:
    assert len(g60()) >= 150
    for concept in g60():
        kept = any(term.do_not_translate for term in concept.terms)
        decided = {lang for lang in ("zh", "en", "de", "fr") if concept.preferred(lang)}
        assert decided == ({"en", "de", "fr"} if kept else {"zh", "en", "de", "fr"}), concept.id
        assert concept.note or any(term.source or term.note for term in concept.terms), concept.id


@pytest.mark.parametrize("source", ["zh", "en", "de", "fr"])
@pytest.mark.parametrize("target", ["zh", "en", "de", "fr"])
def test_every_preferred_term_is_found_and_its_translation_accepted(
    source: str, target: str
) -> None:
    if source == target:
        return
    matcher = TermMatcher(g60(), source_lang=source, target_lang=target)
    verifier = TermVerifier(g60(), target_lang=target)
    for concept in g60():
        term = concept.preferred(source)
        if term is None or concept.preferred(target) is None:
            continue
        hits = matcher.find(term.text)
        assert [hit.concept_id for hit in hits] == [concept.id], term.text
        expected = verifier.expected(hits[0])
        assert verifier.verify(hits, f"({expected})")[0].met
        assert not verifier.forbidden(expected)


def test_the_seed_release_holds_these_terms_in_this_order() -> None:
    matcher = TermMatcher(g60(), source_lang="de", target_lang="en")
    verifier = TermVerifier(g60(), target_lang="en")
    hits = matcher.find(RELEASE.read_text(encoding="utf-8"))
    valley = "Yangtze River Delta G60 S&T Innovation Valley"
    conference = "High-Quality Development Factors Matchmaking Conference"
    assert [(hit.surface, verifier.expected(hit)) for hit in hits] == [
        ("HQ Dev. Factors Matchmaking-Konferenz", conference),
        ("G60 S&T Innovation Valley am Jangtse-Delta", valley),
        ("„Belt & Road“-Initiative", "Belt and Road Initiative"),
        ("hochqualitative Entwicklung", "high-quality development"),
        ("China International Import Expo", "China International Import Expo"),
        ("G60 S&T Innovation Valley des Jangtse-Deltas", valley),
        ("„High Quality Development Factors Matchmaking“-Konferenz", conference),
        (
            "National Exhibition & Convention Center",
            "National Exhibition and Convention Center",
        ),
        ("Four-leaf Clover", "Four-leaf Clover"),
        ("Neun Städte", "nine cities"),
        ("China International Import Expo", "China International Import Expo"),
        ("„G60 S&T Innovation Valley“ des Jangtse-Flussdeltas", valley),
        ("Made in China", "Made in China"),
        ("Created in China", "Created in China"),
        ("„Belt and Road“-Initiative", "Belt and Road Initiative"),
        ("hochqualitativen Entwicklung", "high-quality development"),
        ("„G60 S&T Innovation Valley“ des Jangtse-Flussdeltas", valley),
        ("„Belt and Road“-Initiative", "Belt and Road Initiative"),
        ("Songjiang-Distrikt", "Songjiang District"),
        ("Shanghai", "Shanghai"),
        ("„G60 S&T Innovation Valley“ des Jangtse-Flussdeltas", valley),
        ("„G60 S&T Innovation Valley“ des Jangtse-Flussdeltas", valley),
        (
            "Outline of the Yangtze River Delta Regional Integrated Development Plan",
            "Outline of the Yangtze River Delta Regional Integrated Development Plan",
        ),
        ("Jangtse-Flussdelta", "Yangtze River Delta"),
        ("Starting from Songjiang", "Starting from Songjiang"),
        ("Songjiang", "Songjiang"),
        ("Connecting Jiaxing and Hangzhou", "Connecting Jiaxing and Hangzhou"),
        ("Jiaxing", "Jiaxing"),
        ("Hangzhou", "Hangzhou"),
        ("Jointly Building Nine Cities", "Jointly Building Nine Cities"),
        ("neun Städten", "nine cities"),
        (
            "Ministerium für Wissenschaft und Technologie",
            "Ministry of Science and Technology",
        ),
        ("„G60 S&T Innovation Valley“ des Jangtse-Flussdeltas", valley),
        ("14. Fünfjahresplans", "14th Five-Year Plan"),
        (
            "Research on Xi Jinping’s Economic Thought",
            "Research on Xi Jinping’s Economic Thought",
        ),
        ("Xi Jinpings", "Xi Jinping"),
    ]
