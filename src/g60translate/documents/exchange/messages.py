"""One message of a program: its sentence streams, and the message with their translations.

What PO and XLIFF share: markup in the text, placeholders, branches of ICU messages, accelerators.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from g60translate.documents.codes import translatable
from g60translate.documents.exchange.accelerators import (
    Accelerator,
    find_accelerator,
    put_accelerator,
)
from g60translate.documents.exchange.icu import (
    Branch,
    IcuFault,
    decode_icu,
    find_branches,
    is_icu,
    spell_icu,
)
from g60translate.documents.flow.flow import Piece, PieceKind, build_flow
from g60translate.documents.model import Block, BlockKind, Inline, InlineKind
from g60translate.documents.slots import Slot, put_slots
from g60translate.documents.splice import Splicer

# Stands for an element that the file format itself has in its text.
ELEMENT = "\ufffc"
# Tags, and where the flags say that there are any, placeholders of C, Python, Qt, PHP and others.
_TAG = re.compile(r"<(/?)([a-zA-Z][\w.:-]*)(?:\s[^<>]*?)?(/?)>")
_HOLDER = re.compile(
    r"%(?:\([\w.]+\)|\d+\$)?[-+ #0]*(?:\d+|\*)?(?:\.\d+)?(?:hh|h|ll|l|j|z|t|L)?[diouxXeEfFgGcrsaAp]"
    r"|%\d+|%[A-Za-z_]+%|\$?\{[\w.:!\[\]]*\}|\{\{[^{}]*\}\}|%%"
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]\w*|#\d+|#x[0-9a-fA-F]+);")
_VOID = frozenset(("br", "img", "hr", "wbr", "input"))


@dataclass(frozen=True, slots=True)
class Element:
    """An element in the text at an `ELEMENT`: what it is in the flow, and how it is written."""

    kind: PieceKind
    name: str
    raw: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as people read it, with an `ELEMENT` for each of the format's own elements.

    `sealed` are ranges that may not be translated; `spell` writes text as the file has it. As a
    `Source` it gives stretches as they are written.
    """

    text: str
    elements: Mapping[int, Element] = field(default_factory=dict)
    sealed: tuple[tuple[int, int], ...] = ()
    spell: Callable[[str], str] = str

    def __getitem__(self, where: slice, /) -> str:
        """A stretch as it is written."""
        start, stop, _ = where.indices(len(self.text))
        pieces = []
        for place in sorted(self.elements):
            if start <= place < stop:
                pieces += [self.spell(self.text[start:place]), self.elements[place].raw]
                start = place + 1
        return "".join([*pieces, self.spell(self.text[start:stop])])

    def __len__(self) -> int:
        """The number of characters."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class MessageSlots:
    """A message and the places of its translations.

    `accelerator` belongs to the only slot of its message. `left` says why a message is left alone.
    """

    message: Message
    slots: tuple[Slot, ...]
    accelerator: Accelerator | None = None
    icu: bool = False
    left: str = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in their order."""
        return tuple(slot.block for slot in self.slots)

    def changed(self, now: Mapping[str, Block]) -> bool:
        """Whether a block is another one than was read."""
        return any(now.get(block.id, block) != block for block in self.blocks)

    def written(self, now: Mapping[str, Block]) -> str:
        """The message with its blocks as they are now."""
        if self.accelerator is not None:
            now = {
                block.id: put_accelerator(now[block.id], self.accelerator)
                for block in self.blocks
                if now.get(block.id, block) != block
            }
        splicer = Splicer(self.message)
        put_slots(splicer, self.slots, now, spell=self._spelt)
        return splicer.render()

    def _spelt(self, text: str) -> str:
        if self.icu:
            text = spell_icu(text, doubled="''" in self.message.text)
        return self.message.spell(text)


def message_slots(
    message: Message, *, first: int, placeholders: bool = False, breaks: bool = False
) -> MessageSlots | None:
    """The blocks of a message, numbered from `b<first>`; None if it says nothing.

    `placeholders` where the file says that the message has such; `breaks` where a line end breaks
    a line for the reader too. An ICU message whose syntax is broken becomes one block of text that
    stays, with a remark.
    """
    text = message.text
    icu = is_icu(text)
    branches: Sequence[Branch] = (Branch(0, len(text), ()),)
    accelerator = None
    if icu:
        try:
            branches = find_branches(text)
        except IcuFault as fault:
            return _left_alone(message, first, str(fault))
    else:
        accelerator = find_accelerator(text)
    slots: list[Slot] = []
    for branch in branches:
        flow = build_flow(
            list(_pieces(message, branch, accelerator, placeholders=placeholders, breaks=breaks)),
            source=text,
            decode=_decode_icu_text if icu else _decode_text,
            block_id=f"b{first + len(slots)}",
            kind=BlockKind.PARAGRAPH,
            folding=False,
        )
        if flow is not None:
            slots.append(_with_sign(Slot.of(flow), accelerator))
    return MessageSlots(message, tuple(slots), accelerator, icu) if slots else None


def _with_sign(slot: Slot, accelerator: Accelerator | None) -> Slot:
    """The slot with the accelerator's sign inside, which else would stay at its edge."""
    if accelerator is None:
        return slot
    start, end = min(slot.start, accelerator.start), max(slot.end, accelerator.end)
    return replace(slot, start=start, end=end)


def _left_alone(message: Message, first: int, fault: str) -> MessageSlots | None:
    if not translatable(message.text.replace(ELEMENT, "")):
        return None
    remark = (
        f"This ICU message is left as it is, for its syntax is not understood: {fault}. "
        "Translate it by hand."
    )
    whole = Inline(0, len(message.text), "icu1", InlineKind.PROTECTED)
    block = Block(f"b{first}", BlockKind.PARAGRAPH, message.text, (whole,), remark=remark)
    return MessageSlots(message, (Slot(block, 0, len(message.text)),), left=remark)


def _pieces(
    message: Message,
    branch: Branch,
    accelerator: Accelerator | None,
    *,
    placeholders: bool,
    breaks: bool,
) -> Iterator[Piece]:
    """The branch in pieces that tile it, less the accelerator's sign."""
    text = message.text
    found = _Found(branch.start, branch.end)
    for sealed in branch.sealed:
        found.add(Piece(PieceKind.PROTECTED, sealed.start, sealed.end, "var", sealed.text))
    # Tags go before the elements inside them.
    for match in _TAG.finditer(text, branch.start, branch.end):
        name = match.group(2).lower()
        kind = PieceKind.CLOSE if match.group(1) else PieceKind.OPEN
        atom = name in _VOID or match.group(3)
        found.add(Piece(PieceKind.STANDALONE if atom else kind, *match.span(), name))
    for place, element in message.elements.items():
        found.add(Piece(element.kind, place, place + 1, element.name, element.text))
    for start, end in message.sealed:
        found.add(Piece(PieceKind.PROTECTED, start, end, "mrk", text[start:end]))
    if placeholders:
        for match in _HOLDER.finditer(text, branch.start, branch.end):
            found.add(Piece(PieceKind.PROTECTED, *match.span(), "var", match.group()))
    for match in re.finditer(f"&&+|{_ENTITY.pattern}", text[branch.start : branch.end]):
        start, end = (branch.start + place for place in match.span())
        if not _is_letter(match.group()):
            found.add(Piece(PieceKind.PROTECTED, start, end, "var", match.group()))
    if breaks:
        for match in re.finditer("\n", text[branch.start : branch.end]):
            start = branch.start + match.start()
            found.add(Piece(PieceKind.STANDALONE, start, start + 1, "br", "\n"))
    skipped = None if accelerator is None else (accelerator.start, accelerator.end)
    position = branch.start
    for piece in found.in_order():
        yield from _texts(position, piece.start, skipped)
        yield piece
        position = piece.end
    yield from _texts(position, branch.end, skipped)


class _Found:
    """Pieces inside a range that do not overlap; who comes first stays."""

    def __init__(self, start: int, end: int) -> None:
        self._range = start, end
        self._pieces: list[Piece] = []

    def add(self, piece: Piece) -> None:
        start, end = self._range
        inside = start <= piece.start and piece.end <= end
        if inside and not any(p.start < piece.end and piece.start < p.end for p in self._pieces):
            self._pieces.append(piece)

    def in_order(self) -> list[Piece]:
        return sorted(self._pieces, key=lambda piece: piece.start)


def _texts(start: int, end: int, skipped: tuple[int, int] | None) -> Iterator[Piece]:
    cut = [start, end]
    if skipped is not None and start <= skipped[0] and skipped[1] <= end:
        cut = [start, *skipped, end]
    for left, right in zip(cut[::2], cut[1::2], strict=True):
        if left < right:
            yield Piece(PieceKind.TEXT, left, right)


def _is_letter(entity: str) -> bool:
    """Whether a reference stands for a letter, as `&uuml;` does."""
    said = html.unescape(entity)
    return said != entity and said.isalpha()


def _decode_text(text: str) -> str:
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda m: html.unescape(m[0]) if _is_letter(m[0]) else m[0], text)


def _decode_icu_text(text: str) -> str:
    return decode_icu(_decode_text(text))
