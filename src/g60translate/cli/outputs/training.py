"""What `train` and `adapt` print with `--json`."""

from __future__ import annotations

from dataclasses import dataclass

from g60translate.models.card import Quality


@dataclass(frozen=True, slots=True)
class Trained:
    """`train`: the model's folder, the steps and target pieces it took, and its scores."""

    model: str
    steps: int
    target_tokens: int
    scores: tuple[Quality, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """One figure on the held-out part before and after, with the signature of both."""

    metric: str
    before: float
    after: float
    signature: str


@dataclass(frozen=True, slots=True)
class Adapted:
    """`adapt`: the model's folder, how many pairs it saw and was tested on, and what it gained."""

    model: str
    trained_on: int
    held_out: int
    gains: tuple[Gain, ...]
