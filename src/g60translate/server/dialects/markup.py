"""Text with tags, cut into blocks for the engine and put together again, every tag once.

HTML is cut as the codec of pages does it, but for the language that a page declares: who asks over
a wire says it. XML of unknown vocabularies is cut by what stands in it (`outline.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import unescape
from typing import Final

from g60translate.documents.flow.flow import build_flow
from g60translate.documents.model import Block, BlockKind, Inline, InlineKind
from g60translate.documents.slots import Slot, escape_markup, put_slots
from g60translate.documents.splice import Splicer
from g60translate.documents.web.blocks import find_slots
from g60translate.documents.xml.tokens import decode_xml
from g60translate.server.dialects.outline import find_runs
from g60translate.server.dialects.tags import Tags

_REFERENCE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
# What a page of XHTML has for browsers and not for readers.
_PROGRAM: Final = frozenset(("script", "style"))
_TAG: Final = re.compile("<[^<>]*>")
_WORD: Final = re.compile(r"\w+")


class TaggedText:
    """A text with tags and the blocks between them."""

    def __init__(self, text: str, tags: Tags) -> None:
        self._text = text
        # Values of attributes stay as they are, as both dialects have it.
        self._slots = (
            _xml_slots(text, tags)
            if tags.kind == "xml"
            else [slot for slot in find_slots(text) if slot.quote is None]
        )

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What there is to translate, with ids of its own."""
        return tuple(slot.block for slot in self._slots)

    def put_together(self, translated: Sequence[Block]) -> str:
        """The text with its blocks translated; every tag and attribute is there once."""
        splicer = Splicer(self._text)
        now = {
            slot.block.id: _whole(block, slot.block)
            for slot, block in zip(self._slots, translated, strict=True)
        }
        put_slots(splicer, self._slots, now, spell=_speller(self._text))
        return splicer.render()


def _xml_slots(text: str, tags: Tags) -> list[Slot]:
    runs = find_runs(
        text,
        ignored=_PROGRAM.union(tags.ignored),
        splitting=frozenset(tags.splitting),
        kept_together=frozenset(tags.kept_together),
        outline=tags.outline,
    )
    flows = (
        build_flow(
            run,
            source=text,
            decode=decode_xml,
            block_id=f"b{number}",
            kind=BlockKind.PARAGRAPH,
        )
        for number, run in enumerate(runs, 1)
    )
    return [Slot.of(flow) for flow in flows if flow is not None]


def _whole(block: Block, original: Block) -> Block:
    """The block with no pair lost: a codec may drop one whose words have gone, an answer may not.

    A pair that had words gets the word it stands at; one that is missing gets the whole block.
    """
    placed = {inline.tag: inline for inline in block.inlines}
    inlines = list(block.inlines)
    for code in original.inlines:
        if code.kind is not InlineKind.PAIRED:
            continue
        now = placed.get(code.tag)
        had_words = bool(original.text[code.start : code.end].strip())
        if now is None:
            inlines.insert(0, Inline(0, len(block.text) if had_words else 0, code.tag))
        elif now.start == now.end and had_words:
            start, end = _word_at(block.text, now.start)
            inlines[inlines.index(now)] = replace(now, start=start, end=end)
    return replace(block, inlines=tuple(inlines))


def _word_at(text: str, place: int) -> tuple[int, int]:
    spans = [match.span() for match in _WORD.finditer(text)] or [(0, len(text))]
    return min(spans, key=lambda span: max(span[0] - place, place - span[1], 0))


def _speller(source: str) -> Callable[[str], str]:
    """Writes text as markup, with the references that the source has for characters."""
    spelled: dict[int, str] = {}
    said = _TAG.sub("", source)
    for match in _REFERENCE.finditer(source):
        sign = unescape(match.group())
        if len(sign) == 1 and sign not in "&<>" and sign not in said:
            spelled.setdefault(ord(sign), match.group())
    if not spelled:
        return escape_markup
    return lambda text: escape_markup(text).translate(spelled)
