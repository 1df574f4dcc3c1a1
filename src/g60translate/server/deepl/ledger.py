"""Counts the characters that were translated for each owner, in texts and in documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Final

from g60translate.server.jobs.store import opened

FILE: Final = "deepl.sqlite"
"""What this room keeps in the server's data folder."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS used (owner TEXT PRIMARY KEY, characters INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS documents (job TEXT PRIMARY KEY, owner TEXT NOT NULL);
"""


class Ledger:
    """What is counted outlives the server. Safe for threads."""

    def __init__(self, folder: Path) -> None:
        self._connection = opened(folder / FILE, _SCHEMA)
        # Every request counts: to wait for the disk each time costs more than the last of them
        # before a power cut are worth.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._lock = RLock()

    def count(self, characters: int, *, owner: str) -> None:
        """Add what was translated for an owner."""
        with changing(self._connection, self._lock) as connection:
            _count(connection, owner, characters)

    def used(self, *, owner: str) -> int:
        """The characters that were counted for an owner."""
        with self._lock:
            row = self._connection.execute(
                "SELECT characters FROM used WHERE owner = ?", (owner,)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def expect(self, job_id: str, *, owner: str) -> None:
        """A document is on its way; its characters are counted when it is over."""
        with changing(self._connection, self._lock) as connection:
            connection.execute("INSERT OR IGNORE INTO documents VALUES (?, ?)", (job_id, owner))

    def expected(self, *, owner: str) -> list[str]:
        """The documents of an owner that are not counted yet."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT job FROM documents WHERE owner = ?", (owner,)
            ).fetchall()
        return [row[0] for row in rows]

    def settle(self, job_id: str, characters: int) -> None:
        """Count a document that is over, once."""
        with changing(self._connection, self._lock) as connection:
            row = connection.execute(
                "DELETE FROM documents WHERE job = ? RETURNING owner", (job_id,)
            ).fetchone()
            if row is not None:
                _count(connection, row[0], characters)


@contextmanager
def changing(connection: sqlite3.Connection, lock: RLock) -> Iterator[sqlite3.Connection]:
    """A transaction: all that is done in it, or nothing."""
    with lock:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _count(connection: sqlite3.Connection, owner: str, characters: int) -> None:
    connection.execute(
        "INSERT INTO used VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET characters = characters + excluded.characters",
        (owner, characters),
    )
