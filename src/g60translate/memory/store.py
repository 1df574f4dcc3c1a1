"""A translation memory in one SQLite file: many languages, several processes, nothing lost."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from g60translate.memory import outlines
from g60translate.memory.entry import Counts, Entry, Origin, Stored
from g60translate.memory.faults import explained
from g60translate.memory.features import Pair, features_of, key_of
from g60translate.memory.index import candidates, forget, learn
from g60translate.memory.rows import COLUMNS, entry_of, row_of
from g60translate.memory.schema import side_hash
from g60translate.transactions import transaction

# In one transaction, so that postings are not rewritten for every few.
_AT_ONCE: Final = 10_000


class Memory:
    """An open memory; a context manager that closes it.

    Every change is one transaction: after a kill the file holds it or does not. Threads of one
    process may share an open memory.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        """Use `open_memory`, `new_memory` or `memory_of`."""
        self._connection = connection
        self._lock = threading.RLock()
        # As long as nothing changes, here or by another connection (PRAGMA data_version).
        self._outlines: dict[Pair, outlines.Outlines] = {}
        self._version = 0
        self.name = name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def title(self) -> str:
        """The file's name without its folders."""
        return Path(self.name).name

    def digest(self) -> str:
        """The SHA-256 of all that it decides, in hex; the file itself changes more often."""
        digest = hashlib.sha256()
        for stored in self.entries():
            digest.update(repr(stored.entry).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __len__(self) -> int:
        ((count,),) = self.query("SELECT count(*) FROM entry")
        return int(count)

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement that reads."""
        with self._lock, explained(self.name):
            return self._connection.execute(sql, values).fetchall()

    def add(self, entries: Iterable[Entry]) -> Counts:
        """Take entries over in transactions of some thousands; say how many were new or changed.

        The same translation in the same context is kept once: the later change wins, and a
        person's is never replaced by a machine's.
        """
        counts = {"added": 0, "changed": 0, "kept": 0}
        batch: list[Entry] = []
        for entry in entries:
            batch.append(entry)
            if len(batch) == _AT_ONCE:
                self._add(batch, counts)
                batch.clear()
        if batch:
            self._add(batch, counts)
        return counts

    def _add(self, entries: Sequence[Entry], counts: dict[str, int]) -> None:
        with self._changing() as connection:
            new: list[tuple[int, str, Pair]] = []
            for entry in entries:
                outcome, number = _put(connection, entry)
                counts[outcome] += 1
                if outcome == "added":
                    pair = (entry.source_lang, entry.target_lang)
                    new.append((number, key_of(entry.source), pair))
            outlines.draw(connection, new)
            learn(
                connection,
                (
                    (number, len(key), features_of(key, pair))
                    for number, key, pair in new
                    if len(key) >= outlines.SHORTEST_OF_WORDS
                ),
            )

    def remove(self, numbers: Iterable[int]) -> int:
        """Take entries out by their numbers; how many there were."""
        with self._changing() as connection:
            gone: defaultdict[Pair, list[int]] = defaultdict(list)
            for number in numbers:
                found = connection.execute(
                    "DELETE FROM entry WHERE number = ? RETURNING source, source_lang, target_lang",
                    (number,),
                ).fetchone()
                if found is not None:
                    source, *langs = found
                    pair = (langs[0], langs[1])
                    forget(connection, number, features_of(key_of(source), pair))
                    gone[pair].append(number)
            for pair, some in gone.items():
                outlines.wipe(connection, pair, some)
        return sum(len(some) for some in gone.values())

    def entries(self, where: str = "", values: Sequence[Any] = ()) -> Iterator[Stored]:
        """Entries in the order in which they came; `where` is a condition on the columns."""
        last = -1
        condition = f"({where}) AND" if where else ""
        while True:
            rows = self.query(
                f"SELECT number, {COLUMNS} FROM entry WHERE {condition} number > ? "  # noqa: S608
                "ORDER BY number LIMIT 1000",
                (*values, last),
            )
            if not rows:
                return
            yield from (Stored(int(row[0]), entry_of(row[1:])) for row in rows)
            last = int(rows[-1][0])

    def same(self, key: str, pair: Pair) -> list[Entry]:
        """Entries of this text, in this direction or turned round, case and closing signs aside."""
        forward = self._sided("source", side_hash(*pair, key), pair)
        if any(key_of(entry.source) == key for entry in forward):
            return forward
        backward = self._sided("target", side_hash(*pair, key), pair[::-1])
        return forward + [entry.turned() for entry in backward]

    def _sided(self, side: str, number: int, pair: Pair) -> list[Entry]:
        rows = self.query(
            f"SELECT {COLUMNS} FROM entry WHERE {side}_hash = ? "  # noqa: S608
            "AND source_lang = ? AND target_lang = ? ORDER BY number",
            (number, *pair),
        )
        return [entry_of(row) for row in rows]

    def near(self, key: str, pair: Pair, *, most: int) -> list[str]:
        """Keys of the entries that share the most with a text, in this direction."""
        if len(key) <= outlines.LONGEST_ASKED:
            numbers = self._outlined(pair).near(key, most=most)
        else:
            features = features_of(key, pair)
            numbers = candidates(self.query, features, length=len(key), most=most)
        marks = ", ".join("?" * len(numbers))
        rows = self.query(
            f"SELECT source FROM entry WHERE number IN ({marks}) "  # noqa: S608
            "AND source_lang = ? AND target_lang = ? ORDER BY number",
            (*numbers, *pair),
        )
        return [key_of(text) for (text,) in rows]

    def _outlined(self, pair: Pair) -> outlines.Outlines:
        with self._lock:
            ((version,),) = self.query("PRAGMA data_version")
            if version != self._version:
                self._outlines.clear()
                self._version = version
            if pair not in self._outlines:
                self._outlines[pair] = outlines.read(self.query, pair)
            return self._outlines[pair]

    def number_of(self, entry: Entry) -> int:
        """The number of an entry that was found here, in its own direction or turned round."""
        for one in (entry, entry.turned()):
            pair = (one.source_lang, one.target_lang)
            rows = self.query(
                "SELECT number FROM entry WHERE source_lang = ? AND target_lang = ? "
                "AND source_hash = ? AND source = ? AND target = ? ORDER BY number",
                (*pair, side_hash(*pair, one.source), one.source, one.target),
            )
            if rows:
                return int(rows[0][0])
        raise KeyError(entry.source)

    def stats(self) -> Counts:
        """Entries by direction, origin and state."""
        rows = self.query(
            "SELECT source_lang || '→' || target_lang || ' ' || origin || ' ' || state, count(*) "
            "FROM entry GROUP BY 1 ORDER BY 1"
        )
        return {str(name): int(count) for name, count in rows}

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that waits for other writers first."""
        with self._lock, explained(self.name), transaction(self._connection) as connection:
            yield connection
            self._outlines.clear()


def _put(connection: sqlite3.Connection, entry: Entry) -> tuple[str, int]:
    """Add or update one entry; 'added', 'changed' or 'kept', and its number."""
    row = row_of(entry)
    found = connection.execute(
        "SELECT number, origin, changed FROM entry WHERE whole_hash = ? AND source_lang = ? "
        "AND target_lang = ? AND source = ? AND target = ? AND before = ? AND after = ? "
        "AND document = ?",
        (
            row["whole_hash"],
            entry.source_lang,
            entry.target_lang,
            entry.source,
            entry.target,
            entry.before,
            entry.after,
            entry.document,
        ),
    ).fetchone()
    if found is not None:
        number, origin, changed = found
        ranks = [Origin.MACHINE, Origin.IMPORTED, Origin.HUMAN]
        older = (ranks.index(Origin(origin)), changed)
        if (ranks.index(entry.origin), row["changed"]) <= older:
            return "kept", number
        assignments = ", ".join(f"{name} = :{name}" for name in row)
        connection.execute(
            f"UPDATE entry SET {assignments} WHERE number = :number",  # noqa: S608
            {**row, "number": number},
        )
        return "changed", number
    marks = ", ".join(f":{name}" for name in row)
    cursor = connection.execute(
        f"INSERT INTO entry ({', '.join(row)}) VALUES ({marks})",  # noqa: S608
        row,
    )
    assert cursor.lastrowid is not None
    return "added", cursor.lastrowid
