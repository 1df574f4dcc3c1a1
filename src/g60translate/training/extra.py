"""The heavy packages of training behind one door, so that a missing one is named with its cure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from g60translate.errors import MissingExtra

_PURPOSE = "Training a model"

try:
    import torch
except ImportError:
    raise MissingExtra("torch", extra="reference", purpose=_PURPOSE) from None

if TYPE_CHECKING:
    from transformers import MarianConfig, MarianMTModel

__all__ = ["marian_classes", "safetensors_torch", "torch"]


def marian_classes() -> tuple[type[MarianConfig], type[MarianMTModel]]:
    """MarianConfig and MarianMTModel; importing transformers takes seconds, so only on use."""
    try:
        from transformers import MarianConfig, MarianMTModel  # noqa: PLC0415
    except ImportError:
        raise MissingExtra("transformers", extra="reference", purpose=_PURPOSE) from None
    return MarianConfig, MarianMTModel


def safetensors_torch() -> Any:
    """The module safetensors.torch."""
    try:
        import safetensors.torch  # noqa: PLC0415
    except ImportError:
        raise MissingExtra("safetensors", extra="reference", purpose=_PURPOSE) from None
    return safetensors.torch
