"""Finds what a memory knows of a sentence: the same in the same context, the same, or alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from g60translate.memory.entry import Entry, Origin, State
from g60translate.memory.features import Pair, key_of

LEAST_LIKE: Final = 0.75
"""The similarity from which on a match is worth a translator's look, as in other tools."""

# Of the entries that share most with a sentence so many are compared with it.
_COMPARED = 80


class MatchKind(StrEnum):
    """CONTEXT: the same between the same neighbours. EXACT: the same. FUZZY: alike."""

    CONTEXT = "context"
    EXACT = "exact"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Match:
    """What a memory has for a sentence; `score` is 1 for the same text, else the likeness.

    Likeness is 1 - insertions and deletions / length of both (rapidfuzz's Indel), from 0 to 1.
    """

    kind: MatchKind
    score: float
    entry: Entry
    memory: str


class Remembers(Protocol):
    """What sentences are looked up in: pairs are (source, target), keys what `key_of` makes."""

    @property
    def title(self) -> str:
        """The name that people know it by."""

    def same(self, key: str, pair: Pair) -> list[Entry]:
        """Entries of this text, in this direction or turned round, case and closing signs aside."""

    def near(self, key: str, pair: Pair, *, most: int) -> list[str]:
        """Keys of the entries that share the most with a text, in this direction."""


class Lookup:
    """Looks through memories in one direction; the first memory that decides a sentence wins."""

    def __init__(
        self, memories: Sequence[Remembers], *, source_lang: str, target_lang: str
    ) -> None:
        """Read for `source_lang` → `target_lang`; exact matches also the other way round."""
        self._memories = tuple(memories)
        self._pair = (source_lang, target_lang)

    def same(self, text: str, *, before: str = "", after: str = "") -> Match | None:
        """What was decided for this text, best of all between these.

        Of the first memory that has the very text; else of the first that has it with other
        capitals or closing signs, as a fuzzy match, which its `entry` is to be mended for.
        """
        key, here = key_of(text), (key_of(before), key_of(after))
        nearly: Match | None = None
        for memory in self._memories:
            found = [entry for entry in memory.same(key, self._pair) if _usable(entry)]
            if not found:
                continue
            exact = [entry for entry in found if key_of(entry.source) == key]
            best = max(exact or found, key=lambda entry: _preference(entry, here))
            if exact:
                kind = MatchKind.CONTEXT if _context(best) == here != ("", "") else MatchKind.EXACT
                return Match(kind, 1.0, best, memory.title)
            if nearly is None:
                likeness = _likeness(key, key_of(best.source))
                nearly = Match(MatchKind.FUZZY, likeness, best, memory.title)
        return nearly

    def alike(self, text: str, *, least: float = LEAST_LIKE) -> Match | None:
        """The entry most like this text, of a likeness of `least` or more."""
        key = key_of(text)
        best: Match | None = None
        for memory in self._memories:
            near = memory.near(key, self._pair, most=_COMPARED)
            if not near:
                continue
            # Only now, for the shipped phrases have nothing near.
            from rapidfuzz.distance import Indel  # noqa: PLC0415
            from rapidfuzz.process import extractOne  # noqa: PLC0415

            nearest = extractOne(
                key,
                near,
                scorer=Indel.normalized_similarity,
                score_cutoff=max(least, best.score if best else 0.0),
            )
            if nearest is None or (best is not None and nearest[1] <= best.score):
                continue
            found = [
                e for e in memory.same(nearest[0], self._pair) if key_of(e.source) == nearest[0]
            ]
            entry = max(found, key=lambda e: (_usable(e), _preference(e, ("", ""))))
            best = Match(MatchKind.FUZZY, nearest[1], entry, memory.title)
        return best


def _usable(entry: Entry) -> bool:
    return entry.state is State.APPROVED and bool(entry.target.strip())


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    return Indel.normalized_similarity(one, other)


def _context(entry: Entry) -> tuple[str, str]:
    return (key_of(entry.before), key_of(entry.after))


def _preference(entry: Entry, here: tuple[str, str]) -> tuple[int, int, str]:
    """The larger the better: neighbours that agree, then who decided, then when."""
    neighbours = sum(a == b for a, b in zip(_context(entry), here, strict=True))
    rank = (Origin.MACHINE, Origin.IMPORTED, Origin.HUMAN).index(entry.origin)
    return (neighbours, rank, entry.changed.isoformat())
