from __future__ import annotations

import pytest

from g60translate.checks.check import Severity
from g60translate.checks.urls import UrlsCheck, addresses
from tests.checks.units import examine, worst


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Siehe https://g60.example/a_b?q=1#x.", ["https://g60.example/a_b?q=1#x"]),
        ("见https://g60.example/新闻。", ["https://g60.example/"]),
        ("Mail: presse@g60.example, danke", ["presse@g60.example"]),
        ("auf www.g60.cn und g60.com/de", ["www.g60.cn", "g60.com/de"]),
        ("(https://g60.example)", ["https://g60.example"]),
        ("@g60news folgen", ["@g60news"]),
        ("Das ist das Ende.Der Anfang", []),
        ("um 14.30 Uhr, Version 2.0", []),
        ("z. B. bzw. usw.", []),
    ],
)
def test_addresses_are_found_without_the_sentence_s_marks(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end, _ in addresses(text)] == expected


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ("Auf https://a.example/x.", "At https://a.example/x you see", None),
        ("Auf HTTPS://A.example/x", "At https://a.example/x", None),
        ("Auf https://a.example/x", "At https://a.example/X", Severity.ERROR),
        ("Auf https://a.example/x", "Online", Severity.ERROR),
        ("Online", "At https://a.example/x", Severity.ERROR),
        ("an Presse@a.example", "to presse@a.example", None),
        ("an presse@a.example", "to press@a.example", Severity.ERROR),
        ("Folgen Sie @g60news", "Follow us", Severity.WARNING),
    ],
)
def test_addresses_are_copied(source: str, target: str, severity: Severity | None) -> None:
    assert worst(examine(UrlsCheck(), source, target)) is severity
