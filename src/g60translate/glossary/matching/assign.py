"""Maximal exclusive assignment: disjoint occurrences for as many demands as possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Sentences need a handful of states; the bound keeps a hostile text from taking minutes.
_MAX_STATES = 4096


@dataclass(frozen=True, slots=True)
class Candidate:
    """An occurrence at `[start, end)` that can serve one demand of this kind."""

    start: int
    end: int
    kind: int
    wording: str

    def overlaps(self, other: Candidate) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


def assign(candidates: Sequence[Candidate], *, wanted: Sequence[int]) -> list[Candidate]:
    """Disjoint candidates, at most `wanted[kind]` of each kind: as many as possible.

    Among equal numbers those with the greatest total length, then the ones further left.
    Optimal unless one cluster of overlaps needs more than a few thousand states.
    """
    left = list(wanted)
    unique = {(c.start, c.end, c.kind): c for c in reversed(candidates)}
    pool = sorted(unique.values(), key=lambda c: (c.start - c.end, c.start, c.kind))
    chosen: list[Candidate] = []
    while True:
        pool = [c for c in pool if left[c.kind] > 0]
        # Taking what stands in nobody's way never costs another demand its occurrence.
        free = [c for c in pool if not any(c.overlaps(o) for o in pool if o is not c)]
        if not free:
            break
        for candidate in free:
            if left[candidate.kind] > 0:
                left[candidate.kind] -= 1
                chosen.append(candidate)
        pool = [c for c in pool if c not in free]
    return sorted([*chosen, *_best_of_contended(pool, left)], key=lambda c: c.start)


@dataclass(frozen=True, slots=True)
class _State:
    end: int
    used: tuple[int, ...]
    met: int = 0
    length: int = 0
    chain: tuple[Candidate, ...] = ()

    @property
    def worth(self) -> tuple[int, int]:
        return self.met, self.length


def _best_of_contended(pool: Sequence[Candidate], left: Sequence[int]) -> tuple[Candidate, ...]:
    """Weighted interval scheduling from left to right with a counter for each kind."""
    states = [_State(0, (0,) * len(left))]
    for candidate in sorted(pool, key=lambda c: (c.start, c.end, c.kind)):
        best: dict[tuple[int, tuple[int, ...]], _State] = {}
        for state in states:
            # All that ended before this candidate can go on in the same ways.
            end = max(state.end, candidate.start)
            _keep(best, _State(end, state.used, state.met, state.length, state.chain))
            if state.end <= candidate.start and state.used[candidate.kind] < left[candidate.kind]:
                _keep(best, _take(state, candidate))
        states = list(best.values())
        if len(states) > _MAX_STATES:
            states = sorted(states, key=lambda s: s.worth, reverse=True)[:_MAX_STATES]
    return max(states, key=lambda s: s.worth).chain


def _take(state: _State, candidate: Candidate) -> _State:
    used = list(state.used)
    used[candidate.kind] += 1
    return _State(
        end=candidate.end,
        used=tuple(used),
        met=state.met + 1,
        length=state.length + candidate.end - candidate.start,
        chain=(*state.chain, candidate),
    )


def _keep(best: dict[tuple[int, tuple[int, ...]], _State], state: _State) -> None:
    key = (state.end, state.used)
    if key not in best or state.worth > best[key].worth:
        best[key] = state
