"""Fits chances to what came true, and tells how well chances hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# Newton's method converges in about eight steps here.
_STEPS = 50
_ENOUGH = 1e-9


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases of like confidence: how many, what was expected of them on average, what came true."""

    count: int
    lowest: float
    highest: float
    expected: float
    observed: float


def fit_logistic(values: Floats, outcomes: Bools, *, ridge: float) -> tuple[float, Floats]:
    """Bias and weights of a logistic model of `outcomes`; `values` is (cases, features).

    `ridge` is the penalty on the square of each weight in units of the feature's spread; it has to
    be above 0, so that there is always one answer.
    """
    centre, spread = values.mean(axis=0), values.std(axis=0)
    # A feature that never varies gets no weight.
    scale = np.where(spread > 0, spread, 1.0)
    design = np.column_stack([np.ones(len(values)), (values - centre) / scale])
    penalty = ridge * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (chances - outcomes) + penalty @ weights
        curvature = (design * (chances * (1 - chances))[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature, slope)
        weights -= step
        if np.abs(step).max() < _ENOUGH:
            break
    rescaled: Floats = weights[1:] / scale
    return float(weights[0] - rescaled @ centre), rescaled


def reliability(confidences: Floats, outcomes: Bools, *, edges: Sequence[float]) -> list[Bin]:
    """Confidence against what came true, in bins from each edge up to the next.

    The last bin includes its upper edge; empty ones are left out.
    """
    bins = []
    for low, high in pairwise(edges):
        inside = (confidences >= low) & (
            (confidences < high) | ((high == edges[-1]) & (confidences == high))
        )
        if inside.any():
            expected, observed = confidences[inside].mean(), outcomes[inside].mean()
            bins.append(Bin(int(inside.sum()), low, high, float(expected), float(observed)))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the mean gap between expected and observed, from 0 to 1."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.expected - one.observed) for one in bins) / total
