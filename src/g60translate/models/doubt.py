"""The weights by which a model's doubt is told: data, fitted by `eval/studies/doubt.py`.

A model's card may hold its own, in a table `[doubt]`; other models take those of `doubt.toml`,
which were fitted to the model that ships.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Feature = Literal[
    "logprob",
    "entropy",
    "outside",
    "length",
    "short",
    "ratio",
    "deviation",
    "thinnest",
    "errors",
    "warnings",
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Weight(_Part):
    """What one unit of a feature adds to the log-odds; values are held within `low`..`high`.

    Beyond the values that the weights were fitted on they would say more than anyone has measured.
    """

    weight: float
    low: float
    high: float

    @model_validator(mode="after")
    def _in_order(self) -> Weight:
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class DoubtWeights(_Part):
    """A logistic model of whether a translation is good: of a sentence chrF of at least `bar`.

    `bar` is in percent, as chrF is. `fitted_on` says on which sentences of which model, in words
    and digests; translation/trust/doubt.py says what each feature is.
    """

    bar: Annotated[float, Field(gt=0, lt=100)]
    fitted_on: str
    bias: float
    weights: dict[Feature, Weight]


@lru_cache(maxsize=1)
def default_weights() -> DoubtWeights:
    """The weights for models that bring none."""
    return parse_weights((files("g60translate.models") / "doubt.toml").read_text(encoding="utf-8"))


def parse_weights(text: str) -> DoubtWeights:
    """Weights from TOML; raises ValueError where they are none."""
    return DoubtWeights.model_validate(tomllib.loads(text))
