"""Memories made, opened and checked: whose file, whether it is whole, which version it has."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from g60translate.errors import InputError, OutputExists
from g60translate.memory.entry import Entry
from g60translate.memory.faults import explained
from g60translate.memory.schema import APPLICATION_ID, MIGRATIONS, VERSION
from g60translate.memory.store import Memory

_WAIT_S: Final = 30.0
# Look-ups ask for other numbers of features and entries each time, so in other words.
_STATEMENTS: Final = 512
# Pages that stay in main memory: the index of some 100,000 entries.
_CACHE_KIB: Final = 32_768


def new_memory(path: Path) -> Memory:
    """An empty memory in a new file. Raises OutputExists, InputError."""
    if path.exists():
        raise OutputExists(f"{path} exists already. Choose another name, or add to it by import.")
    if not path.resolve().parent.is_dir():
        raise InputError(f"There is no folder {path.resolve().parent}. Make it first.")
    return _opened(path)


def open_memory(path: Path) -> Memory:
    """An existing memory, brought up to this version's tables.

    Raises InputError where it is missing, damaged, no memory, or of a later version.
    """
    if not path.is_file():
        raise InputError(
            f"There is no memory {path}. Make one with `g60translate memory new {path}`."
        )
    return _opened(path)


def memory_of(entries: Iterable[Entry], *, name: str) -> Memory:
    """A memory that lives in this process alone."""
    memory = Memory(_prepared(":memory:", name), name)
    memory.add(entries)
    return memory


def _opened(path: Path) -> Memory:
    return Memory(_prepared(str(path), str(path)), str(path))


def _prepared(place: str, name: str) -> sqlite3.Connection:
    with explained(name):
        connection = sqlite3.connect(
            place,
            timeout=_WAIT_S,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_STATEMENTS,
        )
        try:
            _check(connection, name)
            if place != ":memory:":
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            _migrate(connection, name)
        except BaseException:
            connection.close()
            raise
        return connection


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
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise InputError(
                f"The memory {name} has version {version}; this program reads up to {VERSION}. "
                "Use the newer program that wrote it."
            )
        for step in MIGRATIONS[version:]:
            step(connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
