"""Turns a stretch of marked-up source into a block: text, codes, and where each lies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind, Inline, InlineKind

# White space that markup folds; U+00A0 and its kin are text.
_SPACE = " \t\r\n\f"
_SPACES = re.compile(f"[{_SPACE}]+")
# Scripts that are written without spaces: a line end between two of their characters is no space.
_WIDE = re.compile(
    "[\u2e80-\u2fdf\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)


class PieceKind(StrEnum):
    """What one stretch of source is in the flow of a sentence."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    STANDALONE = "standalone"
    PROTECTED = "protected"


@dataclass(frozen=True, slots=True)
class Piece:
    """`source[start:end]`, half-open, in code points.

    `name` pairs an OPEN with its CLOSE and begins the code's tag; `text` is what a standalone or
    protected piece owns in the block's text.
    """

    kind: PieceKind
    start: int
    end: int
    name: str = ""
    text: str = ""


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
    source: str,
    decode: Callable[[str], str],
    block_id: str,
    kind: BlockKind,
    folding: bool = True,
) -> Flow | None:
    """The pieces of one sentence stream as a block, None if they say nothing translatable.

    White space, standalone codes and pairs at the edges that surround the whole text stay
    outside. `decode` turns source into text (entities, escapes); `folding` folds white space.
    """
    matched = _matched(pieces)
    core = _without_edges(_without_empty_pairs(matched), source)
    if not core:
        return None
    text, inlines, codes = _project(core, source=source, decode=decode, folding=folding)
    said = list(text)
    for inline in inlines:
        if inline.kind is not InlineKind.PAIRED:
            said[inline.start : inline.end] = " " * (inline.end - inline.start)
    if not translatable("".join(said)):
        return None
    block = Block(id=block_id, kind=kind, text=text, inlines=tuple(inlines))
    return Flow(block, core[0].piece.start, core[-1].piece.end, codes)


@dataclass(frozen=True, slots=True)
class _Matched:
    """A piece and, for one half of a pair, the number that both halves share."""

    piece: Piece
    pair: int = -1


def _matched(pieces: Sequence[Piece]) -> list[_Matched]:
    """Pair the OPENs with their CLOSEs; a half without its other half becomes standalone."""
    pairs: dict[int, int] = {}
    open_halves: list[int] = []
    for index, piece in enumerate(pieces):
        if piece.kind is PieceKind.OPEN:
            open_halves.append(index)
        elif piece.kind is PieceKind.CLOSE:
            for depth in range(len(open_halves) - 1, -1, -1):
                if pieces[open_halves[depth]].name == piece.name:
                    pairs[open_halves[depth]] = pairs[index] = index
                    del open_halves[depth:]
                    break
    return [
        _Matched(piece, pairs[index])
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
            inside = result[opening + 1 :]
            if all(i.piece.kind is PieceKind.STANDALONE and not i.piece.text for i in inside):
                first = result[opening].piece
                del result[opening:]
                whole = Piece(PieceKind.STANDALONE, first.start, item.piece.end, first.name)
                result.append(_Matched(whole))
                continue
        result.append(item)
    return result


def _without_edges(items: list[_Matched], source: str) -> list[_Matched]:
    """Cut off what need not take part in the sentence: outer space, atoms and enclosing pairs."""
    core = list(items)
    while core:
        first, last = core[0].piece, core[-1].piece
        if first.kind is PieceKind.STANDALONE:
            del core[0]
        elif last.kind is PieceKind.STANDALONE:
            del core[-1]
        elif first.kind is PieceKind.TEXT and source[first.start] in _SPACE:
            core[0] = _Matched(_stripped(first, source, left=True))
            if core[0].piece.start == first.end:
                del core[0]
        elif last.kind is PieceKind.TEXT and source[last.end - 1] in _SPACE:
            core[-1] = _Matched(_stripped(last, source, left=False))
            if core[-1].piece.start == core[-1].piece.end:
                del core[-1]
        elif first.kind is PieceKind.OPEN and core[0].pair == core[-1].pair:
            del core[0], core[-1]
        else:
            break
    return core


def _stripped(piece: Piece, source: str, *, left: bool) -> Piece:
    raw = source[piece.start : piece.end]
    if left:
        return replace(piece, start=piece.end - len(raw.lstrip(_SPACE)))
    return replace(piece, end=piece.start + len(raw.rstrip(_SPACE)))


def _project(
    items: list[_Matched], *, source: str, decode: Callable[[str], str], folding: bool
) -> tuple[str, list[Inline], dict[str, Code]]:
    """Text, codes over it in order of their beginnings, and the codes' source ranges."""
    text = ""
    found: list[Inline] = []
    codes: dict[str, Code] = {}
    open_at: dict[int, int] = {}
    for item in items:
        piece = item.piece
        spot = (piece.start, piece.end)
        if piece.kind is PieceKind.TEXT:
            words = decode(source[piece.start : piece.end])
            text += fold(words, after=text) if folding else words
            continue
        if piece.kind is PieceKind.CLOSE:
            index = open_at[item.pair]
            found[index] = replace(found[index], end=len(text))
            codes[found[index].tag] = replace(codes[found[index].tag], closing=spot)
            continue
        tag = f"{piece.name}{len(found) + 1}"
        codes[tag] = Code(piece.name, spot)
        if piece.kind is PieceKind.OPEN:
            open_at[item.pair] = len(found)
            found.append(Inline(len(text), len(text), tag))
            continue
        if folding and piece.text == "\n" and text.endswith(" "):
            text = text[:-1]
            found = [
                replace(code, start=min(code.start, len(text)), end=min(code.end, len(text)))
                for code in found
            ]
        found.append(Inline(len(text), len(text) + len(piece.text), tag, InlineKind(piece.kind)))
        text += piece.text
    return text, found, codes


def fold(words: str, *, after: str = "") -> str:
    """Fold white space to single spaces, to none at the beginning, after a space or in Chinese."""

    def space(match: re.Match[str]) -> str:
        before = words[match.start() - 1 : match.start()] or after[-1:]
        behind = words[match.end() : match.end() + 1]
        if match.start() == 0 and (not after or after[-1] in " \n"):
            return ""
        joins = "\n" in match.group() and _WIDE.match(before) and _WIDE.match(behind)
        return "" if joins else " "

    return _SPACES.sub(space, words)
