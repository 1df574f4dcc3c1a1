"""Spans that overlap, joined; and spans with others cut out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from g60translate.spans import Span


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted spans with those that overlap joined into one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether the span has a code point in common with one of the others."""
    return any(start < span[1] and span[0] < end for start, end in others)


def without(span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """What is left of a span outside the taken ones, which are sorted."""
    start, end = span
    for a, b in taken:
        if a < end and start < b:
            if start < a:
                yield (start, a)
            start = max(start, b)
    if start < end:
        yield (start, end)
