"""Imports without a module that another one imports but does not use."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


@contextmanager
def imported_later(name: str) -> Iterator[None]:
    """While this lasts, `import name` gives a stand-in that loads the module when it is used.

    Whoever imports the module afterwards gets itself. `importlib.util.LazyLoader` does not serve:
    up to Python 3.11 it loads the module as soon as somebody imports it.
    """
    stand_in = _StandIn(name)
    if sys.modules.setdefault(name, stand_in) is not stand_in:
        yield
        return
    try:
        yield
    finally:
        _step_aside(stand_in)


class _StandIn(ModuleType):
    def __getattr__(self, attribute: str) -> object:
        # Names of this kind are what the import system asks of every module.
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        _step_aside(self)
        return getattr(import_module(self.__name__), attribute)


def _step_aside(stand_in: ModuleType) -> None:
    if sys.modules.get(stand_in.__name__) is stand_in:
        del sys.modules[stand_in.__name__]
