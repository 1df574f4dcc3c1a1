"""HTML source as tokens that tile it: every character belongs to exactly one.

Follows the tokenization of the WHATWG HTML Standard, 13.2.5, as far as it decides what is text. No
input is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import AnyStr, Generic

from g60translate.documents.source import EncodedSource
from g60translate.documents.tokens import Attribute, Token, TokenKind

Markup = str | EncodedSource

# In a tag a quotation mark counts only behind an equals sign. Possessive, so that no input is slow.
_PIECE = (
    r"(?P<other><!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*(?:>|\Z)|</(?![a-zA-Z])[^>]*(?:>|\Z))"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"""(?P<rest>(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')|=)*+)>"""
    r"|(?P<text>(?:[^<]++|<(?![a-zA-Z/!?]))++)"
)
_ATTRIBUTE = r"""([^\s"'<>/=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?"""
# Footnote marks: a link to a place on the page around a number, raised or in brackets.
_NUMBER = r"(?:\d{1,3}|[*†‡])"
_LINK = r"<a\s[^>]{0,500}\bhref\s*=\s*[\"']?#[^>]{0,500}>\s*"
# In a book notes may be in a file of their own, so that the link says what it is (EPUB SSV 1.1).
_REFERENCE = r"<a\s[^>]{0,500}\bepub:type\s*=\s*[\"'][^\"'>]{0,99}\bnoteref\b[^>]{0,500}>\s*"
_NOTE = (
    rf"<sup\b[^>]*>\s*{_LINK}[\[(]?{_NUMBER}[\])]?\s*</a>\s*</sup\s*>"
    rf"|{_LINK}(?:<sup\b[^>]*>\s*[\[(]?{_NUMBER}[\])]?\s*</sup\s*>|\[{_NUMBER}\])\s*</a\s*>"
    rf"|{_REFERENCE}(?:<sup\b[^>]*>\s*)?[\[(]?{_NUMBER}[\])]?(?:\s*</sup\s*>)?\s*</a\s*>"
    rf"|<sup\b[^>]*>\s*{_REFERENCE}[\[(]?{_NUMBER}[\])]?\s*</a>\s*</sup\s*>"
)
_RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")


@dataclass(frozen=True, slots=True)
class _Patterns(Generic[AnyStr]):
    """The same patterns for text and for bytes; in both, white space is that of ASCII."""

    token: re.Pattern[AnyStr]
    attribute: re.Pattern[AnyStr]
    note: re.Pattern[AnyStr]
    line_end: re.Pattern[AnyStr]
    raw_ends: dict[str, re.Pattern[AnyStr]]


def _compiled(spell: Callable[[str], AnyStr]) -> _Patterns[AnyStr]:
    flags = re.ASCII | re.DOTALL if isinstance(spell(""), str) else re.DOTALL
    return _Patterns(
        re.compile(spell(_PIECE), flags),
        re.compile(spell(_ATTRIBUTE), flags),
        re.compile(spell(_NOTE), flags | re.IGNORECASE),
        re.compile(spell(r"\r\n|\r|\n"), flags),
        {name: re.compile(spell(rf"</{name}(?=[\s/>])"), flags | re.IGNORECASE) for name in _RAW},
    )


_TEXT = _compiled(str)
_BYTES = _compiled(str.encode)


def tokenize(source: Markup) -> Iterator[Token]:
    """Cut `source` the way browsers do; offsets are those of the source."""
    if isinstance(source, str):
        return _tokens(source, _TEXT, str)
    return _tokens(source.data, _BYTES, lambda raw: raw.decode(source.encoding))


def lines(source: Markup, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a stretch, each with its line end."""
    if isinstance(source, str):
        ends = [match.end() for match in _TEXT.line_end.finditer(source, start, end)]
    else:
        ends = [match.end() for match in _BYTES.line_end.finditer(source.data, start, end)]
    stops = [*ends, end] if not ends or ends[-1] < end else ends
    yield from zip([start, *ends], stops, strict=False)


def note_end(source: Markup, start: int) -> int | None:
    """Where the footnote mark that begins here ends, None if none begins here."""
    if isinstance(source, str):
        found = _TEXT.note.match(source, start)
        return found.end() if found else None
    marked = _BYTES.note.match(source.data, start)
    return marked.end() if marked else None


def _tokens(
    raw: AnyStr, patterns: _Patterns[AnyStr], decode: Callable[[AnyStr], str]
) -> Iterator[Token]:
    match_token = patterns.token.match
    names: dict[AnyStr, str] = {}
    position = text_from = 0
    while position < len(raw):
        start, match = position, match_token(raw, position)
        position = match.end() if match else len(raw)
        if match is not None and match.lastgroup == "text":
            continue
        if text_from < start:
            yield Token(TokenKind.TEXT, text_from, start)
        text_from = position
        # A tag that the end of the file cuts off is no text, nor is anything in it.
        if match is None or match.lastgroup == "other":
            yield Token(TokenKind.OTHER, start, position)
            continue
        spelt = match["name"]
        if spelt not in names:
            names[spelt] = decode(spelt).lower()
        name = names[spelt]
        if match["end"]:
            yield Token(TokenKind.END, start, position, name)
            continue
        rest_from, rest_to = match.span("rest")
        attributes = tuple(_attributes(raw, rest_from, rest_to, patterns, decode))
        yield Token(TokenKind.START, start, position, name, attributes)
        # A closed one, as in XHTML, has no content.
        if name in patterns.raw_ends and not decode(match["rest"]).endswith("/"):
            end = patterns.raw_ends[name].search(raw, position)
            position = end.start() if end else len(raw)
    if text_from < len(raw):
        yield Token(TokenKind.TEXT, text_from, len(raw))


def _attributes(
    raw: AnyStr,
    start: int,
    end: int,
    patterns: _Patterns[AnyStr],
    decode: Callable[[AnyStr], str],
) -> Iterator[Attribute]:
    for match in patterns.attribute.finditer(raw, start, end):
        group = next((number for number in (2, 3, 4) if match[number] is not None), None)
        where = match.span(group) if group else (match.end(), match.end())
        yield Attribute(
            name=decode(match[1]).lower(),
            value=unescape(decode(match[group])) if group else "",
            start=where[0],
            end=where[1],
            quote={2: '"', 3: "'"}.get(group or 0, ""),
            bare=group is None,
        )
