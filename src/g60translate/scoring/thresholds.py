"""The limits that a suite states for its gate, as the suite file and the gate both know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ALPHA = 0.025
MIN_SEGMENTS = 100


@dataclass(frozen=True, slots=True)
class Floors:
    """Limits of one set that hold whatever chance explains.

    `max_loss`: by score, how much it may fall below the baseline's. `min_terms`: percent of terms
    that the output must have; `min_reference_terms`: percent that the references themselves must
    have, for a glossary that contradicts them cannot be judged by them. `max_errors`: by check,
    the percent of lines that may have an error.
    """

    max_loss: Mapping[str, float] = field(default_factory=dict)
    min_terms: float | None = None
    min_reference_terms: float | None = None
    max_errors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the gate lets through.

    `alpha`: how often a change that changes nothing may fail, once over the metrics and terms of
    all sets, and once over the errors of all checks; so all in all at most twice as often. A loss
    fails if the one-sided p-value of its paired test is small enough by Holm's procedure.
    `min_segments`: smaller sets are reported but not tested. `sets` are the floors of sets that
    have their own.
    """

    alpha: float = ALPHA
    min_segments: int = MIN_SEGMENTS
    floors: Floors = Floors()
    sets: Mapping[str, Floors] = field(default_factory=dict)

    def floors_of(self, set_name: str) -> Floors:
        """The limits of one set."""
        return self.sets.get(set_name, self.floors)

    @property
    def has_floors(self) -> bool:
        """Whether there is anything to judge without a baseline."""
        return any(each != Floors() for each in (self.floors, *self.sets.values()))
