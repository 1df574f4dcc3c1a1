"""Lint tells what was read in a wrong encoding, cell by cell, and reads it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.checks.check import Severity
from g60translate.errors import GlossaryError
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Term
from g60translate.glossary.lint.run import lint, repair
from g60translate.glossary.store import load_glossary, load_placed, parse_csv

CASES = Path(__file__).parents[2] / "cases" / "glossary"


def told(glossary: Glossary) -> list[str]:
    found = [remark for remark in lint(glossary) if remark.rule == "encoding"]
    assert all(remark.severity is Severity.ERROR for remark in found)
    return [remark.message for remark in found]


def test_the_case_names_both_cells_and_what_they_should_be() -> None:
    placed = load_placed(CASES / "mojibake.csv")
    found = [remark for remark in lint(placed.glossary) if remark.rule == "encoding"]
    assert {(placed.places[r.concept_id][r.number], r.term) for r in found} == {
        ("line 2", "ä¸´æ¸¯"),
        ("line 5", "BrÃ¼cke"),
    }
    said = " ".join(remark.message for remark in found)
    assert "should be '临港'" in said
    assert "should be 'Brücke'" in said


def test_every_cell_is_looked_at() -> None:
    bad = "fÃ¼r"
    term = Term("de", "gut", forms=("rein", bad), note=bad, source=bad)
    concept = Concept("c", (term,), domain=bad, definition=bad, note=bad)
    said = told(Glossary((concept,)))
    assert {message.split()[0] for message in said} == {
        "form", "note", "source", "domain", "definition", "concept_note",
    }  # fmt: skip
    mended = repair(Glossary((concept,)))
    assert told(mended.glossary) == []
    assert len([remark for remark in mended.mended if remark.rule == "encoding"]) == len(said)
    (whole,) = mended.glossary.concepts
    assert (whole.definition, whole.terms[0].forms) == ("für", ("rein", "für"))


def test_a_lost_character_is_an_error_that_nothing_mends() -> None:
    glossary = Glossary((Concept("c", (Term("de", "Br�cke"),)),))
    (message,) = told(glossary)
    assert "has lost a character" in message
    assert repair(glossary).glossary == glossary


def test_controls_of_latin_1_are_told_for_what_they_are() -> None:
    with pytest.raises(GlossaryError, match="should be 'Übung'"):
        parse_csv("concept,lang,term\na,de,Ã\x9cbung\n", name="x.csv")
    with pytest.raises(GlossaryError, match="should be 'Übung'"):
        parse_csv("concept,lang,term,forms\na,de,x,Ã\x9cbung\n", name="x.csv")


def test_the_shipped_glossary_is_sound() -> None:
    assert told(load_glossary(Path(__file__).parents[3] / "glossary" / "g60.csv")) == []
