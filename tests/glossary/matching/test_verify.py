from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.errors import InputError
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import CasePolicy, Concept, Inflect, Status, Term, TermHit
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.glossary.morphology.number import Fit
from g60translate.glossary.store import parse_csv

GLOSSARY = Glossary(
    (
        Concept(
            "valley-yrd",
            (
                Term("de", "G60 S&T Innovation Valley des Jangtse-Deltas"),
                Term("en", "Yangtze River Delta G60 S&T Innovation Valley"),
                Term("en", "G60 S&T Innovation Valley", status=Status.ADMITTED),
            ),
        ),
        Concept("delta", (Term("de", "Jangtse-Delta"), Term("en", "Yangtze River Delta"))),
        Concept("expo", (Term("de", "CIIE"), Term("en", "CIIE"))),
        Concept(
            "zone",
            (
                Term("de", "Pilotzone", inflect=Inflect.NOUN, gender="f"),
                Term("en", "pilot zone", inflect=Inflect.NOUN),
                Term("en", "test zone", status=Status.FORBIDDEN),
            ),
        ),
        Concept(
            "bri",
            (
                Term("de", "„Belt and Road“-Initiative"),
                Term("en", "Belt and Road Initiative", inflect=Inflect.NAME),
                Term("en", "One Belt, One Road", status=Status.FORBIDDEN),
                Term("en", "Road Initiative", status=Status.FORBIDDEN),
            ),
        ),
        Concept(
            "brand",
            (
                Term("de", "Nansui", do_not_translate=True, inflect=Inflect.NAME),
                Term("en", "Southern Ear"),
            ),
        ),
        Concept("law", (Term("de", "Gesetz"), Term("en", "Act", case=CasePolicy.EXACT))),
    )
)
MATCHER = TermMatcher(GLOSSARY, source_lang="de", target_lang="en")
VERIFIER = TermVerifier(GLOSSARY, target_lang="en")


def met(source: str, output: str) -> list[bool]:
    return [result.met for result in VERIFIER.verify(MATCHER.find(source), output)]


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("die CIIE", "the CIIE"),
        ("die CIIE", "the CIIE’s halls"),
        ("die CIIE", "CIIE-related"),
        ("Pilotzone", "Pilot zone first"),
        ("Pilotzone", "PILOT ZONES"),
        ("Pilotzone", "the pilot zone’s end"),
        ("„Belt & Road“-Initiative", "the “Belt and Road” Initiative"),
        ("„Belt & Road“-Initiative", "the Belt & Road Initiative"),
        ("„Belt & Road“-Initiative", "THE BELT AND ROAD INITIATIVE"),
        ("Jangtse-Delta", "the Yangtze\u00a0River\nDelta"),
        ("Gesetz", "the Act"),
    ],
)
def test_a_hit_is_met(source: str, output: str) -> None:
    assert met(source, output) == [True]


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("die CIIE", "the expo"),
        ("die CIIE", "the ciie"),
        ("die CIIE", "CIIEs and XCIIE"),
        ("Pilotzone", "a copilot zone"),
        ("„Belt & Road“-Initiative", "the belt and road initiative"),
        ("Gesetz", "THE ACT, the act"),
        ("die CIIE", "write to ciie@CIIE.example"),
        ("die CIIE", ""),
    ],
)
def test_a_hit_is_missed(source: str, output: str) -> None:
    assert met(source, output) == [False]


def test_each_hit_needs_its_own_occurrence() -> None:
    assert met("CIIE und CIIE", "CIIE") == [True, False]
    assert met("CIIE und CIIE", "CIIE and CIIE") == [True, True]


def test_a_shorter_form_steps_back_where_that_meets_more() -> None:
    source = "G60 S&T Innovation Valley des Jangtse-Deltas im Jangtse-Delta"
    output = "Yangtze River Delta G60 S&T Innovation Valley"
    assert met(source, output) == [True, True]
    (only,) = VERIFIER.verify(MATCHER.find(source)[:1], output)
    assert only.form == output
    assert only.span == (0, len(output))


def test_spans_and_forms_point_into_the_output() -> None:
    output = "In the “Belt & Road” Initiative"
    (result,) = VERIFIER.verify(MATCHER.find("„Belt and Road“-Initiative"), output)
    assert result.span is not None
    assert output[slice(*result.span)] == "Belt & Road” Initiative"
    assert result.form == "Belt & Road Initiative"
    assert result.expected == "Belt and Road Initiative"


def test_what_stays_untranslated_stands_as_in_the_source() -> None:
    (hit,) = MATCHER.find("NANSUI")
    assert VERIFIER.expected(hit) == "NANSUI"
    assert VERIFIER.accepted(hit) == ("NANSUI", "Nansui")
    (inflected,) = MATCHER.find("Nansuis Umsatz")
    assert inflected.surface == "Nansuis"
    assert VERIFIER.expected(inflected) == "Nansui"
    assert met("Nansui", "Southern Ear") == [False]


def test_forbidden_wordings_are_no_accepted_ones() -> None:
    (hit,) = MATCHER.find("Pilotzone")
    assert "test zone" not in VERIFIER.accepted(hit)
    assert VERIFIER.accepted(hit)[0] == "pilot zone"


def test_forbidden_wordings_are_reported_in_any_case() -> None:
    output = "One belt, one road: a Test Zone."
    assert [(h.concept_id, h.surface) for h in VERIFIER.forbidden(output)] == [
        ("bri", "One belt, one road"),
        ("zone", "Test Zone"),
    ]


def test_a_forbidden_wording_inside_an_accepted_one_is_none() -> None:
    assert VERIFIER.forbidden("the Belt and Road Initiative") == ()
    assert [h.surface for h in VERIFIER.forbidden("the Road Initiative")] == ["Road Initiative"]


def test_a_hit_of_another_glossary_is_an_error() -> None:
    with pytest.raises(InputError, match="no concept with the id 'alien'"):
        VERIFIER.expected(TermHit(0, 1, "alien", "x"))


SOURCES = st.lists(
    st.sampled_from(
        ["CIIE", "Pilotzone", "Jangtse-Delta", "Nansui",
         "G60 S&T Innovation Valley des Jangtse-Deltas", "„Belt and Road“-Initiative"]
    ),
    max_size=6,
)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(SOURCES)
def test_the_expected_wordings_meet_their_hits(words: list[str]) -> None:
    hits = MATCHER.find("; ".join(words))
    assert len(hits) == len(words)
    output = "; ".join(VERIFIER.expected(hit) for hit in hits)
    results = VERIFIER.verify(hits, output)
    assert all(result.met for result in results)
    spans = sorted(result.span for result in results if result.span)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@settings(deadline=None, max_examples=100)
@given(SOURCES, st.text("CIE PilotzneYag", max_size=20))
def test_more_output_never_unmeets(words: list[str], more: str) -> None:
    hits = MATCHER.find("; ".join(words))
    output = "; ".join(VERIFIER.expected(hit) for hit in hits)
    assert all(result.met for result in VERIFIER.verify(hits, f"{more}; {output}"))


NUMBERS = parse_csv(
    "concept,lang,term,inflect,forms\n"
    "z,de,Zone,noun:f,\nz,en,zone,noun,\nz,zh,区,,\n"
    "h,de,Hafen,noun:m,\nh,en,Port,noun,\n"
    "n,de,Messe,noun:f,\nn,en,Import Expo,name,\n"
    "w,de,Werk,noun:n,\nw,en,plant,noun,\n"
    "f,de,Maus,noun:f,\nf,en,mouse,noun,mice\n",
    name="n.csv",
)


@pytest.mark.parametrize(
    ("source", "output", "fits"),
    [
        ("Die Zonen wachsen.", "The zones grow.", ["fits"]),
        ("Die Zonen wachsen.", "The zone grows.", ["misfit"]),
        ("Die Zone wächst.", "The zones grow.", ["misfit"]),
        ("Der Zone Rand", "The zone’s edge", ["fits"]),
        ("Die Häfen", "the Port", ["misfit"]),
        ("Die Häfen", "the Ports", ["fits"]),
        ("Der Hafen", "the Port", ["unchecked"]),
        ("Die Messen", "the Import Expo", ["fits"]),
        ("Die Zonen-Verwaltung", "the zone administration", ["unchecked"]),
        ("Die Maus", "the mice", ["unchecked"]),
        ("Die Zone und die Zonen", "the zones and the zone", ["fits", "fits"]),
        ("Die Zonen und die Zone", "the zones", ["fits", None]),
        ("Die Häfen", "nothing", [None]),
        ("Die neuen Werke", "the plant", ["misfit"]),
        ("Die neuen Werke", "the plants", ["fits"]),
        ("3 Werke", "3 plants", ["fits"]),
        ("Im Werke", "in the plant", ["fits"]),
        ("Werke der Stadt", "plants of the city", ["unchecked"]),
        ("Der Hafen", "the Ports", ["unchecked"]),
        ("Im Hafen", "in the Ports", ["misfit"]),
    ],
)
def test_proven_means_that_the_number_fits(
    source: str, output: str, fits: list[str | None]
) -> None:
    hits = TermMatcher(NUMBERS, source_lang="de", target_lang="en").find(source)
    results = TermVerifier(NUMBERS, target_lang="en").verify(hits, output, source=source)
    assert [result.fit and result.fit.value for result in results] == fits
    assert all(result.met is (result.fit is not None) for result in results)


def test_a_plural_is_expected_in_the_plural() -> None:
    matcher = TermMatcher(NUMBERS, source_lang="de", target_lang="en")
    verifier = TermVerifier(NUMBERS, target_lang="en")
    found = {
        hit.surface: verifier.expected(hit)
        for hit in matcher.find("Zone Zonen Hafen Häfen Messen Mäuse")
    }
    assert found == {
        "Zone": "zone", "Zonen": "zones", "Hafen": "Port", "Häfen": "Ports",
        "Messen": "Import Expo", "Mäuse": "mouse",
    }  # fmt: skip


def test_a_language_without_number_is_not_checked() -> None:
    hits = TermMatcher(NUMBERS, source_lang="zh", target_lang="en").find("区")
    (result,) = TermVerifier(NUMBERS, target_lang="en").verify(hits, "zones")
    assert (result.met, result.fit) == (True, Fit.UNCHECKED)
    assert result.expected == "zone"
