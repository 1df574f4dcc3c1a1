from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Status, Term
from g60translate.glossary.diff import diff
from tests.glossary.strategies import glossaries

EXPO = Concept("expo", (Term("de", "Importmesse"), Term("en", "Import Expo"), Term("en", "Expo")))


def changes(before: Concept, after: Concept) -> list[str]:
    return [str(change) for change in diff(Glossary((before,)), Glossary((after,)))]


@settings(deadline=None, max_examples=60)
@given(glossaries(), glossaries())
def test_no_change_means_the_same_digest(one: Glossary, other: Glossary) -> None:
    assert diff(one, one) == ()
    assert (diff(one, other) == ()) == (one.digest == other.digest)
    assert len(diff(one, other)) == len(diff(other, one))


@settings(deadline=None, max_examples=60)
@given(glossaries())
def test_an_edit_inside_a_concept_is_seen(glossary: Glossary) -> None:
    for concept in glossary:
        edited = replace(concept, terms=(*concept.terms[1:], concept.terms[0]))
        changed = glossary.with_concept(edited)
        assert (diff(glossary, changed) == ()) == (glossary.digest == changed.digest)


def test_a_rewording_is_one_change() -> None:
    new = replace(EXPO, terms=(Term("de", "Einfuhrmesse"), *EXPO.terms[1:]))
    assert changes(EXPO, new) == ["expo: de preferred term changed: 'Importmesse' → 'Einfuhrmesse'"]


def test_a_verdict_and_a_note_are_named() -> None:
    banned = replace(EXPO.terms[2], status=Status.FORBIDDEN, note="too short")
    new = replace(EXPO, terms=(*EXPO.terms[:2], banned), domain="trade")
    assert changes(EXPO, new) == [
        "expo: domain changed: '' → 'trade'",
        "expo: en 'Expo' status changed: 'preferred' → 'forbidden'",
        "expo: en 'Expo' note changed: '' → 'too short'",
    ]


def test_concepts_come_and_go() -> None:
    fair = Concept("fair", (Term("en", "Fair", forms=("Fairs",)),))
    found = diff(Glossary((EXPO,)), Glossary((fair,)))
    assert [str(change) for change in found] == [
        "expo: concept removed: de Importmesse; en Import Expo; en Expo",
        "fair: concept added: en Fair",
    ]


def test_a_new_term_shows_what_is_special_about_it() -> None:
    new = replace(
        EXPO, terms=(*EXPO.terms, Term("de", "CIIE", Status.ADMITTED, forms=("C.I.I.E.",)))
    )
    assert changes(EXPO, new) == ["expo: de admitted term added: CIIE (forms C.I.I.E.)"]


def test_a_new_leading_term_is_a_change_of_order() -> None:
    new = replace(EXPO, terms=(EXPO.terms[0], EXPO.terms[2], EXPO.terms[1]))
    assert changes(EXPO, new) == [
        "expo: order of en terms changed: 'Import Expo | Expo' → 'Expo | Import Expo'"
    ]
