from __future__ import annotations

import pytest

from g60translate.errors import GlossaryError, InputError
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Inflect, Status, Term
from g60translate.glossary.edit import add_terms, remove_term, search, set_columns

EXPO = Concept(
    "expo",
    (Term("de", "Importmesse"), Term("en", "Import Expo"), Term("en", "Import Fair")),
    domain="trade",
)
VALLEY = Concept("valley", (Term("de", "Talgebiet", inflect=Inflect.NOUN, gender="n"),))
BOOK = Glossary((EXPO, VALLEY), name="g.csv")


def test_a_new_concept_comes_last_with_its_columns() -> None:
    book = add_terms(
        BOOK, "delta", [("de", "Jangtse-Delta"), ("en", "Yangtze River Delta")],
        columns={"domain": "place", "inflect": "name", "source": "style guide"},
    )  # fmt: skip
    assert [c.id for c in book] == ["expo", "valley", "delta"]
    delta = book.concept("delta")
    assert delta.domain == "place"
    assert [(t.inflect, t.source) for t in delta.terms] == [(Inflect.NAME, "style guide")] * 2
    assert book.without_concept("delta") == BOOK


def test_terms_are_added_to_a_known_concept() -> None:
    book = add_terms(BOOK, "expo", [("en", "Expo")], columns={"status": "forbidden"})
    assert book.concept("expo").terms == (*EXPO.terms, Term("en", "Expo", Status.FORBIDDEN))
    with pytest.raises(InputError, match="'Importmesse' already"):
        add_terms(BOOK, "expo", [("de", "Importmesse")], columns={})
    with pytest.raises(InputError, match="change its domain with set"):
        add_terms(BOOK, "expo", [("en", "Expo")], columns={"domain": "x"})


def test_faulty_cells_are_all_named() -> None:
    with pytest.raises(GlossaryError) as error:
        add_terms(BOOK, "new", [("deu", "x")], columns={"status": "best"})
    assert len(error.value.faults) == 2
    assert error.value.faults[0].where == "deu 'x'"


def test_columns_of_concepts_and_terms_are_set() -> None:
    book = set_columns(BOOK, "expo", {"domain": "", "priority": "5"})
    assert (book.concept("expo").domain, book.concept("expo").priority) == ("", 5)
    book = set_columns(
        BOOK, "expo", {"status": "admitted", "term": "Import Show"}, lang="en", term="Import Fair"
    )
    assert book.concept("expo").terms[2] == Term("en", "Import Show", Status.ADMITTED)
    assert book.concept("expo").terms[:2] == EXPO.terms[:2]
    assert book.concept("valley") == VALLEY


def test_it_is_said_which_term_is_meant() -> None:
    with pytest.raises(InputError, match="give --lang"):
        set_columns(BOOK, "expo", {"status": "admitted"})
    with pytest.raises(
        InputError, match=r"several en terms; give --term\..*'Import Expo', 'Import F"
    ):
        set_columns(BOOK, "expo", {"status": "admitted"}, lang="en")
    with pytest.raises(InputError, match=r"no such fr term\. Its fr terms: none"):
        set_columns(BOOK, "expo", {"status": "admitted"}, lang="fr")
    with pytest.raises(InputError, match=r"no column 'colour' to set\. Columns: term, status"):
        set_columns(BOOK, "expo", {"colour": "red"})


def test_terms_are_removed_but_never_the_last() -> None:
    book = remove_term(BOOK, "expo", lang="en", term="Import Fair")
    assert book.concept("expo").terms == EXPO.terms[:2]
    assert book.concept("expo").domain == "trade"
    with pytest.raises(InputError, match="last term of valley; remove the concept"):
        remove_term(BOOK, "valley", lang="de")


@pytest.mark.parametrize(
    ("query", "ids"),
    [("import", ["expo"]), ("talgebiets", ["valley"]), ("VALL", ["valley"]), ("x y", [])],
)
def test_search_looks_at_ids_and_forms(query: str, ids: list[str]) -> None:
    assert [concept.id for concept in search(BOOK, query)] == ids
