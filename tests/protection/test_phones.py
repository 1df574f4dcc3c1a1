from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.protection.phones import phones
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Telefon +49 821 555 0142, werktags", ["+49 821 555 0142"]),
        ("Ruf +49 (0) 30 555-0142 an.", ["+49 (0) 30 555-0142"]),
        ("unter +4930123456.", ["+4930123456"]),
        ("0041 21 555 01 40", ["0041 21 555 01 40"]),
        ("Presse: (0 30) 55 50 14 oder (0821) 555-0142", ["(0 30) 55 50 14", "(0821) 555-0142"]),
        ("Tel.: 0821/555-0142, Fax 0821/555-0143", ["0821/555-0142", "0821/555-0143"]),
        ("媒体垂询：传播处，电话+41 21 555 01 40。", ["+41 21 555 01 40"]),
        ("电话：021-5550 1420", ["021-5550 1420"]),
        ("Tél. 01 55 50 14 20", ["01 55 50 14 20"]),
        # What looks like one:
        ("Plus von +12 500 000 Euro, +1.234.567,89 und +8,5 Prozent", []),
        ("2021-2025, 14.30-15.00 Uhr, 24/7 und 10/2023", []),
        ("am 2023-11-05 in Halle (05) 2023", []),
        ("Aktenzeichen 0821/555-0142 und HRB 5550142", []),
        ("Telefon 2023 neu, Fax 12.500.000 Mal verkauft", []),
        ("ISBN 978-3-16-148410-0, IBAN DE12 5001 0517 0648 4898 90", []),
        ("x+49 821 555 0142 = 3+49 821 555", []),
        ("+1 234 567 890 123 456 789 0", []),
    ],
)
def test_only_what_can_hardly_be_anything_else(text: str, expected: list[str]) -> None:
    assert [text[slice(*span)] for span in phones(text)] == expected


def test_the_press_corpus_raises_no_false_alarm() -> None:
    """Of 1,109 segments three have a number, the same in each of four languages."""
    found: Counter[str] = Counter()
    for name in ("dev.jsonl", "train.jsonl"):
        lines = (ROOT / "corpus" / "press" / name).read_text(encoding="utf-8").splitlines()
        for row in map(json.loads, lines):
            for lang in ("de", "en", "fr", "zh"):
                found.update(row[lang][slice(*span)] for span in phones(row[lang]))
    assert found == dict.fromkeys(("+372 555 0193", "+41 61 555 77 20", "+41 21 555 01 40"), 4)


@given(st.text("+()0123456789 -/.,TelFax电话a", max_size=60))
def test_spans_are_disjoint_in_order_and_hold_digits(text: str) -> None:
    spans = phones(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(text[end - 1].isdigit() for _, end in spans)
