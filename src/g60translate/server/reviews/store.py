"""Edits on disk, in the file of the jobs, so that they go when their job does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Final

from g60translate.server.jobs.store import opened

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS edits (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    segment TEXT NOT NULL,
    shown TEXT NOT NULL,
    record TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS edits_of_job ON edits (job, segment, number);
CREATE TABLE IF NOT EXISTS approvals (
    job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    segment TEXT NOT NULL,
    PRIMARY KEY (job, segment)
);
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """The newest edit of a segment: its number, its text with marks, and its record as JSON."""

    number: int
    shown: str
    record: str


class ReviewStore:
    """Edits and approvals by job and segment. Safe for threads."""

    def __init__(self, folder: Path) -> None:
        """Open the file of a `JobStore` that is open already."""
        self._lock = RLock()
        self._connection = opened(folder / "jobs.sqlite", _SCHEMA)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def edits(self, job: str) -> dict[str, Edit]:
        """The newest edit of each segment that has one."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT segment, number, shown, record FROM edits WHERE job = ? ORDER BY number",
                (job,),
            ).fetchall()
        return {segment: Edit(number, shown, record) for segment, number, shown, record in rows}

    def approved(self, job: str) -> frozenset[str]:
        """The segments that are approved."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT segment FROM approvals WHERE job = ?", (job,)
            ).fetchall()
        return frozenset(segment for (segment,) in rows)

    def add(
        self, job: str, segment: str, shown: str, record: str, *, version: int | None
    ) -> int | None:
        """Keep an edit and tell its number; None where `version` is not the newest."""
        with self._lock:
            newest = self.edits(job).get(segment)
            if version is not None and version != (newest.number if newest else 0):
                return None
            now = datetime.now(UTC).isoformat(timespec="seconds")
            return self._connection.execute(
                "INSERT INTO edits (job, segment, shown, record, made) VALUES (?, ?, ?, ?, ?)",
                (job, segment, shown, record, now),
            ).lastrowid

    def undo(self, job: str, segment: str) -> None:
        """Forget the newest edit of a segment, if it has one."""
        with self._lock:
            self._connection.execute(
                "DELETE FROM edits WHERE number = "
                "(SELECT max(number) FROM edits WHERE job = ? AND segment = ?)",
                (job, segment),
            )

    def approve(self, job: str, segments: Iterable[str], *, approved: bool) -> None:
        """Mark segments as approved, or no longer so."""
        statement = (
            "INSERT OR IGNORE INTO approvals (job, segment) VALUES (?, ?)"
            if approved
            else "DELETE FROM approvals WHERE job = ? AND segment = ?"
        )
        with self._lock:
            self._connection.executemany(statement, [(job, segment) for segment in segments])
