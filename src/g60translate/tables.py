"""Looks a class up in a table `name -> "module:Class"` and imports it only then."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from g60translate.errors import G60Error, InputError


def load_named(
    table: Mapping[str, str], name: str, *, kind: str, error: type[G60Error] = InputError
) -> Any:
    """The class of this name; raises `error` listing the valid names of this `kind`."""
    try:
        module, _, attribute = table[name].partition(":")
    except KeyError:
        raise error(
            f"There is no {kind} named {name!r}. Known {kind}s: {', '.join(table)}."
        ) from None
    return getattr(import_module(module), attribute)
