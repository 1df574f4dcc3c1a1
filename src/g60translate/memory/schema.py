"""The tables of a memory file, and the steps that bring an older file up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

from g60translate.memory import outlines
from g60translate.memory.features import bare, features_of, hash_of, key_of
from g60translate.memory.index import learn

APPLICATION_ID: Final = 0x67363074  # "g60t", so that another program's SQLite file is told apart

_FIRST: Final = """
    CREATE TABLE entry (
        number INTEGER PRIMARY KEY,
        source_lang TEXT NOT NULL,
        target_lang TEXT NOT NULL,
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        source_key TEXT NOT NULL,
        target_key TEXT NOT NULL,
        source_codes TEXT NOT NULL DEFAULT '[]',
        target_codes TEXT NOT NULL DEFAULT '[]',
        before TEXT NOT NULL DEFAULT '',
        after TEXT NOT NULL DEFAULT '',
        document TEXT NOT NULL DEFAULT '',
        origin TEXT NOT NULL,
        state TEXT NOT NULL,
        author TEXT NOT NULL DEFAULT '',
        changed TEXT NOT NULL,
        unit TEXT NOT NULL DEFAULT '',
        tags TEXT NOT NULL DEFAULT '["",""]',
        details TEXT NOT NULL DEFAULT '[]',
        UNIQUE (source_lang, target_lang, source, target, before, after, document)
    );
    CREATE INDEX entry_source ON entry (source_lang, target_lang, source_key);
    CREATE INDEX entry_target ON entry (target_lang, source_lang, target_key);
    CREATE TABLE posting (
        feature INTEGER PRIMARY KEY, entries INTEGER NOT NULL, numbers BLOB NOT NULL
    )
"""

# Texts stood in the table twice and in three indices: numbers in their place halve the file, and
# the time to check it.
_HASHED: Final = """
    ALTER TABLE entry RENAME TO entry_1;
    DROP INDEX entry_source;
    DROP INDEX entry_target;
    CREATE TABLE entry (
        number INTEGER PRIMARY KEY,
        source_lang TEXT NOT NULL,
        target_lang TEXT NOT NULL,
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        source_hash INTEGER NOT NULL,
        target_hash INTEGER NOT NULL,
        whole_hash INTEGER NOT NULL,
        source_codes TEXT NOT NULL DEFAULT '[]',
        target_codes TEXT NOT NULL DEFAULT '[]',
        before TEXT NOT NULL DEFAULT '',
        after TEXT NOT NULL DEFAULT '',
        document TEXT NOT NULL DEFAULT '',
        origin TEXT NOT NULL,
        state TEXT NOT NULL,
        author TEXT NOT NULL DEFAULT '',
        changed TEXT NOT NULL,
        unit TEXT NOT NULL DEFAULT '',
        tags TEXT NOT NULL DEFAULT '["",""]',
        details TEXT NOT NULL DEFAULT '[]'
    );
    INSERT INTO entry SELECT
        number, source_lang, target_lang, source, target,
        side_hash(source_lang, target_lang, source), side_hash(target_lang, source_lang, target),
        text_hash(source_lang, target_lang, source, target, before, after, document),
        source_codes, target_codes, before, after, document, origin, state, author, changed, unit,
        tags, details
        FROM entry_1 ORDER BY number;
    DROP TABLE entry_1;
    CREATE INDEX entry_source ON entry (source_hash);
    CREATE INDEX entry_target ON entry (target_hash);
    CREATE INDEX entry_whole ON entry (whole_hash);
    DELETE FROM posting
"""

# Short sentences, which share too few words with those like them (see outlines.py).
_OUTLINED: Final = """
    CREATE TABLE outline (
        source_lang TEXT NOT NULL,
        target_lang TEXT NOT NULL,
        part INTEGER NOT NULL,
        kept BLOB NOT NULL,
        PRIMARY KEY (source_lang, target_lang, part)
    )
"""


def side_hash(lang: str, other: str, text: str) -> int:
    """What a text is found by among those of its direction, however capitalised and closed."""
    return hash_of(lang, other, bare(key_of(text)))


def _run(script: str) -> Callable[[sqlite3.Connection], None]:
    def run(connection: sqlite3.Connection) -> None:
        for statement in script.split(";"):
            connection.execute(statement)

    return run


def _hash_all(connection: sqlite3.Connection) -> None:
    connection.create_function("side_hash", 3, side_hash, deterministic=True)
    connection.create_function("text_hash", -1, hash_of, deterministic=True)
    _run(_HASHED)(connection)
    rows = connection.execute("SELECT number, source, source_lang, target_lang FROM entry")
    while some := rows.fetchmany(2_000):
        keys = [(number, key_of(text), pair) for number, text, *pair in some]
        learn(connection, [(n, len(key), features_of(key, (a, b))) for n, key, (a, b) in keys])


def _outline_all(connection: sqlite3.Connection) -> None:
    connection.execute(_OUTLINED)
    rows = connection.execute("SELECT number, source, source_lang, target_lang FROM entry")
    while some := rows.fetchmany(10_000):
        outlines.draw(connection, [(n, key_of(text), (a, b)) for n, text, a, b in some])


# Each step leads from one version to the next; a new file takes all of them.
MIGRATIONS: Final[tuple[Callable[[sqlite3.Connection], None], ...]] = (
    _run(_FIRST),
    _hash_all,
    _outline_all,
)
VERSION: Final = len(MIGRATIONS)
