from __future__ import annotations

import json

import pytest

from g60translate.checks.check import Severity, Unit
from g60translate.checks.names import NamesCheck
from g60translate.checks.run import run_document_checks
from tests.conftest import ROOT


def told(source: str, target: str, pair: tuple[str, str] = ("de", "en")) -> list[str]:
    return [f.message for f in NamesCheck().examine(Unit("1", source, target, *pair))]


@pytest.mark.parametrize(
    ("source", "target", "name"),
    [
        ("KIEL – Die Stadt baut.", "AIEL – The city builds.", "KIEL"),
        ("KIEL (dpa) – Die Stadt baut.", "KEEL (dpa) – The city builds.", "KIEL"),
        ("Herr Çelik sprach.", "Mr. Çelic spoke.", "Çelik"),
        ("Frau Weiß-Müller leitet sie.", "Ms. White-Müller heads it.", "Weiß-Müller"),
        ("Herr Schwarz leitet die Werft.", "Mr. Black runs the shipyard.", "Schwarz"),
        ("Frau Sigrid Mondschein kam.", "Ms. Sigrid Moonlight came.", "Mondschein"),
        ("Der Minister Karl Kaiser kam.", "Minister Karl Emperor came.", "Kaiser"),
        ("mit Bundesministerin Dr. Petra Sonnenschein", "with Petra Sun", "Sonnenschein"),
        ("Bürgermeisterin Ida Vogel sagte das.", "Mayor Ida Bird said so.", "Vogel"),
        ("Am Kai 5, 24999 Möwenfels", "At the Quay 5, 24999 Gullrock", "Möwenfels"),
        ("Die Blau & Sohn GmbH baut.", "Blue & Son GmbH is building.", "Sohn"),
        ("Die Muster AG wächst.", "The AG pattern grows.", "Muster"),
        ("Möwenwerft SE steigt.", "Seagull SE is rising.", "Möwenwerft"),
        ("Musterstadt, 3. Mai 2024 – Es", "Mustertown, May 3, 2024 – It", "Musterstadt"),
        ("Hafenverein Musterstadt e. V.", "Port Club Patterntown e. V.", "Musterstadt"),
        ("Er kam vom FC Muster e.V. zurück.", "He returned from FC pattern e.V.", "Muster"),
        ("Er leitet die Firma Blau & Sohn.", "He runs the company Blue & son.", "Sohn"),
        ("Landrat Eike Grünkern sprach.", "District head Eike Greencorn spoke.", "Grünkern"),
        ("Sabine Kirschbaum", "Sabine cherry tree", "Kirschbaum"),
        ("12345 Bad Sonnental", "12345 Bath Sunny Vale", "Sonnental"),
        ("Die Stadt Kiel, 24999 Kiel", "The city of Kiel, 24999 kilos", "24999 Kiel"),
    ],
)
def test_a_name_that_is_altered_translated_or_lost(source: str, target: str, name: str) -> None:
    assert any(f"“{name}”" in message for message in told(source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("KÖLN, 5. Mai – Es", "COLOGNE, May 5 – It"),
        ("STRASSBURG – Es", "STRASBOURG – It"),
        ("Frau Müllers Haus", "Ms. Müller's house"),
        ("Frau Präsidentin Groß sprach.", "President Groß spoke."),
        ("Sehr geehrte Frau Kollegin,", "Dear colleague,"),
        ("HAMBURG (dpa) – Es", "HAMBURG (dpa) – It"),
        ("12345 Musterstadt", "12345 Musterstadt"),
        ("Gezählt wurden 23116 Gäste.", "23,116 guests were counted."),
        ("Die Stadt Köln, 50667 Köln", "The city of Cologne, 50667 Cologne"),
        ("Sie tagten am Jangtse, 20095 Jangtse", "They met on the Yangtze, 20095 Yangtze"),
        ("Presse Kontakt", "Press contact"),
        ("Deutscher Hafenverband e. V.", "German Port Association e. V."),
        ("Der Präsident Argentiniens kam.", "The president of Argentina came."),
        ("Herr Groß und Frau Klein", "Mr. GROSS and Ms. Klein"),
    ],
)
def test_a_name_that_is_kept_or_has_its_own_form(source: str, target: str) -> None:
    assert not told(source, target)


def test_english_names_are_looked_for_in_german() -> None:
    assert told("Mr. Black spoke in Kiel.", "Herr Schwarz sprach in Kiel.", ("en", "de"))
    assert not told("COLOGNE – It", "KÖLN – Es", ("en", "de"))
    assert not told("Mrs. Huber’s house", "das Haus von Frau Huber", ("en", "de"))


@pytest.mark.parametrize(
    ("source", "target", "name"),
    [
        ("Der Ort Möwenfels wächst.", "The town of Möwenfelz grows.", "Möwenfels"),
        ("Sie sprach mit Wollweber.", "She spoke to Wolweber.", "Wollweber"),
        ("STADT KIEL ERÖFFNET HALLE", "CITY AIEL OPENS HALL", "KIEL"),
        ("Husum (dpa) – Der Rat tagt.", "Husun (dpa) – The council meets.", "Husum"),
        ("Die Bäckerei Sommer e. K. ruht.", "The Winter e. K. bakery rests.", "Sommer"),
        ("Das Werk in Xuancheng", "The plant in Xuanchang", "Xuancheng"),
    ],
)
def test_a_word_of_no_dictionary_with_another_letter(source: str, target: str, name: str) -> None:
    (message,) = told(source, target)
    assert f"“{name}”" in message


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Das Kieler Rathaus", "Kiel’s town hall"),
        ("Der Suzhouer Hafen", "the port of Suzhou"),
        ("Xuanchengs Werke", "Xuancheng’s plants"),
        ("Die Musik der Republik", "The Music of the Republic"),
        ("Das Projekt Norden", "The Project North"),
    ],
)
def test_words_that_are_alike_by_their_nature(source: str, target: str) -> None:
    assert not told(source, target)


def test_two_forms_of_one_name_in_a_document() -> None:
    units = [
        Unit("1", "Möwenhörn feiert.", "Möwenhörn celebrates.", "de", "en"),
        Unit("2", "Das Fest in Möwenhörn endet.", "The feast in Gullhorn ends.", "de", "en"),
        Unit("3", "Der Hafen ist offen.", "The port is open.", "de", "en"),
        Unit("4", "Hafen bleibt Hafen.", "Hafen remains Hafen.", "de", "en"),
    ]
    (finding,) = run_document_checks(units)
    assert (finding.segment_id, finding.severity) == ("2", Severity.WARNING)
    assert "Möwenhörn" in finding.message


def test_what_is_a_name_in_one_place_is_one_in_the_others() -> None:
    pairs = [
        ("Frau Dr. Petra Sonnenschein kam.", "Ms. Petra Sonnenschein came."),
        ("Petra Sonnenschein lachte.", "Petra Sunshine laughed."),
        ("Der Sonnenschein war schön.", "The sunshine was fine."),
        ("12345 Musterstadt", "12345 Musterstadt"),
        ("Musterstadt feiert.", "Pattern city celebrates."),
    ]
    units = [Unit(str(n), *pair, "de", "en") for n, pair in enumerate(pairs)]
    assert [finding.segment_id for finding in run_document_checks(units)] == ["1", "4"]


def test_human_translations_raise_hardly_an_alarm() -> None:
    lines = (ROOT / "corpus" / "press" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    alarms = [row["seg"] for row in rows if told(row["de"], row["en"])]
    assert len(alarms) <= 0.005 * len(rows)
