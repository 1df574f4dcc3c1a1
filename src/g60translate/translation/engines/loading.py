"""The table of engines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from g60translate.models.store import Model
from g60translate.tables import load_named
from g60translate.translation.engines.engine import Engine

# name -> "module:Class"; the first is the default.
ENGINES: Mapping[str, str] = {
    "ctranslate2": "g60translate.translation.engines.ctranslate2:CTranslate2Engine",
    "transformers": "g60translate.translation.engines.transformers:TransformersEngine",
}


def load_engine(
    model: Model,
    *,
    name: str = "ctranslate2",
    device: str = "cpu",
    compute_type: str | None = None,
    threads: int | None = None,
) -> Engine:
    """Load a model into the engine of this name; None leaves the choice to the engine.

    Raises InputError for an unknown name, MissingExtra, ModelCorrupt; EngineError where the device
    or the number format is not to be had.
    """
    engine = load_named(ENGINES, name, kind="engine")
    return cast("Engine", engine(model, device=device, compute_type=compute_type, threads=threads))
