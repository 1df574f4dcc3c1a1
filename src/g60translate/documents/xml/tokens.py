"""XML source as tokens that tile it, with namespaces resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from sys import intern

from g60translate.documents.tokens import Attribute, Token, TokenKind

_TOKEN = re.compile(
    r"""(?P<other><!--.*?-->|<\?.*?\?>|<!DOCTYPE(?:[^>\["']|"[^"]*"|'[^']*'|\[.*?\]\s*)*>)"""
    r"""|(?P<text><!\[CDATA\[.*?\]\]>|[^<]+)"""
    r"""|</(?P<end>[^\s>]+)\s*>"""
    r"""|<(?P<name>[^\s/>]+)(?P<attributes>(?:[^>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*+)(?P<empty>/?)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CDATA = "<![CDATA["
_XML = {"xml": "http://www.w3.org/XML/1998/namespace"}
XML_LANG = f"{{{_XML['xml']}}}lang"


def tokenize_xml(source: str) -> list[Token]:
    """Cut well-formed XML; parse it first to be sure that it is."""
    tokens: list[Token] = []
    scopes: list[Mapping[str, str]] = [_XML]
    for match in _TOKEN.finditer(source):
        start, end = match.span()
        if match.group("other") is not None:
            tokens.append(Token(TokenKind.OTHER, start, end))
        elif match.group("text") is not None:
            tokens.append(Token(TokenKind.TEXT, start, end))
        elif match.group("end") is not None:
            name = _resolved(match.group("end"), scopes[-1])
            tokens.append(Token(TokenKind.END, start, end, name))
            scopes.pop()
        else:
            found = list(_ATTRIBUTE.finditer(source, *match.span("attributes")))
            scope = _scope(found, scopes[-1])
            kind = TokenKind.EMPTY if match.group("empty") else TokenKind.START
            if kind is TokenKind.START:
                scopes.append(scope)
            attributes = tuple(_attribute(entry, scope) for entry in found)
            name = _resolved(match.group("name"), scope)
            tokens.append(Token(kind, start, end, name, attributes))
    return tokens


def element_ends(tokens: list[Token]) -> dict[int, int]:
    """Index of each start or empty token to the index after its element."""
    ends: dict[int, int] = {}
    open_elements: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind is TokenKind.EMPTY:
            ends[index] = index + 1
        elif token.kind is TokenKind.START:
            open_elements.append(index)
        elif token.kind is TokenKind.END:
            ends[open_elements.pop()] = index + 1
    return ends


def decode_xml(raw: str) -> str:
    """Character data as text: CDATA sections and references resolved."""
    if raw.startswith(_CDATA):
        return raw[len(_CDATA) : -3]
    return unescape(raw)


def _scope(found: list[re.Match[str]], outer: Mapping[str, str]) -> Mapping[str, str]:
    """The prefixes that hold in an element; the empty one for names without a prefix."""
    declared = {}
    for match in found:
        name = match.group(1)
        if name == "xmlns" or name.startswith("xmlns:"):
            declared[name.partition(":")[2]] = match.group(2) or match.group(3) or ""
    return {**outer, **declared} if declared else outer


def _resolved(name: str, scope: Mapping[str, str]) -> str:
    prefix, colon, local = name.rpartition(":")
    namespace = scope.get(prefix if colon else "")
    # A large document has few different names, but each of them very often.
    return intern(f"{{{namespace}}}{local}" if namespace else local)


def _attribute(match: re.Match[str], scope: Mapping[str, str]) -> Attribute:
    group = 2 if match.group(2) is not None else 3
    name = match.group(1)
    return Attribute(
        # Attributes without a prefix are in no namespace.
        name=_resolved(name, scope) if ":" in name else intern(name),
        value=unescape(match.group(group)),
        start=match.start(group),
        end=match.end(group),
        quote='"' if group == 2 else "'",
    )
