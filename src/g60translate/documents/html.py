"""HTML: every byte outside a translated block stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.html_blocks import find_slots
from g60translate.documents.html_tokens import tokenize
from g60translate.documents.model import Block, Document
from g60translate.documents.slots import Slot, escape_markup, put_slots
from g60translate.documents.splice import Splicer
from g60translate.documents.tokens import Token, TokenKind
from g60translate.errors import EncodingFault

# WHATWG Encoding sniffing looks at the first 1024 bytes as well.
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""")
_PAGE = re.compile(
    r"\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    slots: tuple[Slot, ...]
    lang: str | None


class HtmlCodec:
    """Whole pages and fragments, in the way browsers read them (WHATWG HTML)."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")
    kept = (
        "every byte outside translated text, also line ends, entities and unquoted attributes",
        "inline markup, links, images and line breaks",
        "scripts, styles, SVG, MathML, code and elements marked translate=no",
        "the encoding; characters it does not have are written as references",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether the text begins as a page does: doctype, html, head or body."""
        try:
            text = decode(data[:4096], name="", declared=_declared(data)).text
        except EncodingFault:
            # A multi-byte character may be cut in two at the end of the sample.
            text = data[:4096].decode("latin-1")
        return _PAGE.match(text) is not None

    def read(self, data: bytes, *, name: str) -> Document:
        """Parse a page; broken markup is read as browsers do. Raises EncodingFault."""
        source = decode(data, name=name, declared=_declared(data))
        slots = tuple(find_slots(source.text))
        root = _root(source.text)
        lang = (root.get("lang") or root.get("xml:lang")) if root else None
        return Document(
            format=self.name,
            blocks=tuple(slot.block for slot in slots),
            skeleton=_Skeleton(source, slots, lang or None),
            lang=lang or None,
        )

    def write(self, document: Document) -> bytes:
        """The page with its changed blocks and, where it differs, its new language."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        text = write_slots(skeleton.source.text, skeleton.slots, document.blocks)
        if document.lang is not None and document.lang != skeleton.lang:
            text = _with_lang(text, document.lang)
        return skeleton.source.with_text(text).encode_markup()


def write_slots(source: str, slots: Sequence[Slot], blocks: Sequence[Block]) -> str:
    """`source` with the blocks that differ from their slots written in their places."""
    spelt_out = "&nbsp;" in source

    def spell(text: str) -> str:
        escaped = escape_markup(text)
        return escaped.replace("\u00a0", "&nbsp;") if spelt_out else escaped

    splicer = Splicer(source)
    put_slots(splicer, slots, blocks, spell=spell)
    return splicer.render()


def _declared(data: bytes) -> str | None:
    """The encoding a page or an XML declaration names in its first kilobyte."""
    head = data[:1024]
    found = _XML_ENCODING.match(head) or _CHARSET.search(head)
    return found.group(1).decode("ascii") if found else None


def _root(source: str) -> Token | None:
    """The start tag of the html element."""
    return next(
        (
            token
            for token in tokenize(source[:65536])
            if token.kind is TokenKind.START and token.name == "html"
        ),
        None,
    )


def _with_lang(source: str, lang: str) -> str:
    """Set `lang`, and `xml:lang` where present, on the html element; no element, no change."""
    root = _root(source)
    if root is None:
        return source
    splicer = Splicer(source)
    for attribute in root.attributes:
        if attribute.name in ("lang", "xml:lang"):
            before = '="' if attribute.bare else "" if attribute.quote else '"'
            value = f"{before}{lang}" + ("" if attribute.quote else '"')
            splicer.put(attribute.start, attribute.end, value)
    if root.get("lang") is None:
        place = root.start + len("<html")
        splicer.put(place, place, f' lang="{lang}"')
    return splicer.render()
