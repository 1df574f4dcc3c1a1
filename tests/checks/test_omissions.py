from __future__ import annotations

import json

import pytest

from g60translate.checks.check import Unit
from g60translate.checks.omissions import OmissionsCheck
from g60translate.checks.reading.content import surplus
from g60translate.checks.reading.verbs import has_verb
from tests.checks.units import examine
from tests.conftest import ROOT


def told(source: str, target: str) -> list[str]:
    return [f.message for f in OmissionsCheck().examine(Unit("1", source, target, "de", "en"))]


@pytest.mark.parametrize(
    ("source", "target", "verb"),
    [
        (
            "Die NATO, die UNESCO und die BASF SE bauen.",
            "The NATO, the UNESCO and the BASF SE.",
            "bauen",
        ),
        ("Herr Blum und Frau Groß sprachen.", "Mr Blum and Ms. Groß.", "sprachen"),
        ("Die Schulen und Theater schließen.", "The schools and theatres.", "schließen"),
        ("Der Verein und der Klub gewannen.", "The club and the club.", "gewannen"),
        ("Der Hafen wurde heute eröffnet.", "The port of Songjiang today.", "eröffnet"),
        ("Der Anteil an Kohle sinkt.", "The share of coal.", "sinkt"),
        ("Es kamen Gäste aus Rom, Paris usw.", "Guests from Rom, Paris, etc.", "kamen"),
    ],
)
def test_a_sentence_without_its_verb(source: str, target: str, verb: str) -> None:
    (message,) = told(source, target)
    assert f"“{verb}”" in message


@pytest.mark.parametrize(
    ("pair", "source", "target", "word"),
    [
        ("de-en", "Das Unternehmen macht keinen Gewinn.", "The company makes a profit.", "keinen"),
        ("de-en", "Niemand wurde verletzt.", "Somebody was hurt.", "Niemand"),
        ("de-en", "Der Rat stimmt dem zu.", "The council does not agree.", "not"),
        ("en-de", "The council did not agree.", "Der Rat stimmte zu.", "not"),
        ("en-de", "They can’t pay.", "Sie zahlen.", "n’t"),
        ("de-en", "Das Fest ist nicht nur gut.", "The feast is good.", ""),
        ("de-en", "Das ist nicht wahr.", "That is untrue.", ""),
        ("de-en", "Sie zahlen nicht.", "They refuse to pay.", ""),
        ("de-en", "Er kommt nicht mehr.", "He no longer comes.", ""),
        ("en-de", "The council disagreed.", "Der Rat stimmte nicht zu.", ""),
        ("en-de", "It has no more than 9 rooms.", "Es hat höchstens 9 Zimmer.", ""),
        ("en-de", "There is no hope.", "Die Lage ist hoffnungslos.", ""),
    ],
)
def test_what_only_one_side_denies(pair: str, source: str, target: str, word: str) -> None:
    found = [f.message for f in examine(OmissionsCheck(), source, target, pair)]
    assert [f"“{word}” denies" in message for message in found] == ([True] if word else [])


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Die Schulen schließen.", "The schools close."),
        ("Die Ziele der Stadt.", "The goals of the city."),
        ("Vielen Dank.", "Thank you."),
        ("Das Wichtigste in Kürze", "At a glance"),
        ("Technikerinnen montieren das Teil.", "Technicians mount the part."),
        ("Sie knacken Schlösser.", "They crack locks."),
    ],
)
def test_what_says_something_or_had_no_verb(source: str, target: str) -> None:
    assert not told(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "Die Messe im Hafen von Songjiang ist heute eröffnet worden.",
            "Songjiang Hafen has been opened today.",
        ),
        (
            "Der Bürgermeister und der Minister unterzeichneten gestern den Vertrag.",
            "The mayor signed the contract.",
        ),
        (
            "Die Stadt baut eine Schule, weil immer mehr Kinder in den Ort ziehen.",
            "The city is building a school.",
        ),
    ],
)
def test_a_part_that_is_missing_both_ways(source: str, target: str) -> None:
    (message,) = told(source, target)
    assert "say less" in message
    unit = Unit("1", target, source, "en", "de")
    assert not list(OmissionsCheck().examine(unit))
    back = Unit("1", "The city is building a school because more children come to live here.",
                "Die Stadt baut.", "en", "de")  # fmt: skip
    assert len(list(OmissionsCheck().examine(back))) == 1


def test_both_sexes_are_one_word_in_english() -> None:
    english = "Citizens can comment on the report of the town for 30 days."
    for who in ("Bürgerinnen und Bürger", "Bewohnerinnen und Bewohner"):
        german = f"{who} können 30 Tage lang Stellung zum Bericht der Stadt nehmen."
        assert surplus(german, english) == surplus(german.partition(" und ")[2], english)


@pytest.mark.parametrize("text", ["It’s over.", "They cycle home.", "He won.", "Prices fell."])
def test_verbs_are_told(text: str) -> None:
    assert has_verb(text)


@pytest.mark.parametrize("text", ["The city’s new port.", "One hundred euros", ""])
def test_what_has_none(text: str) -> None:
    assert not has_verb(text)


def test_human_translations_raise_hardly_an_alarm() -> None:
    lines = (ROOT / "corpus" / "press" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    alarms = [row["seg"] for row in rows if told(row["de"], row["en"])]
    assert len(alarms) <= 0.02 * len(rows)
