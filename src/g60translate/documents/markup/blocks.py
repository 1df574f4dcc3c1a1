"""Finds the translatable blocks of a Markdown source and where each lies in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from g60translate.documents.codes import translatable
from g60translate.documents.flow.flow import Flow
from g60translate.documents.markup.html import html_slots
from g60translate.documents.markup.inline import inline_tokens, place
from g60translate.documents.markup.islands import Masked, mask
from g60translate.documents.markup.pieces import decode_text, inline_flow, signs_of
from g60translate.documents.markup.rules import BEHIND, MASKED
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.slots import Slot

_LINE_END = re.compile("\r\n|\r|\n")
_TITLE = re.compile(
    r"""\s("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))\s*\)\Z""", re.DOTALL
)
_KINDS = {
    "heading_open": BlockKind.HEADING,
    "list_item_open": BlockKind.LIST_ITEM,
    "th_open": BlockKind.TABLE_CELL,
    "td_open": BlockKind.TABLE_CELL,
    "footnote_reference_open": BlockKind.FOOTNOTE,
}


@dataclass(frozen=True, slots=True)
class Content:
    """The content of one inline token and the source offset at which each of its lines begins."""

    text: str
    starts: tuple[int, ...]

    def source_offset(self, offset: int) -> int:
        """Where a place in the content lies in the source; a line end belongs to its line."""
        before = self.text.count("\n", 0, offset)
        line_start = self.text.rfind("\n", 0, offset) + 1
        return self.starts[before] + offset - line_start


@dataclass(frozen=True, slots=True)
class InlineSlot:
    """A sentence stream; `flow` lies in `content`, `closings` replace code ends when changed.

    `bare` are the signs of markup that its text has and does not escape.
    """

    flow: Flow
    content: Content
    bare: frozenset[str] = frozenset()
    closings: Mapping[str, str] = field(default_factory=dict)

    @property
    def block(self) -> Block:
        """The block as it was read."""
        return self.flow.block


@dataclass(frozen=True, slots=True)
class ValueSlot:
    """An image's alternative text or a link's title; `escaped` may not stand in it bare."""

    block: Block
    start: int
    end: int
    escaped: str


@dataclass(frozen=True, slots=True)
class HtmlSlot:
    """A block of raw HTML with the blocks inside it; their offsets count from `start`."""

    start: int
    end: int
    slots: tuple[Slot, ...]


AnySlot = InlineSlot | ValueSlot | HtmlSlot


def find_markdown_slots(
    source: str, markdown: MarkdownIt, *, start: int
) -> tuple[tuple[AnySlot, ...], EnvType]:
    """The blocks of `source[start:]` in reading order, numbered from `b1`.

    With them comes the parser's environment: the link and footnote labels that are defined, and the
    masked source, in which the blocks' contents lie.
    """
    masked = mask(source, start=start)
    env: EnvType = {MASKED: masked}
    tokens = markdown.parse(masked.text[start:], env)
    return tuple(_Finder(source, masked, start, markdown, env).find(tokens)), env


class _Finder:
    def __init__(
        self, original: str, masked: Masked, start: int, markdown: MarkdownIt, env: EnvType
    ) -> None:
        self._original = original
        self._masked = masked
        self._source = source = masked.text
        self._markdown = markdown
        self._env = env
        ends = [(match.start(), match.end()) for match in _LINE_END.finditer(source, start)]
        begins = [start, *(end for _, end in ends)]
        stops = [*(stop for stop, _ in ends), len(source)]
        self._lines = list(zip(begins, stops, strict=True))
        self._count = 0
        self._row_end = 0

    def find(self, tokens: Sequence[Token]) -> Iterator[AnySlot]:
        """Walk the block tokens with the kinds that are open around each."""
        kinds: list[BlockKind] = []
        for token in tokens:
            if token.nesting > 0:
                kinds.append(_KINDS.get(token.type, kinds[-1] if kinds else BlockKind.PARAGRAPH))
            elif token.nesting < 0:
                kinds.pop()
            if token.type == "tr_open" and token.map:
                self._row_end = self._lines[token.map[0]][0]
            elif token.type == "html_block" and token.map:
                yield from self._html(token.map)
            elif token.type == "inline" and token.map:
                kind = kinds[-1] if kinds else BlockKind.PARAGRAPH
                yield from self._inline(token, token.map[0], kind)

    def _html(self, lines: Sequence[int]) -> Iterator[HtmlSlot]:
        start, end = self._lines[lines[0]][0], self._lines[min(lines[1], len(self._lines)) - 1][1]
        slots = tuple(
            replace(slot, block=replace(slot.block, id=self._id()))
            for slot in html_slots(self._original[start:end])
        )
        if slots:
            yield HtmlSlot(start, end, slots)

    def _inline(self, token: Token, first: int, kind: BlockKind) -> Iterator[AnySlot]:
        children = token.children or []
        if kind is BlockKind.TABLE_CELL:
            content = self._cell(token.content, first)
            if content is not None:
                children = inline_tokens(self._markdown, content.text, self._env)
        else:
            content = self._content(token.content, first, token.meta.get(BEHIND))
        if content is None:
            return
        children = sorted(children, key=place)
        flow = inline_flow(
            children, content.text, self._masked, block_id=f"b{self._count + 1}", kind=kind
        )
        if flow is not None:
            self._count += 1
            closings = _closings(children, content.text, flow)
            yield InlineSlot(flow, content, signs_of(children), closings)
        yield from self._values(children, content)

    def _content(self, text: str, first: int, behind: int | None) -> Content | None:
        """Find each content line at the end of its source line; None where tabs were expanded.

        Of a line that goes on behind its content, `behind` tells how many characters do.
        """
        if behind is not None:
            return Content(text, (self._lines[first][1] - behind - len(text),))
        starts = []
        for number, line in enumerate(text.split("\n"), start=first):
            if number >= len(self._lines):
                return None
            begin, stop = self._lines[number]
            raw, wanted = self._source[begin:stop].rstrip(), line.rstrip()
            spot = len(raw) - len(wanted) if raw.endswith(wanted) else raw.find(wanted)
            if spot < 0:
                return None
            starts.append(begin + spot)
        return Content(text, tuple(starts))

    def _cell(self, text: str, line: int) -> Content | None:
        """Find a cell behind the one before it; its bars are escaped in the source."""
        raw = text.replace("|", "\\|")
        spot = self._source.find(raw, self._row_end, self._lines[line][1])
        if not raw or spot < 0:
            return None
        self._row_end = spot + len(raw)
        return Content(raw, (spot,))

    def _values(self, tokens: Sequence[Token], content: Content) -> Iterator[ValueSlot]:
        """Alternative texts and titles."""
        for token in tokens:
            start, end = place(token)
            if token.type == "image":
                yield from self._value(content, start + 2, start + 2 + len(token.content), "[]")
            if token.type in ("image", "link_close"):
                title = _TITLE.search(content.text, start, end)
                if title is not None:
                    quotes = title.group(1)[0] + title.group(1)[-1]
                    yield from self._value(content, title.start(1) + 1, title.end(1) - 1, quotes)

    def _value(self, content: Content, start: int, end: int, escaped: str) -> Iterator[ValueSlot]:
        text = self._masked.original(decode_text(content.text[start:end].replace("\n", " ")))
        if translatable(text):
            begin, stop = content.source_offset(start), content.source_offset(end)
            yield ValueSlot(
                Block(self._id(), BlockKind.ATTRIBUTE, text), begin, stop, "\\" + escaped
            )

    def _id(self) -> str:
        self._count += 1
        return f"b{self._count}"


def _closings(tokens: Sequence[Token], content: str, flow: Flow) -> dict[str, str]:
    """For `[text]` and `[text][]`, whose text is also the label: an end that names the label."""
    openings = {place(token)[0]: token for token in tokens if token.type == "link_open"}
    closings = {}
    for tag, code in flow.codes.items():
        if code.closing is None or code.opening[0] not in openings:
            continue
        if content[slice(*code.closing)] in ("]", "][]"):
            label = content[code.opening[1] : code.closing[0]].replace("\n", " ")
            closings[tag] = f"][{label}]"
    return closings
