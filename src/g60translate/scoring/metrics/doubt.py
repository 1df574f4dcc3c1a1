"""Whether the model doubts where it should: how sure it was against the quality of its lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from g60translate.scoring.metrics.sacrebleu import RESAMPLES, SEED, interval95
from g60translate.scoring.metrics.score import Score
from g60translate.scoring.metrics.signature import join

MIN_LINES = 50
"""Below this a tenth is less than five lines, which says nothing."""


def doubt_score(
    quality: npt.NDArray[np.float64],
    sureness: Sequence[float | None],
    *,
    metric: str,
    mark: str = "mean-logprob",
    resamples: int = RESAMPLES,
) -> Score | None:
    """Percent of the worst tenth of lines that is in the most doubtful tenth.

    `quality` is a sentence score (higher is better), `sureness` what `mark` names, by default the
    mean log-probability per target piece; higher is surer. Doubting at random gives 10, doubting
    exactly where it is due 100; divided by 10 it is the lift over chance. None where fewer than
    MIN_LINES lines were decoded.
    """
    known = np.array([value is not None for value in sureness], dtype=bool)
    if known.sum() < MIN_LINES:
        return None
    quality = quality[known]
    sure = np.array([value for value in sureness if value is not None])
    tenth = len(quality) // 10
    rng = np.random.default_rng(SEED)
    drawn = rng.integers(len(quality), size=(resamples, len(quality)))
    signature = {
        "worst": "tenth", "by": metric, "doubt": mark, "lines": len(quality),
        "chance": "10.00", "bs": resamples, "seed": SEED,
    }  # fmt: skip
    return Score(
        "doubt",
        _overlap(quality, sure, tenth),
        interval95(np.array([_overlap(quality[d], sure[d], tenth) for d in drawn])),
        join(signature),
    )


def _overlap(
    quality: npt.NDArray[np.float64], sureness: npt.NDArray[np.float64], tenth: int
) -> float:
    worst = np.argsort(quality, kind="stable")[:tenth]
    doubted = np.argsort(sureness, kind="stable")[:tenth]
    return 100 * len(np.intersect1d(worst, doubted)) / tenth
