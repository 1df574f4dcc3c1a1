"""Stretches that no translation may touch: marked ones, addresses, hashtags, handles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from g60translate.documents.model import Block, InlineKind
from g60translate.translation.subwords import Span

_ADDRESS = re.compile(
    r"""
      (?:https?://|ftp://|www\.)[^\s<>"'«»„“”‘’、，。；！？（）【】]+          # URLs
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                            # e-mail
    | (?<![\w@/.-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|cn|de|eu|fr|uk|int|gov|edu)
      (?:/[^\s<>"„“”]*)?(?![\w-])                                             # bare domains
    | (?<![\w&/])\#(?=\w*[^\W\d])\w+                                          # hashtags, not "#1"
    | (?<![\w/.])@[A-Za-z_]\w+                                                # handles
    """,
    re.VERBOSE,
)
# A sentence's own punctuation after an address is not part of it.
_TRAILING = re.compile(r"[.,;:!?)\]]+$")


def protected_spans(block: Block) -> tuple[Span, ...]:
    """Sorted, disjoint spans of the block's text that must come out unchanged."""
    marked = [(i.start, i.end) for i in block.inlines if i.kind is InlineKind.PROTECTED]
    spans = [span for span in marked if block.text[slice(*span)].strip()]
    for match in _ADDRESS.finditer(block.text):
        address = _TRAILING.sub("", match.group())
        if "(" in address and match.group().startswith(address + ")"):
            address += ")"
        spans.append((match.start(), match.start() + len(address)))
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
