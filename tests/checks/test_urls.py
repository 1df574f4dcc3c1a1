from __future__ import annotations

import pytest

from g60translate.checks.check import Severity
from g60translate.checks.urls import UrlsCheck
from tests.checks.units import examine, worst


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
