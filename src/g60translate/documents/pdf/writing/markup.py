"""What the writers of marked-up text share: spans in their order, with links around their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from g60translate.documents.pdf.model import Item, Part, Span, Spans


def by_link(spans: Spans) -> Iterator[tuple[str, list[Span]]]:
    """Neighbours that lead to the same address, or to none."""
    for link, group in groupby(spans, key=lambda span: span.link):
        yield link, list(group)


def by_list(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Points that follow each other together, every other part by itself."""
    held: list[Part] = []
    for part in parts:
        if isinstance(part, Item):
            held.append(part)
            continue
        if held:
            yield held
            held = []
        yield [part]
    if held:
        yield held
