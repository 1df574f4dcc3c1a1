from __future__ import annotations

import pytest

from g60translate.errors import InputError
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Inflect, Term
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.scoring.metrics.terms import Miss, TermAccuracy, term_accuracy

GLOSSARY = Glossary(
    (
        Concept(
            "park",
            (
                Term("de", "Wissenschaftspark", inflect=Inflect.NOUN, gender="m"),
                Term("en", "science park", inflect=Inflect.NOUN),
            ),
        ),
        Concept("expo", (Term("de", "Importmesse"), Term("en", "Import Expo"))),
    )
)


def accuracy(sources: list[str], outputs: list[str]) -> TermAccuracy:
    matcher = TermMatcher(GLOSSARY, source_lang="de", target_lang="en")
    verifier = TermVerifier(GLOSSARY, target_lang="en")
    hits = [matcher.find(source) for source in sources]
    return term_accuracy(hits, outputs, verifier=verifier, glossary="test@0")


def test_each_hit_needs_an_occurrence_of_its_own() -> None:
    found = accuracy(
        ["Der Wissenschaftspark lobt den Wissenschaftspark.", "Die Importmesse öffnet."],
        ["The science park praises itself.", "The Import Expo opens."],
    )
    assert (found.found, found.met) == (3, 2)
    assert found.score.value == pytest.approx(200 / 3)
    # The looser figure of WMT25 counts the one occurrence twice.
    assert found.substring.value == 100.0
    assert found.misses == (Miss(0, "Wissenschaftspark", "science park"),)


def test_a_term_inside_another_word_counts_only_for_the_substring_figure() -> None:
    found = accuracy(["Die Importmesse"], ["The Import Exposition"])
    assert (found.score.value, found.substring.value) == (0.0, 100.0)


def test_scores_carry_glossary_and_matching() -> None:
    found = accuracy(["Die Importmesse", "Der Wissenschaftspark"], ["Import Expo", "no"])
    assert found.score.signature.startswith("match:exclusive|glossary:test@0|bs:1000")
    assert found.score.ci95 == (0.0, 100.0)


def test_where_there_is_no_term_nothing_is_missed() -> None:
    found = accuracy(["Hallo"], ["Hello"])
    assert (found.found, found.score.value, found.score.ci95) == (0, 100.0, None)


def test_unequal_line_counts_are_refused() -> None:
    with pytest.raises(InputError, match="1 lines"):
        accuracy(["Hallo"], [])
