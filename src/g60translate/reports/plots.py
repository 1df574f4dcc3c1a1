"""Geometry of the evaluation page's figures; the template draws it as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear axis from `low`..`high` to the pixels `start`..`end`, with round ticks."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value, clipped to the axis."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + min(max(share, 0), 1) * (self.end - self.start), 1)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Four to ten round values on the axis."""
        step = _round_step((self.high - self.low) / 5)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return tuple(round(number * step, 6) for number in range(first, last + 1))


def scale_around(values: Sequence[float], *, start: float, end: float) -> Scale:
    """An axis from 0 to 100 at most that holds all values with some air, at least a point wide."""
    low, high = min(values), max(values)
    air = max((high - low) * 0.12, 0.5)
    return Scale(max(low - air, 0), min(high + air, 100), start, end)


@dataclass(frozen=True, slots=True)
class Bar:
    """One class of a histogram: `low` up to `high`, and how many segments fall in it."""

    low: float
    high: float
    count: int


def histogram(values: npt.NDArray[np.float64], *, bars: int = 20) -> tuple[Bar, ...]:
    """Segment scores between 0 and 100 in classes of equal width."""
    counts, edges = np.histogram(np.clip(values, 0, 100), bins=bars, range=(0, 100))
    pairs = zip(edges, edges[1:], counts, strict=False)
    return tuple(Bar(float(low), float(high), int(count)) for low, high, count in pairs)


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return float(min((1, 2, 5, 10), key=lambda n: abs(n * power - rough)) * power)
