"""Jobs on disk: a row in SQLite and a folder of files each."""

from __future__ import annotations

import json
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any, Final

from g60translate.server.jobs.model import Job, JobFile, JobState
from g60translate.server.wishes import JobWish
from g60translate.transactions import transaction

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    wish TEXT NOT NULL,
    state TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    characters INTEGER NOT NULL DEFAULT 0,
    format TEXT NOT NULL DEFAULT '',
    source_lang TEXT NOT NULL DEFAULT '',
    target_name TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS jobs_of_owner ON jobs (owner, number);
CREATE INDEX IF NOT EXISTS jobs_in_state ON jobs (state, number);
"""
_FIELDS: Final = (
    "id, owner, name, wish, state, created, changed, done, total, characters, format, "
    "source_lang, target_name, message"
)
# A document at which the server has died so often is what kills it.
MOST_ATTEMPTS: Final = 3
_WAIT_S: Final = 10.0


class JobStore:
    """The jobs of a data folder. Safe for threads; every change is on disk when a call returns."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, and put back what a server that died has left."""
        self._folder = folder / "jobs"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = RLock()
        self._connection = opened(folder / "jobs.sqlite", _SCHEMA)
        self._recover()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def add(
        self, source: Path, name: str, wish: JobWish, *, owner: str, form: str, target_name: str
    ) -> Job:
        """Queue a document; the file `source`, on the same disk, is taken over."""
        job_id = secrets.token_hex(16).upper()
        folder = self._folder / job_id
        folder.mkdir(mode=0o700)
        source.replace(folder / JobFile.SOURCE.value)
        now = _now()
        with self._changing() as connection:
            connection.execute(
                "INSERT INTO jobs (id, owner, name, wish, state, created, changed, format, "
                "target_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (job_id, owner, name, _dumped(wish), JobState.QUEUED, now, now, form, target_name),
            )
        found = self.find(job_id)
        assert found is not None
        return found

    def find(self, job_id: str) -> Job | None:
        """The job of this id, whosever it is."""
        return next(self._select("WHERE id = ?", (job_id,)), None)

    def listed(self, owner: str, *, limit: int) -> list[Job]:
        """An owner's jobs, the newest first."""
        return [*self._select("WHERE owner = ? ORDER BY number DESC LIMIT ?", (owner, limit))]

    def waiting(self, owner: str) -> int:
        """How many jobs of an owner are not over."""
        with self._lock:
            (count,) = self._connection.execute(
                "SELECT count(*) FROM jobs WHERE owner = ? AND state IN (?, ?)",
                (owner, JobState.QUEUED, JobState.RUNNING),
            ).fetchone()
        return int(count)

    def begin_next(self) -> Job | None:
        """The job whose turn it is, now running: of each owner's first the one that waits longest.

        So somebody with one document does not wait for all of somebody else's.
        """
        with self._changing() as connection:
            row = connection.execute(
                "SELECT id FROM jobs AS job WHERE state = :queued ORDER BY (SELECT count(*) "
                "FROM jobs AS other WHERE other.owner = job.owner AND (other.state = :running "
                "OR (other.state = :queued AND other.number < job.number))), number LIMIT 1",
                {"queued": JobState.QUEUED, "running": JobState.RUNNING},
            ).fetchone()
            if row is None:
                return None
            connection.execute(
                "UPDATE jobs SET state = ?, changed = ?, attempts = attempts + 1 WHERE id = ?",
                (JobState.RUNNING, _now(), row[0]),
            )
            return self.find(row[0])

    def update(self, job_id: str, **values: Any) -> Job | None:
        """Set fields of a job that is not over, by their names; None where it is over or gone."""
        names = ", ".join(f"{name} = ?" for name in values)
        with self._changing() as connection:
            connection.execute(
                f"UPDATE jobs SET {names}, changed = ? WHERE id = ? AND state IN (?, ?)",  # noqa: S608  names are ours
                (*values.values(), _now(), job_id, JobState.QUEUED, JobState.RUNNING),
            )
            changed = connection.execute("SELECT changes()").fetchone()[0]
            return self.find(job_id) if changed else None

    def put_back(self, job_id: str) -> None:
        """Queue a running job again, as if it had not begun."""
        with self._changing() as connection:
            connection.execute(
                "UPDATE jobs SET state = ?, attempts = attempts - 1, done = 0 "
                "WHERE id = ? AND state = ?",
                (JobState.QUEUED, job_id, JobState.RUNNING),
            )

    def delete(self, job_id: str) -> None:
        """Remove a job with its files."""
        with self._changing() as connection:
            connection.execute("DELETE FROM jobs WHERE id = ?", (job_id,))
        shutil.rmtree(self._folder / job_id, ignore_errors=True)

    def path(self, job_id: str, kind: JobFile) -> Path:
        """Where a file of a job lies; `job_id` has to be one that was found here."""
        return self._folder / job_id / kind.value

    def _recover(self) -> None:
        with self._changing() as connection:
            connection.execute(
                "UPDATE jobs SET state = ?, message = ? WHERE state = ? AND attempts >= ?",
                (
                    JobState.FAILED,
                    f"The server stopped {MOST_ATTEMPTS} times while it translated this document.",
                    JobState.RUNNING,
                    MOST_ATTEMPTS,
                ),
            )
            connection.execute(
                "UPDATE jobs SET state = ?, done = 0 WHERE state = ?",
                (JobState.QUEUED, JobState.RUNNING),
            )
            known = {row[0] for row in connection.execute("SELECT id FROM jobs")}
        for folder in self._folder.iterdir():
            if folder.name not in known:
                shutil.rmtree(folder, ignore_errors=True)
            else:
                _sweep(folder.glob(".*.tmp"))

    def _select(self, where: str, values: Iterable[Any]) -> Iterator[Job]:
        with self._lock:
            rows = self._connection.execute(
                f"SELECT {_FIELDS} FROM jobs {where}",  # noqa: S608  the conditions are ours
                tuple(values),
            ).fetchall()
        return map(_job, rows)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, transaction(self._connection) as connection:
            yield connection


def opened(path: Path, schema: str) -> sqlite3.Connection:
    """A SQLite file of the server's, for one process and many threads, readable by its user."""
    path.touch(mode=0o600)
    connection = sqlite3.connect(
        path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(schema)
    return connection


def _job(row: tuple[Any, ...]) -> Job:
    values = dict(zip(_FIELDS.split(", "), row, strict=True))
    return Job(
        **{
            **values,
            "wish": _loaded(json.loads(values["wish"])),
            "state": JobState(values["state"]),
            "created": datetime.fromisoformat(values["created"]),
            "changed": datetime.fromisoformat(values["changed"]),
        }
    )


def _dumped(wish: JobWish) -> str:
    return json.dumps(asdict(wish))


def _loaded(content: Mapping[str, Any]) -> JobWish:
    return JobWish(**{**content, "glossaries": tuple(content["glossaries"])})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _sweep(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
