"""What a run is made from."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from g60translate.models.shape import Shape
from g60translate.training.corpus.batches import EncodedCorpus
from g60translate.training.corpus.pieces import Pieces
from g60translate.training.driving import Budget, Checkpoints, Optimise
from g60translate.training.extra import torch
from g60translate.training.run.checkpoint import Weights
from g60translate.training.run.device import PROCESSOR
from g60translate.training.run.devscore import DevSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """All that a run needs; `digest` names the data, so that a resumed run knows its place.

    A checkpoint of other data is gone on from with the data from its start (`any data`) or not
    at all (`same data`). `devs` are scored every so many minutes. `report` gets a line for every
    hundredth of the budget and every score. `clock` counts seconds. `device` is where the network
    computes.
    """

    weights: Weights
    shape: Shape
    corpus: EncodedCorpus
    line_weights: npt.NDArray[np.float64]
    pieces: Pieces
    optimise: Optimise
    budget: Budget
    folder: Path
    seed: int = 0
    digest: str = ""
    go_on: Literal["any data", "same data"] = "any data"
    checkpoints: Checkpoints = field(default_factory=Checkpoints)
    devs: Sequence[tuple[DevSet, float]] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    report: Callable[[str], None] = lambda _: None
    clock: Callable[[], float] = time.monotonic
    device: torch.device = PROCESSOR
