"""The index from features to entries: for each feature the numbers of the entries that have it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np

Query = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""Runs a statement that reads."""

# A feature of more entries than this tells too little to be worth its room.
COMMON: Final = 8_000
# So many entries are looked at for one sentence, over all its features, the rarest first.
_BUDGET: Final = 3_000


def learn(connection: sqlite3.Connection, features: Iterable[tuple[int, Iterable[int]]]) -> None:
    """Add entries: each one's number with its features. Runs in the caller's transaction."""
    gathered: defaultdict[int, list[int]] = defaultdict(list)
    for number, shown in features:
        for feature in shown:
            gathered[feature].append(number)
    connection.executemany(
        "INSERT INTO posting (feature, entries, numbers) VALUES (?1, ?2, ?3) "
        "ON CONFLICT (feature) DO UPDATE SET entries = entries + ?2, numbers = "
        "CASE WHEN entries + ?2 > ?4 THEN x'' ELSE CAST(numbers || ?3 AS BLOB) END",
        (
            (feature, len(numbers), np.array(numbers, np.uint32).tobytes(), COMMON)
            for feature, numbers in sorted(gathered.items())
        ),
    )


def forget(connection: sqlite3.Connection, number: int, features: Iterable[int]) -> None:
    """Take one entry out. Runs in the caller's transaction."""
    for feature in features:
        found = connection.execute(
            "SELECT numbers FROM posting WHERE feature = ?", (feature,)
        ).fetchone()
        if found is None or not found[0]:
            continue
        numbers = np.frombuffer(found[0], np.uint32)
        rest = numbers[numbers != number]
        connection.execute(
            "UPDATE posting SET entries = ?, numbers = ? WHERE feature = ?",
            (len(rest), rest.tobytes(), feature),
        )


def candidates(query: Query, features: Sequence[int], *, most: int) -> list[int]:
    """Numbers of the entries that share most of these features, the rarer counting more."""
    marks = ", ".join("?" * len(features))
    known = query(
        f"SELECT entries, feature FROM posting WHERE feature IN ({marks}) "  # noqa: S608
        "AND entries BETWEEN 1 AND ?",
        (*features, COMMON),
    )
    chosen: list[int] = []
    looked_at = 0
    for entries, feature in sorted(known):
        if chosen and looked_at + entries > _BUDGET:
            break
        chosen.append(feature)
        looked_at += entries
    if not chosen:
        return []
    marks = ", ".join("?" * len(chosen))
    rows = query(
        f"SELECT numbers FROM posting WHERE feature IN ({marks})",  # noqa: S608
        chosen,
    )
    sides = [np.frombuffer(numbers, np.uint32) for (numbers,) in rows]
    weights = np.concatenate([np.full(len(side), 1 + 1 / len(side)) for side in sides if len(side)])
    numbers, places = np.unique(np.concatenate(sides), return_inverse=True)
    shared = np.bincount(places, weights)
    if len(numbers) > most:
        numbers = numbers[np.argpartition(shared, -most)[-most:]]
    return [int(number) for number in numbers]
