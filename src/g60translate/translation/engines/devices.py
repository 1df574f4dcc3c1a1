"""How many threads are worth having, and what to say about a device that is not there."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from typing import Literal, get_args

from g60translate.errors import EngineError

Device = Literal["cpu", "cuda", "auto"]

# What can be asked for of every device: the best number format there, and that of the weights.
_FOR_ANY = frozenset({"auto", "default"})


def usable_cores() -> int:
    """Logical processors that this process may use, fewer than the machine's in a container."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worthwhile_threads(cores: int) -> int:
    """How many batches to decode side by side, one a thread, on so many logical processors.

    One each up to 8; then one for two, which share their arithmetic units on most machines; and
    not more than 16, for the judging of the answers takes one processor whatever there is.
    """
    return cores if cores <= 8 else min(16, max(8, cores // 2))


def choose_device(
    wanted: str, compute_type: str | None, *, there: Mapping[str, Collection[str]], engine: str
) -> str:
    """The device to use: `auto` takes a GPU if there is one.

    `there` has the number formats of each device that this engine finds, `cpu` first. Raises
    EngineError that lists them, for a device or a number format that is not among them.
    """
    listing = "; ".join(f"{name} ({', '.join(sorted(types))})" for name, types in there.items())
    if wanted not in get_args(Device):
        raise EngineError(f"There is no device {wanted!r}. Known: {', '.join(get_args(Device))}.")
    device = [*there][-1] if wanted == "auto" else wanted
    if device not in there:
        raise EngineError(
            f"The engine {engine} finds no {device} device. It finds: {listing}. A GPU needs a "
            "driver and libraries of the version that the engine was built for."
        )
    if compute_type is not None and compute_type not in {*_FOR_ANY, *there[device]}:
        raise EngineError(
            f"The engine {engine} does not multiply in {compute_type!r} on the {device} of this "
            f"machine. There is: {listing}."
        )
    return device
