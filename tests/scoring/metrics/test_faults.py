from __future__ import annotations

import pytest

from g60translate.checks.check import Unit
from g60translate.documents.model import Inline
from g60translate.scoring.metrics.faults import FaultScorer, find_faults
from g60translate.scoring.metrics.sacrebleu import score_counts

GOOD = Unit("", "Der Umsatz stieg um 14,2 Prozent.", "Revenue rose by 14.2 percent.", "de", "en")
LOST = Unit("", "Der Umsatz stieg um 14,2 Prozent.", "Revenue rose by a few percent.", "de", "en")
SAME = "Weitere Auskünfte erteilt die Pressestelle des Ministeriums gerne am Telefon."
LEFT = Unit("", SAME, SAME, "de", "en")
CODE = Unit("", "Das Tal", "The valley", "de", "en", (Inline(0, 3, "b"),), ())


def shares(*units: Unit) -> dict[str, float]:
    counts = find_faults(units).counts
    return {
        name: score_counts(FaultScorer(name.removeprefix("errors:")), rows).value
        for name, rows in counts.items()
    }


def test_the_share_of_lines_with_an_error_is_counted_by_check() -> None:
    found = shares(GOOD, LOST, LEFT, GOOD)
    assert (found["errors:numbers"], found["errors:language"]) == (25.0, 25.0)
    assert found["errors:urls"] == 0.0


def test_several_errors_of_a_line_count_once_and_are_all_listed() -> None:
    twice = Unit("", "Von 12 auf 37 Euro.", "From few to many.", "de", "en")
    faults = find_faults([GOOD, twice])
    assert faults.counts["errors:numbers"].tolist() == [[1, 0], [1, 1]]
    assert [(f.line, f.check) for f in faults.listed] == [(1, "numbers")] * len(faults.listed)
    assert len(faults.listed) > 1


def test_codes_are_counted_only_where_there_are_some() -> None:
    assert "errors:tags" not in shares(GOOD, LEFT)
    assert shares(GOOD, CODE)["errors:tags"] == 50.0


def test_a_score_of_errors_has_its_signature() -> None:
    score = score_counts(FaultScorer("numbers"), find_faults([GOOD, LOST]).counts["errors:numbers"])
    assert (score.name, score.value) == ("errors:numbers", 50.0)
    assert score.ci95 == pytest.approx((0.0, 100.0))
    assert "check:numbers|severity:error|g60translate:" in score.signature
