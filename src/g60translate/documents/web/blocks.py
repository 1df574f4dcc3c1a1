"""Finds the translatable blocks of an HTML source: sentence streams and attribute values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from g60translate.documents.codes import translatable
from g60translate.documents.flow.flow import Piece, PieceKind, build_flow
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.slots import Slot
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.web.sealed import sealed_ends
from g60translate.documents.web.tokens import Markup, lines, note_end, tokenize
from g60translate.documents.web.vocabulary import (
    ATTRIBUTES,
    BREAKING,
    KINDS,
    META,
    READINGS,
    UNTOUCHED,
    VOID,
)


def find_slots(source: Markup, *, home: str | None = None) -> list[Slot]:
    """The blocks of a page in reading order, numbered from `b1`.

    `home` is the language that is translated from; parts marked with another one have no blocks.
    """
    return [slot for group in find_groups(source, home=home) for slot in group]


def find_groups(source: Markup, *, home: str | None = None, first: int = 1) -> Iterator[list[Slot]]:
    """The same from `b<first>`, a sentence stream and the attributes in and before it at a time.

    Groups lie one behind the other in the source; only those inside one may be nested.
    """
    number = first - 1
    for group in _Finder(source, home).groups():
        group.sort(key=lambda slot: (slot.start, -slot.end))
        numbered = []
        for slot in group:
            number += 1
            numbered.append(replace(slot, block=replace(slot.block, id=f"b{number}")))
        yield numbered


class _Finder:
    """One pass over the tokens with the run of inline pieces since the last break."""

    def __init__(self, source: Markup, home: str | None) -> None:
        self._source = source
        self._sealed = sealed_ends(source, home=home)
        self._run: list[Piece] = []
        self._attributes: list[Slot] = []
        self._open: list[str] = []

    def groups(self) -> Iterator[list[Slot]]:
        """Walk the tokens once."""
        tokens = tokenize(self._source)
        for token in tokens:
            sealed_to = self._sealed.get(token.start)
            if sealed_to is not None and token.kind is TokenKind.START:
                if token.name in BREAKING:
                    yield from self._flush()
                self._skip(token, sealed_to, tokens)
            elif token.kind is TokenKind.TEXT:
                yield from self._text(token)
            elif token.kind is TokenKind.OTHER:
                self._add(PieceKind.STANDALONE, token, name="x")
            elif token.name in BREAKING:
                yield from self._flush()
                self._enter_or_leave(token)
                self._speak(token)
            else:
                self._inline(token)
        yield from self._flush()

    def _skip(self, first: Token, sealed_to: int, tokens: Iterator[Token]) -> None:
        """Take a whole element as one code, or as a break between runs."""
        spoken: list[str] = []
        end = first.end
        in_reading = False
        while end < sealed_to:
            token = next(tokens)
            end = token.end
            if token.name in READINGS or token.name == "rb":
                # The end tag of a reading may be left out.
                in_reading = token.kind is TokenKind.START and token.name in READINGS
            elif token.kind is TokenKind.TEXT and not in_reading:
                spoken.append(self._source[token.start : token.end])
        if first.name in BREAKING:
            return
        text = "" if first.name in UNTOUCHED else " ".join(unescape("".join(spoken)).split())
        if note_end(self._source, first.start) == end:
            self._run.append(Piece(PieceKind.STANDALONE, first.start, end, "note"))
        elif text:
            self._run.append(Piece(PieceKind.PROTECTED, first.start, end, first.name, text))
        else:
            own = "\n" if first.name == "br" else ""
            self._run.append(Piece(PieceKind.STANDALONE, first.start, end, first.name, own))

    def _text(self, token: Token) -> Iterator[list[Slot]]:
        if "pre" not in self._open:
            self._add(PieceKind.TEXT, token)
            return
        # In preformatted text a line end is a break.
        for start, end in lines(self._source, token.start, token.end):
            self._run.append(Piece(PieceKind.TEXT, start, end))
            if self._source[start:end].endswith(("\n", "\r")):
                yield from self._flush()

    def _inline(self, token: Token) -> None:
        if token.kind is TokenKind.END:
            self._add(PieceKind.CLOSE, token, name=token.name)
            return
        if token.name in VOID:
            own = "\n" if token.name == "br" else ""
            self._add(PieceKind.STANDALONE, token, name=token.name, text=own)
        else:
            self._add(PieceKind.OPEN, token, name=token.name)
        self._speak(token)

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

    def _flush(self) -> Iterator[list[Slot]]:
        """End the run; it becomes a block if it says anything."""
        flow = build_flow(
            self._run,
            source=self._source,
            decode=unescape,
            block_id="",
            kind=self._kind(),
        )
        group = self._attributes if flow is None else [*self._attributes, Slot.of(flow)]
        self._run, self._attributes = [], []
        if group:
            yield group

    def _speak(self, token: Token) -> None:
        """Take the translatable attribute values of one start tag."""
        for attribute in token.attributes:
            if translatable(attribute.value) and _is_spoken(token, attribute.name):
                block = Block("", BlockKind.ATTRIBUTE, attribute.value)
                slot = Slot(block, attribute.start, attribute.end, quote=attribute.quote)
                self._attributes.append(slot)


def _is_spoken(token: Token, name: str) -> bool:
    """Whether a reader or a search engine is shown this attribute's value as text."""
    if token.name == "meta" and name == "content":
        subject = token.get("name") or token.get("property") or ""
        return subject.lower() in META
    if token.name == "input" and name == "value":
        return (token.get("type") or "").lower() in ("submit", "button", "reset")
    return name in ATTRIBUTES
