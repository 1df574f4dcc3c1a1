"""Where a run trains: on this machine's processor, or on a GPU by CUDA."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from g60translate.errors import EngineError
from g60translate.training.driving import Optimise
from g60translate.training.extra import torch

Asked = Literal["auto", "cpu", "cuda"]

PROCESSOR: Final = torch.device("cpu")

# With larger batches a card computes no more a second, and the model takes fewer steps.
_MOST_PIECES: Final = 24_576
_TRIED: Final = (2_048, 4_096)
_GRAIN: Final = 1_024
# The rest is for what the allocator cannot use.
_SHARE_OF_MEMORY: Final = 0.8


def choose_device(asked: Asked) -> torch.device:
    """The device of a name; `auto` is a GPU where there is one.

    Raises EngineError where CUDA is asked for and there is none.
    """
    there = torch.cuda.is_available()
    if asked == "cuda" and not there:
        raise EngineError(
            "No GPU can be used: this torch "
            + (
                "was built without CUDA. Install a build of torch with it"
                if torch.version.cuda is None
                else "finds no card. Look what `nvidia-smi` says"
            )
            + ", or train with --device cpu."
        )
    return torch.device("cuda" if there and asked != "cpu" else "cpu")


def settings_on(
    device: torch.device,
    optimise: Optimise,
    *,
    peak: Callable[[Optimise], int],
    memory: Callable[[], int],
) -> Optimise:
    """The settings for a device: on a GPU its own batches and rate, in a precision that it has.

    `peak` says how many bytes a step needs with some settings, `memory` how many there are.
    """
    if device.type == "cpu":
        return optimise
    schedule = optimise.schedule
    if optimise.gpu.rate is not None:
        schedule = schedule.model_copy(update={"rate": optimise.gpu.rate})
    changed = optimise.model_copy(update={"schedule": schedule})
    if optimise.precision == "bfloat16" and not torch.cuda.is_bf16_supported():
        changed = changed.model_copy(update={"precision": "float32"})
    tokens = optimise.gpu.tokens or _filling(
        lambda tokens: peak(changed.model_copy(update={"tokens": tokens})), memory=memory()
    )
    return changed.model_copy(update={"tokens": tokens})


def _filling(peak: Callable[[int], int], *, memory: int) -> int:
    """The pieces a batch that fill a card of so many bytes; what a step needs grows with them."""
    few, more = _TRIED
    try:
        least = peak(few)
        each = max(1.0, (peak(more) - least) / (more - few))
    except torch.cuda.OutOfMemoryError:
        raise EngineError(
            f"The GPU's memory holds no batch of {more:,} pieces. End what else runs on it, set "
            "`tokens` under [optimise.gpu] in the recipe, or train with --device cpu."
        ) from None
    fitting = few + (_SHARE_OF_MEMORY * memory - least) / each
    return max(few, min(_MOST_PIECES, int(fitting) // _GRAIN * _GRAIN))


def peak_of(device: torch.device, step: Callable[[], None]) -> int:
    """Bytes of a GPU's memory that a step needs at most."""
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats(device)
    step()
    return int(torch.cuda.max_memory_allocated(device))


def memory_of(device: torch.device) -> int:
    """Bytes of a GPU's memory that are free."""
    free, _ = torch.cuda.mem_get_info(device)
    return int(free)
