"""Plain text: paragraphs, wrapped lines, list lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from g60translate.documents.codes import translatable
from g60translate.documents.encoding import EncodedText, decode, is_text
from g60translate.documents.flow.flow import fold
from g60translate.documents.model import Block, BlockKind, Document
from g60translate.documents.plain.lines import find_lines, joined, paragraphs
from g60translate.documents.splice import Splicer

# A tab stands between the columns of a line.
_CELL = re.compile(r"[^\s](?:[^\t\r\n]*[^\s])?")


@dataclass(frozen=True, slots=True)
class TextSlot:
    """A block, its range, and how it is wrapped when it is rewritten.

    `width` counts columns from the indent (0: no wrapping), of which a list marker takes `marker`
    in the first line. `between` is what ends a line: its line end and the next line's indent.
    """

    block: Block
    start: int
    end: int
    width: int
    marker: int
    between: str


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    slots: tuple[TextSlot, ...]


class TextCodec:
    """Plain text in any encoding that `decode` can tell.

    A blank line ends a paragraph, and so does a line without a letter or digit. A single line end
    does too, unless the file is wrapped by hand (see `lines.paragraphs`). So headlines, list and
    address lines remain blocks of their own. Marks at the head of a line and rules around its words
    stay outside its block. The first block is a heading if no full stop ends it.
    """

    name = "text"
    suffixes = (".txt", ".text")
    kept = (
        "the encoding, byte order mark and line ends",
        "blank lines, rules, indentation, list markers and marks at the head of a line",
        "the width of paragraphs wrapped by hand",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes are text at all."""
        return is_text(data)

    def read(self, data: bytes, *, name: str) -> Document:
        """Cut the text into paragraphs. Raises EncodingFault."""
        source = decode(data, name=name)
        slots = tuple(text_slots(source.text))
        return Document(
            format=self.name,
            blocks=tuple(slot.block for slot in slots),
            skeleton=_Skeleton(source, slots),
        )

    def write(self, document: Document) -> bytes:
        """The file with its changed blocks; in UTF-8 if its encoding lacks their characters."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        text = write_text_slots(skeleton.source.text, skeleton.slots, document.blocks)
        return skeleton.source.with_text(text).encode()


def write_text_slots(source: str, slots: Sequence[TextSlot], blocks: Sequence[Block]) -> str:
    """`source` with the paragraphs that differ from their slots written in their places."""
    now = {block.id: block for block in blocks}
    splicer = Splicer(source)
    for slot in slots:
        block = now.get(slot.block.id, slot.block)
        if block != slot.block:
            splicer.put(slot.start, slot.end, _rewrapped(slot, block.text))
    return splicer.render()


def _rewrapped(slot: TextSlot, text: str) -> str:
    # A blank line inside a block would end it for the next reader.
    lines = [line for line in re.split("\r\n|\r|\n", text) if line.strip()]
    if slot.width:
        lines = textwrap.wrap(
            " ".join(lines),
            slot.width,
            initial_indent="-" * slot.marker,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines[:1] = [line[slot.marker :] for line in lines[:1]]
    return slot.between.join(lines)


def text_slots(source: str, *, first: int = 1) -> Iterator[TextSlot]:
    """The paragraphs of a text, and the cells of lines with tabs, numbered from `b<first>`."""
    line_end = next((end for end in re.findall("\r\n|\r|\n", source)), "\n")
    number = first
    for group, width in paragraphs(find_lines(source)):
        kind = BlockKind.LIST_ITEM if group[0].listed else BlockKind.PARAGRAPH
        if len(group) == 1:
            cells = [cell.span() for cell in _CELL.finditer(source, group[0].start, group[0].end)]
            for start, end in cells:
                text = fold(source[start:end])
                if not translatable(text):
                    continue
                if len(cells) > 1:
                    kind = BlockKind.TABLE_CELL
                elif number == first and _is_headline(text):
                    kind = BlockKind.HEADING
                yield TextSlot(Block(f"b{number}", kind, text), start, end, 0, 0, line_end)
                number += 1
            continue
        block = Block(f"b{number}", kind, joined(source, group))
        if not translatable(block.text):
            continue
        number += 1
        indent = re.split("[\r\n]", source[group[0].stop : group[1].lead])[-1]
        marker = group[0].start - group[0].lead
        yield TextSlot(block, group[0].start, group[-1].end, width, marker, line_end + indent)


def _is_headline(text: str) -> bool:
    return len(text) <= 250 and text[-1] not in ".!?…:;。！？；：,，"
