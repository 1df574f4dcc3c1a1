"""HTML: every byte outside a translated block stays as it is."""

from __future__ import annotations

import io
import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.marked import is_home
from g60translate.documents.model import Block, Document, Remark
from g60translate.documents.options import ReadingOptions
from g60translate.documents.slots import Slot, escape_markup, put_slots
from g60translate.documents.source import EncodedSource
from g60translate.documents.splice import Splicer
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.web.blocks import find_groups
from g60translate.documents.web.sealed import columns, language_of, sealed_ends
from g60translate.documents.web.tokens import Markup, tokenize
from g60translate.errors import EncodingFault
from g60translate.language.detection import identify

# WHATWG Encoding sniffing looks at the first 1024 bytes as well.
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""")
_PAGE = re.compile(
    r"\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HEAD_BYTES = 65536
# What is looked at where a page does not say its language, and how sure of it one must be.
_SAMPLE = 20_000
_SURE = 0.9
_COLUMNS_LEFT = (
    "Columns that are set with blanks stay as they are, from “{}” on. Translate them by hand."
)


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedSource
    spelling: EncodedText
    lang: str | None
    home: str | None


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

    def __init__(self, options: ReadingOptions | None = None) -> None:
        self._options = options or ReadingOptions()

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
        decoded = decode(data, name=name, declared=_declared(data))
        source = _source(data, decoded)
        spelling = decoded.with_text("")
        # A decoded text of the whole page may take twice the room of its file.
        del decoded
        root = _root(source)
        lang = (root.get("lang") or root.get("xml:lang") or None) if root else None
        home = self._options.source_lang or lang or _unmarked_language(source)
        blocks = []
        starts = []
        for group in find_groups(source, home=home):
            blocks += [slot.block for slot in group]
            starts += [slot.start for slot in group]
        return Document(
            format=self.name,
            blocks=tuple(blocks),
            skeleton=_Skeleton(source, spelling, lang, home),
            lang=lang,
            remarks=tuple(
                Remark(_COLUMNS_LEFT.format(first), blocks[max(0, bisect(starts, start) - 1)].id)
                for start, first in columns(source, home=home)
                if blocks
            ),
        )

    def write(self, document: Document) -> bytes:
        """The page with its changed blocks and, where it differs, its new language."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        lang = document.lang if document.lang != skeleton.lang else None
        edits = [] if lang is None else list(_lang_edits(skeleton.source, lang, skeleton.home))
        target = io.BytesIO()
        target.write(skeleton.spelling.mark)
        for piece in _rewritten(skeleton.source, document.blocks, edits, home=skeleton.home):
            target.write(piece.encode(skeleton.spelling.encoding, "xmlcharrefreplace"))
        return target.getvalue()


def write_slots(source: str, slots: Sequence[Slot], blocks: Sequence[Block]) -> str:
    """`source` with the blocks that differ from their slots written in their places."""
    splicer = Splicer(source)
    now = {block.id: block for block in blocks}
    put_slots(splicer, slots, now, spell=_speller(source))
    return splicer.render()


def _rewritten(
    source: EncodedSource,
    blocks: Sequence[Block],
    edits: Sequence[tuple[int, int, str]],
    *,
    home: str | None,
) -> Iterator[str]:
    """The page in pieces, with changed blocks and with `edits`, which lie in start tags."""
    now = {block.id: block for block in blocks}
    spell = _speller(source)
    position = 0
    for group in find_groups(source, home=home):
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


def _speller(source: Markup) -> Callable[[str], str]:
    """Writes text as markup, with the reference for a hard space where the page has it."""
    if "&nbsp;" not in source:
        return escape_markup
    return lambda text: escape_markup(text).replace("\u00a0", "&nbsp;")


def _source(data: bytes, decoded: EncodedText) -> EncodedSource:
    """The file's own bytes, or UTF-8 where those hide markup in longer characters."""
    if decoded.encoding.startswith(("utf-16", "utf-32")):
        return EncodedSource(decoded.text.encode("utf-8"), "utf-8")
    return EncodedSource(data[len(decoded.mark) :], decoded.encoding)


def _declared(data: bytes) -> str | None:
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
    source: EncodedSource, lang: str, home: str | None
) -> Iterator[tuple[int, int, str]]:
    """Set `lang`, and `xml:lang` where present, on the html element; no element, no change.

    Elements in it that are marked with the language `home` follow, where they are translated.
    """
    root = _root(source)
    if root is not None and root.get("lang") is None:
        place = root.start + len("<html")
        yield place, place, f' lang="{lang}"'
    sealed = sealed_ends(source, home=home)
    sealed_to = 0
    for token in tokenize(source):
        if token.kind is not TokenKind.START or token.start < sealed_to:
            continue
        sealed_to = sealed.get(token.start, sealed_to)
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
    language, probability = identify(" ".join(said)[:_SAMPLE])
    return language if probability >= _SURE else None
