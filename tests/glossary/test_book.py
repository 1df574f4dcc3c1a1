from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.errors import GlossaryError, InputError
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import CasePolicy, Concept, Status, Term
from tests.glossary.strategies import glossaries

EXPO = Concept("ciie", (Term("zh", "进博会"), Term("en", "CIIE"), Term("de", "CIIE")))
VALLEY = Concept("valley", (Term("de", "Tal"), Term("de", "Talgebiet"), Term("en", "valley")))


def test_two_concepts_with_one_id_are_refused_with_that_id() -> None:
    with pytest.raises(GlossaryError, match="concept ciie: this id is used twice"):
        Glossary((EXPO, VALLEY, EXPO))


def test_an_unknown_id_names_its_neighbours() -> None:
    with pytest.raises(InputError, match=r"'ciee'.*Did you mean ciie\?"):
        Glossary((EXPO, VALLEY)).concept("ciee")


def test_languages_are_those_of_the_terms() -> None:
    assert Glossary((EXPO, VALLEY)).languages == ("de", "en", "zh")
    assert Glossary.empty().languages == ()


@settings(deadline=None, max_examples=50)
@given(glossaries(), st.randoms(use_true_random=False))
def test_the_order_of_concepts_does_not_change_the_digest(
    glossary: Glossary, random: object
) -> None:
    shuffled = list(glossary.concepts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Glossary(tuple(shuffled)).digest == glossary.digest


def test_the_order_of_terms_in_one_language_changes_the_digest() -> None:
    swapped = replace(VALLEY, terms=(VALLEY.terms[1], VALLEY.terms[0], VALLEY.terms[2]))
    moved = replace(VALLEY, terms=(VALLEY.terms[2], *VALLEY.terms[:2]))
    digest = Glossary((VALLEY,)).digest
    assert Glossary((swapped,)).digest != digest
    assert Glossary((moved,)).digest == digest


def test_every_field_reaches_the_digest() -> None:
    digests = {Glossary((EXPO,)).digest}
    for change in ({"note": "x"}, {"priority": 1}, {"domain": "x"}, {"valid_from": "2024"}):
        digests.add(Glossary((replace(EXPO, **change),)).digest)
    digests.add(Glossary((replace(EXPO, terms=EXPO.terms[:2]),)).digest)
    assert len(digests) == 6


def test_the_digest_stays_what_records_and_baselines_say() -> None:
    terms = (
        Term("de", "Tal", case=CasePolicy.EXACT, forms=("Tals", "Täler")),
        Term("en", "valley", Status.ADMITTED),
    )
    digest = Glossary((Concept("valley", terms, priority=2),)).digest
    assert digest == "2aefc78f934a87275219543df47594f5c8fa505789003cd4d07d89f65f93fec0"


def test_a_glossary_goes_to_other_processes() -> None:
    glossary = Glossary((EXPO, VALLEY), name="g.csv")
    again = pickle.loads(pickle.dumps(glossary))
    assert (again, again.digest, again.name) == (glossary, glossary.digest, "g.csv")
    assert again.concept("ciie") == EXPO


def test_editing_gives_a_new_glossary_and_keeps_the_place() -> None:
    glossary = Glossary((EXPO, VALLEY))
    changed = glossary.with_concept(replace(EXPO, note="renamed in 2018"))
    assert [c.id for c in changed] == ["ciie", "valley"]
    assert changed.concept("ciie").note == "renamed in 2018"
    assert glossary.concept("ciie").note == ""
    assert glossary.without_concept("ciie").concepts == (VALLEY,)
    added = Concept("new", (Term("en", "new"),))
    assert glossary.with_concept(added).concepts[-1] is added
