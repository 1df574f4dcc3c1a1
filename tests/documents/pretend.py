"""A pretended translation: what any engine may do to a document, done predictably."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from g60translate.documents.model import Block, Document, Inline, InlineKind


def shout(text: str) -> str:
    """Upper case, code point by code point, so that offsets stay right."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def shouted(block: Block) -> Block:
    """The block in capitals, with protected and standalone text left alone."""
    characters = list(shout(block.text))
    for inline in block.inlines:
        if inline.kind is not InlineKind.PAIRED:
            characters[inline.start : inline.end] = block.text[inline.start : inline.end]
    return replace(block, text="".join(characters))


def turned(block: Block) -> Block:
    """The block with the part after a gap between words moved to the front, codes with it.

    Only at a gap that no code crosses; where there is none, the block in capitals.
    """
    for gap in range(1, len(block.text) - 1):
        if block.text[gap] != " " or not block.text[gap + 1 :].strip():
            continue
        if any(code.start <= gap <= code.end for code in block.inlines):
            continue
        front, back = block.text[:gap], block.text[gap + 1 :]
        moved = [
            code.shift(-gap - 1) if code.start > gap else code.shift(len(back) + 1)
            for code in block.inlines
        ]
        ordered = sorted(moved, key=lambda code: code.start)
        return replace(block, text=f"{back} {front}", inlines=tuple(ordered))
    return shouted(block)


def stripped(block: Block) -> Block:
    """The block with every code lost."""
    return replace(shouted(block), inlines=())


def translated(
    document: Document, change: Callable[[Block], Block] = shouted, *, lang: str | None = None
) -> Document:
    """The document with every block changed."""
    return document.with_blocks({b.id: change(b) for b in document.blocks}, lang=lang)


def spans(block: Block) -> list[tuple[str, str, InlineKind]]:
    """Each code's name without its number, its text and its kind.

    Standalone codes at an edge are left out: a reader need not take them into the block.
    """

    def name(code: Inline) -> str:
        return code.tag.rstrip("0123456789")

    said = [n for n, character in enumerate(block.text) if not character.isspace()]
    first, last = (said[0], said[-1]) if said else (0, 0)
    return sorted(
        (name(code), block.text[code.start : code.end], code.kind)
        for code in block.inlines
        if code.kind is not InlineKind.STANDALONE or (code.end > first and code.start <= last)
    )


def listed(listing: str) -> list[str]:
    """The parts of a compact listing."""
    return listing.split("|")
