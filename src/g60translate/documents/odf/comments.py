"""Comments in OpenDocument: how many there are, and a part without them (ODF 1.3, part 3, 14.1)."""

from __future__ import annotations

from collections.abc import Iterator

from g60translate.documents.odf.names import OFFICE
from g60translate.documents.tokens import TokenKind
from g60translate.documents.xml.source import XmlSource, decode_xml_file
from g60translate.documents.xml.tokens import element_ends, tokenize_xml

_SIGN = b"annotation"
_NAMES = (f"{OFFICE}annotation", f"{OFFICE}annotation-end")


def count_comments(part: bytes, *, name: str) -> int:
    """How many comments a part holds."""
    if _SIGN not in part:
        return 0
    tokens = tokenize_xml(decode_xml_file(part, name=name).text)
    opening = (token for token in tokens if token.kind is not TokenKind.END)
    return sum(token.name == _NAMES[0] for token in opening)


def without_comments(part: bytes, *, name: str) -> bytes:
    """A part without its comments and the marks of where they end."""
    if _SIGN not in part:
        return part
    source = XmlSource(decode_xml_file(part, name=name))
    return source.written((), *_cuts(source.source.text))


def _cuts(source: str) -> Iterator[tuple[int, int, str]]:
    tokens = tokenize_xml(source)
    ends = element_ends(tokens)
    for index, token in enumerate(tokens):
        if token.name in _NAMES and token.kind is not TokenKind.END:
            yield token.start, tokens[ends[index] - 1].end, ""
