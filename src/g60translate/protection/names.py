"""Names that a news format marks: they stay, unless the glossary says how they are written."""

from __future__ import annotations

from collections.abc import Iterator

from g60translate.documents.model import Block, InlineKind

# Elements of IPTC NITF 3.6; a title or office beside a name is in an element of its own.
_NAMES = frozenset(("org", "person", "location", "name.given", "name.family", "city", "state"))
_WORDS = frozenset(("function",))
_DIGITS = "0123456789"


def marked_names(block: Block) -> Iterator[tuple[int, int]]:
    """Spans of the block's text that are marked as names, without those that hold other words."""
    pairs = [code for code in block.inlines if code.kind is InlineKind.PAIRED]
    words = [code for code in pairs if code.tag.rstrip(_DIGITS) in _WORDS]
    for code in pairs:
        if code.tag.rstrip(_DIGITS) not in _NAMES or not block.text[code.start : code.end].strip():
            continue
        if not any(code.start <= word.start and word.end <= code.end for word in words):
            yield code.start, code.end
