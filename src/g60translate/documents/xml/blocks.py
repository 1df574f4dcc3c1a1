"""Finds the translatable blocks of an XML source by what a vocabulary says about its elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from g60translate.documents.codes import translatable
from g60translate.documents.flow.flow import Piece, PieceKind, build_flow
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.slots import Slot
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.xml.tokens import decode_xml, element_ends, tokenize_xml


class Treatment(StrEnum):
    """How an element takes part in the text."""

    BREAK = "break"  # ends the sentence stream around it
    BLOCK = "block"  # the same, and its content is text
    PAIRED = "paired"
    STANDALONE = "standalone"
    PROTECTED = "protected"
    ISLAND = "island"  # one code in the stream around it, with blocks of its own inside
    UNTOUCHED = "untouched"  # one code, and nothing inside may change
    INVISIBLE = "invisible"  # a pair that makes no difference to a reader


_BREAKING = (Treatment.BREAK, Treatment.BLOCK)
_PAIRED = (Treatment.PAIRED, Treatment.INVISIBLE)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a vocabulary says about one element.

    `kind` is given to blocks inside, unless a nearer element gives another; `text` is what a
    standalone element owns; `name` begins a code's tag; `attributes` hold text for people;
    elements of the names `unsaid` hold no part of a protected one's text.
    """

    treatment: Treatment
    kind: BlockKind | None = None
    text: str = ""
    name: str = ""
    attributes: tuple[str, ...] = ()
    unsaid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around the current place say."""

    kind: BlockKind = BlockKind.PARAGRAPH
    speaking: bool = False


class _Stream:
    """The run of pieces since the last break, and the elements open around it."""

    def __init__(self, outer: _Context) -> None:
        self.run: list[Piece] = []
        self._contexts = [outer]
        self._rules: list[Rule] = []

    @property
    def context(self) -> _Context:
        """What the nearest breaking element says."""
        return self._contexts[-1]

    def add(self, kind: PieceKind, token: Token, name: str = "") -> None:
        """Put a token into the run."""
        self.run.append(Piece(kind, token.start, token.end, name))

    def enter(self, token: Token, rule: Rule) -> None:
        """Go into a breaking element."""
        if token.kind is TokenKind.START:
            speaking = self.context.speaking or rule.treatment is Treatment.BLOCK
            self._rules.append(rule)
            self._contexts.append(_Context(rule.kind or self.context.kind, speaking))

    def leave(self) -> None:
        """Come out of a breaking element."""
        self._contexts.pop()

    def enter_pair(self, token: Token, rule: Rule) -> None:
        """Take the beginning of a pair; an empty invisible element simply is not there."""
        if token.kind is TokenKind.START:
            self._rules.append(rule)
            self.add(PieceKind.OPEN, token, _name(rule, token))
        elif name := _name(rule, token):
            self.add(PieceKind.STANDALONE, token, name)

    def leave_pair(self, token: Token) -> bool:
        """Take the end of a pair; false if the element that ends is a breaking one."""
        rule = self._rules.pop()
        if rule.treatment not in _PAIRED:
            return False
        self.add(PieceKind.CLOSE, token, _name(rule, token))
        return True


class XmlFinder:
    """Walks the `tokens` of a source, whose elements have their `ends`.

    `rule` says how to treat an element; `folding` folds white space.
    """

    def __init__(self, source: str, rule: Callable[[Token], Rule], *, folding: bool = True) -> None:
        self._source = source
        self._rule = rule
        self._folding = folding
        self.tokens = tokenize_xml(source)
        self.ends = element_ends(self.tokens)

    def find(self, *, first: int = 1) -> list[Slot]:
        """The blocks in reading order, numbered from `b<first>`."""
        found = list(self._scan(0, len(self.tokens), _Context()))
        found.sort(key=lambda slot: (slot.start, -slot.end))
        return [
            replace(slot, block=replace(slot.block, id=f"b{number}"))
            for number, slot in enumerate(found, start=first)
        ]

    def stream(self, first: int, last: int, *, block_id: str) -> Slot | None:
        """Some tokens, which hold whole elements only, as one sentence stream."""
        slot = next(self._scan(first, last, _Context(speaking=True)), None)
        return slot and replace(slot, block=replace(slot.block, id=block_id))

    def _scan(self, first: int, last: int, outer: _Context) -> Iterator[Slot]:
        """The blocks among some tokens, which hold whole elements only."""
        stream = _Stream(outer)
        index = first
        while index < last:
            token = self.tokens[index]
            index += 1
            if token.kind is TokenKind.TEXT:
                if stream.context.speaking:
                    stream.add(PieceKind.TEXT, token)
            elif token.kind is TokenKind.OTHER:
                stream.add(PieceKind.STANDALONE, token, "x")
            elif token.kind is TokenKind.END:
                if not stream.leave_pair(token):
                    yield from self._flush(stream)
                    stream.leave()
            else:
                rule = self._rule(token)
                yield from self._attributes(token, rule)
                if rule.treatment in _BREAKING:
                    yield from self._flush(stream)
                    stream.enter(token, rule)
                elif rule.treatment in _PAIRED:
                    stream.enter_pair(token, rule)
                else:
                    after = self.ends[index - 1]
                    stream.run.append(self._whole(index - 1, after, rule))
                    if rule.treatment is Treatment.ISLAND:
                        inside = _Context(rule.kind or stream.context.kind)
                        yield from self._scan(index, after - 1, inside)
                    index = after
        yield from self._flush(stream)

    def _whole(self, index: int, after: int, rule: Rule) -> Piece:
        """A whole element as one piece."""
        start, end = self.tokens[index].start, self.tokens[after - 1].end
        name = _name(rule, self.tokens[index])
        if rule.treatment is Treatment.PROTECTED:
            said = "".join(self._said(index, after, rule.unsaid))
            text = " ".join(said.split()) if self._folding else said
            if text.strip():
                return Piece(PieceKind.PROTECTED, start, end, name, text)
        return Piece(PieceKind.STANDALONE, start, end, name, rule.text)

    def _said(self, index: int, after: int, unsaid: frozenset[str]) -> Iterator[str]:
        """The text of some tokens outside of elements with these local names."""
        while index < after:
            token = self.tokens[index]
            if token.kind is TokenKind.START and token.local in unsaid:
                index = self.ends[index]
                continue
            if token.kind is TokenKind.TEXT:
                yield decode_xml(self._source[token.start : token.end])
            index += 1

    def _flush(self, stream: _Stream) -> Iterator[Slot]:
        """End the run; it becomes a block if it says anything."""
        flow = build_flow(
            stream.run,
            source=self._source,
            decode=decode_xml,
            block_id="",
            kind=stream.context.kind,
            folding=self._folding,
        )
        stream.run.clear()
        if flow is not None and stream.context.speaking:
            yield Slot.of(flow)

    def _attributes(self, token: Token, rule: Rule) -> Iterator[Slot]:
        for attribute in token.attributes:
            if attribute.name in rule.attributes and translatable(attribute.value):
                block = Block("", BlockKind.ATTRIBUTE, attribute.value)
                yield Slot(block, attribute.start, attribute.end, quote=attribute.quote)


def _name(rule: Rule, token: Token) -> str:
    """An invisible pair has no name: it is dropped where its block is rewritten."""
    if rule.treatment is Treatment.INVISIBLE:
        return ""
    return rule.name or token.local
