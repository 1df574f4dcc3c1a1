"""What no translation may touch: marked stretches, addresses, hashtags, handles, phone numbers."""

from __future__ import annotations

from collections.abc import Sequence

from g60translate.documents.model import Block, InlineKind
from g60translate.protection.addresses import addresses
from g60translate.protection.phones import phones
from g60translate.spans import Span


def protected_spans(block: Block) -> tuple[Span, ...]:
    """Sorted, disjoint spans of the block's text that must come out unchanged."""
    marked = [(i.start, i.end) for i in block.inlines if i.kind is InlineKind.PROTECTED]
    spans = [span for span in marked if block.text[slice(*span)].strip()]
    found = addresses(block.text, kinds=("url", "mail", "handle", "hashtag"))
    spans += [(address.start, address.end) for address in found]
    spans += phones(block.text)
    return merge_spans(spans)


def merge_spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Sorted spans with those that overlap joined into one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
