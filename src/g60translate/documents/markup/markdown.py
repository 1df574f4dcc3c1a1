"""Markdown: CommonMark with tables, strikethrough, footnotes and front matter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.utils import EnvType

from g60translate.documents.codes import Step, trimmed, walk
from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.flow import fold
from g60translate.documents.markup.blocks import (
    AnySlot,
    HtmlSlot,
    InlineSlot,
    ValueSlot,
    find_markdown_slots,
    inline_flow,
)
from g60translate.documents.markup.front_matter import FrontMatter, read_front_matter
from g60translate.documents.markup.inline import inline_tokens, parser
from g60translate.documents.model import Block, BlockKind, Document, Inline
from g60translate.documents.splice import Splicer
from g60translate.documents.web.html import write_slots
from g60translate.errors import EncodingFault

_SIGNS = re.compile(
    r"(?:\A(?:---|\+\+\+)\s*\n)|^#{1,6} \S|^(?:=|-){3,}\s*$|^\s*[-*] \S|\]\(\S+\)|\*\*\S|^\|.*\|",
    re.MULTILINE,
)
# Characters that would begin markup; which of them really do is for the second reading to tell.
_SPECIAL = re.compile(r"[\\`*\[\]~]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_LINE_START = re.compile(r"(?m)^(\s*)(#{1,6}(?=\s|$)|[-+=>](?=.)|[-=]+$|\d{1,9}(?=[.)](?:\s|$)))")
_TAGS = {"em": "em", "strong": "strong", "del": "del"}


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    front: FrontMatter
    slots: tuple[AnySlot, ...]
    labels: EnvType


class MarkdownCodec:
    """CommonMark 0.31 with the extensions press sites use."""

    name = "markdown"
    suffixes = (".md", ".markdown", ".mdown")
    kept = (
        "every byte outside translated text, also line ends and front matter keys",
        "emphasis, links and their addresses, images, footnote marks and hard breaks",
        "code blocks, inline code, link definitions, list and quotation markers, table rules",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether the text shows at least two signs of Markdown."""
        try:
            text = decode(data, name="").text
        except EncodingFault:
            return False
        return len(_SIGNS.findall(text[:20000])) >= 2

    def read(self, data: bytes, *, name: str) -> Document:
        """Parse a Markdown file; no input is wrong Markdown. Raises EncodingFault."""
        source = decode(data, name=name)
        front = read_front_matter(source.text)
        slots, labels = find_markdown_slots(source.text, _parser(), start=front.end)
        blocks = [value.block for value in front.values]
        for slot in slots:
            inside = slot.slots if isinstance(slot, HtmlSlot) else (slot,)
            blocks.extend(item.block for item in inside)
        return Document(
            format=self.name,
            blocks=tuple(blocks),
            skeleton=_Skeleton(source, front, slots, labels),
            lang=front.lang.block.text if front.lang else None,
        )

    def write(self, document: Document) -> bytes:
        """The file with its changed blocks, each on one line but for its hard breaks."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        source = skeleton.source.text
        now = {block.id: block for block in document.blocks}
        splicer = Splicer(source)
        for value in skeleton.front.values:
            block = now.get(value.block.id, value.block)
            if block != value.block:
                splicer.put(value.start, value.end, value.spelt(block.text))
        lang = skeleton.front.lang
        if lang is not None and document.lang not in (None, lang.block.text):
            spelt = lang.spelt(document.lang or "")
            splicer.put(lang.start, lang.end, spelt)
        for slot in skeleton.slots:
            if isinstance(slot, HtmlSlot):
                if any(now.get(item.block.id, item.block) != item.block for item in slot.slots):
                    html = write_slots(source[slot.start : slot.end], slot.slots, document.blocks)
                    splicer.put(slot.start, slot.end, html)
                continue
            block = now.get(slot.block.id, slot.block)
            if block == slot.block:
                continue
            if isinstance(slot, ValueSlot):
                splicer.put(slot.start, slot.end, _value(slot, block.text))
            else:
                _put(splicer, skeleton, slot, block)
        return skeleton.source.with_text(splicer.render()).encode()


@cache
def _parser() -> MarkdownIt:
    return parser()


def _value(slot: ValueSlot, text: str) -> str:
    text = re.sub(r"\s*\n\s*", " ", text)
    return "".join(f"\\{sign}" if sign in slot.escaped else sign for sign in text)


def _put(splicer: Splicer, skeleton: _Skeleton, slot: InlineSlot, block: Block) -> None:
    block = trimmed(block)
    content = slot.content

    def from_source(start: int, end: int) -> str:
        return splicer.render(content.source_offset(start), content.source_offset(end))

    def render() -> str:
        for plain in (True, False):
            trial = _rendered(slot, block, raw=lambda a, b: content.text[a:b], plain=plain)
            whole = content.text[: slot.flow.start] + trial + content.text[slot.flow.end :]
            if _says(whole, block, slot, skeleton.labels):
                break
        return _rendered(slot, block, raw=from_source, plain=plain)

    start, end = content.source_offset(slot.flow.start), content.source_offset(slot.flow.end)
    splicer.put(start, end, render)


def _rendered(
    slot: InlineSlot, block: Block, *, raw: Callable[[int, int], str], plain: bool
) -> str:
    """The block as Markdown; emphasis as HTML tags unless `plain`.

    CommonMark has no emphasis that ends in punctuation and is followed by a letter, which Chinese
    text often needs (spec 0.31.2, 6.2).
    """
    pieces: list[str] = []
    for event in walk(block, original=slot.block):
        if event.step is Step.TEXT:
            text = re.sub(r"\s*\n\s*", " ", event.value)
            if slot.block.kind is BlockKind.TABLE_CELL:
                text = text.replace("|", "\\|")
            at_line_start = not pieces or pieces[-1].endswith("\n")
            pieces.append(_escaped(text, line_start=at_line_start, kind=slot.block.kind))
            continue
        code = slot.flow.codes[event.value]
        closes = event.step is Step.CLOSE
        if closes and event.value in slot.closings:
            pieces.append(slot.closings[event.value])
        elif not plain and event.step is not Step.ATOM and code.name in _TAGS:
            pieces.append(f"<{'/' if closes else ''}{_TAGS[code.name]}>")
        else:
            where = code.closing if closes else code.opening
            assert where is not None
            pieces.append(raw(*where))
    return "".join(pieces)


def _escaped(text: str, *, line_start: bool, kind: BlockKind) -> str:
    bars = text.replace("\\|", "\0")
    escaped = _SPECIAL.sub(lambda match: "\\" + match.group(), bars).replace("\0", "\\|")
    if line_start and kind not in (BlockKind.HEADING, BlockKind.TABLE_CELL):
        escaped = _LINE_START.sub(_guarded, escaped)
    if kind is BlockKind.HEADING and escaped.endswith("#"):
        escaped = f"{escaped[:-1]}\\#"
    return escaped


def _guarded(match: re.Match[str]) -> str:
    """A backslash before a sign that would open a block, after a number that would."""
    space, sign = match.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"


def _says(markdown: str, block: Block, slot: InlineSlot, labels: EnvType) -> bool:
    """Whether a reader of `markdown` finds this text with codes over these spans."""
    tokens = inline_tokens(_parser(), markdown, labels)
    flow = inline_flow(tokens, markdown, block_id="", kind=slot.block.kind)
    return (
        flow is not None
        # Two pairs of `~~` at the beginning would open a code block.
        and not markdown.startswith("~~~")
        and fold(flow.block.text) == fold(block.text).strip()
        and _emphases(flow.block.inlines) == _emphases(block.inlines)
    )


def _emphases(inlines: tuple[Inline, ...]) -> list[tuple[int, int, str]]:
    """Spans of emphasis by name; the number at the end of a tag may differ."""
    spans = ((code.start, code.end, code.tag.rstrip("0123456789")) for code in inlines)
    return sorted(span for span in spans if span[2] in _TAGS and span[0] < span[1])
