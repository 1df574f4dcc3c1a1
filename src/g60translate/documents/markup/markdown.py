"""Markdown: CommonMark with tables, strikethrough, footnotes and front matter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.utils import EnvType

from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.markup.blocks import (
    AnySlot,
    HtmlSlot,
    ValueSlot,
    find_markdown_slots,
)
from g60translate.documents.markup.front_matter import FrontMatter, read_front_matter
from g60translate.documents.markup.writing import put_block, shared_parser, spelt_value
from g60translate.documents.model import Document
from g60translate.documents.splice import Splicer
from g60translate.documents.web.html import write_slots
from g60translate.errors import EncodingFault

_SIGNS = re.compile(
    r"(?:\A(?:---|\+\+\+)\s*\n)|^#{1,6} \S|^(?:=|-){3,}\s*$|^\s*[-*] \S|\]\(\S+\)|\*\*\S|^\|.*\|",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    front: FrontMatter
    slots: tuple[AnySlot, ...]
    env: EnvType


class MarkdownCodec:
    """CommonMark 0.31 with the extensions press sites use."""

    name = "markdown"
    suffixes = (".md", ".markdown", ".mdown")
    kept = (
        "every byte outside translated text, also line ends and front matter keys",
        "emphasis, links and their addresses, images, footnote marks and hard breaks",
        "code blocks, inline code, link definitions, list and quotation markers, table rules",
        "templates, shortcodes, components, attribute lists, formulas, keys, roles, wiki links",
        "markers of containers, alerts, tasks and definitions",
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
        slots, env = find_markdown_slots(source.text, shared_parser(), start=front.end)
        blocks = [value.block for value in front.values]
        for slot in slots:
            inside = slot.slots if isinstance(slot, HtmlSlot) else (slot,)
            blocks.extend(item.block for item in inside)
        return Document(
            format=self.name,
            blocks=tuple(blocks),
            skeleton=_Skeleton(source, front, slots, env),
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
                splicer.put(slot.start, slot.end, spelt_value(slot, block.text))
            else:
                put_block(splicer, slot, block, skeleton.env)
        return skeleton.source.with_text(splicer.render()).encode()
