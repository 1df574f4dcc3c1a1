"""What SQLite complains of, in words that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from g60translate.errors import InputError


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn errors of the database into InputError; `name` is the memory's."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        advice = {
            "SQLITE_BUSY": "Another program is writing to it; try again when it is done.",
            "SQLITE_FULL": "Free some space; what was there before is whole.",
            "SQLITE_READONLY": "Make the file and its folder writable.",
            "SQLITE_CANTOPEN": "See that its folder exists and is writable.",
            "SQLITE_NOTADB": "It is no SQLite file, so no memory.",
            "SQLITE_CORRUPT": "It is damaged; take it from a backup.",
        }.get(getattr(error, "sqlite_errorname", ""), "")
        raise InputError(f"The memory {name} cannot be used: {error}. {advice}".strip()) from None
