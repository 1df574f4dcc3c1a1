"""Runs of Office Open XML as one sentence stream, and a stream back as runs.

Word, PowerPoint and Excel all cut a paragraph into runs of text with properties (ISO/IEC 29500-1,
17.3.2, 21.1.2.3, 18.4.4). What differs is how one run is written, which a `Dialect` knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from g60translate.documents.codes import Step, walk
from g60translate.documents.flow.flow import Flow, Piece, PieceKind, build_flow
from g60translate.documents.flow.raised import RAISED
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.xml.parsing import Element

# Stands in the flow's source for anything that is no text.
_OBJECT = "\ufffc"


@dataclass(frozen=True, slots=True)
class Node:
    """An element that is put back as it is; `in_run` with `format` if it needs a run around it."""

    element: Element
    in_run: bool = False
    format: Element | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a paragraph.

    TEXT has `text`, its run's properties in `format` and their meaning in `key`: equal keys look
    equal; its `name` is `sup` or `sub` where it is raised or lowered. STANDALONE and PROTECTED have
    `nodes`, and `text` that they own. OPEN and CLOSE name their pair; they write `nodes`, or open
    and close `container`.
    """

    kind: PieceKind
    text: str = ""
    key: str = ""
    format: Element | None = None
    nodes: tuple[Node, ...] = ()
    container: Element | None = None
    name: str = "x"


class Dialect(Protocol):
    """How one vocabulary writes the pieces of a paragraph."""

    def text_run(self, text: str, format_: Element | None, key: str) -> Sequence[Element]:
        """New runs that show `text`, with properties copied from `format_`."""
        ...

    def wrap(self, node: Node) -> Element:
        """The node's element, in a run of its own if it needs one."""
        ...

    def shell(self, container: Element) -> Element:
        """Empty a paragraph or container of its flow; return the element that takes the new one."""
        ...

    def finish(self, paragraph: Element) -> None:
        """Put a rewritten paragraph into the order and shape its schema asks for."""
        ...


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that says something: its block's flow over the items behind it."""

    flow: Flow
    items: tuple[Item, ...]
    starts: tuple[int, ...]
    base: Item

    @property
    def block(self) -> Block:
        """The block as it was read."""
        return self.flow.block


def read_paragraph(items: Sequence[Item], *, block_id: str, kind: BlockKind) -> Paragraph | None:
    """The items as a block; None if they say nothing translatable."""
    merged = _merged(items)
    marked, base = _with_formats(merged)
    source = ""
    pieces = []
    starts = []
    for item in marked:
        starts.append(len(source))
        shown = item.text if item.kind is PieceKind.TEXT else _OBJECT
        own = "" if item.kind is PieceKind.TEXT else item.text
        pieces.append(Piece(item.kind, len(source), len(source) + len(shown), item.name, own))
        source += shown
    flow = build_flow(
        pieces, source=source, decode=str, block_id=block_id, kind=kind, folding=False
    )
    return None if flow is None else Paragraph(flow, tuple(marked), tuple(starts), base)


def write_paragraph(target: Element, paragraph: Paragraph, block: Block, dialect: Dialect) -> None:
    """Append the block's runs to `target`, which has been emptied of its flow."""
    writer = _Writer(target, paragraph, dialect)
    flow = paragraph.flow
    writer.keep(0, flow.start)
    for event in walk(block, original=flow.block):
        if event.step is Step.TEXT:
            writer.text(event.value)
            continue
        code = flow.codes[event.value]
        where = code.closing if event.step is Step.CLOSE else code.opening
        assert where is not None
        writer.keep(*where)
    writer.keep(flow.end, None)


@dataclass(slots=True)
class _Writer:
    """Appends to the innermost open container with the innermost open format."""

    target: Element
    paragraph: Paragraph
    dialect: Dialect
    _open: list[tuple[Element | None, Item]] = field(default_factory=list)

    def text(self, text: str) -> None:
        """Write text in the format that is current."""
        look = self._open[-1][1] if self._open else self.paragraph.base
        self._append(self.dialect.text_run(text, look.format, look.key))

    def keep(self, start: int, end: int | None) -> None:
        """Write the items that begin in `start:end` of the flow's source, as they were."""
        for item, begin in zip(self.paragraph.items, self.paragraph.starts, strict=True):
            stop = begin + (len(item.text) if item.kind is PieceKind.TEXT else 1)
            if stop <= start or (end is not None and begin >= end):
                continue
            if item.kind is PieceKind.TEXT:
                last = stop if end is None else min(end, stop)
                shown = item.text[max(start, begin) - begin : last - begin]
                self._append(self.dialect.text_run(shown, item.format, item.key))
                continue
            if item.kind is PieceKind.CLOSE:
                if self._open:
                    self._open.pop()
                self._append([self.dialect.wrap(node) for node in item.nodes])
                continue
            self._append([self.dialect.wrap(node) for node in item.nodes])
            if item.kind is PieceKind.OPEN:
                inner = None
                if item.container is not None:
                    inner = self.dialect.shell(item.container)
                    self._append([item.container])
                self._open.append((inner, item))

    def _append(self, elements: Sequence[Element]) -> None:
        parent = next(
            (inner for inner, _ in reversed(self._open) if inner is not None), self.target
        )
        parent.extend(elements)


def _merged(items: Sequence[Item]) -> list[Item]:
    """Join neighbours that are one thing to a reader.

    Texts with equal keys; standalone items without text; protected items. White space takes
    the look of its left neighbour, or of its right one at the beginning.
    """
    merged: list[Item] = []
    for item in items:
        last = merged[-1] if merged else None
        if last is None or last.kind is not item.kind:
            merged.append(item)
        elif item.kind is PieceKind.TEXT:
            if item.key == last.key or item.text.isspace():
                merged[-1] = replace(last, text=last.text + item.text)
            elif last.text.isspace():
                merged[-1] = replace(item, text=last.text + item.text)
            else:
                merged.append(item)
        elif item.kind is PieceKind.PROTECTED or (
            item.kind is PieceKind.STANDALONE and not item.text and not last.text
        ):
            merged[-1] = replace(last, text=last.text + item.text, nodes=last.nodes + item.nodes)
        else:
            merged.append(item)
    return merged


def _with_formats(items: Sequence[Item]) -> tuple[list[Item], Item]:
    """Mark texts that look unlike most of their level as pairs; and what most of it looks like.

    A level is the paragraph or one container, whose OPEN item then carries the inner look.
    """
    weight: Counter[str] = Counter()
    looks: dict[str, Item] = {}
    level: list[list[Item]] = []
    depth = 0
    for item in items:
        depth -= item.kind is PieceKind.CLOSE
        if depth == 0 and item.kind is not PieceKind.CLOSE:
            level.append([item])
            if item.kind is PieceKind.TEXT:
                weight[item.key] += len(item.text)
                looks.setdefault(item.key, item)
        else:
            level[-1].append(item)
        depth += item.kind is PieceKind.OPEN
    base = looks[max(weight, key=weight.__getitem__)] if weight else Item(PieceKind.TEXT)
    result: list[Item] = []
    group: list[Item] = []

    def end_group() -> None:
        """Wrap the collected texts; atoms at the group's end stay outside."""
        tail: list[Item] = []
        while group and group[-1].kind is not PieceKind.TEXT:
            tail.insert(0, group.pop())
        if group:
            name = group[0].name if group[0].name in RAISED else "run"
            look = replace(group[0], text="", name=name)
            result.append(replace(look, kind=PieceKind.OPEN))
            result.extend(group)
            result.append(replace(look, kind=PieceKind.CLOSE))
        result.extend(tail)
        group.clear()

    for part in level:
        head = part[0]
        if head.kind is PieceKind.TEXT:
            if group and group[0].key != head.key:
                end_group()
            if head.key == base.key:
                result.append(head)
            else:
                group.append(head)
        elif head.kind is PieceKind.OPEN:
            end_group()
            inner, look = _with_formats(part[1:-1])
            result.append(replace(head, format=look.format, key=look.key))
            result.extend(inner)
            result.append(part[-1])
        elif group:
            group.append(head)
        else:
            result.append(head)
    end_group()
    return result, base
