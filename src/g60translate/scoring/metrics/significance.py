"""Whether two systems differ on a test set by more than chance.

Paired bootstrap resampling (Koehn 2004) and approximate randomization (Riezler and Maxwell 2005),
with the draws and the seed of `sacrebleu.significance`, computed for all trials at once. Both
tests are two-sided. Unlike sacreBLEU, a randomization trial that equals the observed difference
counts as one that chance explains: where one segment changed, every trial equals it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from g60translate.scoring.metrics.sacrebleu import (
    RESAMPLES,
    SEED,
    Scorer,
    Statistics,
    bootstrap_weights,
    interval95,
    join_signature,
)
from g60translate.scoring.metrics.score import lower_is_better

TRIALS = 10_000
# Trials added up at a time: bounds the memory at a few MB for a few thousand segments.
_CHUNK = 500
# On scales from 0 to 100; sums in another order differ by far less.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Comparison:
    """A system against a baseline on the same segments.

    `difference` is system minus baseline on the metric's scale, `ci95` its bootstrap interval.
    """

    name: str
    baseline: float
    system: float
    difference: float
    ci95: tuple[float, float]
    p_bootstrap: float
    p_randomization: float
    segments: int
    signature: str

    @property
    def unchanged(self) -> bool:
        """Whether both have the same counts on every segment, or as good as."""
        return self.difference == 0 and self.ci95 == (0.0, 0.0)

    @property
    def loss(self) -> float:
        """How much worse the system is, positive for worse, whatever way the metric points."""
        return self.difference if lower_is_better(self.name) else -self.difference


def compare(
    metric: Scorer,
    baseline: Statistics,
    system: Statistics,
    *,
    references: int = 1,
    resamples: int = RESAMPLES,
    trials: int = TRIALS,
    seed: int = SEED,
) -> Comparison:
    """Both tests on counts per segment (see CorpusMetric.statistics), line by line the same set."""
    if baseline.shape != system.shape:
        raise ValueError(f"statistics of different shapes: {baseline.shape}, {system.shape}")
    before, after = (
        float(metric.scores(each.sum(axis=0, keepdims=True))[0]) for each in (baseline, system)
    )
    weights = bootstrap_weights(len(baseline), resamples, seed=seed)
    differences = metric.scores(weights @ system) - metric.scores(weights @ baseline)
    magnitudes = np.abs(differences)
    signature = metric.signature(references=references)
    return Comparison(
        name=metric.name,
        baseline=before,
        system=after,
        difference=after - before,
        ci95=interval95(differences),
        p_bootstrap=p_value(magnitudes - magnitudes.mean(), abs(after - before)),
        p_randomization=randomization_p(
            metric, baseline, system, abs(after - before), trials=trials, seed=seed
        ),
        segments=len(baseline),
        signature=join_signature(signature, {"bs": resamples, "ar": trials, "seed": seed}),
    )


def randomization_p(
    metric: Scorer,
    baseline: Statistics,
    system: Statistics,
    difference: float,
    *,
    trials: int = TRIALS,
    seed: int = SEED,
) -> float:
    """How often swapping segments at random gives a difference larger than the one observed."""
    if np.array_equal(baseline, system):
        return 1.0  # what all those trials would come to
    rng = np.random.default_rng(seed)
    kept = rng.integers(2, size=(trials, len(baseline)), dtype=bool)
    whole = (baseline + system).sum(axis=0)
    found = []
    for start in range(0, trials, _CHUNK):
        swapped = _mixed(kept[start : start + _CHUNK], baseline, system)
        found.append(np.abs(metric.scores(swapped) - metric.scores(whole - swapped)))
    # Equal in exact arithmetic may differ in the last bits here, and an equal trial has to count:
    # a single changed segment proves nothing, yet no swap of it ever goes beyond what it did.
    return p_value(np.concatenate(found), difference - _ROUNDING)


def _mixed(
    kept: npt.NDArray[np.bool_], baseline: Statistics, system: Statistics
) -> npt.NDArray[np.float64]:
    """Summed counts of pseudo systems: the baseline's segments where `kept`, else the system's."""
    result: npt.NDArray[np.float64] = system.sum(axis=0) + kept.astype(np.float64) @ (
        baseline - system
    )
    return result


def p_value(statistics: npt.NDArray[np.float64], observed: float) -> float:
    """Share of trials beyond the observed difference, with one added on both sides.

    No difference at all is 1; sacreBLEU calls it the smallest p there is.
    """
    if observed <= 0:
        return 1.0
    return (int(np.sum(statistics > observed)) + 1) / (len(statistics) + 1)
