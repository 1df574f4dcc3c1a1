"""Interrupts that a long watch cannot lose."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def kept_interrupt() -> Iterator[threading.Event]:
    """An event that an interrupt sets, beside raising as ever.

    Python drops an exception that is raised in a callback or a destructor, and a watch that has
    lost its interrupt would go on for ever.
    """
    stop = threading.Event()

    def interrupted(*_: object) -> NoReturn:
        stop.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
