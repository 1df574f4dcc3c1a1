"""Turns a stretch of marked-up source into a block: text, codes, and where each lies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from sys import intern

from g60translate.documents.codes import translatable
from g60translate.documents.flow.pieces import Piece, PieceKind, partners
from g60translate.documents.flow.raised import seal_raised
from g60translate.documents.model import Block, BlockKind, Inline, InlineKind
from g60translate.documents.source import Source
from g60translate.documents.spacing import PICTURES

__all__ = ["Code", "Flow", "Piece", "PieceKind", "build_flow", "fold"]

# White space that markup folds; U+00A0 and its kin are text.
_SPACE = " \t\r\n\f"
_SPACES = re.compile(f"[{_SPACE}]+")
_UNFOLDED = re.compile("[\t\r\n\f]|  |\\A ")
# Scripts that are written without spaces: a line end between two of their characters is no space.
_WIDE = re.compile(
    "[\u2e80-\u2fdf\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)


@dataclass(frozen=True, slots=True)
class Code:
    """Where a code's source lies: an atom has `opening` only."""

    name: str
    opening: tuple[int, int]
    closing: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A block and the range of the source that it replaces when it is changed."""

    block: Block
    start: int
    end: int
    codes: Mapping[str, Code]


def build_flow(
    pieces: Sequence[Piece],
    *,
    source: Source,
    decode: Callable[[str], str],
    block_id: str,
    kind: BlockKind,
    folding: bool = True,
) -> Flow | None:
    """The pieces of one sentence stream as a block, None if they say nothing translatable.

    White space, standalone codes and pairs at the edges that surround the whole text stay
    outside. `decode` turns source into text (entities, escapes); `folding` folds white space.
    """
    matched = _matched(seal_raised(pieces, source=source, decode=decode))
    core = _without_edges(_without_empty_pairs(matched), source)
    if not core:
        return None
    projection = _Projection(source, decode=decode, folding=folding)
    for item in core:
        projection.add(item)
    if folding:
        projection.shrink(projection.text.rstrip(" "))
    said = list(projection.text)
    for inline in projection.inlines:
        if inline.kind is not InlineKind.PAIRED:
            said[inline.start : inline.end] = " " * (inline.end - inline.start)
    if not translatable("".join(said)):
        return None
    block = Block(block_id, kind, projection.text, tuple(projection.inlines))
    return Flow(block, core[0].piece.start, core[-1].piece.end, projection.codes)


@dataclass(frozen=True, slots=True)
class _Matched:
    """A piece and, for one half of a pair, the number that both halves share."""

    piece: Piece
    pair: int = -1


def _matched(pieces: Sequence[Piece]) -> list[_Matched]:
    """Pair the OPENs with their CLOSEs; a half without its other half becomes standalone."""
    pairs = partners(pieces)
    return [
        _Matched(piece, max(index, pairs[index]))
        if index in pairs
        else _Matched(
            replace(piece, kind=PieceKind.STANDALONE)
            if piece.kind in (PieceKind.OPEN, PieceKind.CLOSE)
            else piece
        )
        for index, piece in enumerate(pieces)
    ]


def _without_empty_pairs(items: list[_Matched]) -> list[_Matched]:
    """Make one standalone code of every pair with no text inside, such as a linked image."""
    result: list[_Matched] = []
    for item in items:
        if item.piece.kind is PieceKind.CLOSE:
            opening = next(i for i in range(len(result) - 1, -1, -1) if result[i].pair == item.pair)
            inside = [entry.piece for entry in result[opening + 1 :]]
            names = [piece.name for piece in inside if piece.name in PICTURES]
            if all(_is_silent(piece) for piece in inside):
                first = result[opening].piece
                del result[opening:]
                whole = Piece(
                    PieceKind.STANDALONE,
                    first.start,
                    item.piece.end,
                    names[0] if names else first.name or "x",
                    "".join(piece.text for piece in inside),
                )
                result.append(_Matched(whole))
                continue
        result.append(item)
    return result


def _is_silent(piece: Piece) -> bool:
    """Whether a piece says nothing and keeps no words apart."""
    return piece.kind is PieceKind.STANDALONE and " " not in piece.text


def _without_edges(items: list[_Matched], source: Source) -> list[_Matched]:
    """Cut off what need not take part in the sentence: outer space, atoms and enclosing pairs."""
    core = list(items)
    while core:
        first, last = core[0].piece, core[-1].piece
        if first.kind is PieceKind.STANDALONE:
            del core[0]
        elif last.kind is PieceKind.STANDALONE:
            del core[-1]
        elif (shorter := _stripped(first, source, left=True)) != first:
            core[0] = _Matched(shorter)
            if shorter.start == shorter.end:
                del core[0]
        elif (shorter := _stripped(last, source, left=False)) != last:
            core[-1] = _Matched(shorter)
            if shorter.start == shorter.end:
                del core[-1]
        elif first.kind is PieceKind.OPEN and core[0].pair == core[-1].pair:
            del core[0], core[-1]
        else:
            break
    return core


def _stripped(piece: Piece, source: Source, *, left: bool) -> Piece:
    """A text without the white space at one side, which has one unit a character."""
    if piece.kind is not PieceKind.TEXT:
        return piece
    raw = source[piece.start : piece.end]
    if left:
        return replace(piece, start=piece.start + len(raw) - len(raw.lstrip(_SPACE)))
    return replace(piece, end=piece.end - len(raw) + len(raw.rstrip(_SPACE)))


class _Projection:
    """Text, codes over it in order of their beginnings, and the codes' source ranges."""

    def __init__(self, source: Source, *, decode: Callable[[str], str], folding: bool) -> None:
        self._source = source
        self._decode = decode
        self._folding = folding
        self.text = ""
        self.inlines: list[Inline] = []
        self.codes: dict[str, Code] = {}
        self._open_at: dict[int, int] = {}
        # Whether the text so far ends in a space that stands for a line end, or in a picture.
        self._after_line_end = False
        self._after_picture = False

    def add(self, item: _Matched) -> None:
        """Take the next piece; a pair without a name makes no code."""
        piece = item.piece
        if item.pair >= 0 and not piece.name:
            return
        if piece.kind is PieceKind.TEXT:
            self._add_text(self._decode(self._source[piece.start : piece.end]))
        elif piece.kind is PieceKind.CLOSE:
            index = self._open_at[item.pair]
            opened = self.inlines[index] = replace(self.inlines[index], end=len(self.text))
            code = self.codes[opened.tag]
            self.codes[opened.tag] = replace(code, closing=(piece.start, piece.end))
        else:
            self._add_code(item)

    def shrink(self, text: str) -> None:
        """Take white space off the end, and the codes with it."""
        self.text, end = text, len(text)
        self.inlines = [
            replace(code, start=min(code.start, end), end=min(code.end, end))
            for code in self.inlines
        ]

    def _add_text(self, words: str) -> None:
        if not self._folding:
            self.text += words
            return
        before = self.text[-2:-1]
        if self._after_line_end and _WIDE.match(before) and _WIDE.match(words):
            self.shrink(self.text[:-1])
        line_end = words[len(words.rstrip(_SPACE)) :].count("\n") > 0
        words = fold(words, after="x" if self._after_picture else self.text)
        self.text += words
        self._after_picture = self._after_picture and not words
        self._after_line_end = line_end and words.endswith(" ")

    def _add_code(self, item: _Matched) -> None:
        piece = item.piece
        if self._folding and piece.text == "\n":
            self.shrink(self.text.rstrip(" "))
        start = len(self.text)
        # A large document has few different tags, but each of them very often.
        tag = intern(f"{piece.name}{len(self.inlines) + 1}")
        self.codes[tag] = Code(piece.name, (piece.start, piece.end))
        if piece.kind is PieceKind.OPEN:
            self._open_at[item.pair] = len(self.inlines)
            self.inlines.append(Inline(start, start, tag))
            return
        self._after_picture = piece.name in PICTURES
        self._after_line_end = self._after_line_end and not piece.text
        kind = InlineKind(piece.kind)
        self.inlines.append(Inline(start, start + len(piece.text), tag, kind))
        self.text += piece.text


def fold(words: str, *, after: str = "") -> str:
    """Fold white space to single spaces, to none at the beginning, after a space or in Chinese."""

    def space(match: re.Match[str]) -> str:
        before = words[match.start() - 1 : match.start()] or after[-1:]
        behind = words[match.end() : match.end() + 1]
        if match.start() == 0 and (not after or after[-1] in " \n"):
            return ""
        joins = "\n" in match.group() and _WIDE.match(before) and _WIDE.match(behind)
        return "" if joins else " "

    return _SPACES.sub(space, words) if _UNFOLDED.search(words) else words
