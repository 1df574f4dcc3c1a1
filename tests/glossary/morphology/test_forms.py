from __future__ import annotations

import pytest
from hypothesis import given, settings

from g60translate.glossary.concept import Inflect, Term
from g60translate.glossary.morphology.forms import accepted_forms, surface_forms, swap_and
from tests.glossary.strategies import terms


def forms(lang: str, text: str, inflect: str = "none", gender: str = "") -> set[str]:
    return set(surface_forms(Term(lang, text, inflect=Inflect(inflect), gender=gender)))


@pytest.mark.parametrize(
    ("text", "gender", "wanted"),
    [
        ("Fünfjahresplan", "m", {"Fünfjahresplans", "Fünfjahresplanes"}),
        ("Talgebiet", "n", {"Talgebiets", "Talgebietes"}),
        ("Bündnis", "n", {"Bündnisses"}),
        ("Prozess", "m", {"Prozesses"}),
        ("Konferenz", "f", {"Konferenzen"}),
        ("Demonstrationszone", "f", {"Demonstrationszonen"}),
        ("Partnerin", "f", {"Partnerinnen"}),
        ("Ministerium", "n", {"Ministeriums", "Ministerien"}),
        ("Zentrum", "n", {"Zentrums", "Zentren"}),
        ("Sektor", "m", {"Sektors", "Sektoren"}),
        ("Präsident", "m", {"Präsidenten"}),
    ],
)
def test_german_endings(text: str, gender: str, wanted: set[str]) -> None:
    assert forms("de", text, "noun", gender) == {text} | wanted


def test_the_german_head_noun_stands_before_its_complement() -> None:
    assert "Ministeriums für Wissenschaft und Technologie" in forms(
        "de", "Ministerium für Wissenschaft und Technologie", "noun", "n"
    )


def test_german_adjectives_agree_all_together() -> None:
    found = forms("de", "hochwertige industrielle Entwicklung", "noun", "f")
    assert "hochwertigen industriellen Entwicklung" in found
    assert "hochwertiger industrieller Entwicklungen" in found
    assert "hochwertigen industrieller Entwicklung" not in found


def test_a_capitalised_first_adjective_agrees_and_a_noun_does_not() -> None:
    found = forms("de", "Nationale Kommission für Entwicklung und Reform", "noun", "f")
    assert "Nationalen Kommission für Entwicklung und Reform" in found
    assert forms("de", "Shanghaier Börse", "noun", "f") == {"Shanghaier Börse", "Shanghaier Börsen"}


def test_a_name_has_a_genitive_and_nothing_else() -> None:
    assert forms("de", "G60 S&T Innovation Valley", "name") == {
        "G60 S&T Innovation Valley",
        "G60 S&T Innovation Valleys",
    }
    assert forms("de", "Jangtse", "name") == {"Jangtse", "Jangtses"}
    assert forms("de", "Kreis", "name") == {"Kreis", "Kreis’"}


def test_an_ending_goes_before_the_closing_mark() -> None:
    assert "„Neue Seidenstraßen“" in forms("de", "„Neue Seidenstraße“", "noun", "f")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("special administrative region", "special administrative regions"),
        ("Ministry of Science", "Ministries of Science"),
        ("Factors Matchmaking Conference", "Factors Matchmaking Conferences"),
        ("free trade port", "free trade ports"),
        ("joint stock bench", "joint stock benches"),
        ("child of the city", "children of the city"),
        ("chairwoman", "chairwomen"),
        ("German", "Germans"),
        ("energy crisis", "energy crises"),
        ("iris", "irises"),
    ],
)
def test_english_plurals(text: str, wanted: str) -> None:
    assert forms("en", text, "noun") == {text, wanted}


def test_english_possessives_are_accepted_and_not_searched() -> None:
    district = Term("en", "Songjiang District", inflect=Inflect.NAME)
    assert surface_forms(district) == ("Songjiang District",)
    assert accepted_forms(district) == ("Songjiang District", "Songjiang District’s")
    cities = Term("en", "nine cities", inflect=Inflect.NAME)
    assert "nine cities’" in accepted_forms(cities)


def test_french_plurals_stop_at_the_preposition() -> None:
    assert forms("fr", "zone pilote de démonstration", "noun") == {
        "zone pilote de démonstration",
        "zones pilotes de démonstration",
    }
    assert "plans quinquennaux" in forms("fr", "plan quinquennal", "noun")


def test_chinese_has_no_forms() -> None:
    assert forms("zh", "松江区", "noun") == {"松江区"}


def test_and_may_be_a_sign() -> None:
    assert "Belt & Road" in swap_and("Belt and Road", lang="de")
    assert "National Exhibition and Convention Center" in accepted_forms(
        Term("en", "National Exhibition & Convention Center")
    )
    assert swap_and("Brandenburg", lang="de") == ()


@settings(deadline=None, max_examples=200)
@given(terms())
def test_the_written_term_leads_and_nothing_stands_twice(term: Term) -> None:
    found = accepted_forms(term)
    assert found[0] == term.text
    assert len(set(found)) == len(found)
    assert set(surface_forms(term)) <= set(found)
    assert set(term.forms) <= set(found)
    if term.inflect is Inflect.NONE:
        assert surface_forms(term) == tuple(dict.fromkeys((term.text, *term.forms)))
