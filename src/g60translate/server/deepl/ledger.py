"""Counts the characters that were translated for each owner, in texts and in documents."""

from __future__ import annotations

import sqlite3

from g60translate.server.deepl.storage import Storage


class Ledger:
    """What is counted outlives the server. Safe for threads."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def count(self, characters: int, *, owner: str) -> None:
        """Add what was translated for an owner."""
        # Every request counts, and the last of them before a power cut are worth no waiting.
        with self._storage.changing(durable=False) as connection:
            _count(connection, owner, characters)

    def used(self, *, owner: str) -> int:
        """The characters that were counted for an owner."""
        rows = self._storage.rows("SELECT characters FROM used WHERE owner = ?", owner)
        return int(rows[0][0]) if rows else 0

    def expect(self, job_id: str, *, owner: str) -> None:
        """A document is on its way; its characters are counted when it is over."""
        with self._storage.changing() as connection:
            connection.execute("INSERT OR IGNORE INTO documents VALUES (?, ?)", (job_id, owner))

    def expected(self, *, owner: str) -> list[str]:
        """The documents of an owner that are not counted yet."""
        rows = self._storage.rows("SELECT job FROM documents WHERE owner = ?", owner)
        return [row[0] for row in rows]

    def settle(self, job_id: str, characters: int) -> None:
        """Count a document that is over, once."""
        with self._storage.changing() as connection:
            row = connection.execute(
                "DELETE FROM documents WHERE job = ? RETURNING owner", (job_id,)
            ).fetchone()
            if row is not None:
                _count(connection, row[0], characters)


def _count(connection: sqlite3.Connection, owner: str, characters: int) -> None:
    connection.execute(
        "INSERT INTO used VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET characters = characters + excluded.characters",
        (owner, characters),
    )
