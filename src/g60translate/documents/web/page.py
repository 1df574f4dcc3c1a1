"""One page of HTML or XHTML: its blocks, and the page with other ones in their places."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.marked import is_home
from g60translate.documents.model import Block
from g60translate.documents.slots import Slot, escape_markup, put_slots
from g60translate.documents.source import EncodedSource
from g60translate.documents.splice import Splicer
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.web.blocks import find_groups
from g60translate.documents.web.sealed import language_of, sealed_ends, starts_outside
from g60translate.documents.web.tokens import Markup, tokenize
from g60translate.language.detection import plain_language

# WHATWG Encoding sniffing looks at the first 1024 bytes as well.
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""")
_HEAD_BYTES = 65536
# What is looked at where a page does not say its language.
_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read, its declared language, and the one that is translated from.

    Its blocks are numbered from `b<first>`.
    """

    source: EncodedSource
    spelling: EncodedText
    lang: str | None
    home: str | None
    first: int = 1

    def groups(self) -> Iterator[list[Slot]]:
        """Its slots, as `find_groups` gives them."""
        return find_groups(self.source, home=self.home, first=self.first)

    def written(self, blocks: Sequence[Block], lang: str | None, *, adding: bool = True) -> bytes:
        """The page with its changed blocks and, unless that is None, its new language.

        With `adding` a page that declares none gets one.
        """
        edits = []
        if lang is not None:
            edits = list(_lang_edits(self.source, lang, self.home, adding=adding))
        target = io.BytesIO()
        target.write(self.spelling.mark)
        for piece in _rewritten(self, blocks, edits):
            target.write(piece.encode(self.spelling.encoding, "xmlcharrefreplace"))
        return target.getvalue()


def read_page(data: bytes, *, name: str, home: str | None, first: int = 1) -> Page:
    """A page, read as browsers do; `home` is its language, if known. Raises EncodingFault."""
    decoded = decode(data, name=name, declared=declared_encoding(data))
    source = _source(data, decoded)
    spelling = decoded.with_text("")
    # A decoded text of the whole page may take twice the room of its file.
    del decoded
    root = _root(source)
    lang = (language_of(root) or None) if root else None
    return Page(source, spelling, lang, home or lang or _unmarked_language(source), first)


def _rewritten(
    page: Page, blocks: Sequence[Block], edits: Sequence[tuple[int, int, str]]
) -> Iterator[str]:
    """The page in pieces, with changed blocks and with `edits`, which lie in start tags."""
    now = {block.id: block for block in blocks}
    source = page.source
    spell = speller(source)
    position = 0
    for group in page.groups():
        if all(now.get(slot.block.id, slot.block) == slot.block for slot in group):
            continue
        splicer = _with_edits(source, edits)
        put_slots(splicer, group, now, spell=spell)
        end = max(slot.end for slot in group)
        yield splicer.render(position, end)
        position = end
    yield _with_edits(source, edits).render(position)


def _with_edits(source: EncodedSource, edits: Sequence[tuple[int, int, str]]) -> Splicer:
    splicer = Splicer(source)
    for edit in edits:
        splicer.put(*edit)
    return splicer


def speller(source: Markup) -> Callable[[str], str]:
    """Writes text as markup, with the reference for a hard space where the page has it."""
    if "&nbsp;" not in source:
        return escape_markup
    return lambda text: escape_markup(text).replace("\u00a0", "&nbsp;")


def _source(data: bytes, decoded: EncodedText) -> EncodedSource:
    """The file's own bytes, or UTF-8 where those hide markup in longer characters."""
    if decoded.encoding.startswith(("utf-16", "utf-32")):
        return EncodedSource(decoded.text.encode("utf-8"), "utf-8")
    return EncodedSource(data[len(decoded.mark) :], decoded.encoding)


def declared_encoding(data: bytes) -> str | None:
    """The encoding a page or an XML declaration names in its first kilobyte."""
    head = data[:1024]
    found = _XML_ENCODING.match(head) or _CHARSET.search(head)
    return found.group(1).decode("ascii") if found else None


def _root(source: EncodedSource) -> Token | None:
    """The start tag of the html element, which stands near the beginning."""
    for token in tokenize(source):
        if token.kind is TokenKind.START and token.name == "html":
            return token
        if token.start > _HEAD_BYTES:
            break
    return None


def _lang_edits(
    source: EncodedSource, lang: str, home: str | None, *, adding: bool
) -> Iterator[tuple[int, int, str]]:
    """Set `lang`, and `xml:lang` where present, on the html element; no element, no change.

    Elements in it that are marked with the language `home` follow, where they are translated.
    """
    root = _root(source)
    if adding and root is not None and root.get("lang") is None:
        place = root.start + len("<html")
        yield place, place, f' lang="{lang}"'
    for token, sealed_to in starts_outside(source, home=home):
        for attribute in token.attributes if token.start >= sealed_to else ():
            follows = is_home(attribute.value, home=home) or token == root
            if attribute.name in ("lang", "xml:lang") and follows:
                before = '="' if attribute.bare else "" if attribute.quote else '"'
                value = f"{before}{lang}" + ("" if attribute.quote else '"')
                yield attribute.start, attribute.end, value


def _unmarked_language(source: EncodedSource) -> str | None:
    """The language of a page that declares none but marks parts; None where there are none."""
    marked = False
    said: list[str] = []
    sealed = sealed_ends(source, home=None)
    sealed_to = 0
    for token in tokenize(source):
        sealed_to = max(sealed_to, sealed.get(token.start, 0))
        if token.kind is TokenKind.START and token.attributes:
            marked = marked or bool(language_of(token))
        elif token.kind is TokenKind.TEXT and token.start >= sealed_to:
            said.append(unescape(source[token.start : token.end]))
    if not marked:
        return None
    return plain_language(" ".join(said)[:_SAMPLE])
