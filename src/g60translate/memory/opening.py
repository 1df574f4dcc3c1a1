"""Memories made, opened and checked: whose file, whether it is whole, which version it has."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from g60translate.errors import InputError, OutputExists
from g60translate.memory.entry import Entry
from g60translate.memory.faults import explained
from g60translate.memory.schema import APPLICATION_ID, MIGRATIONS, VERSION
from g60translate.memory.store import Memory
from g60translate.transactions import transaction

_WAIT_S: Final = 30.0
# Look-ups ask for other numbers of features and entries each time, so in other words.
_STATEMENTS: Final = 512
# Pages that stay in main memory: most of a memory of 200,000 entries.
_CACHE_KIB: Final = 65_536


def new_memory(path: Path) -> Memory:
    """An empty memory in a new file. Raises OutputExists, InputError."""
    if path.exists():
        raise OutputExists(f"{path} exists already. Choose another name, or add to it by import.")
    return _made(path)


def open_memory(path: Path) -> Memory:
    """An existing memory, brought up to this version's tables.

    Raises InputError where it is missing, damaged, no memory, or of a later version.
    """
    if not path.is_file():
        raise InputError(
            f"There is no memory {path}. Make one with `g60translate memory new {path}`."
        )
    return _opened(path)


def memory_at(path: Path) -> Memory:
    """The memory of this file, which is made where it is missing, by whatever process comes first.

    Raises InputError.
    """
    return open_memory(path) if path.exists() else _made(path)


def memory_of(entries: Iterable[Entry], *, name: str) -> Memory:
    """A memory that lives in this process alone."""
    memory = Memory(_prepared(":memory:", name), name)
    memory.add(entries)
    return memory


def _made(path: Path) -> Memory:
    if not path.resolve().parent.is_dir():
        raise InputError(f"There is no folder {path.resolve().parent}. Make it first.")
    return _opened(path)


def _opened(path: Path) -> Memory:
    return Memory(_prepared(str(path), str(path)), str(path))


def _prepared(place: str, name: str) -> sqlite3.Connection:
    sealed = place != ":memory:" and _sealed(Path(place))
    with explained(name):
        connection = sqlite3.connect(
            f"{Path(place).resolve().as_uri()}?immutable=1" if sealed else place,
            uri=sealed,
            timeout=_WAIT_S,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_STATEMENTS,
        )
        try:
            _check(connection, name)
            if place != ":memory:" and not sealed:
                _write_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            _migrate(connection, name)
        except BaseException:
            connection.close()
            raise
        return connection


def _sealed(path: Path) -> bool:
    """Whether a memory can only be read: on a share that is closed to us, or a read-only disk.

    Readers of a write-ahead log write beside it, so it is opened as one that nobody changes.
    """
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Keep a write-ahead log; SQLite waits for no other process that is just about to as well."""
    last = time.monotonic() + _WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > last:
                raise
            time.sleep(0.02)
        else:
            return


def _check(connection: sqlite3.Connection, name: str) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and (application or tables):
        raise InputError(f"{name} is a SQLite file of another program, no memory.")
    for (word,) in connection.execute("PRAGMA integrity_check(1)"):
        if word != "ok":
            raise InputError(
                f"The memory {name} is damaged ({word}). Take it from a backup, or rescue what can "
                f"be read with `sqlite3 {name} .recover`."
            )


def _migrate(connection: sqlite3.Connection, name: str) -> None:
    if _version(connection, name) == VERSION:
        return
    with transaction(connection):
        # Another process may have been first.
        for step in MIGRATIONS[_version(connection, name) :]:
            step(connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _version(connection: sqlite3.Connection, name: str) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise InputError(
            f"The memory {name} has version {version}; this program reads up to {VERSION}. "
            "Use the newer program that wrote it."
        )
    return int(version)
