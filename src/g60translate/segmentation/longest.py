"""Cuts what no sentence is, for it has no end: a list of words without marks, a row of figures.

A translation's attention grows with the square of its sentence: one of 20,000 words would take
gigabytes. No press text comes near the limit, so it takes no part in the name of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

MOST_CHARACTERS = 4_000
# Best places first: behind a clause mark, behind white space, then anywhere.
_PLACES = (re.compile(r"[;:,—–，；：、]\s*"), re.compile(r"\s+"), re.compile(r".", re.DOTALL))


def with_cuts(
    text: str, boundaries: Sequence[int], *, keep_together: Sequence[tuple[int, int]]
) -> list[int]:
    """The ends of sentences with further ones, so that none is longer than MOST_CHARACTERS.

    No cut falls strictly inside a span of `keep_together`, unless nothing else is left.
    """
    if len(text) <= MOST_CHARACTERS:
        return list(boundaries)
    found: list[int] = []
    for start, end in pairwise((0, *boundaries)):
        found += (*_cuts(text, start, end, keep_together), end)
    return found


def _cuts(
    text: str, start: int, end: int, keep_together: Sequence[tuple[int, int]]
) -> Iterator[int]:
    while end - start > MOST_CHARACTERS:
        start = _last_place(text, start, start + MOST_CHARACTERS, keep_together)
        yield start


def _last_place(text: str, start: int, most: int, keep_together: Sequence[tuple[int, int]]) -> int:
    """The last of the best places in the second half of a stretch."""
    near = [span for span in keep_together if span[0] < most and span[1] > start]
    for places in _PLACES:
        cuts = (match.end() for match in places.finditer(text, start, most))
        free = [
            cut
            for cut in cuts
            if cut > (start + most) // 2 and not any(low < cut < high for low, high in near)
        ]
        if free:
            return free[-1]
    return most
