from __future__ import annotations

import pytest

from g60translate.checks.check import Severity
from g60translate.checks.repetition import RepetitionCheck
from tests.checks.units import examine, worst


@pytest.mark.parametrize(
    ("pair", "source", "target", "severity"),
    [
        ("de-en", "Die neun Städte planen gemeinsam.", "The nine cities plan together.", None),
        ("de-en", "Die neun Städte planen.", "The nine cities plan, the nine cities plan.",
         Severity.ERROR),
        ("de-en", "Er lief.", "He ran and ran and ran and ran.", Severity.ERROR),
        ("de-en", "Er lief.", "He ran ran.", Severity.WARNING),
        ("de-en", "Er lief.", "ran ran ran ran ran", Severity.ERROR),
        ("de-en", "sehr, sehr gut", "very, very good", None),
        ("en-de", "the man who bought the house", "der Mann, der der Frau half", None),
        ("en-fr", "You rest.", "Vous vous reposez.", None),
        ("en-de", "year after year", "Das nimmt von Jahr zu Jahr zu.", Severity.WARNING),
        ("de-en", "Das Werk. Das Werk wuchs.", "The work. The work grew.", None),
        ("en-zh", "everyone studies", "人人都在研究研究", None),
        ("en-zh", "Beijing", "北京市政府北京市政府", Severity.ERROR),
        ("en-zh", "good", "好好好", Severity.WARNING),
        ("en-zh", "good good good", "好好好", None),
        ("de-en", "Mit dem Projekt soll die Region gestärkt werden und mehr Firmen kommen.",
         "The project aims to make the region as a whole stronger, and "
         "the project aims to make the region as a whole richer.", Severity.WARNING),
        ("de-en", "", "", None),
    ],
)  # fmt: skip
def test_repetitions(pair: str, source: str, target: str, severity: Severity | None) -> None:
    assert worst(examine(RepetitionCheck(), source, target, pair)) is severity


def test_the_loop_is_marked_from_its_first_to_its_last_copy() -> None:
    target = "We plan the new park the new park the new park today."
    (finding,) = examine(RepetitionCheck(), "Wir planen heute den neuen Park.", target)
    assert finding.span is not None
    assert target[slice(*finding.span)] == "the new park the new park the new park"
    assert "3 times" in finding.message
