"""Walks a block's text and inline codes in order, mending what a translation did to the codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from g60translate.documents.model import Block, Inline, InlineKind
from g60translate.documents.spacing import spaced

_HALF_PAIR = re.compile("[\ud800-\udfff]")


class Step(StrEnum):
    """What a codec writes next."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    ATOM = "atom"


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the walk: `value` is the text for TEXT, the code's tag otherwise.

    An ATOM (a standalone or protected code) is written from the original's own source; the text
    of its span is not passed on.
    """

    step: Step
    value: str


def walk(block: Block, *, original: Block) -> Iterator[Event]:
    """The block as a well-formed sequence of text, opening, closing and atomic codes.

    `original` is the block as it was read: it says which codes exist. Unknown and repeated codes
    are left out. A missing pair is dropped, and so is one that has lost its words. Another missing
    code goes where its own text (a line break, a protected word) stands in the translation, or to
    the end. Of two crossing pairs the later one is cut off where the earlier one ends. A picture
    keeps the spaces on its sides.
    """
    block = spaced(block, original=original)
    text = block.text
    open_pairs: list[Inline] = []
    position = 0

    def advance(target: int) -> Iterator[Event]:
        """Write text up to `target`, closing every pair that ends on the way."""
        nonlocal position
        while open_pairs and open_pairs[-1].end <= target:
            closing = open_pairs.pop()
            if closing.end > position:
                yield Event(Step.TEXT, text[position : closing.end])
                position = closing.end
            yield Event(Step.CLOSE, closing.tag)
        if target > position:
            yield Event(Step.TEXT, text[position:target])
            position = target

    for inline in _ordered(_mended(block, original)):
        yield from advance(max(inline.start, position))
        if inline.kind is InlineKind.PAIRED:
            end = max(inline.end, position)
            if open_pairs:
                end = min(end, open_pairs[-1].end)
            open_pairs.append(replace(inline, start=position, end=end))
            yield Event(Step.OPEN, inline.tag)
        else:
            yield Event(Step.ATOM, inline.tag)
            position = max(position, inline.end)
    yield from advance(len(text))


def trimmed(block: Block) -> Block:
    """The same block with white space at the edges of paired codes moved outside them."""
    inlines = []
    for inline in block.inlines:
        start, end = inline.start, inline.end
        if inline.kind is InlineKind.PAIRED and block.text[start:end].strip():
            while block.text[start].isspace():
                start += 1
            while block.text[end - 1].isspace():
                end -= 1
        inlines.append(replace(inline, start=start, end=end))
    return replace(block, inlines=tuple(inlines))


def translatable(text: str) -> bool:
    """Whether there is anything to say in another language: a letter or a digit of any script.

    A text with half a pair of surrogates, as escapes in JSON can have it, is no text.
    """
    return any(character.isalnum() for character in text) and _HALF_PAIR.search(text) is None


def _mended(block: Block, original: Block) -> list[Inline]:
    """The block's codes, each known one at most once, with lost ones put back."""
    known = {inline.tag: inline for inline in original.inlines}
    kept: dict[str, Inline] = {}
    for inline in block.inlines:
        if inline.tag in known and inline.tag not in kept:
            kept[inline.tag] = replace(inline, kind=known[inline.tag].kind)
    for tag, inline in known.items():
        if tag not in kept and inline.kind is not InlineKind.PAIRED:
            own = original.text[inline.start : inline.end]
            taken = [code for code in kept.values() if code.kind is not InlineKind.PAIRED]
            start = _uncovered(own, block.text, taken)
            end = len(block.text) if start < 0 else start + len(own)
            kept[tag] = Inline(end if start < 0 else start, end, tag, inline.kind)
    return [code for code in kept.values() if not _is_emptied(code, known[code.tag], original)]


def _is_emptied(code: Inline, before: Inline, original: Block) -> bool:
    """Whether a pair that had words has none."""
    is_empty = code.kind is InlineKind.PAIRED and code.start == code.end
    return is_empty and bool(original.text[before.start : before.end].strip())


def _uncovered(own: str, text: str, taken: list[Inline]) -> int:
    """Where a lost code's own text stands in the translation outside other codes; -1 if nowhere.

    A space is no help: there are many.
    """
    start = text.find(own) if own.strip(" ") else -1
    while start >= 0 and any(code.start < start + len(own) and start < code.end for code in taken):
        start = text.find(own, start + 1)
    return start


def _ordered(inlines: list[Inline]) -> list[Inline]:
    """By start; at one start the longer outer code first, empty codes where the tuple has them."""
    ordered: list[Inline] = []
    by_start: dict[int, list[Inline]] = {}
    for inline in inlines:
        by_start.setdefault(inline.start, []).append(inline)
    for start in sorted(by_start):
        group = by_start[start]
        longest_first = iter(
            sorted((code for code in group if code.end > start), key=lambda code: -code.end)
        )
        ordered.extend(code if code.end == start else next(longest_first) for code in group)
    return ordered
