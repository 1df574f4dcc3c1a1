"""The journal of a batch: what is done, what is under way, and what came of it.

A SQLite file with a write-ahead log, synced at every commit: after a kill or a loss of power it
holds exactly what was committed. One process at a time works with it.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from g60translate.batch.journal.row import Made, Row, State
from g60translate.errors import DiskFull, InputError

APPLICATION_ID: Final = 0x67363062  # "g60b", so that another program's SQLite file is told apart
VERSION: Final = 1
_TABLES: Final = """
CREATE TABLE file (
    number INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    setup TEXT NOT NULL,
    target BLOB NOT NULL,
    state TEXT NOT NULL,
    lang TEXT NOT NULL DEFAULT '',
    form TEXT NOT NULL DEFAULT '',
    written TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    code INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE TABLE stretch (
    file INTEGER NOT NULL REFERENCES file, part INTEGER NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (file, part)
);
CREATE TABLE made (
    file INTEGER PRIMARY KEY REFERENCES file,
    output BLOB NOT NULL, record BLOB NOT NULL, report BLOB NOT NULL
);
"""
_COLUMNS: Final = "number, digest, setup, target, state, lang, form, written, summary, code, reason"
# What was translated compresses to a fifth, and the first step of zlib gets nearly all of that.
_LEVEL: Final = 1


class Journal:
    """An open journal; a context manager that commits and closes it.

    Changes are held until `commit`.
    """

    def __init__(self, path: Path | None) -> None:
        """Open it, or make a new one; without a path it lives in this process alone.

        Raises InputError where another batch works with it, or where it is damaged, of another
        program or version; DiskFull.
        """
        self.path = path
        with self._explained():
            self._db = sqlite3.connect(path or ":memory:", timeout=0.5, isolation_level=None)
        try:
            with self._explained():
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        # The lock goes with the process, however that ends; and no file is shared in memory, so
        # that it works on a network's disks too.
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute("PRAGMA auto_vacuum = INCREMENTAL")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("BEGIN EXCLUSIVE")
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if tables and (application != APPLICATION_ID or version != VERSION):
            self._db.execute("ROLLBACK")
            raise InputError(
                f"{self.path} is no journal that this version writes. Name another output, or "
                "another journal with --journal."
            )
        if not tables:
            for statement in filter(str.strip, _TABLES.split(";")):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._db.execute(f"PRAGMA user_version = {VERSION}")
        self._db.execute("COMMIT")
        for (word,) in self._db.execute("PRAGMA quick_check(1)"):
            if word != "ok":
                raise sqlite3.DatabaseError(word)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Commit what was changed and let go of the file."""
        try:
            self.commit()
            with self._explained():
                self._db.execute("PRAGMA incremental_vacuum")
        finally:
            self._db.close()

    def abandon(self) -> None:
        """Let go of the file as it was before, for whoever only wanted to look."""
        self._db.close()

    def find(self, key: str) -> Row | None:
        """What is known of a file."""
        with self._explained():
            found = self._db.execute(
                f"SELECT {_COLUMNS} FROM file WHERE key = ?",  # noqa: S608  a constant
                (_raw(key),),
            ).fetchone()
        if found is None:
            return None
        number, digest, setup, target, state, *rest = found
        return Row(number, digest, setup, _named(target), State(state), *rest)

    def begin(self, key: str, *, digest: str, setup: str, target: str, lang: str = "") -> int:
        """Begin a file anew; what was known of it goes, but for what was written last."""
        with self._change() as db:
            (number,) = db.execute(
                "INSERT INTO file (key, digest, setup, target, state, lang) "
                "VALUES (?, ?, ?, ?, 'open', ?) ON CONFLICT (key) DO UPDATE SET "
                "written = CASE WHEN target = excluded.target THEN written ELSE '' END, "
                "digest = excluded.digest, setup = excluded.setup, target = excluded.target, "
                "state = 'open', lang = excluded.lang, form = '', summary = '', code = 0, "
                "reason = '' RETURNING number",
                (_raw(key), digest, setup, _raw(target), lang),
            ).fetchone()
            self._forget(db, number)
        return int(number)

    def cut(self, number: int, *, lang: str, setup: str) -> None:
        """Say which setup the stretches of a file are translated with."""
        with self._change() as db:
            db.execute(
                "UPDATE file SET lang = ?, setup = ? WHERE number = ?", (lang, setup, number)
            )

    def add(self, number: int, part: int, content: bytes) -> None:
        """Keep a stretch of a file that was translated."""
        with self._change() as db:
            db.execute(
                "INSERT OR REPLACE INTO stretch VALUES (?, ?, ?)",
                (number, part, zlib.compress(content, _LEVEL)),
            )

    def parts(self, number: int) -> set[int]:
        """Which stretches of a file are there."""
        with self._explained():
            found = self._db.execute("SELECT part FROM stretch WHERE file = ?", (number,))
            return {int(part) for (part,) in found}

    def content(self, number: int, part: int) -> bytes:
        """A stretch as it was added."""
        with self._explained():
            (content,) = self._db.execute(
                "SELECT content FROM stretch WHERE file = ? AND part = ?", (number, part)
            ).fetchone()
        return zlib.decompress(content)

    def make(self, number: int, made: Made, *, setup: str) -> None:
        """Keep a whole translation until it is known to be written."""
        files = [zlib.compress(each, _LEVEL) for each in (made.output, made.record, made.report)]
        with self._change() as db:
            db.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?)", (number, *files))
            db.execute(
                "UPDATE file SET state = 'made', setup = ?, lang = ?, form = ?, summary = ? "
                "WHERE number = ?",
                (setup, made.lang, made.form, made.summary, number),
            )
        self.intend(number, hashlib.sha256(made.output).hexdigest())

    def intend(self, number: int, digest: str) -> None:
        """Say what is about to be written, so that it is known as ours however this ends."""
        with self._change() as db:
            db.execute(
                "UPDATE file SET written = ltrim(written || ' ' || ?) WHERE number = ?",
                (digest, number),
            )

    def made(self, row: Row) -> Made:
        """A whole translation that was kept."""
        with self._explained():
            found = self._db.execute(
                "SELECT output, record, report FROM made WHERE file = ?", (row.number,)
            ).fetchone()
        return Made(row.lang, row.form, row.summary, *map(zlib.decompress, found))

    def finish(self, number: int, *, written: str, summary: str = "", form: str = "") -> None:
        """Say that a file's output is written, and what its digest is."""
        with self._change() as db:
            db.execute(
                "UPDATE file SET state = 'done', written = ?, "
                "summary = CASE ? WHEN '' THEN summary ELSE ? END, "
                "form = CASE ? WHEN '' THEN form ELSE ? END, code = 0, reason = '' "
                "WHERE number = ?",
                (written, summary, summary, form, form, number),
            )
            self._forget(db, number)

    def set_aside(self, number: int, state: State, *, code: int, reason: str) -> None:
        """Say why a file is not done; what was translated of it is kept."""
        with self._change() as db:
            db.execute(
                "UPDATE file SET state = ?, code = ?, reason = ? WHERE number = ?",
                (state, code, reason.encode("utf-8", "replace").decode(), number),
            )

    def commit(self) -> None:
        """Have the disk hold every change."""
        # SQLite itself is asked: an interruption may fall behind whatever is said here.
        if self._db.in_transaction:
            with self._explained():
                self._db.execute("COMMIT")

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._explained():
            if not self._db.in_transaction:
                self._db.execute("BEGIN")
            yield self._db

    def _forget(self, db: sqlite3.Connection, number: int) -> None:
        db.execute("DELETE FROM stretch WHERE file = ?", (number,))
        db.execute("DELETE FROM made WHERE file = ?", (number,))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", "")
            if name == "SQLITE_FULL":
                # Whatever was not committed is gone with the transaction.
                with suppress(sqlite3.Error, AttributeError):
                    self._db.execute("ROLLBACK")
                raise DiskFull(
                    f"The journal {self.path} cannot be written: the disk is full."
                ) from None
            advice = {
                "SQLITE_BUSY": "Another batch is at work in this output. Wait until it is done.",
                "SQLITE_READONLY": "Make the file and its folder writable.",
                "SQLITE_CANTOPEN": "See that its folder is writable, or name another --journal.",
            }.get(name, "Move it away, and what is there with it; then begin anew.")
            raise InputError(f"The journal {self.path} cannot be used: {error}. {advice}") from None


def _raw(name: str) -> bytes:
    """A name as bytes, also where its bytes are no text."""
    return name.encode("utf-8", "surrogateescape")


def _named(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
