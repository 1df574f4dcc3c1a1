"""The SQLite file of this room in the server's data folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, Final

from g60translate.server.jobs.store import opened
from g60translate.transactions import transaction

_NAME: Final = "deepl.sqlite"
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS glossaries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    created TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS dictionaries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    glossary TEXT NOT NULL REFERENCES glossaries (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    entry_count INTEGER NOT NULL,
    entries TEXT NOT NULL,
    UNIQUE (glossary, source, target)
);
CREATE TABLE IF NOT EXISTS used (owner TEXT PRIMARY KEY, characters INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS documents (job TEXT PRIMARY KEY, owner TEXT NOT NULL);
"""


class Storage:
    """One connection for all threads, which take turns."""

    def __init__(self, folder: Path) -> None:
        self._connection = opened(folder / _NAME, _SCHEMA)
        self._lock = RLock()

    def rows(self, query: str, *values: str) -> Sequence[tuple[Any, ...]]:
        """All rows of a query."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def changing(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """A transaction: all that is done in it, or nothing.

        One that is not `durable` may be undone by a power cut, but does not wait for the disk.
        """
        with self._lock:
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            with transaction(self._connection) as connection:
                yield connection

    def close(self) -> None:
        """Nothing is asked any more."""
        with self._lock:
            self._connection.close()
