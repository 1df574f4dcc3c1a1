"""Settings of the memory allocator that training gains from, applied to a fresh process.

glibc gives large blocks back to the system and faults them in again at every step, which takes a
third of a step's time; jemalloc told to keep its pages does not. Never required.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from ctypes.util import find_library

_DONE = "G60_ALLOCATOR"
_SETTINGS = {
    "MALLOC_CONF": "dirty_decay_ms:-1,muzzy_decay_ms:-1",
    # Packed batches have a few shapes only; oneDNN may keep all its plans for them.
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "8192",
}


def better_environment(
    environment: Mapping[str, str], *, find: Callable[[str], str | None] = find_library
) -> dict[str, str] | None:
    """The environment to start again with, None where nothing is to be gained.

    Nothing is gained without jemalloc, after a first restart, or where a preload is set already.
    """
    if _DONE in environment or environment.get("LD_PRELOAD"):
        return None
    library = find("jemalloc")
    if library is None:
        return None
    return {**_SETTINGS, **environment, "LD_PRELOAD": library, _DONE: library}
