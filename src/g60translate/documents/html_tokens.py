"""HTML source as tokens that tile it: every character belongs to exactly one."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from g60translate.documents.tokens import Attribute, Token, TokenKind

_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?"""
)
_HALF_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*\Z")
_TAG_NAME = re.compile(r"<[^\s/>]+")


def tokenize(source: str) -> list[Token]:
    """Cut `source` the way browsers do, never failing."""
    scanner = _Scanner(source)
    scanner.feed(source)
    scanner.close()
    return scanner.tokens(source)


class _Scanner(HTMLParser):
    """Notes where each token begins; it ends where the next one begins."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._marks: list[tuple[int, TokenKind, str]] = []

    def _mark(self, kind: TokenKind, name: str = "") -> None:
        line, column = self.getpos()
        self._marks.append((self._lines[line - 1] + column, kind, name))

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._mark(TokenKind.START, tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._mark(TokenKind.START, tag)

    def handle_endtag(self, tag: str) -> None:
        self._mark(TokenKind.END, tag)

    def handle_data(self, data: str) -> None:  # noqa: ARG002
        self._mark(TokenKind.TEXT)

    def handle_entityref(self, name: str) -> None:  # noqa: ARG002
        self._mark(TokenKind.TEXT)

    def handle_charref(self, name: str) -> None:  # noqa: ARG002
        self._mark(TokenKind.TEXT)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        self._mark(TokenKind.OTHER)

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        self._mark(TokenKind.OTHER)

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self._mark(TokenKind.OTHER)

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self._mark(TokenKind.OTHER)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Read `<![` as browsers do, up to the next `>`; the base class may fail on it."""
        return self.parse_bogus_comment(i, report)

    def tokens(self, source: str) -> list[Token]:
        """Turn the marks into tiles; neighbouring text becomes one token."""
        merged: list[tuple[int, TokenKind, str]] = []
        for mark in self._marks:
            if merged and mark[0] == merged[-1][0] and mark[1] is merged[-1][1]:
                continue
            if not (merged and mark[1] is TokenKind.TEXT and merged[-1][1] is TokenKind.TEXT):
                merged.append(mark)
        if not merged or merged[0][0] > 0:
            merged.insert(0, (0, TokenKind.TEXT, ""))
        # Python's versions differ about a tag that the end of the file cuts off; it is no text.
        half_tag = _HALF_TAG.search(source, merged[-1][0])
        if merged[-1][1] is TokenKind.TEXT and half_tag is not None:
            merged.append((half_tag.start(), TokenKind.OTHER, ""))
        ends = [mark[0] for mark in merged[1:]] + [len(source)]
        return [
            _token(source, kind, start, end, name)
            for (start, kind, name), end in zip(merged, ends, strict=True)
            if end > start
        ]


def _token(source: str, kind: TokenKind, start: int, end: int, name: str) -> Token:
    if kind is not TokenKind.START:
        return Token(kind, start, end, name)
    opening = _TAG_NAME.match(source, start, end)
    offset = opening.end() if opening else end
    attributes = []
    for match in _ATTRIBUTE.finditer(source, offset, end):
        group = next((index for index in (2, 3, 4) if match.group(index) is not None), None)
        where = match.span(group) if group else (match.end(), match.end())
        attributes.append(
            Attribute(
                name=match.group(1).lower(),
                value=unescape(match.group(group)) if group else "",
                start=where[0],
                end=where[1],
                quote={2: '"', 3: "'"}.get(group or 0, ""),
                bare=group is None,
            )
        )
    return Token(kind, start, end, name, tuple(attributes))
