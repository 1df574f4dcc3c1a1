"""Tells when a batch is to look again, as files come in."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from g60translate.errors import InputError, MissingExtra

# A folder that never rests is looked into all the same, after so many settle times.
_MOST_RESTLESS: Final = 10


def rounds(
    folders: Sequence[str],
    *,
    besides: Path,
    settle_s: float,
    unsettled: Callable[[], bool],
    stop: threading.Event,
) -> Iterator[None]:
    """Yield now, and each time something has changed and then rested for `settle_s`.

    What changes in the folder `besides` is our own work. `unsettled` says whether the last round
    left something for later. Ends when `stop` is set; raises MissingExtra without watchfiles,
    InputError for what is no folder of this machine.
    """
    try:
        from watchfiles import watch  # noqa: PLC0415
    except ImportError:
        raise MissingExtra("watchfiles", extra="watch", purpose="--watch") from None
    for folder in folders:
        if not Path(folder).is_dir():
            raise InputError(f"{folder} is no folder of this machine, so it cannot be watched.")
    own = besides.resolve()
    yield
    # What came after the first look and before the watch began is found by a second one.
    pending, since = True, time.monotonic()
    # Every so often it hands back an empty set, where nothing has changed.
    watching = watch(
        *folders,
        step=50,
        rust_timeout=max(50, int(1000 * settle_s)),
        yield_on_timeout=True,
        stop_event=stop,
    )
    for changes in watching:
        news = any(not Path(path).resolve().is_relative_to(own) for _, path in changes)
        if news and not pending:
            pending, since = True, time.monotonic()
        restless = time.monotonic() - since > _MOST_RESTLESS * settle_s
        if pending and (not news or restless):
            yield
            pending, since = unsettled(), time.monotonic()
