from __future__ import annotations

import json

import pytest

from g60translate.checks.check import Unit
from g60translate.checks.omissions import OmissionsCheck
from g60translate.checks.reading.verbs import has_verb
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
    ],
)
def test_a_sentence_without_its_verb(source: str, target: str, verb: str) -> None:
    (message,) = told(source, target)
    assert f"“{verb}”" in message


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
    assert len(alarms) <= 0.005 * len(rows)
