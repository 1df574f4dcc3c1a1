"""How a run is driven: its steps, their learning rate, when it ends and what it keeps."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]
Positive = Annotated[float, Field(gt=0)]


class Part(BaseModel):
    """A table of a recipe: a key that is not known is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Schedule(Part):
    """Learning rate: `warmup` steps up, then flat, then down to zero over the last `decay_share`.

    `decay` is linear or 1-sqrt (falling fast at first); shares are of the run's budget.
    """

    rate: Positive = 8e-4
    warmup: Count = 250
    decay: Literal["linear", "1-sqrt"] = "1-sqrt"
    decay_share: Share = 0.3


class OnGpu(Part):
    """What differs on a GPU: `tokens` a batch (none: as many as fill it), the learning `rate`."""

    tokens: Annotated[int, Field(ge=64)] | None = None
    rate: Positive | None = None


class Optimise(Part):
    """One step: `tokens` pieces a side, gradients clipped to `clip`.

    `average` is the decay of a running mean of the weights (0: none), which is then what is
    scored and exported; `freeze_encoder` counts steps; `alignment` weighs the guided-alignment
    loss, 0 for none.
    """

    tokens: Annotated[int, Field(ge=64)] = 2048
    schedule: Schedule = Schedule()
    beta1: Share = 0.9
    beta2: Share = 0.98
    weight_decay: Annotated[float, Field(ge=0)] = 0.0
    clip: Positive = 1.0
    smoothing: Annotated[float, Field(ge=0, lt=1)] = 0.1
    dropout: Annotated[float, Field(ge=0, lt=1)] = 0.0
    average: Annotated[float, Field(ge=0, lt=1)] = 0.0
    freeze_encoder: Annotated[int, Field(ge=0)] = 0
    alignment: Annotated[float, Field(ge=0)] = 0.0
    precision: Literal["bfloat16", "float32"] = "bfloat16"
    threads: Count = 2
    gpu: OnGpu = OnGpu()


class Budget(Part):
    """When to stop; the first limit that is reached ends the run. Minutes are of training."""

    minutes: Positive | None = None
    target_tokens: Count | None = None
    steps: Count | None = None

    @model_validator(mode="after")
    def _has_an_end(self) -> Self:
        if self.minutes is None and self.target_tokens is None and self.steps is None:
            raise ValueError("give minutes, target_tokens or steps")
        return self


class Checkpoints(Part):
    """How often the state is written; one every `keep_every_steps` is kept, for averaging."""

    every_minutes: Positive = 10
    every_steps: Count | None = None
    keep_every_steps: Count | None = None
