"""Writes a changed block as Markdown that a reader takes for what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.utils import EnvType

from g60translate.documents.codes import Step, trimmed, walk
from g60translate.documents.flow.flow import fold
from g60translate.documents.markup.blocks import InlineSlot, ValueSlot
from g60translate.documents.markup.inline import inline_tokens, parser
from g60translate.documents.markup.pieces import inline_flow
from g60translate.documents.markup.rules import MASKED
from g60translate.documents.model import Block, BlockKind, Inline
from g60translate.documents.splice import Splicer

# Characters that would begin markup; which of them really do is for the second reading to tell.
_SPECIAL = re.compile(r"[\\`*\[\]~]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_LINE_START = re.compile(
    r"(?m)^(\s*)(#{1,6}(?=\s|$)|[-+=>](?=.)|[-=]+$|:(?=:|\s)|!!!|\?\?\?|\d{1,9}(?=[.)](?:\s|$)))"
)
_TAGS = {"em": "em", "strong": "strong", "del": "del"}
_DELIMITERS = "*_~"


@cache
def shared_parser() -> MarkdownIt:
    """The one parser; it keeps nothing of what it has read."""
    return parser()


def spelt_value(slot: ValueSlot, text: str) -> str:
    """The text as an image's alternative text or a title."""
    text = re.sub(r"\s*\n\s*", " ", text)
    return "".join(f"\\{sign}" if sign in slot.escaped else sign for sign in text)


def put_block(splicer: Splicer, slot: InlineSlot, block: Block, env: EnvType) -> None:
    """Register the edit that writes the block in the place of its slot.

    `env` is the environment in which the file was parsed. Signs that the original did not escape
    are not escaped, unless they would be read as markup now.
    """
    block = trimmed(block)
    content = slot.content

    def from_source(start: int, end: int) -> str:
        return splicer.render(content.source_offset(start), content.source_offset(end))

    def render() -> str:
        none: frozenset[str] = frozenset()
        # There is no emphasis of nothing, but there may be a tag where its words were left out.
        empty = frozenset(code.tag for code in block.inlines if code.start == code.end)
        every = frozenset(code.tag for code in block.inlines)
        for tags, bare in ((empty, slot.bare), (empty, none), (every, slot.bare), (every, none)):
            spelling = _Spelling(slot, block, tags, bare)
            trial = spelling.write(lambda a, b: content.text[a:b])
            whole = content.text[: slot.flow.start] + trial + content.text[slot.flow.end :]
            if _says(whole, block, slot, env):
                break
        return spelling.write(from_source)

    start, end = content.source_offset(slot.flow.start), content.source_offset(slot.flow.end)
    splicer.put(start, end, render)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way to write a block; emphasis with these `tags` as HTML.

    CommonMark has no emphasis that ends in punctuation and is followed by a letter, which Chinese
    text often needs (spec 0.31.2, 6.2). `bare` signs are not escaped.
    """

    slot: InlineSlot
    block: Block
    tags: frozenset[str]
    bare: frozenset[str]

    def write(self, raw: Callable[[int, int], str]) -> str:
        """The block; `raw` gives the source of codes by their places in the content."""
        slot = self.slot
        pieces: list[str] = []
        for event in walk(self.block, original=slot.block):
            if event.step is Step.TEXT:
                at_line_start = not pieces or pieces[-1].endswith("\n")
                pieces.append(self._text(event.value, line_start=at_line_start))
                continue
            code = slot.flow.codes[event.value]
            closes = event.step is Step.CLOSE
            where = code.closing if closes else code.opening
            assert where is not None
            if closes and event.value in slot.closings:
                pieces.append(slot.closings[event.value])
            elif event.value in self.tags and event.step is not Step.ATOM and code.name in _TAGS:
                # What stands behind the delimiters is an attribute list.
                rest = raw(*where).lstrip(_DELIMITERS) if closes else ""
                pieces.append(f"<{'/' if closes else ''}{_TAGS[code.name]}>{rest}")
            else:
                pieces.append(raw(*where))
        return "".join(pieces)

    def _text(self, text: str, *, line_start: bool) -> str:
        kind = self.slot.block.kind
        text = re.sub(r"\s*\n\s*", " ", text)
        if kind is BlockKind.TABLE_CELL:
            text = text.replace("|", "\\|")
        bars = text.replace("\\|", "\0")
        escaped = _SPECIAL.sub(self._sign, bars).replace("\0", "\\|")
        if line_start and kind not in (BlockKind.HEADING, BlockKind.TABLE_CELL):
            escaped = _LINE_START.sub(self._guarded, escaped)
        if kind is BlockKind.HEADING and escaped.endswith("#"):
            escaped = f"{escaped[:-1]}\\#"
        return escaped

    def _sign(self, match: re.Match[str]) -> str:
        return match[0] if match[0] in self.bare else f"\\{match[0]}"

    def _guarded(self, match: re.Match[str]) -> str:
        """A backslash before a sign that would open a block, after a number that would."""
        space, sign = match.groups()
        if sign[0] in ":!?" and self.slot.block.text.startswith(sign):
            return match[0]
        return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"


def _says(markdown: str, block: Block, slot: InlineSlot, env: EnvType) -> bool:
    """Whether a reader of `markdown` finds this text with codes over these spans."""
    tokens = inline_tokens(shared_parser(), markdown, env)
    flow = inline_flow(tokens, markdown, env[MASKED], block_id="", kind=slot.block.kind)
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
