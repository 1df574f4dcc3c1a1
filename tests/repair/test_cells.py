"""Cells of figures and units: written anew by rule, or left for somebody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.repair.cells import rewritten
from g60translate.repair.pieces import Piece, Rewriting

TO_ENGLISH = [
    ("1.204,72", "1,204.72"),
    ("1.204,72 €", "€1,204.72"),
    ("−1.204,72 €", "−€1,204.72"),
    ("1 234,50 €", "€1,234.50"),
    ("12.500", "12,500"),
    ("3,75", "3.75"),
    ("0,00", "0.00"),
    ("3,5 %", "3.5%"),
    ("12 %", "12%"),
    ("−0,8 %", "−0.8%"),
    ("+4,2 %", "+4.2%"),
    ("1,5–2,5 %", "1.5–2.5%"),
    ("3,5‰", "3.5‰"),
    ("0,5 Prozentpunkte", "0.5 percentage points"),
    ("EUR 214,72", "EUR 214.72"),
    ("214,72 EUR", "214.72 EUR"),
    ("8.50 €", "€8.50"),
    ("2,5 Mio. €", "€2.5 million"),
    ("40 Mio. ₽", "₽40 million"),
    ("1,2 Bio. Euro", "1.2 trillion euros"),
    ("9 ₹", "₹9"),
    ("2.400 zł", "2,400 zł"),
    ("12'345.60 CHF", "12,345.60 CHF"),
    ("US-$ 1.250", "US$1,250"),
    ("12,50 €/m²", "€12.50/m²"),
    ("1,25 kg", "1.25 kg"),
    ("1.240,5 m²", "1,240.5 m²"),
    ("1.250 kWh/a", "1,250 kWh/a"),
    ("12,5 °C", "12.5 °C"),
    ("1,5 × 2,25 m", "1.5 × 2.25 m"),
    ("ca. 1.500", "approx. 1,500"),
    ("1.204,72 €*", "€1,204.72*"),
    ("14.30 Uhr", "2:30 p.m."),
    ("0 Uhr", "midnight"),
    ("12 Uhr", "noon"),
    ("1.000–2.500 €", "€1,000–2,500"),
    ("1 bis 2 Mio. €", "€1 to 2 million"),
    ("CHF 12'500.–", "CHF 12,500"),
    ("12,– €", "€12"),
    ("1 Euro", "1 euro"),
    ("8–12 Uhr", "8 a.m.–noon"),
    ("8.30–12.15 Uhr", "8:30 a.m.–12:15 p.m."),
    ("9–17 Uhr", "9 a.m.–5 p.m."),
    ("9.30 bis 17 Uhr", "9:30 a.m. to 5 p.m."),
    ("01.02.2024", "February 1, 2024"),
    ("12.05.61", "May 12, 1961"),
    ("3. Mai 2024", "May 3, 2024"),
    ("Mo–Fr 9–17 Uhr", "Mon–Fri 9 a.m.–5 p.m."),
    ("Sa., 10 Uhr", "Sat, 10 a.m."),
    ("Montag, 3. Mai 2024", "Monday, May 3, 2024"),
    ("ab 12,50 €", "from €12.50"),
    ("01.02.2024, 14.30 Uhr", "February 1, 2024, 2:30 p.m."),
]
TO_GERMAN = [
    ("1,204.72", "1.204,72"),
    ("€1,204.72", "1.204,72\u00a0€"),
    ("−€7.50", "−7,50\u00a0€"),
    ("3.5%", "3,5\u00a0%"),
    ("EUR 214.72", "EUR 214,72"),
    ("€2.5 million", "2,5 Mio.\u00a0€"),
    ("$2.5bn", "2,5 Mrd.\u00a0$"),
    ("€1,000–2,500", "1.000–2.500\u00a0€"),
    ("2.5 billion euros", "2,5 Mrd. Euro"),
    ("1.25 kg", "1,25 kg"),
    ("2:30 p.m.", "14.30 Uhr"),
    ("12 a.m.", "0 Uhr"),
    ("9 a.m.–5 p.m.", "9–17 Uhr"),
    ("Mon–Fri 9 a.m.–5 p.m.", "Mo–Fr 9–17 Uhr"),
    ("02/13/2024", "13.02.2024"),
    ("13/02/2024", "13.02.2024"),
    ("February 1, 2024", "1. Februar 2024"),
    ("1 February 2024", "1. Februar 2024"),
]
# Nothing to change: figures that both write alike, and such as may be something else.
ALIKE = ["500", "2024", "2023/24", "3:2", "60 kW", "5 kWh", "14.30", "2.10", "120 g/km", "40 km/h"]
# Something else: words, versions, addresses, numbers of articles, dates of an unknown century.
OTHERS = [
    *("Nr. 5", "A4", "G60", "1.2.3", "192.168.1.1", "12.345-678", "§ 3.100", "1.2.", "0.500"),
    *("05.06.45", "Halle 7", "kg", "—", "", "1.204,72 € netto", "{0}", "32.01.2024"),
]


@pytest.mark.parametrize(("german", "english"), TO_ENGLISH)
def test_german_cells_in_english(german: str, english: str) -> None:
    made = rewritten(german, "de", "en")
    assert made is not None
    assert made.text == english


@pytest.mark.parametrize(("english", "german"), TO_GERMAN)
def test_english_cells_in_german(english: str, german: str) -> None:
    made = rewritten(english, "en", "de")
    assert made is not None
    assert made.text == german


@pytest.mark.parametrize("text", ALIKE)
def test_what_both_write_alike_stays(text: str) -> None:
    made = rewritten(text, "de", "en")
    assert made is not None
    assert made.text == text


@pytest.mark.parametrize("text", OTHERS)
def test_what_may_be_something_else_is_no_cell(text: str) -> None:
    assert rewritten(text, "de", "en") is None


@pytest.mark.parametrize("text", ["02/01/2024", "2.4 beta", "noon, roughly"])
def test_an_english_text_that_may_be_read_in_two_ways_is_no_cell(text: str) -> None:
    assert rewritten(text, "en", "de") is None


def test_other_languages_have_no_rules() -> None:
    assert rewritten("1.204,72 €", "de", "fr") is None


def test_no_figure_runs_over_the_edge_of_a_code() -> None:
    made = rewritten("12.5001", "de", "en", cuts=[6, 7])
    assert made is not None
    assert made.text == "12,5001"
    assert made.moved((6, 7)) == (6, 7)


def test_codes_follow_their_pieces() -> None:
    made = rewritten("1.204,72 €", "de", "en")
    assert made is not None
    assert [made.text[slice(*made.moved(span))] for span in ((0, 8), (8, 10), (0, 10))] == [
        "1,204.72",
        "€",
        "€1,204.72",
    ]


_FIGURE = st.decimals(min_value=0, max_value=10**9, places=2).map(str)


@given(_FIGURE, st.sampled_from(["", " €", " kg", " %", " Mio. €"]))
def test_there_and_back_is_the_same(figure: str, unit: str) -> None:
    whole, _, decimals = figure.partition(".")
    german = f"{int(whole):,}".replace(",", ".") + f",{decimals}{unit}"
    english = rewritten(german, "de", "en")
    assert english is not None
    back = rewritten(english.text, "en", "de")
    if unit:
        assert back is not None
        assert back.text.replace("\u00a0", " ") == german


@given(st.text(max_size=40))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for pair in (("de", "en"), ("en", "de")):
        made = rewritten(text, *pair)
        assert made is None or made.text


@given(st.lists(st.text(max_size=4), max_size=5), st.integers(0, 20), st.integers(0, 20))
def test_a_moved_span_lies_in_the_new_text(texts: list[str], one: int, other: int) -> None:
    places = range(0, 3 * len(texts), 3)
    pieces = [Piece(text, (at, at + 3)) for text, at in zip(texts, places, strict=True)]
    made = Rewriting(tuple(pieces))
    start, end = made.moved((min(one, other), max(one, other)))
    assert 0 <= start <= end <= len(made.text)
