"""Figures in the files that users sent: written by rule, set right, or found to be wrong."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from g60translate.checks.check import Severity
from g60translate.documents.files import read_document, write_document
from g60translate.glossary.book import Glossary
from g60translate.models.store import Model
from g60translate.pipeline import Translator
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.engines.engine import Engine
from g60translate.translation.engines.loading import load_engine
from g60translate.translation.translated import TranslatedDocument, TranslatedSegment
from tests.conftest import CASES, Answers, ScriptedEngine

Scripted = Callable[[Answers], ScriptedEngine]

# What the source shows, and how English may say it.
SAID = {
    "9 ₹": "9 ?₹|₹ ?9",
    "700 ฿": "700 ?฿|฿ ?700|700 baht",
    "40 Mio. ₽": "40 million ?(?:₽|rubles)|₽40 million",
    "2.400 zł": "2,400 zł|PLN 2,400",
    "60 Kč": "60 Kč|CZK 60",
    "−2,5 Prozent": r"[−-]2\.5 ?(?:percent|Prozent|%)",
    "8 µg": "8 µg",
    "0,5 Prozentpunkte": r"0\.5 (?:(?:percentage )?points|Prozentpunkte)",
    "2.200.112": "2,200,112",
    "283,82": r"283\.82",
    "23116": "23,?116",
    "1,5 × 2,25 m": r"1\.5 × 2\.25 m",
    "3.450,75": r"3,450\.75",
    "14.30 Uhr": "2[:.]30 p.m.|14:30",
    "−12,5 °C": r"[−-]12\.5 ?°C",
    "1,2 Mrd.": r"1\.2 billion",
    "980 Mio.": "980 million",
    "elf": "eleven|11",
    "vierzehn": "fourteen|14",
    "2,4 Milliarden": r"2\.4 billion",
    "Eineinhalb Millionen": r"[Oo]ne and a half million|1\.5 million",
    "Anderthalb Milliarden": r"[Oo]ne and a half billion|1\.5 billion",
    "zweieinhalb": r"two and a half|2\.5",
    "9 Uhr in": "9 a.m.",
    "21 Uhr": "9 p.m.|21:00",
    "um 15 Uhr": "3 p.m.|15:00",
    "halb neun": "half past eight|8:30",
    "10 Uhr": "10 a.m.",
    "22 Uhr": "10 p.m.|22:00",
    "9:15": "9:15 a.m.|09:15",
    "0.30 Uhr": "12:30 a.m.|0:30",
    "18.00 Uhr": "6(?::00)? p.m.|18:00",
}
FILES = ["currencies-and-units", "figures", "number-words", "one-and-a-half", "times",
         "times-of-day"]  # fmt: skip
TABLE = [
    *("1,204.72", "€1,204.72", "3.5%", "12,500", "EUR 214.72", "−0.8%", "February 1, 2024"),
    *("€2.5 million", "1.25 kg", "3.75"),
]


def walk(engine: Engine, name: str) -> TranslatedDocument:
    document = read_document((CASES / "numbers" / name).read_bytes(), name=name)
    return Translator(engine, Glossary.empty(), SrxSegmenter()).translate(document)


def is_found(segment: TranslatedSegment) -> bool:
    return any(f.check == "numbers" and f.severity is not Severity.INFO for f in segment.findings)


def wrong_and_untold(done: TranslatedDocument) -> list[str]:
    return [
        f"{shown}: {segment.restored.text}"
        for segment in done.segments
        for shown, said in SAID.items()
        if shown in segment.sentence.request.text
        and not re.search(said, segment.restored.text)
        and not is_found(segment)
    ]


@pytest.mark.parametrize("name", FILES)
def test_figures_that_stay_german_are_set_right_or_found(scripted: Scripted, name: str) -> None:
    # A model that copies everything.
    done = walk(scripted(lambda source: [source]), f"{name}.txt")
    assert wrong_and_untold(done) == []


@pytest.mark.model
def test_no_figure_of_the_cases_is_wrong_and_untold(embedded_model: Model) -> None:
    engine = load_engine(embedded_model)
    assert [wrong_and_untold(walk(engine, f"{name}.txt")) for name in FILES] == [[]] * len(FILES)


def test_a_table_of_figures_needs_no_model(scripted: Scripted) -> None:
    engine = scripted(lambda source: [source])
    done = walk(engine, "table.html")
    assert engine.seen == ["Menge", "Preis", "Anteil"]
    cells = done.segments[3:]
    assert [segment.restored.text for segment in cells] == TABLE
    for segment in cells:
        (finding,) = segment.findings
        assert (finding.check, finding.severity) == ("numbers", Severity.INFO)
        assert finding.span == (0, len(segment.restored.text))
    written = write_document(done.document).decode()
    assert all(f">{cell}<" in written for cell in TABLE)


def test_codes_in_a_cell_stay_on_their_part_and_sealed_text_stays(scripted: Scripted) -> None:
    html = (
        '<html lang="de"><body><table><tr><td><b>1.204,72</b> €</td><td>7.800<sup>1</sup></td>'
        '<td>8,50 €<br>12,90 €</td><td><span translate="no">1.204,72</span></td>'
        "<td><i>3,5&nbsp;%</i></td></tr></table></body></html>"
    )
    document = read_document(html.encode(), name="t.html")
    engine = scripted(lambda source: [source])
    done = Translator(engine, Glossary.empty(), SrxSegmenter()).translate(document)
    written = write_document(done.document).decode()
    for cell in (
        "€<b>1,204.72</b>",
        "7,800<sup>1</sup>",
        "€8.50<br>€12.90",
        '<span translate="no">1.204,72</span>',
        "<i>3.5%</i>",
    ):
        assert f"<td>{cell}</td>" in written, cell
