"""Splits a text that is longer than the model's positions, losing nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from g60translate.spans import Span

# Best places first: after a clause mark, after white space, then anywhere.
_CLAUSE_END = re.compile(r"[;:,—–，；：、。！？]\s*")
_SPACE = re.compile(r"\s+")
_ANYWHERE = re.compile(r".", re.DOTALL)


def split_long(
    text: str, *, limit: int, count: Callable[[str], int], whole: tuple[Span, ...] = ()
) -> tuple[Span, ...]:
    """Tile `text` with spans of at most `limit` pieces, cutting at clause marks where possible.

    `count` gives the pieces of a text; no cut falls strictly inside a span of `whole` (an inline
    term, a placeholder), unless that span alone is longer than the limit.
    """
    parts: list[Span] = []
    rest = [(0, len(text))]
    while rest:
        start, end = rest.pop()
        if end - start <= 1 or count(text[start:end]) <= limit:
            parts.append((start, end))
            continue
        cut = _best_cut(text, start, end, whole)
        rest += [(cut, end), (start, cut)]
    return tuple(parts)


def _best_cut(text: str, start: int, end: int, whole: tuple[Span, ...]) -> int:
    """The cut nearest to the middle among those of the best kind available."""
    middle = (start + end) // 2
    # The outer quarters would leave scraps that translate badly, but a scrap beats half a word.
    margin = max(1, (end - start) // 4)
    ranges = ((start + margin, end - margin), (start + 1, end - 1))
    for low, high in ranges:
        for pattern in (_CLAUSE_END, _SPACE, _ANYWHERE if low == start + 1 else None):
            cuts = [
                match.end()
                for match in (pattern.finditer(text, start, end) if pattern else ())
                if low <= match.end() <= high and not any(a < match.end() < b for a, b in whole)
            ]
            if cuts:
                return min(cuts, key=lambda cut: abs(cut - middle))
    return middle
