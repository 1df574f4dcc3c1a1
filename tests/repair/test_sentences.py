"""Figures that a model left in the notation of its source."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.repair.change import apply_changes
from g60translate.repair.sentences import sentence_changes
from tests.conftest import ROOT

# source, what a model says, what it should be.
TO_ENGLISH = [
    ("Der Bau kostet 1.250.000,50 €.", "It costs 1.250.000,50 €.", "It costs €1,250,000.50."),
    ("Der Bau kostet 1.250.000,50 €.", "It costs 1.250,000.50 €.", "It costs €1,250,000.50."),
    ("Rund 2,4 Mrd. € fehlen.", "Some 2,4 billion € is missing.", "Some €2.4 billion is missing."),
    ("Es kamen 7.800 Gäste.", "7.800 guests came.", "7,800 guests came."),
    ("Der Preis stieg um 4,5 Prozent.", "It rose by 4,5 percent.", "It rose by 4.5 percent."),
    ("Er zahlte 12'345.60 Franken.", "He paid 12'345,60 francs.", "He paid 12,345.60 francs."),
    ("Sie wiegt 3.450,75 kg.", "It weighs 3.450.75 kg.", "It weighs 3,450.75 kg."),
    ("Es sind 2.200.112 Teile.", "There are 2,00,112 parts.", "There are 2,200,112 parts."),
    ("Beginn ist um 10.30 Uhr.", "It starts at 10.30 Uhr.", "It starts at 10:30 a.m."),
    ("Beginn ist um 14.30 Uhr.", "It starts at 14.30.", "It starts at 2:30 p.m."),
    ("Beginn ist um 14.30 Uhr.", "It starts at 14.30 a.m. sharp.", "It starts at 2:30 p.m. sharp."),
    ("Beginn ist um 21 Uhr.", "It starts at 21 a.m.", "It starts at 9 p.m."),
    ("Beginn ist um 21 Uhr.", "It starts at 9 a.m.", "It starts at 9 p.m."),
    ("Beginn ist um 9 Uhr.", "It starts at 9 p.m.", "It starts at 9 a.m."),
    ("Es endete um 0.15 Uhr.", "It ended at 0.15 a.m.", "It ended at 12:15 a.m."),
    ("Sie ist am 5.6.2024.", "It is on 5:6.2024.", "It is on June 5, 2024."),
    ("Beginn ist um 20.15 Uhr.", "It starts at 8:15.", "It starts at 8:15 p.m."),
    ("Beginn ist um 12 Uhr.", "It starts at 12 a.m.", "It starts at noon."),
    ("Einlass um 10 Uhr, Ende um 22 Uhr.", "Doors at 10 a.m., end at 10 a.m.",
     "Doors at 10 a.m., end at 10 p.m."),
    ("Beginn ist um halb neun.", "It starts at half nine.", "It starts at half past eight."),
    ("Sperrfrist: 3. Mai, 18.00 Uhr", "Embargo: May 3, 18.00 Uhr", "Embargo: May 3, 6 p.m."),
    ("Am 3. Mai geht es los.", "It starts on 3. May.", "It starts on 3 May."),
    ("Am 1.2.2024 geht es los.", "It starts on 1.2.2024.", "It starts on February 1, 2024."),
    ("Stand: 15.08.2024", "Status: 15,2024", "Status: August 15, 2024"),
    ("Sie endet am 12.09.2025.", "It ends on 12,09.2025.", "It ends on September 12, 2025."),
    ("Am 24.12. schließt es.", "On 24.12, it closes.", "On December 24, it closes."),
    ("Es misst 2.450 m².", "It measures 2.450 m².", "It measures 2,450 m²."),
    ("Um 24 Uhr ist Schluss.", "It ends at 24 o'clock.", "It ends at midnight."),
    ("Es beginnt am 01.02.", "It starts on the 01.02.", "It starts on February 1."),
]  # fmt: skip
TO_GERMAN = [
    ("It costs €3,400,000.50.", "Er kostet €3,400,000.50.", "Er kostet 3.400.000,50\u00a0€."),
    ("€2.4 billion is missing.", "€2.4 Milliarden fehlen.", "2,4 Milliarden\u00a0€ fehlen."),
    ("7,800 guests came.", "7,800 Gäste kamen.", "7.800 Gäste kamen."),
    ("It rose by 2.5 percent.", "Er stieg um 2.5 Prozent.", "Er stieg um 2,5 Prozent."),
    ("It starts at 9 p.m.", "Es beginnt um 9 Uhr.", "Es beginnt um 21 Uhr."),
    ("It starts at 2:30 p.m. today.", "Es beginnt um 2:30 p.m. heute.",
     "Es beginnt um 14.30 Uhr heute."),
]  # fmt: skip
# source, target: right, wrong in a way that no rule mends, or no figure at all.
LEFT_ALONE = [
    ("Beginn ist um 9 Uhr abends.", "It starts at 9 p.m."),
    ("Heute Abend geht es um 9 Uhr los.", "It starts at 9 p.m."),
    ("Beginn ist um 14.30 Uhr.", "It starts at 2.30 p.m."),
    ("Beginn ist um 14.30 Uhr.", "It starts at 14:30."),
    ("Es sind 2.200.112 Teile.", "There are 2,000,112 parts."),
    ("Der Umsatz lag bei 1,2 Mrd. Euro.", "Revenue was 1,2 million euros."),
    ("Nach § 3.100 gilt das.", "It applies under § 3.100."),
    ("Version 2.400 ist da.", "Version 2.400 is here."),
    ("Der Rechner 192.168.1.1 fehlt.", "The machine 192.168.1.1 is missing."),
    ("Rufen Sie 040 1234-500 an.", "Call 040 1234-500."),
    ("Kapitel 2.4 fehlt.", "Chapter 2.4 is missing."),
    ("Im Jahr 2024 waren es 500.", "In 2024 there were 500."),
]


@pytest.mark.parametrize(("source", "said", "meant"), TO_ENGLISH)
def test_german_notation_in_english(source: str, said: str, meant: str) -> None:
    assert apply_changes(said, sentence_changes(source, said, "de", "en")) == meant


@pytest.mark.parametrize(("source", "said", "meant"), TO_GERMAN)
def test_english_notation_in_german(source: str, said: str, meant: str) -> None:
    assert apply_changes(said, sentence_changes(source, said, "en", "de")) == meant


@pytest.mark.parametrize(("source", "target"), LEFT_ALONE)
def test_what_no_rule_knows_better_stays(source: str, target: str) -> None:
    assert sentence_changes(source, target, "de", "en") == ()


def test_frozen_text_and_the_edges_of_codes_are_respected() -> None:
    source, target = "Es kamen 7.800 Gäste.", "7.800 guests came."
    assert sentence_changes(source, target, "de", "en", frozen=[(0, 5)]) == ()
    assert sentence_changes(source, target, "de", "en", cuts=[3]) == ()
    assert sentence_changes(source, target, "de", "en", cuts=[0, 5]) != ()
    # Where a code ends before the sign of the currency, the sign stays behind it.
    source, target = "Es kostet 1.250,50 €.", "It costs 1.250,50 €."
    changes = sentence_changes(source, target, "de", "en", cuts=[9, 17])
    assert apply_changes(target, changes) == "It costs 1,250.50 €."


def test_translations_by_people_are_left_alone() -> None:
    lines = (ROOT / "corpus" / "press" / "dev.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if any(map(str.isdigit, row["de"]))]
    assert len(rows) > 20
    for row in rows:
        assert sentence_changes(row["de"], row["en"], "de", "en") == ()
        assert sentence_changes(row["en"], row["de"], "en", "de") == ()


_TEXT = st.text(alphabet="0123456789.,:'’ €%apmUhr-halfbneut/", max_size=40)


@given(_TEXT, _TEXT)
def test_changes_of_any_two_texts_are_sorted_and_apart(source: str, target: str) -> None:
    for pair in (("de", "en"), ("en", "de")):
        changes = sentence_changes(source, target, *pair)
        places = [place for change in changes for place in (change.start, change.end)]
        assert places == sorted(places)
        assert all(change.start < change.end <= len(target) for change in changes)
