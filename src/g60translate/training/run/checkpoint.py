"""Checkpoints on disk: written so that a kill at any moment loses nothing but the last interval.

A folder holds `checkpoint.pt` and, one interval older, `checkpoint.previous.pt`. The new file is
complete and on the disk (fsync) before it takes the name, and the old one keeps a name all the
while. Also read: the flat files of the first training kit (keys m, args, step, seen).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from g60translate.errors import InputError, ModelCorrupt, ModelError, ModelNotFound
from g60translate.models.shape import EMBEDDING, Shape, weight_shapes
from g60translate.training.extra import torch

CURRENT = "checkpoint.pt"
PREVIOUS = "checkpoint.previous.pt"
FORMAT = 1

Weights = dict[str, torch.Tensor]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """Weights by transformers name; `seen` counts target pieces, those of the parent run included.

    `state` is what a resumed run needs (optimiser, place in the data), empty in a weights-only
    file; `facts` are plain values for the model card.
    """

    weights: Weights
    shape: Shape
    step: int = 0
    seen: int = 0
    state: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


def save_checkpoint(checkpoint: Checkpoint, folder: Path) -> Path:
    """Write `folder/checkpoint.pt` durably and keep the one before as `checkpoint.previous.pt`.

    Raises InputError where it cannot be written; nothing of it is left then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    current, fresh = folder / CURRENT, folder / f"{CURRENT}.tmp"
    content = {
        "format": FORMAT,
        "m": dict(checkpoint.weights),
        "shape": checkpoint.shape.as_dict(),
        "step": checkpoint.step,
        "seen": checkpoint.seen,
        "state": dict(checkpoint.state),
        "facts": dict(checkpoint.facts),
    }
    try:
        with fresh.open("wb") as stream:
            torch.save(content, stream)
            stream.flush()
            os.fsync(stream.fileno())
    except (OSError, RuntimeError) as error:
        fresh.unlink(missing_ok=True)
        # torch puts an error of its own in front of the system's.
        cause = error.__context__ if isinstance(error.__context__, OSError) else error
        reason = getattr(cause, "strerror", None) or cause
        raise InputError(
            f"The checkpoint {current} cannot be written: {reason}. What was there before is left: "
            "free some space and run the same command again."
        ) from None
    if current.exists():
        # A second name for the same file: at no moment is there no current checkpoint.
        spare = folder / f"{PREVIOUS}.tmp"
        spare.unlink(missing_ok=True)
        os.link(current, spare)
        spare.replace(folder / PREVIOUS)
    fresh.replace(current)
    sync_folder(folder)
    return current


def sync_folder(folder: Path) -> None:
    """Make renames in the folder durable, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def latest_checkpoint(folder: Path) -> Checkpoint | None:
    """The newest readable checkpoint of a run, None for a fresh folder.

    Raises ModelCorrupt where there are checkpoints and none can be read.
    """
    fault = None
    for name in (CURRENT, PREVIOUS):
        path = folder / name
        if not path.exists():
            continue
        try:
            return read_checkpoint(path)
        except ModelCorrupt as damaged:
            fault = damaged
    if fault is not None:
        raise fault
    return None


def read_checkpoint(path: Path) -> Checkpoint:
    """Read one checkpoint, of this package or of the first training kit.

    Only tensors and plain values are unpickled. Raises ModelNotFound, ModelCorrupt (damaged) or
    ModelError (weights missing or of the wrong shape).
    """
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise ModelNotFound(f"There is no checkpoint {path}.") from None
    except (RuntimeError, UnpicklingError, EOFError, ValueError, OSError) as error:
        raise ModelCorrupt(
            f"The checkpoint {path} cannot be read ({error}). Use an older one of the run."
        ) from None
    if not isinstance(content, dict) or "m" not in content:
        raise ModelCorrupt(f"{path} holds no training checkpoint: it has no weights 'm'.")
    weights = {name: tensor.float() for name, tensor in content["m"].items()}
    shape = Shape(**content["shape"]) if "shape" in content else _shape_of_kit(content, weights)
    check_weights(weights, shape, where=str(path))
    return Checkpoint(
        weights=weights,
        shape=shape,
        step=int(content.get("step", 0)),
        seen=int(content.get("seen", 0)),
        state=content.get("state", {}),
        facts=content.get("facts", {}),
    )


def _shape_of_kit(content: Mapping[str, Any], weights: Weights) -> Shape:
    """The kit kept its command line as `args`; what it lacks can be told from the weights."""
    names = list(weights)
    vocabulary, width = weights[EMBEDDING].shape

    def layers(side: str) -> int:
        return sum(n.startswith(f"model.{side}.") and n.endswith(".fc1.bias") for n in names)

    return Shape(
        vocabulary=vocabulary,
        width=width,
        encoder_layers=layers("encoder"),
        decoder_layers=layers("decoder"),
        ffn=len(weights["model.encoder.layers.0.fc1.bias"]),
        heads=int(content.get("args", {}).get("heads", 8)),
    )


def check_weights(weights: Mapping[str, torch.Tensor], shape: Shape, *, where: str) -> None:
    """Compare names and shapes with what the network needs; raises ModelError with every fault."""
    wanted = weight_shapes(shape)
    faults = [f"{name} is missing" for name in wanted if name not in weights]
    faults += [f"{name} is unknown" for name in weights if name not in wanted]
    faults += [
        f"{name} is {tuple(tensor.shape)}, not {wanted[name]}"
        for name, tensor in weights.items()
        if name in wanted and tuple(tensor.shape) != wanted[name]
    ]
    if faults:
        shown = "; ".join(faults[:8]) + ("; …" if len(faults) > 8 else "")
        raise ModelError(f"The weights in {where} do not fit the network: {shown}.")


def average_checkpoints(checkpoints: Sequence[Checkpoint]) -> Checkpoint:
    """The mean of the weights, with the counts of the furthest; resume state is left out.

    Raises ModelError for an empty list or for different shapes.
    """
    if not checkpoints:
        raise ModelError("There is no checkpoint to average. Name at least one.")
    last = max(checkpoints, key=lambda c: c.step)
    if any(c.shape != last.shape for c in checkpoints):
        raise ModelError("Only checkpoints of one shape can be averaged.")
    weights = {
        name: torch.stack([c.weights[name] for c in checkpoints]).mean(0) for name in last.weights
    }
    return Checkpoint(
        weights=weights, shape=last.shape, step=last.step, seen=last.seen, facts=last.facts
    )
