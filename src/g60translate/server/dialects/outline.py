"""Which tags of unknown XML end a sentence, told by what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from g60translate.documents.flow.pieces import Piece, PieceKind
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.web.vocabulary import BREAKING

# What is never closed runs to the end, so that no text is searched over and over.
_TOKEN: Final = re.compile(
    r"(?P<cdata><!\[CDATA\[(?:.*?\]\]>|.*\Z))"
    r"|(?P<other><!--(?:.*?-->|.*\Z)|<\?(?:.*?\?>|.*\Z)"
    r"|<![A-Za-z][^<>\[]*+(?:\[[^\]]{0,4000}+\][^<>]*+)?+>)"
    r"|</(?P<end>[^\W\d][^\s<>/]*+)\s*+>"
    r"""|<(?P<name>[^\W\d][^\s<>/"']*+)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>"""
    r"|(?P<entity>&[^\W\d][\w.-]*+;)",
    re.DOTALL,
)
_INLINE_NAMES: Final = (
    "a abbr acronym b bdi bdo bpt br cite code data del dfn em emphasis ept font g i img ins it "
    "kbd link mark mrk nobr ph q s samp small span strike strong sub sup term time tt u ut var wbr "
    "x xref"
)
# Elements that stand inside sentences wherever they occur (HTML, DocBook, DITA, XLIFF, TMX).
_INLINE: Final = frozenset(_INLINE_NAMES.split())


@dataclass(eq=False)
class _Element:
    """An element or a single tag: its tokens' places, what is in it, and whether it breaks."""

    name: str
    start: int
    end: int = -1
    parent: _Element | None = None
    speaks: bool = False
    breaks: bool = False
    children: list[_Element] = field(default_factory=list)


def find_runs(
    source: str,
    *,
    ignored: frozenset[str] = frozenset(),
    splitting: frozenset[str] = frozenset(),
    kept_together: frozenset[str] = frozenset(),
    outline: bool = True,
) -> Iterator[list[Piece]]:
    """The stretches between breaking tags as pieces; in each, every pair is whole.

    Names are those of elements as they are written. Tags without a partner break.
    """
    tokens = list(_tokens(source))
    elements, at = _elements(tokens, source)
    mixed = {each.name for each in elements if each.parent is not None and each.parent.speaks}
    for each in elements:
        each.breaks = each.end < 0 or _breaks(
            each, mixed, splitting=splitting, kept_together=kept_together, outline=outline
        )
    # A pair around a break cannot be inside one sentence. Inner elements come after outer ones.
    for each in reversed(elements):
        if each.breaks and each.parent is not None and each.parent.name not in ignored:
            each.parent.breaks = True
    run: list[Piece] = []
    index = 0
    while index < len(tokens):
        token, element = tokens[index], at.get(index)
        index += 1
        if element is None:
            run.append(_piece(token, source))
            continue
        whole = element.name in ignored and element.end >= index - 1
        if element.breaks:
            yield run
            run = []
        elif not whole:
            run.append(_tag(token, element))
        if whole:
            if not element.breaks:
                run.append(_ignored(tokens[index - 1 : element.end + 1], source))
            index = element.end + 1
    yield run


def _tokens(source: str) -> Iterator[Token]:
    """Tokens that tile the source; names are as they are written."""
    place = 0
    for match in _TOKEN.finditer(source):
        start, end = match.span()
        if match.group("entity") is not None and unescape(match.group()) != match.group():
            continue
        if start > place:
            yield Token(TokenKind.TEXT, place, start)
        place = end
        if match.group("cdata") is not None:
            yield Token(TokenKind.TEXT, start, end)
        elif match.group("other") is not None:
            yield Token(TokenKind.OTHER, start, end)
        elif match.group("entity") is not None:
            yield Token(TokenKind.EMPTY, start, end, "")
        elif match.group("end") is not None:
            yield Token(TokenKind.END, start, end, match.group("end"))
        else:
            kind = TokenKind.EMPTY if source[end - 2] == "/" else TokenKind.START
            yield Token(kind, start, end, match.group("name"))
    if place < len(source):
        yield Token(TokenKind.TEXT, place, len(source))


def _elements(tokens: list[Token], source: str) -> tuple[list[_Element], dict[int, _Element]]:
    """All elements, outer ones first, and which of them each tag belongs to."""
    root = _Element("", -1)
    open_elements = [root]
    found: list[_Element] = []
    at: dict[int, _Element] = {}
    names: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.kind is TokenKind.TEXT:
            if source[token.start : token.end].strip():
                open_elements[-1].speaks = True
        elif token.kind is TokenKind.END:
            element = _Element(token.name, index, parent=open_elements[-1])
            if names.get(token.name):
                # Those inside that are not closed have no partner.
                while (element := open_elements.pop()).name != token.name:
                    names[element.name] -= 1
                names[token.name] -= 1
                element.end = index
            else:
                found.append(element)
            at[index] = element
        elif token.kind is not TokenKind.OTHER and token.name:
            element = at[index] = _Element(token.name, index, parent=open_elements[-1])
            found.append(element)
            if token.kind is TokenKind.EMPTY:
                element.end = index
            else:
                open_elements.append(element)
                names[token.name] = names.get(token.name, 0) + 1
    return found, at


def _breaks(
    element: _Element,
    mixed: set[str],
    *,
    splitting: frozenset[str],
    kept_together: frozenset[str],
    outline: bool,
) -> bool:
    name = element.name
    if name in kept_together or name in splitting or not outline:
        return name in splitting and name not in kept_together
    local = name.rpartition(":")[2].lower()
    if local in _INLINE or local in BREAKING:
        return local in BREAKING
    return name not in mixed


def _piece(token: Token, source: str) -> Piece:
    """A text, a comment, or a reference that only its own document knows."""
    if token.kind is TokenKind.TEXT:
        return Piece(PieceKind.TEXT, token.start, token.end)
    if token.kind is TokenKind.EMPTY:
        said = source[token.start : token.end]
        return Piece(PieceKind.PROTECTED, token.start, token.end, "x", said)
    return Piece(PieceKind.STANDALONE, token.start, token.end, "x")


def _tag(token: Token, element: _Element) -> Piece:
    name = element.name.rpartition(":")[2]
    if token.kind is TokenKind.EMPTY:
        own = "\n" if name.lower() == "br" else ""
        return Piece(PieceKind.STANDALONE, token.start, token.end, name, own)
    kind = PieceKind.OPEN if token.kind is TokenKind.START else PieceKind.CLOSE
    return Piece(kind, token.start, token.end, name)


def _ignored(tokens: list[Token], source: str) -> Piece:
    """A whole element that comes back as it is."""
    said = "".join(source[t.start : t.end] for t in tokens if t.kind is TokenKind.TEXT)
    text = " ".join(unescape(said).split())
    kind = PieceKind.PROTECTED if text else PieceKind.STANDALONE
    return Piece(kind, tokens[0].start, tokens[-1].end, "x", text)
