"""Glossaries that clients made, in one SQLite file for both versions of the interface."""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Final
from uuid import UUID, uuid4

from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Term
from g60translate.server.deepl.entries import Entries
from g60translate.server.deepl.storage import Storage
from g60translate.server.refusals import bad_request, not_found

Pair = tuple[str, str]

# To read 10,000 entries into a glossary takes a second; a change makes another number.
_MOST_BOOKS: Final = 16


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The entries of one pair, in what is told of them."""

    source_lang: str
    target_lang: str
    entry_count: int


@dataclass(frozen=True, slots=True)
class StoredGlossary:
    """What is told of a glossary; dictionaries are in the order in which they came."""

    id: str
    name: str
    created: datetime
    dictionaries: tuple[Dictionary, ...]


class GlossaryStore:
    """Glossaries of all owners; answers `services.GlossarySource`. Safe for threads."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._lock = Lock()
        self._books: OrderedDict[tuple[str, str], Glossary] = OrderedDict()

    def create(
        self, name: str, dictionaries: Mapping[Pair, Entries], *, owner: str
    ) -> StoredGlossary:
        """A new glossary."""
        created = str(uuid4())
        with self._storage.changing() as connection:
            connection.execute(
                "INSERT INTO glossaries (id, owner, name, created) VALUES (?, ?, ?, ?)",
                (created, owner, name, datetime.now(UTC).isoformat(timespec="microseconds")),
            )
            for pair, entries in dictionaries.items():
                _write(connection, created, pair, entries)
        return self.get(created, owner=owner)

    def get(self, glossary_id: str, *, owner: str) -> StoredGlossary:
        """What is told of one. Raises Refusal 404, also for what is no id at all."""
        found = self._select("WHERE id = ? AND owner = ?", _canonical(glossary_id), owner)
        if not found:
            raise not_found("Glossary not found.")
        return found[0]

    def listed(self, *, owner: str) -> list[StoredGlossary]:
        """All of an owner's, in the order in which they were made."""
        return self._select("WHERE owner = ? ORDER BY number", owner)

    def entries(self, glossary_id: str, pair: Pair, *, owner: str) -> Entries:
        """The entries of a pair. Raises Refusal 404."""
        known = self.get(glossary_id, owner=owner).id
        rows = self._storage.rows(
            "SELECT entries FROM dictionaries WHERE glossary = ? AND source = ? AND target = ?",
            known,
            *pair,
        )
        if not rows:
            raise not_found("The glossary has no dictionary of this pair of languages.")
        return dict(json.loads(rows[0][0]))

    def change(
        self,
        glossary_id: str,
        *,
        owner: str,
        name: str | None = None,
        merged: Mapping[Pair, Entries] | None = None,
        replaced: Mapping[Pair, Entries] | None = None,
    ) -> StoredGlossary:
        """Give another name, add entries to dictionaries, or exchange them. Raises Refusal 404."""
        known = self.get(glossary_id, owner=owner).id
        with self._storage.changing() as connection:
            if name is not None:
                connection.execute("UPDATE glossaries SET name = ? WHERE id = ?", (name, known))
            for pair, entries in (merged or {}).items():
                row = connection.execute(
                    "SELECT entries FROM dictionaries"
                    " WHERE glossary = ? AND source = ? AND target = ?",
                    (known, *pair),
                ).fetchone()
                before: Entries = {} if row is None else dict(json.loads(row[0]))
                _write(connection, known, pair, before | entries)
            for pair, entries in (replaced or {}).items():
                _write(connection, known, pair, entries)
        return self.get(known, owner=owner)

    def delete(self, glossary_id: str, *, owner: str, pair: Pair | None = None) -> None:
        """Remove a glossary, or its dictionary of a pair. Raises Refusal 404."""
        known = self.get(glossary_id, owner=owner).id
        with self._storage.changing() as connection:
            if pair is None:
                connection.execute("DELETE FROM glossaries WHERE id = ?", (known,))
                return
            gone = connection.execute(
                "DELETE FROM dictionaries WHERE glossary = ? AND source = ? AND target = ?",
                (known, *pair),
            ).rowcount
        if not gone:
            raise not_found("The glossary has no dictionary of this pair of languages.")

    def glossary(
        self, reference: str, *, owner: str, source_lang: str, target_lang: str
    ) -> Glossary | None:
        """The dictionary of the pair as a glossary of ours; None for what is no id of this store.

        Raises Refusal 400 where there is no dictionary of the pair.
        """
        rows = self._storage.rows(
            "SELECT entries FROM glossaries LEFT JOIN dictionaries"
            " ON glossary = glossaries.id AND source = ? AND target = ?"
            " WHERE glossaries.id = ? AND owner = ?",
            source_lang,
            target_lang,
            _canonical(reference),
            owner,
        )
        if not rows:
            return None
        entries = rows[0][0]
        if entries is None:
            raise bad_request(
                "The glossary has no dictionary of this pair of languages: "
                f"{source_lang} to {target_lang}."
            )
        key = (f"{source_lang}-{target_lang}", entries)
        with self._lock:
            if key not in self._books:
                self._books[key] = _book(json.loads(entries), source_lang, target_lang)
                if len(self._books) > _MOST_BOOKS:
                    self._books.popitem(last=False)
            self._books.move_to_end(key)
            return self._books[key]

    def close(self) -> None:
        """Nothing is asked any more."""
        self._storage.close()

    def _select(self, where: str, *values: str) -> list[StoredGlossary]:
        rows = self._storage.rows(f"SELECT id, name, created FROM glossaries {where}", *values)  # noqa: S608  ours
        return [
            StoredGlossary(
                row[0], row[1], datetime.fromisoformat(row[2]), self._dictionaries(row[0])
            )
            for row in rows
        ]

    def _dictionaries(self, glossary_id: str) -> tuple[Dictionary, ...]:
        rows = self._storage.rows(
            "SELECT source, target, entry_count FROM dictionaries"
            " WHERE glossary = ? ORDER BY number",
            glossary_id,
        )
        return tuple(Dictionary(*row) for row in rows)


def _write(connection: sqlite3.Connection, glossary: str, pair: Pair, entries: Entries) -> None:
    content = json.dumps([*entries.items()], ensure_ascii=False)
    connection.execute(
        "INSERT INTO dictionaries (glossary, source, target, entry_count, entries)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET entry_count = excluded.entry_count, entries = excluded.entries",
        (glossary, *pair, len(entries), content),
    )


def _canonical(glossary_id: str) -> str:
    """The id as it is stored, whatever its case; nothing for what is none."""
    try:
        return str(UUID(glossary_id))
    except ValueError:
        return ""


def _book(entries: Sequence[tuple[str, str]], source_lang: str, target_lang: str) -> Glossary:
    return Glossary(
        tuple(
            Concept(f"e{n}", (Term(source_lang, s.strip()), Term(target_lang, t.strip())))
            for n, (s, t) in enumerate(entries, 1)
        ),
        name="the client's glossary",
    )
