"""Android's string resources: `string`, `string-array` and `plurals` in XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from g60translate.documents.exchange.messages import ELEMENT, Element, Message
from g60translate.documents.flow.flow import PieceKind
from g60translate.documents.model import Document
from g60translate.documents.slots import escape_markup
from g60translate.documents.strings.catalogue import (
    Found,
    LanguageSign,
    Place,
    build_catalogue,
    write_catalogue,
)
from g60translate.documents.strings.escapes import joined_halves
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.xml.source import decode_xml_file
from g60translate.documents.xml.tokens import decode_xml, element_ends, tokenize_xml

_ROOT = re.compile(rb"\s*(?:(?:<\?.*?\?>|<!--.*?-->)\s*)*<resources[\s>]", re.DOTALL)
_TEXTS = re.compile(rb"<(?:string|string-array|plurals)\s[^>]*name\s*=")
_HEAD = 65536
_LISTS = frozenset(("string-array", "plurals"))
_XLIFF_G = "{urn:oasis:names:tc:xliff:document:1.2}g"
_LOCALE = "{http://schemas.android.com/tools}locale"
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_UNESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|[\s\S])|[ \t\r\n]+")
_CONTROLS = {"n": "\n", "t": "\t", "\n": " ", "\r": " "}
_QUOTED = re.compile(r'\s*"(?:[^"\\]|\\.)*"\s*', re.DOTALL)
# References to resources, which a value is as a whole.
_REFERENCE = re.compile(r"\s*[@?][\w.:+*]*/?[\w.]+\s*$")


class AndroidCodec:
    """Values of Android's resources; arrays and plurals form by form."""

    name = "android"
    suffixes = (".xml",)
    kept = (
        "names, comments, order and every byte outside the values",
        'strings marked translatable="false", references, xliff:g',
        "placeholders, markup, CDATA, escapes",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether the root is `resources` and a string stands in it."""
        head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
        return _ROOT.match(head) is not None and _TEXTS.search(head) is not None

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the values. Raises BrokenDocument, EncodingFault."""
        source = decode_xml_file(data, name=name)
        tokens = tokenize_xml(source.text)
        places = list(_places(source.text, tokens))
        lang: str | None = None
        signs: tuple[LanguageSign, ...] = ()
        for token in tokens:
            for attribute in token.attributes:
                if attribute.name == _LOCALE:
                    lang = attribute.value
                    signs = (LanguageSign(attribute.start, attribute.end),)
        return build_catalogue(self.name, source, Found(places, lang, signs))

    def write(self, document: Document) -> bytes:
        """The file with its changed values."""
        return write_catalogue(document).encode_markup()


def _places(source: str, tokens: Sequence[Token]) -> Iterator[Place]:
    ends = element_ends(list(tokens))
    closed: list[tuple[int, str, bool]] = []
    for index, token in enumerate(tokens):
        if token.kind is not TokenKind.START:
            continue
        while closed and closed[-1][0] <= index:
            closed.pop()
        stays = token.get("translatable") == "false" or any(each[2] for each in closed)
        outer = closed[-1][1] if closed else ""
        closed.append((ends[index], token.local, stays))
        text = token.local == "string" and outer == "resources"
        item = token.local == "item" and outer in _LISTS
        if (text or item) and not stays:
            place = _place(source, tokens[index + 1 : ends[index] - 1])
            if place is not None:
                yield place


def _place(source: str, inside: Sequence[Token]) -> Place | None:
    """The value that some tokens are, None where it is no text or none that is read."""
    if not inside:
        return None
    start, end = inside[0].start, inside[-1].end
    said = [token for token in inside if source[token.start : token.end].strip()]
    if len(said) == 1 and source.startswith(_CDATA, said[0].start):
        start, end = said[0].start + len(_CDATA), said[0].end - len(_CDATA_END)
        text = _read(source[start:end])
        if joined_halves(text) is None:
            return None
        return Place(Message(text, spell=_spelling(source[start:end])), start, end, _beginning)
    raw = source[start:end]
    if _REFERENCE.match(raw) or _CDATA in raw:
        return None
    quoted = len(inside) == 1 and _QUOTED.fullmatch(raw) is not None
    if quoted:
        start, end = start + raw.index('"') + 1, start + raw.rindex('"')
        raw = source[start:end]
    pieces: list[str] = []
    elements: dict[int, Element] = {}
    position = 0
    for piece in _pieces(source, inside, start, end, quoted=quoted):
        if isinstance(piece, Element):
            elements[position] = piece
        pieces.append(ELEMENT if isinstance(piece, Element) else piece)
        position += len(pieces[-1])
    text = "".join(pieces)
    if joined_halves(text) is None:
        return None
    plain = _spelling(raw)
    return Place(
        Message(text, elements, spell=lambda value: escape_markup(plain(value))),
        start,
        end,
        _beginning,
    )


def _pieces(
    source: str, inside: Sequence[Token], start: int, end: int, *, quoted: bool
) -> Iterator[str | Element]:
    """Text as people read it, and elements; `quoted` text has its white space as it is."""
    ends = element_ends(list(inside))
    index = 0
    while index < len(inside):
        token = inside[index]
        raw = source[max(token.start, start) : min(token.end, end)]
        after = index + 1
        if token.kind is TokenKind.TEXT:
            yield _read(decode_xml(raw), quoted=quoted)
        elif token.name == _XLIFF_G and token.kind is TokenKind.START:
            after = ends[index]
            whole = inside[index:after]
            texts = (source[t.start : t.end] for t in whole if t.kind is TokenKind.TEXT)
            said = "".join(_read(decode_xml(text)) for text in texts)
            raw = source[token.start : whole[-1].end]
            yield Element(PieceKind.PROTECTED, "g", raw, said)
        elif token.kind is TokenKind.START:
            yield Element(PieceKind.OPEN, token.local, raw)
        elif token.kind is TokenKind.END:
            yield Element(PieceKind.CLOSE, token.local, raw)
        else:
            yield Element(PieceKind.STANDALONE, token.local or "x", raw)
        index = after


def _read(text: str, *, quoted: bool = False) -> str:
    """Android's escapes resolved and its white space folded, but for `quoted` text."""

    def character(match: re.Match[str]) -> str:
        said = match.group(1)
        if said is None:
            return match.group() if quoted else " "
        if said[0] == "u" and len(said) == 5:
            return chr(int(said[1:], 16))
        return _CONTROLS.get(said, said)

    joined = _UNESCAPE.sub(character, text)
    return joined_halves(joined) or joined


def _spelling(raw: str) -> Callable[[str], str]:
    """How a value escapes: quotes that it writes as they are stay so."""
    bare = re.search(r'(?<!\\)"', raw) is not None

    def spell(text: str) -> str:
        written = text.replace("\\", "\\\\").replace("'", "\\'")
        if not bare:
            written = written.replace('"', '\\"')
        return written.replace("\n", "\\n").replace("\t", "\\t")

    return spell


def _beginning(value: str) -> str:
    """A value that would else begin like a reference."""
    return f"\\{value}" if value.startswith(("@", "?")) else value
