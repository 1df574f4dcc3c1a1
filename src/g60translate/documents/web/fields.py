"""A string that holds text of some kind, as data has it: a line, paragraphs, or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.plain.text import TextSlot, text_slots, write_text_slots
from g60translate.documents.slots import Slot
from g60translate.documents.web.blocks import find_slots
from g60translate.documents.web.html import write_slots

# Elements that a text shows to be HTML, whatever its name says.
_LOOKS_LIKE_HTML = re.compile(
    r"<(p|br|hr|div|span|a|b|i|em|strong|u|sub|sup|h[1-6]|ul|ol|li|dl|blockquote|q|cite|figure|img"
    r"|table|tr|td|th|section|article|aside|header|footer|small|mark|s|del|ins|code|pre)"
    r"(\s[^<>]*)?/?>",
    re.IGNORECASE,
)

Content = Literal["line", "text", "html"]


@dataclass(frozen=True, slots=True)
class TextField:
    """One string: a block of its own, paragraphs, or HTML."""

    value: str
    block: Block | None = None
    paragraphs: tuple[TextSlot, ...] = ()
    slots: tuple[Slot, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """The blocks in the string."""
        if self.block is not None:
            yield self.block
        yield from (slot.block for slot in self.paragraphs)
        yield from (slot.block for slot in self.slots)

    def written(self, blocks: Sequence[Block]) -> str:
        """The string with its blocks as they are now."""
        if self.block is not None:
            now = next((block for block in blocks if block.id == self.block.id), self.block)
            return now.text if now != self.block else self.value
        if self.slots:
            return write_slots(self.value, self.slots, blocks)
        return write_text_slots(self.value, self.paragraphs, blocks)


def read_field(
    value: str, *, first: int, content: Content = "text", kind: BlockKind | None = None
) -> TextField | None:
    """The text in a string, numbered from `b<first>`; None if it says nothing.

    What looks like HTML is HTML, whatever `content` says.
    """
    if not translatable(value):
        return None
    if content == "html" or _LOOKS_LIKE_HTML.search(value):
        slots = tuple(
            replace(slot, block=replace(slot.block, id=f"b{number}", kind=_kind(slot, kind)))
            for number, slot in enumerate(find_slots(value), start=first)
        )
        return TextField(value, slots=slots) if slots else None
    if content == "text":
        paragraphs = tuple(text_slots(value, first=first))
        return TextField(value, paragraphs=paragraphs) if paragraphs else None
    return TextField(value, Block(f"b{first}", kind or BlockKind.PARAGRAPH, value))


def _kind(slot: Slot, kind: BlockKind | None) -> BlockKind:
    """A headline stays one where it has markup; blocks of a body know better."""
    inside = slot.block.kind
    return kind if kind is BlockKind.HEADING and inside is BlockKind.PARAGRAPH else inside
