"""Weights, gradients and optimiser state in flat arrays, and the learning rate over a run.

The master weights are float32; the network works on a copy in the recipe's precision. Both, and
the gradients, lie in one array each, so that a step is a handful of operations and no tensor is
cast by itself.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from g60translate.errors import ModelCorrupt
from g60translate.models.shape import EMBEDDING, Shape
from g60translate.training.driving import Optimise, Schedule
from g60translate.training.extra import torch


def learning_rate(schedule: Schedule, *, step: int, progress: float) -> float:
    """The rate of a step (counted from 1) when this share of the budget is used up."""
    warm = min(1.0, step / schedule.warmup)
    start = 1 - schedule.decay_share
    if schedule.decay_share == 0 or progress <= start:
        return schedule.rate * warm
    gone = min(1.0, (progress - start) / schedule.decay_share)
    left = 1 - gone if schedule.decay == "linear" else 1 - math.sqrt(gone)
    return schedule.rate * warm * left


class Trainable:
    """All weights of one network on one device, with AdamW; the row of `<pad>` stays zero."""

    def __init__(
        self,
        weights: Mapping[str, torch.Tensor],
        shape: Shape,
        settings: Optimise,
        *,
        device: torch.device | None = None,
    ) -> None:
        self._shape, self._settings = shape, settings
        self._sizes = {name: tensor.shape for name, tensor in weights.items()}
        count = sum(size.numel() for size in self._sizes.values())
        self._master = torch.zeros(count, device=device)
        self._gradient = torch.zeros_like(self._master)
        self._work = torch.zeros_like(self._master, dtype=getattr(torch, settings.precision))
        self._mean = torch.zeros_like(self._master) if settings.average else None
        self.master, self._gradients = self._views(self._master), self._views(self._gradient)
        self.work = {
            name: view.detach().requires_grad_() for name, view in self._views(self._work).items()
        }
        self.load(weights)
        parameter = torch.nn.Parameter(self._master)
        parameter.grad = self._gradient
        self._adam = torch.optim.AdamW(
            [parameter],
            lr=settings.schedule.rate,
            betas=(settings.beta1, settings.beta2),
            eps=1e-9,
            weight_decay=settings.weight_decay,
            fused=True,
        )
        self._parameter = parameter

    def _views(self, flat: torch.Tensor) -> dict[str, torch.Tensor]:
        views, at = {}, 0
        for name, size in self._sizes.items():
            views[name] = flat[at : at + size.numel()].view(size)
            at += size.numel()
        return views

    def load(self, weights: Mapping[str, torch.Tensor]) -> None:
        """Set the weights; the running mean starts from them."""
        with torch.no_grad():
            for name, view in self.master.items():
                view.copy_(weights[name])
            self.master[EMBEDDING][self._shape.pad] = 0
            self._work.copy_(self._master)
            if self._mean is not None:
                self._mean.copy_(self._master)

    def gradients(self, loss: torch.Tensor) -> float:
        """Take the loss's gradients, clipped; returns their norm before clipping."""
        leaves = list(self.work.values())
        found: Sequence[torch.Tensor | None] = torch.autograd.grad(loss, leaves, allow_unused=True)
        for view, gradient in zip(self._gradients.values(), found, strict=True):
            if gradient is None:
                view.zero_()
            else:
                view.copy_(gradient)
        self._gradients[EMBEDDING][self._shape.pad] = 0
        norm = float(torch.linalg.vector_norm(self._gradient))
        if norm > self._settings.clip:
            self._gradient.mul_(self._settings.clip / norm)
        return norm

    def step(self, *, rate: float) -> None:
        """Move the weights along the gradients taken last."""
        self._adam.param_groups[0]["lr"] = rate
        self._adam.step()
        with torch.no_grad():
            self._work.copy_(self._master)
            if self._mean is not None:
                self._mean.lerp_(self._master, 1 - self._settings.average)

    def final(self) -> dict[str, torch.Tensor]:
        """A copy in main memory of what is scored and exported: the mean where there is one."""
        flat = self._master if self._mean is None else self._mean
        return {name: view.clone() for name, view in self._views(flat.cpu()).items()}

    def state(self) -> dict[str, Any]:
        """Master weights, the mean and the optimiser's moments in main memory, for `resume`."""
        moments = self._adam.state.get(self._parameter, {})
        return {
            "master": self._master.cpu(),
            "mean": None if self._mean is None else self._mean.cpu(),
            "moments": {
                key: moments[key].cpu() for key in ("step", "exp_avg", "exp_avg_sq") if moments
            },
        }

    def resume(self, state: Mapping[str, Any]) -> None:
        """Go on from a state; raises ModelCorrupt where it is of another network."""
        if state["master"].shape != self._master.shape:
            raise ModelCorrupt("The checkpoint is of a network of another size than the recipe's.")
        with torch.no_grad():
            self._master.copy_(state["master"])
            self._work.copy_(self._master)
            if self._mean is not None:
                mean = state["mean"]
                self._mean.copy_(self._master if mean is None else mean)
        if state["moments"]:
            self._adam.state[self._parameter] = {
                key: tensor.to(self._master.device, copy=True)
                for key, tensor in state["moments"].items()
            }
