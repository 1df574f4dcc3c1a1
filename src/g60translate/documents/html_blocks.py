"""Finds the translatable blocks of an HTML source: sentence streams and attribute values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import accumulate

from g60translate.documents.codes import translatable
from g60translate.documents.flow import Piece, PieceKind, build_flow
from g60translate.documents.html_tokens import tokenize
from g60translate.documents.html_vocabulary import (
    ATTRIBUTES,
    BREAKING,
    KINDS,
    META,
    PROTECTED,
    UNTOUCHED,
    VOID,
)
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.slots import Slot
from g60translate.documents.tokens import Token, TokenKind


def find_slots(source: str) -> list[Slot]:
    """The blocks of a page in reading order, numbered from `b1`."""
    found = _Finder(source, tokenize(source)).find()
    ordered = sorted(found, key=lambda slot: (slot.start, -slot.end))
    return [
        replace(slot, block=replace(slot.block, id=f"b{number}"))
        for number, slot in enumerate(ordered, start=1)
    ]


class _Finder:
    """One pass over the tokens with the run of inline pieces since the last break."""

    def __init__(self, source: str, tokens: list[Token]) -> None:
        self._source = source
        self._tokens = tokens
        self._ends = _element_ends(tokens)
        # How many tokens before each one belong to code.
        self._codes_before = [0, *accumulate(token.name in PROTECTED for token in tokens)]
        self._run: list[Piece] = []
        self._open: list[str] = []

    def find(self) -> Iterator[Slot]:
        """Walk the tokens once."""
        index = 0
        while index < len(self._tokens):
            token = self._tokens[index]
            after = index + 1
            if token.kind is TokenKind.START and (end := self._untouched_until(index)) is not None:
                yield from self._skip(index, end)
                after = end
            elif token.kind is TokenKind.TEXT:
                yield from self._text(token)
            elif token.kind is TokenKind.OTHER:
                self._add(PieceKind.STANDALONE, token, name="x")
            elif token.name in BREAKING:
                yield from self._flush()
                self._enter_or_leave(token)
                yield from self._attributes(token)
            else:
                yield from self._inline(token)
            index = after
        yield from self._flush()

    def _untouched_until(self, index: int) -> int | None:
        """Index after the element that begins here if nothing in it may change, else None."""
        token = self._tokens[index]
        sealed = (
            token.get("translate") == "no" or "notranslate" in (token.get("class") or "").split()
        )
        opaque = token.name in UNTOUCHED or token.name in PROTECTED or sealed
        if token.name in VOID:
            return index + 1 if sealed else None
        end = self._ends.get(index)
        if end is None:
            # Never closed: an inline element is then an ordinary code, all else runs to the end.
            return len(self._tokens) if token.name in BREAKING | UNTOUCHED and opaque else None
        holds_code = token.name == "pre" and self._codes_before[end] > self._codes_before[index]
        return end if opaque or holds_code else None

    def _skip(self, index: int, after: int) -> Iterator[Slot]:
        """Take a whole element as one code, or as a break between runs."""
        first, last = self._tokens[index], self._tokens[after - 1]
        if first.name in BREAKING:
            yield from self._flush()
            return
        spoken = "".join(
            self._source[token.start : token.end]
            for token in self._tokens[index:after]
            if token.kind is TokenKind.TEXT
        )
        text = "" if first.name in UNTOUCHED else " ".join(unescape(spoken).split())
        if text:
            piece = Piece(PieceKind.PROTECTED, first.start, last.end, first.name, text)
        else:
            own = "\n" if first.name == "br" else ""
            piece = Piece(PieceKind.STANDALONE, first.start, last.end, first.name, own)
        self._run.append(piece)

    def _text(self, token: Token) -> Iterator[Slot]:
        if "pre" not in self._open:
            self._add(PieceKind.TEXT, token)
            return
        # In preformatted text a line end is a break.
        start = token.start
        for line in self._source[token.start : token.end].splitlines(keepends=True):
            self._run.append(Piece(PieceKind.TEXT, start, start + len(line)))
            start += len(line)
            if line.endswith(("\n", "\r")):
                yield from self._flush()

    def _inline(self, token: Token) -> Iterator[Slot]:
        if token.kind is TokenKind.END:
            self._add(PieceKind.CLOSE, token, name=token.name)
            return
        if token.name in VOID:
            own = "\n" if token.name == "br" else ""
            self._add(PieceKind.STANDALONE, token, name=token.name, text=own)
        else:
            self._add(PieceKind.OPEN, token, name=token.name)
        yield from self._attributes(token)

    def _add(self, kind: PieceKind, token: Token, *, name: str = "", text: str = "") -> None:
        self._run.append(Piece(kind, token.start, token.end, name, text))

    def _enter_or_leave(self, token: Token) -> None:
        """Keep the list of open breaking elements, as far as a block's kind needs it."""
        if token.kind is TokenKind.START:
            for closed in ("p", token.name if token.name in KINDS or token.name == "tr" else "p"):
                if self._open and self._open[-1] == closed:
                    self._open.pop()
            if token.name not in VOID:
                self._open.append(token.name)
        elif token.name in self._open:
            while self._open.pop() != token.name:
                pass

    def _kind(self) -> BlockKind:
        return next(
            (KINDS[name] for name in reversed(self._open) if name in KINDS), BlockKind.PARAGRAPH
        )

    def _flush(self) -> Iterator[Slot]:
        """End the run; it becomes a block if it says anything."""
        flow = build_flow(
            self._run,
            source=self._source,
            decode=unescape,
            block_id="",
            kind=self._kind(),
        )
        self._run = []
        if flow is not None:
            yield Slot.of(flow)

    def _attributes(self, token: Token) -> Iterator[Slot]:
        """The translatable attribute values of one start tag."""
        for attribute in token.attributes:
            if translatable(attribute.value) and _is_spoken(token, attribute.name):
                block = Block("", BlockKind.ATTRIBUTE, attribute.value)
                yield Slot(block, attribute.start, attribute.end, quote=attribute.quote)


def _element_ends(tokens: list[Token]) -> dict[int, int]:
    """Index of each start tag to the index after its end tag, elements of one name nested."""
    ends: dict[int, int] = {}
    open_tags: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        if token.kind is TokenKind.START and token.name not in VOID:
            open_tags.setdefault(token.name, []).append(index)
        elif token.kind is TokenKind.END and open_tags.get(token.name):
            ends[open_tags[token.name].pop()] = index + 1
    return ends


def _is_spoken(token: Token, name: str) -> bool:
    """Whether a reader or a search engine is shown this attribute's value as text."""
    if token.name == "meta" and name == "content":
        subject = token.get("name") or token.get("property") or ""
        return subject.lower() in META
    if token.name == "input" and name == "value":
        return (token.get("type") or "").lower() in ("submit", "button", "reset")
    return name in ATTRIBUTES
