from __future__ import annotations

import numpy as np
import pytest

from g60translate.scoring.metrics.doubt import MIN_LINES, doubt_score

QUALITY = np.linspace(1, 100, 200)


def test_doubting_where_it_is_due_is_100_and_elsewhere_0() -> None:
    right = doubt_score(QUALITY, list(-10 + QUALITY / 50), metric="chrF2++")
    wrong = doubt_score(QUALITY, list(-QUALITY / 50), metric="chrF2++")
    assert right is not None
    assert wrong is not None
    assert (right.name, right.value, wrong.value) == ("doubt", 100.0, 0.0)
    assert "by:chrF2++" in right.signature
    assert "chance:10.00" in right.signature


def test_doubting_at_random_is_10_and_the_interval_says_how_sure_that_is() -> None:
    rng = np.random.default_rng(3)
    scores = [
        doubt_score(QUALITY, list(-rng.random(200)), metric="chrF2++", resamples=50)
        for _ in range(60)
    ]
    assert np.mean([score.value for score in scores if score]) == pytest.approx(10, abs=3)
    found = scores[0]
    assert found is not None
    assert found.ci95 is not None
    assert 0 <= found.ci95[0] <= found.ci95[1] <= 100


def test_lines_that_were_not_decoded_are_left_out() -> None:
    sureness: list[float | None] = list(-10 + QUALITY / 50)
    sureness[:20] = [None] * 20  # the worst, which nobody could doubt
    found = doubt_score(QUALITY, sureness, metric="chrF2++")
    assert found is not None
    assert (found.value, "lines:180" in found.signature) == (100.0, True)


@pytest.mark.parametrize("known", [0, MIN_LINES - 1])
def test_few_lines_say_nothing(known: int) -> None:
    sureness = [-1.0] * known + [None] * (200 - known)
    assert doubt_score(QUALITY, sureness, metric="chrF2++") is None
