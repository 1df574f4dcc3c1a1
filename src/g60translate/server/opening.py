"""Builds what the rooms share, and takes it down again."""

from __future__ import annotations

import logging
import sqlite3
from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

from g60translate.errors import G60Error, InputError
from g60translate.server.jobs.jobs import JobDesk
from g60translate.server.jobs.runner import Runner
from g60translate.server.jobs.store import JobStore
from g60translate.server.owners import Owners, kept_secret
from g60translate.server.reviews.desk import ReviewDesk
from g60translate.server.reviews.store import ReviewStore
from g60translate.server.services import Services
from g60translate.server.settings import Settings
from g60translate.server.shelf import House, Shelf
from g60translate.server.translating.batching import Batcher
from g60translate.server.translating.texts import Texts
from g60translate.server.translating.translators import Translators

if TYPE_CHECKING:
    from g60translate.memory.store import Memory

_log = logging.getLogger("g60translate.server")
# A running document that takes longer is put back in line when the server stops.
PATIENCE_S: Final = 20.0


class Workshop:
    """Everything behind the rooms, and the order in which it starts and stops."""

    def __init__(self, settings: Settings) -> None:
        """Make the data folder and read what is in it. Raises InputError, GlossaryError."""
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._hold = _held(settings.data)
        self.uploads = settings.data / "uploads"
        self.uploads.mkdir(mode=0o700, exist_ok=True)
        for left in self.uploads.iterdir():
            left.unlink()
        owners = Owners(settings.tokens, kept_secret(settings.data))
        self._memory = _memory(settings)
        self._store = JobStore(settings.data)
        self._translators = Translators(settings, self._memory)
        self._batcher = Batcher(
            self._translators.for_wish, most_waiting=settings.limits.waiting_texts
        )
        house = House(settings)
        self._shelf = Shelf(house)
        self._jobs = JobDesk(self._store, owners, most_waiting=settings.limits.waiting_jobs)
        self._runner = Runner(self._store, self._translators, self._shelf, told=self._jobs)
        self._reviews = ReviewStore(settings.data)
        self.services = Services(
            settings,
            owners,
            Texts(self._translators, self._batcher),
            self._shelf,
            self._jobs,
            ReviewDesk(self._jobs, self._reviews, self._memory),
            house,
        )

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Begin with the jobs; at the end finish what runs."""
        self._jobs.attach(self._runner)
        Thread(target=self._warm_up, name="warm-up", daemon=True).start()
        self._runner.start()
        try:
            yield
        finally:
            await to_thread(self._runner.close, patience=PATIENCE_S)
            await to_thread(self._batcher.close)
            self._shelf.close()
            self._reviews.close()
            self._store.close()
            if self._memory is not None:
                self._memory.close()
            self._hold.close()

    def _warm_up(self) -> None:
        try:
            self._translators.warm_up(self.services.house.read())
        except G60Error as error:
            # Whoever asks is told the same; until then the server may be of use all the same.
            _log.error("not ready: %s", error)


def _held(folder: Path) -> sqlite3.Connection:
    """A lock on the data folder, which goes with its process. Raises InputError where it is taken.

    Two servers would take each other's running jobs for those of one that died.
    """
    connection = sqlite3.connect(
        folder / "lock.sqlite", timeout=0, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        connection.close()
        raise InputError(
            f"Another server works in {folder}. Stop it, or choose another folder with --data."
        ) from None
    return connection


def _memory(settings: Settings) -> Memory | None:
    if settings.memory is None or settings.no_memory:
        return None
    from g60translate.memory.opening import open_memory  # noqa: PLC0415

    return open_memory(settings.memory)
