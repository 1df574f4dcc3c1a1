"""Signs that nobody sees, such as soft hyphens: left out of what is translated.

They say where a line may break, or which way it runs. A model that is shown them reads two words
for one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from g60translate.documents.model import Block, InlineKind

# Soft hyphen, zero width space, word joiner, zero width no-break space.
_BREAKS = "\u00ad\u200b\u2060\ufeff"
# They join and part letters of Persian or Hindi and the people of an emoji.
_JOINERS = "\u200c\u200d"
# Marks of direction: they change nothing where all that is written runs from left to right.
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ANY = re.compile(f"[{_BREAKS}{_JOINERS}{_DIRECTIONS}]")
_DIRECTION = re.compile(f"[{_DIRECTIONS}]")
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

# Latin, Greek, Cyrillic and Armenian letters stand before the first script that is joined.
_FIRST_JOINED = "\u0590"


def without_invisible(block: Block) -> Block:
    """The block without invisible signs in or beside its words.

    Those in protected or owned text stay, and those in scripts that are written with them.
    """
    if not _ANY.search(block.text):
        return block
    closed = [
        (code.start, code.end)
        for code in block.inlines
        if code.kind is not InlineKind.PAIRED or not _ANY.sub("", block.text[code.start : code.end])
    ]
    turned = _LEFTWARD.search(block.text) is not None
    gone = [
        match.start()
        for match in _ANY.finditer(block.text)
        if _is_idle(block.text, match.start(), turned=turned)
        and not any(start <= match.start() < end for start, end in closed)
    ]
    leaving = {*gone}
    text = "".join(sign for at, sign in enumerate(block.text) if at not in leaving)
    inlines = tuple(
        replace(
            code,
            start=code.start - bisect_left(gone, code.start),
            end=code.end - bisect_left(gone, code.end),
        )
        for code in block.inlines
    )
    return replace(block, text=text, inlines=inlines)


def _is_idle(text: str, at: int, *, turned: bool) -> bool:
    """Whether the sign at this place changes nothing of what a reader reads.

    `turned` says that some of the text runs from right to left.
    """
    if _DIRECTION.match(text, at):
        return not turned
    before = _ANY.sub("", text[:at])[-1:]
    behind = _ANY.sub("", text[at:])[:1]
    if text[at] in _JOINERS:
        return all(sign.isalpha() and sign < _FIRST_JOINED for sign in (before, behind))
    return all(not sign.isalpha() or sign < _FIRST_JOINED for sign in (before, behind))
