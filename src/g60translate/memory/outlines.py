"""What short sentences are found by: the pairs of neighbouring letters that each one has.

Short sentences that are alike may share no word at all, so words cannot find them. Their letters
can: an outline is a set of letter pairs as 256 bits, and a count of the bits in which two outlines
differ is quick enough to be taken of every short sentence that a memory knows.
"""

from __future__ import annotations

import math
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from g60translate.memory.features import Pair
from g60translate.memory.index import Query

LONGEST_ASKED: Final = 80
"""Sentences of so many characters are looked for by their outlines, longer ones by their words."""

# Two texts can be alike to three quarters only if the shorter has this share of the other's length.
_LEAST_LENGTH: Final = 0.6
LONGEST_KEPT: Final = math.floor(LONGEST_ASKED / _LEAST_LENGTH) + 1
"""Sentences of so many characters may be like one that is looked for by its outline."""

SHORTEST_OF_WORDS: Final = math.ceil(LONGEST_ASKED * _LEAST_LENGTH)
"""Sentences of fewer characters are like none that is looked for by its words."""

_WORDS: Final = 4
_BITS: Final = 64 * _WORDS
# Of all bits of both outlines at most this share differs: where enough entries are as like as the
# first says, the others need no comparing; 99 % of 320 best matches were as like as the last says.
_MAY_DIFFER: Final = (0.4, 0.45, 0.5)
# In one row of the table; a row is written anew for each entry that is added.
_ROW: Final = 2_048
_KEPT: Final = np.dtype([("number", "<u4"), ("length", "u1"), ("outline", "<u8", (_WORDS,))])


class Outlines:
    """The outlines of one direction of a memory, as they were when they were read."""

    def __init__(self, kept: NDArray[Any]) -> None:
        """`kept`: the rows of the table together."""
        kept = kept[np.argsort(kept["length"], kind="stable")]
        self._numbers = kept["number"].copy()
        self._lengths = kept["length"].copy()
        self._outlines = kept["outline"].T.copy()
        # Counts of bits are kept in a byte: no outline has more bits than its text has pairs.
        sizes = np.bitwise_count(self._outlines).sum(axis=0, dtype=np.uint8)
        self._sizes = sizes
        self._may_differ = [(share * sizes).astype(np.uint8) for share in _MAY_DIFFER]

    def near(self, key: str, *, most: int) -> list[int]:
        """Numbers of the entries whose outlines are most like that of a text."""
        begin, end = np.searchsorted(
            self._lengths,
            [math.floor(len(key) * _LEAST_LENGTH), math.ceil(len(key) / _LEAST_LENGTH) + 1],
        )
        asked = _outline(key)
        size = int(np.bitwise_count(asked).sum())
        differ = np.zeros(end - begin, np.uint8)
        for outlines, bits in zip(self._outlines, asked, strict=True):
            differ += np.bitwise_count(outlines[begin:end] ^ bits)
        good = np.empty(0, np.intp)
        for share, may_differ in zip(_MAY_DIFFER, self._may_differ, strict=True):
            good = np.flatnonzero(differ <= may_differ[begin:end] + np.uint8(share * size))
            if len(good) >= most:
                break
        if len(good) > most:
            shares = differ[good] / (self._sizes[begin:end][good] + np.float32(size))
            good = good[np.argpartition(shares, most)[:most]]
        return [int(number) for number in self._numbers[begin:end][good]]


def read(query: Query, pair: Pair) -> Outlines:
    """The outlines of a direction."""
    rows = query(
        "SELECT kept FROM outline WHERE source_lang = ? AND target_lang = ? ORDER BY part", pair
    )
    return Outlines(np.frombuffer(b"".join(kept for (kept,) in rows), _KEPT))


def draw(connection: sqlite3.Connection, entries: Iterable[tuple[int, str, Pair]]) -> None:
    """Add entries: each one's number, key and direction. Runs in the caller's transaction."""
    drawn: defaultdict[Pair, list[tuple[int, int, NDArray[np.uint64]]]] = defaultdict(list)
    for number, key, pair in entries:
        if len(key) <= LONGEST_KEPT:
            drawn[pair].append((number, len(key), _outline(key)))
    for pair, new in drawn.items():
        part, kept = connection.execute(
            "SELECT part, kept FROM outline WHERE source_lang = ? AND target_lang = ? "
            "ORDER BY part DESC LIMIT 1",
            pair,
        ).fetchone() or (0, b"")
        all_of_them = np.concatenate([np.frombuffer(kept, _KEPT), np.array(new, _KEPT)])
        for begin in range(0, len(all_of_them), _ROW):
            _write(connection, pair, part, all_of_them[begin : begin + _ROW])
            part += 1


def wipe(connection: sqlite3.Connection, pair: Pair, numbers: Iterable[int]) -> None:
    """Take entries of a direction out. Runs in the caller's transaction."""
    gone = np.fromiter(numbers, np.uint32)
    rows = connection.execute(
        "SELECT part, kept FROM outline WHERE source_lang = ? AND target_lang = ?", pair
    ).fetchall()
    for part, blob in rows:
        kept = np.frombuffer(blob, _KEPT)
        stay = ~np.isin(kept["number"], gone)
        if not stay.all():
            _write(connection, pair, part, kept[stay])


def _write(connection: sqlite3.Connection, pair: Pair, part: int, kept: NDArray[Any]) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO outline (source_lang, target_lang, part, kept) VALUES (?, ?, ?, ?)",
        (*pair, part, kept.tobytes()),
    )


def _outline(key: str) -> NDArray[np.uint64]:
    bits = 0
    # What folds to more letters is cut to as many as the text has.
    for one, other in pairwise(f" {key.casefold()[: len(key)]} "):
        bits |= _bit(one + other)
    return np.frombuffer(bits.to_bytes(_BITS // 8, "little"), "<u8")


@lru_cache(maxsize=65_536)
def _bit(letters: str) -> int:
    return 1 << zlib.crc32(letters.encode("utf-8", "surrogatepass")) % _BITS
