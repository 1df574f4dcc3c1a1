"""The index from features to entries: for each feature the numbers of the entries that have it.

A number is kept with a code for the length of its sentence, in 32 bits: sentences that are much
longer or shorter than the one asked for cannot be alike, and need not be fetched to know it.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final

import numpy as np

Query = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""Runs a statement that reads."""

# A feature of more entries than this tells too little to be worth its room.
COMMON: Final = 8_000
# So many entries are looked at for one sentence, over all its features, the rarest first.
_BUDGET: Final = 3_000
# Lengths are told apart where one is a fifth longer than the other.
_LENGTH_BITS: Final = 5
_LONGEST: Final = 2**_LENGTH_BITS - 1
_STEP: Final = math.log(1.2)
# What sentences of two lengths can have in common at most: [length code, length code] → 0…1.
_SIZES: Final = np.exp(_STEP * np.arange(_LONGEST + 1))
_FITTING: Final = (2 * np.minimum.outer(_SIZES, _SIZES) / np.add.outer(_SIZES, _SIZES)).astype(
    np.float32
)
# Entries are left out that are likely to miss the three quarters that count as alike.
_LEAST_FITTING: Final = 0.7
_LEAST_SHARE: Final = 0.25


def learn(
    connection: sqlite3.Connection, features: Iterable[tuple[int, int, Iterable[int]]]
) -> None:
    """Add entries: each one's number, its text's length and its features.

    Runs in the caller's transaction.
    """
    gathered: defaultdict[int, list[int]] = defaultdict(list)
    for number, length, shown in features:
        packed = number << _LENGTH_BITS | _code(length)
        for feature in shown:
            gathered[feature].append(packed)
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
        rest = numbers[numbers >> _LENGTH_BITS != number]
        connection.execute(
            "UPDATE posting SET entries = ?, numbers = ? WHERE feature = ?",
            (len(rest), rest.tobytes(), feature),
        )


def candidates(query: Query, features: Collection[int], *, length: int, most: int) -> list[int]:
    """Numbers of the entries that share most of these features and are about as long."""
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
    packed = np.frombuffer(b"".join(numbers for (numbers,) in rows), np.uint32)
    packed = np.sort(packed)
    starts = np.flatnonzero(np.concatenate(([True], packed[1:] != packed[:-1])))
    packed, shared = packed[starts], np.diff(starts, append=len(packed)) / len(chosen)
    fitting = _FITTING[_code(length)][packed & _LONGEST]
    good = np.flatnonzero((fitting >= _LEAST_FITTING) & (shared >= _LEAST_SHARE))
    if len(good) > most:
        worth = shared[good] + fitting[good]
        good = good[np.argpartition(worth, -most)[-most:]]
    return [int(number) for number in packed[good] >> _LENGTH_BITS]


def _code(length: int) -> int:
    return min(_LONGEST, round(math.log(max(1, length)) / _STEP))
