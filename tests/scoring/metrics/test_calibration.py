"""Calibration: chances that were planted are found again, and gaps are measured."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.scoring.metrics.calibration import calibration_error, fit_logistic, reliability

EDGES = (0.0, 0.5, 1.0)


def test_planted_weights_are_found_in_the_units_of_the_features() -> None:
    rng = np.random.default_rng(7)
    values = rng.normal(size=(20_000, 2)) * [1.0, 100.0] + [5.0, -300.0]
    chances = 1 / (1 + np.exp(-(-4.0 + 1.5 * values[:, 0] + 0.01 * values[:, 1])))
    bias, weights = fit_logistic(values, rng.random(len(values)) < chances, ridge=0.01)
    assert weights == pytest.approx([1.5, 0.01], rel=0.1)
    assert bias == pytest.approx(-4.0, rel=0.1)


def test_a_feature_that_never_varies_says_nothing_and_separable_cases_have_an_answer() -> None:
    values = np.column_stack([np.arange(10.0), np.full(10, 3.0)])
    bias, weights = fit_logistic(values, values[:, 0] > 4, ridge=1.0)
    assert weights[0] > 0
    assert weights[1] == 0
    assert np.isfinite(bias)


def test_chances_that_hold_have_no_error_and_those_that_do_not_have_theirs() -> None:
    sure = np.array([0.25] * 4 + [0.75] * 4)
    held = reliability(sure, np.array([1, 0, 0, 0, 1, 1, 1, 0], dtype=bool), edges=EDGES)
    assert [(b.count, b.expected, b.observed) for b in held] == [(4, 0.25, 0.25), (4, 0.75, 0.75)]
    assert calibration_error(held) == 0
    wrong = reliability(sure, np.array([1, 1, 1, 1, 0, 0, 0, 0], dtype=bool), edges=EDGES)
    assert calibration_error(wrong) == 0.75


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_every_case_is_in_one_bin(cases: list[tuple[float, bool]]) -> None:
    sure = np.array([c for c, _ in cases])
    good = np.array([g for _, g in cases])
    bins = reliability(sure, good, edges=(0.0, 0.2, 0.4, 0.6, 0.8, 1.0))
    assert sum(b.count for b in bins) == len(cases)
    assert sum(b.count * b.observed for b in bins) == pytest.approx(good.sum())
    assert 0 <= calibration_error(bins) <= 1
