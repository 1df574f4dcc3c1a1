"""A score that cannot be passed on without saying how it was made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """One figure for a whole test set.

    `value` is on the metric's own scale (0 to 100; TER may exceed it, and lower is better there).
    `ci95` is the 95 % bootstrap interval, None where none was asked for. `signature` states the
    settings the way sacreBLEU does: `key:value|key:value`.
    """

    name: str
    value: float
    ci95: tuple[float, float] | None
    signature: str


def lower_is_better(name: str) -> bool:
    """Whether the score of this name counts faults: edits, or lines with errors."""
    return name == "TER" or name.startswith("errors:")
