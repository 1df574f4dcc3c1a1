from __future__ import annotations

from pathlib import Path

import pytest
from sacrebleu.metrics.chrf import CHRF

from g60translate.scoring.comparison.changes import changes
from g60translate.scoring.suites.evaluate import evaluate
from g60translate.scoring.suites.sets import load_suite
from tests.scoring.sample import system, write_suite


def test_only_lines_that_differ_are_listed_from_the_largest_fall_on(tmp_path: Path) -> None:
    suite = load_suite(write_suite(tmp_path, repeat=5))
    (before,) = evaluate(suite, system(drop_every=4, repeat=5), system="m").sets
    (now,) = evaluate(suite, system(drop_every=3, repeat=5), system="m").sets
    found = changes(now, before)
    dropped = {"before": set(range(0, 20, 4)), "now": set(range(0, 20, 3))}
    assert {each.line - 1 for each in found} == dropped["before"] ^ dropped["now"]
    gains = [each.difference for each in found]
    assert gains == sorted(gains)
    for each in found:
        assert (each.difference < 0) == (each.line - 1 in dropped["now"])
        assert (each.before, each.now) == (
            before.outputs[each.line - 1],
            now.outputs[each.line - 1],
        )
        assert each.docid == f"doc{(each.line - 1) // 2}"


def test_a_result_does_not_differ_from_itself(tmp_path: Path) -> None:
    suite = load_suite(write_suite(tmp_path))
    (tiny,) = evaluate(suite, system(), system="m").sets
    assert changes(tiny, tiny) == ()


def test_scores_of_lines_are_those_of_the_metric_alone(tmp_path: Path) -> None:
    suite = load_suite(write_suite(tmp_path))
    (before,) = evaluate(suite, system(), system="m").sets
    (now,) = evaluate(suite, system(drop_every=2), system="m").sets
    metric = CHRF(word_order=2)
    reference = suite.sets[0].references[0]
    for each in changes(now, before):
        text = reference[each.line - 1]
        assert each.score == pytest.approx(metric.sentence_score(each.now, [text]).score, abs=1e-6)
