"""Terms that a text writes in other ways: hanging parts, hyphens, inflected adjectives, `&`."""

from __future__ import annotations

import re

import pytest

from g60translate.glossary.matching.compounds import joined, readings
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.store import load_glossary, parse_csv
from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases" / "glossary"
TERMS = """concept,lang,term,inflect,dnt
a,de,Außenminister,noun:m,
a,en,foreign minister,noun,
b,de,Hafenbehörde,noun:f,
b,en,port authority,noun,
c,de,Wirtschaftsministerium,noun:n,
c,en,Ministry of Economics,name,
d,de,Songjiang-Distrikt,noun:m,
d,en,Songjiang District,name,
e,de,Seehafen,noun:m,
e,en,seaport,noun,
f,de,Einfuhr,noun:f,
f,en,import,noun,
g,de,EU-Gipfel,noun:m,
g,en,EU summit,noun,
h,de,Datenschutzverordnung,noun:f,
h,en,data protection rules,,
i,de,Forschung und Lehre,,
i,en,research and teaching,,
k,de,R&D,,
k,en,R&D,,
l,de,Landmarke,,yes
"""
MATCHER = TermMatcher(parse_csv(TERMS, name="t.csv"), source_lang="de", target_lang="en")


def found(text: str) -> list[str]:
    return [hit.surface for hit in MATCHER.find(text)]


def sentences(name: str) -> list[tuple[str, int]]:
    matcher = TermMatcher(load_glossary(CASES / f"{name}.csv"), source_lang="de", target_lang="en")
    text = (CASES / f"{name}.txt").read_text("utf-8")
    return [(s, len(matcher.find(s))) for s in re.findall(r"[^.\s][^.]*\.", text)]


@pytest.mark.parametrize("name", ["adjectives", "hyphens"])
def test_every_form_of_the_users_is_found(name: str) -> None:
    assert [s for s, hits in sentences(name) if hits != 1] == []


def test_and_stands_for_its_sign_without_blanks_too() -> None:
    assert all(hits == 1 for _, hits in sentences("ampersand"))
    assert found("Die R und D wächst.") == ["R und D"]
    assert found("R & D, R&D, R and D") == ["R & D", "R&D", "R and D"]
    assert found("Forschung & Lehre, Forschung&Lehre") == ["Forschung & Lehre", "Forschung&Lehre"]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Die Außen- und Innenminister tagen.", "Außen-"),
        ("Außen-, Innen- und Finanzminister", "Außen-"),
        ("Der Außen- oder Verteidigungsminister", "Außen-"),
        ("Der Außen- und der Innenminister", "Außen-"),
        ("Innen- und Außenminister", "Außenminister"),
        ("Wirtschafts- und Finanzministerium", "Wirtschafts-"),
        ("Wirtschafts- sowie Finanzministerien", "Wirtschafts-"),
        ("See- und Binnenhäfen", "See-"),
        ("See-/Flughafen", "See-"),
        ("Ein- und Ausfuhren", "Ein-"),
        ("Hafenamt und -behörde", "-behörde"),
        ("Hafenverwaltung/-behörde", "-behörde"),
        ("See-Hafen", "See-Hafen"),
        ("Datenschutz-Verordnung", "Datenschutz-Verordnung"),
        ("Datenschutz‑Verordnungen", "Datenschutz‑Verordnungen"),
        ("des Songjiangdistrikts", "Songjiangdistrikts"),
        ("im Songjiang-Distrikt", "Songjiang-Distrikt"),
    ],
)
def test_compounds_in_other_spellings(text: str, surface: str) -> None:
    assert found(text) == [surface]


@pytest.mark.parametrize(
    "text",
    [
        "Der Außen- und der Innenraum",
        "Nord- und Südtor",
        "Der EUgipfel",
        "Außendienst und Innenminister",
        "Land- und Wassermarke",
        "Außen - und Innenminister der Länder",
        "Er sagte -minister",
        "A- und B-Minister",
    ],
)
def test_other_words_with_hyphens_are_no_terms(text: str) -> None:
    assert not any(surface.endswith("-") or surface.startswith("-") for surface in found(text))


def test_readings_lie_inside_the_text() -> None:
    text = "Außen-, Innen- und Finanzminister, Hafenamt und -behörde, See-Hafen"
    assert [text[r.start : r.end] for r in readings(text)] == [
        "Außen-", "Innen-", "-behörde", "See-Hafen",
    ]  # fmt: skip
    assert joined("Datenschutz-Grund-Verordnung") == "Datenschutzgrundverordnung"


@pytest.mark.parametrize(
    ("term", "gender", "texts"),
    [
        ("Großer Turm", "m", ("im Großen Turm", "des Großen Turmes", "den Großen Türmen")),
        ("Blauer Planet", "m", ("den Blauen Planeten", "dem Blauen Planeten")),
        ("Historischer Hafen", "m", ("im Historischen Hafen", "Historische Häfen")),
        ("Hoher Rat", "m", ("dem Hohen Rat", "Hohe Räte", "des Hohen Rates")),
        ("Rotes Tor", "n", ("am Roten Tor", "des Roten Tores", "des Roten Tors")),
        ("Grüner Raum", "m", ("des Grünen Raumes", "Grüne Räume", "im grünen Raum".title())),
        ("Digitaler Zwilling", "m", ("Digitale Zwillinge", "dem Digitalen Zwilling")),
        ("Dunkler Wald", "m", ("im Dunklen Wald",)),
        ("Neue Alte Brücke", "f", ("an der Neuen Alten Brücke",)),
    ],
)
def test_adjectives_agree_with_their_noun(term: str, gender: str, texts: tuple[str, ...]) -> None:
    book = parse_csv(
        f"concept,lang,term,inflect\nx,de,{term},noun:{gender}\nx,en,y,\n", name="t.csv"
    )
    matcher = TermMatcher(book, source_lang="de", target_lang="en")
    assert [text for text in texts if len(matcher.find(text)) != 1] == []


@pytest.mark.parametrize(
    "text", ["Die Deutschen kommen.", "im grünen Korridor", "Roten Platzangst"]
)
def test_nouns_from_adjectives_are_other_words(text: str) -> None:
    book = parse_csv(
        "concept,lang,term,inflect\nx,de,Deutsch,noun:n\nx,en,German,\n"
        "y,de,Grüner Korridor,noun:m\ny,en,Green Corridor,\nz,de,Roter Platz,noun:m\nz,en,r,\n",
        name="t.csv",
    )
    matcher = TermMatcher(book, source_lang="de", target_lang="en")
    assert [hit for hit in matcher.find(text) if hit.surface != "grünen Korridor"] == []
