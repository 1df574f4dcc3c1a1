"""The tables of a memory file, and the steps that bring an older file up to date."""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x67363074  # "g60t", so that another program's SQLite file is told apart

# Each step leads from one version to the next; a new file takes all of them.
MIGRATIONS: Final[tuple[str, ...]] = (
    """
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
    );
    """,
)
VERSION: Final = len(MIGRATIONS)
