"""Plain text: paragraphs, wrapped lines, list lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from g60translate.documents.codes import translatable
from g60translate.documents.encoding import EncodedText, decode, is_text
from g60translate.documents.flow import fold
from g60translate.documents.model import Block, BlockKind, Document
from g60translate.documents.splice import Splicer

_LINE = re.compile("([^\r\n]*)(\r\n|\r|\n|\\Z)")
_MARKER = re.compile(r"(?:[-*+•‣▪◦–—·>]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])[ \t\u3000]+")
_MIN_WIDTH, _MAX_WIDTH = 45, 110


@dataclass(frozen=True, slots=True)
class _Line:
    """One physical line without its white space at the edges: `source[start:end]`.

    A list marker stands between `lead` and `start`.
    """

    lead: int
    start: int
    end: int
    text: str

    @property
    def marked(self) -> bool:
        """Whether a list marker begins the line."""
        return self.lead < self.start


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

    A blank line ends a paragraph. A single line end does too, unless the file is wrapped by hand:
    its longest line has 45 to 110 characters, and the first word of the next line would not have
    fitted into the line. So headlines, list and address lines remain blocks of their own. A list
    marker stays outside its block. The first block is a heading if no full stop ends it.
    """

    name = "text"
    suffixes = (".txt", ".text")
    kept = (
        "the encoding, byte order mark and line ends",
        "blank lines, indentation and list markers",
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
    """The paragraphs of a text, numbered from `b<first>`."""
    lines = _lines(source)
    longest = max((line.end - line.lead for line in lines if line.text), default=0)
    width = longest if _MIN_WIDTH <= longest <= _MAX_WIDTH else 0
    line_end = next((end for end in re.findall("\r\n|\r|\n", source)), "\n")
    number = first - 1
    for group in _groups(lines, width):
        start, end = group[0].start, group[-1].end
        text = fold(source[start:end])
        if not translatable(text):
            continue
        number += 1
        kind = BlockKind.LIST_ITEM if group[0].marked else BlockKind.PARAGRAPH
        if number == first and len(group) == 1 and _is_headline(text):
            kind = BlockKind.HEADING
        block = Block(f"b{number}", kind, text)
        if len(group) == 1:
            yield TextSlot(block, start, end, 0, 0, line_end)
            continue
        indent = re.split("[\r\n]", source[group[0].end : group[1].lead])[-1]
        marker = group[0].start - group[0].lead
        yield TextSlot(block, start, end, width, marker, line_end + indent)


def _lines(source: str) -> list[_Line]:
    found = []
    for match in _LINE.finditer(source):
        raw = match.group(1)
        start = match.start() + len(raw) - len(raw.lstrip())
        end = match.start() + len(raw.rstrip())
        marker = _MARKER.match(source, start, end)
        text_start = marker.end() if marker is not None else start
        found.append(_Line(start, text_start, max(text_start, end), source[start:end]))
    return found


def _groups(lines: list[_Line], width: int) -> Iterator[list[_Line]]:
    """Lines that make one paragraph together."""
    group: list[_Line] = []
    for line in lines:
        if group and not (line.text and _continues(group, line, width)):
            yield group
            group = []
        if line.text:
            group.append(line)
    if group:
        yield group


def _continues(group: list[_Line], following: _Line, width: int) -> bool:
    """Whether the last line end was made by wrapping at `width`.

    A marker at the head of a line is then no marker but the 14. of the 14. plan, unless the
    paragraph is a list item itself.
    """
    if not width or (following.marked and group[0].marked):
        return False
    last = group[-1]
    first_word = following.text.split(maxsplit=1)[0]
    return last.end - last.lead + 1 + len(first_word) > width


def _is_headline(text: str) -> bool:
    return len(text) <= 250 and text[-1] not in ".!?…:;。！？；：,，"
