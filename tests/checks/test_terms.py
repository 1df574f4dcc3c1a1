from __future__ import annotations

from g60translate.checks.check import Severity
from g60translate.checks.terms import TermsCheck
from tests.checks.units import unit


def test_missed_and_forbidden_terms_are_errors() -> None:
    target = "The Yangtze River Delta G60 Science Corridor is growing"
    found = list(
        TermsCheck().examine(
            unit(
                "Das G60 S&T Innovation Valley wächst",
                target,
                missed_terms=(("G60 S&T Innovation Valley", "G60 S&T Innovation Valley"),),
                forbidden_terms=("science corridor",),
            )
        )
    )
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.ERROR]
    assert found[0].span is None
    assert found[1].span is not None
    assert target[slice(*found[1].span)] == "Science Corridor"


def test_a_forbidden_wording_that_folding_hides_has_no_place() -> None:
    (found,) = TermsCheck().examine(unit("a", "STRASSE", forbidden_terms=("Straße",)))
    assert found.span is None


def test_no_terms_no_findings() -> None:
    assert list(TermsCheck().examine(unit("a", "b"))) == []
