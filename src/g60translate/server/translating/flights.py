"""One computation for requests that are the same, and none for clients that have gone for good."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, Final

GRACE_S: Final = 20.0
"""How long work goes on whose client has gone: DeepL's waits ten seconds and then asks again, at
first after one second and at last after sixteen."""
KEPT_S: Final = 60.0
"""How long a result is kept that nobody has fetched."""


class _Flight:
    def __init__(self, task: asyncio.Task[Any]) -> None:
        self.task = task
        self.waiting = 0
        self.timer: asyncio.TimerHandle | None = None


class Flights:
    """Runs work under a key; whoever asks with the same key while it runs waits for the same."""

    def __init__(self, *, grace: float = GRACE_S, kept: float = KEPT_S) -> None:
        self._grace, self._kept = grace, kept
        self._flights: dict[Hashable, _Flight] = {}

    def __len__(self) -> int:
        return len(self._flights)

    async def run(self, key: Hashable, start: Callable[[], Awaitable[Any]]) -> Any:
        """The result of `start()`, which is called only where nobody else's is on its way."""
        flight = self._flights.get(key)
        if flight is None:
            flight = _Flight(asyncio.ensure_future(start()))
            self._flights[key] = flight
            flight.task.add_done_callback(lambda _: self._landed(key, flight))
        if flight.timer is not None:
            flight.timer.cancel()
            flight.timer = None
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if flight.waiting == 0:
                self._left(key, flight)

    def _left(self, key: Hashable, flight: _Flight) -> None:
        """Nobody waits any more: what is done was fetched, what is not has a while to live."""
        if flight.task.done():
            self._forget(key, flight)
        else:
            loop = asyncio.get_running_loop()
            flight.timer = loop.call_later(self._grace, self._give_up, key, flight)

    def _landed(self, key: Hashable, flight: _Flight) -> None:
        if flight.task.cancelled() or flight.task.exception() is not None:
            # A failure is told to those who wait and is not kept for others.
            self._forget(key, flight)
        elif flight.waiting == 0:
            if flight.timer is not None:
                flight.timer.cancel()
            loop = asyncio.get_running_loop()
            flight.timer = loop.call_later(self._kept, self._forget, key, flight)

    def _give_up(self, key: Hashable, flight: _Flight) -> None:
        flight.task.cancel()
        self._forget(key, flight)

    def _forget(self, key: Hashable, flight: _Flight) -> None:
        if flight.timer is not None:
            flight.timer.cancel()
            flight.timer = None
        if self._flights.get(key) is flight:
            del self._flights[key]
