"""The table of engines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from g60translate.models.store import Model
from g60translate.tables import load_named
from g60translate.translation.engine import Engine

# name -> "module:Class"; the first is the default.
ENGINES: Mapping[str, str] = {
    "ctranslate2": "g60translate.translation.ctranslate2:CTranslate2Engine",
    "transformers": "g60translate.translation.transformers:TransformersEngine",
}


def load_engine(model: Model, *, name: str = "ctranslate2", threads: int | None = None) -> Engine:
    """Load a model into the engine of this name.

    Raises InputError for an unknown name, MissingExtra, ModelCorrupt.
    """
    return cast("Engine", load_named(ENGINES, name, kind="engine")(model, threads=threads))
