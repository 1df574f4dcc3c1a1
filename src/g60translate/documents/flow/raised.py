"""Raised and lowered signs: parts of a symbol (CO₂, m², 10⁶) or marks behind a word (footnotes).

A symbol is one protected piece, so that it comes through to the byte; a mark stands alone and says
nothing, so that its word is translated as if it were not there. Where it is neither (`M<sup>me`),
the sign stays a pair.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from g60translate.documents.flow.pieces import Piece, PieceKind, partners
from g60translate.documents.source import Source, units

RAISED = frozenset(("sup", "sub"))
"""The names of pieces that begin and end something raised or lowered."""

SYMBOL = "symbol"
"""How the tag of a symbol's code begins."""

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§]{1,3})(?:[,;–-] ?\d{1,3})*[\])]?")
_SIGNS = re.compile(r"[\w.,+−–/*()-]{1,6}")
_TAIL = re.compile(r"[^\W_]*\Z")
_HEAD = re.compile(r"[^\W_]*")
# Units and functions that a number is raised or lowered at, besides single letters.
_UNITS = frozenset(
    ("mm", "cm", "dm", "dam", "hm", "km", "nm", "µm", "μm", "pm", "fm", "ms", "ns", "min", "mol")
)
_FUNCTIONS = frozenset(("sin", "cos", "tan", "log", "lim", "exp", "mc"))
_FORMULA = re.compile(r"(?:[A-Z][a-z]?\d*)+")
# What may stand behind the last sign of a symbol: the O of H₂O, but not the word in CO₂neutral.
_SYMBOL_END = re.compile(r"(?:[A-Z][a-z]?\d*)+|[^\W_]{1,2}")
_SYMBOL_PART = re.compile(r"[^\W_]{1,6}")
_POWERS = re.compile(r"\d|10")
# A word of so few letters in front of which a number is raised is a chemical element.
_ELEMENT = re.compile(r"[A-Z][a-z]?")


def seal_raised(
    pieces: Sequence[Piece], *, source: Source, decode: Callable[[str], str]
) -> list[Piece]:
    """The pieces with symbols made one protected piece each and marks one standalone piece each."""
    if not any(piece.name in RAISED for piece in pieces):
        return list(pieces)
    return _Sealing(pieces, source, decode).sealed()


class _Sealing:
    def __init__(
        self, pieces: Sequence[Piece], source: Source, decode: Callable[[str], str]
    ) -> None:
        self._pieces = list(pieces)
        self._source = source
        self._decode = decode
        self._partners = partners(pieces)

    def sealed(self) -> list[Piece]:
        result: list[Piece] = []
        index = 0
        while index < len(self._pieces):
            end = self._raised_end(index)
            if end is None:
                result.append(self._pieces[index])
                index += 1
                continue
            base, inner = self._base(index), self._said(index, end)
            behind = self._behind(end)
            if _is_symbol(self._pieces[index].name, base, inner, behind):
                index = self._put_symbol(result, index, end)
            elif _MARK.fullmatch(inner):
                result.append(self._one(PieceKind.STANDALONE, index, end, name="note"))
                index = end
            else:
                result.append(self._pieces[index])
                index += 1
        return result

    def _raised_end(self, index: int) -> int | None:
        """Behind the pair of a raised sign that begins here and holds nothing but text."""
        if index >= len(self._pieces):
            return None
        piece = self._pieces[index]
        closing = self._partners.get(index)
        if piece.kind is not PieceKind.OPEN or piece.name not in RAISED or closing is None:
            return None
        inside = self._pieces[index + 1 : closing]
        atoms = (PieceKind.STANDALONE, PieceKind.PROTECTED)
        if any(each.kind in atoms for each in inside) or not self._said(index, closing):
            return None
        return closing + 1

    def _said(self, first: int, last: int) -> str:
        """The text of some pieces."""
        inside = (each for each in self._pieces[first:last] if each.kind is PieceKind.TEXT)
        return "".join(self._decoded(each) for each in inside).strip()

    def _decoded(self, piece: Piece) -> str:
        return self._decode(self._source[piece.start : piece.end])

    def _base(self, index: int) -> str:
        """The word that stands directly before a piece, whatever pairs begin or end between."""
        for piece in reversed(self._pieces[:index]):
            if piece.kind is PieceKind.TEXT:
                return _TAIL.search(self._decoded(piece)).group()  # type: ignore[union-attr]
            if piece.kind not in (PieceKind.OPEN, PieceKind.CLOSE):
                break
        return ""

    def _edge(self, piece: Piece, pattern: re.Pattern[str]) -> str:
        """The part of a word at one end of a text, as far as its source has it in these letters."""
        raw = self._source[piece.start : piece.end]
        edge = pattern.search(raw).group()  # type: ignore[union-attr]
        return edge if edge == pattern.search(self._decode(raw)).group() else ""  # type: ignore[union-attr]

    def _behind(self, index: int) -> str:
        """The part of a word with which the piece of this index begins."""
        piece = self._pieces[index] if index < len(self._pieces) else None
        return "" if piece is None or piece.kind is not PieceKind.TEXT else self._edge(piece, _HEAD)

    def _one(self, kind: PieceKind, index: int, end: int, *, name: str, text: str = "") -> Piece:
        """Some whole pieces as one."""
        return Piece(kind, self._pieces[index].start, self._pieces[end - 1].end, name, text)

    def _put_symbol(self, result: list[Piece], index: int, end: int) -> int:
        """Put a symbol around these pieces into `result`; the index behind all that it takes."""
        inner = self._said(index, end)
        whole = self._one(PieceKind.PROTECTED, index, end, name=SYMBOL, text=inner)
        whole = self._grown_back(whole, result)
        whole, ahead = self._grown_ahead(whole, end)
        if whole.text == inner and _MARK.fullmatch(inner):
            # Its word lies in a pair with others, so that it cannot be taken along.
            whole = replace(whole, kind=PieceKind.STANDALONE, name="note", text="")
        result.append(whole)
        return ahead

    def _grown_back(self, whole: Piece, result: list[Piece]) -> Piece:
        """The symbol with the part of its word before it, which is taken out of `result`."""
        while result:
            last = result.pop()
            pair = self._word_pair(last, result)
            if last.kind is PieceKind.TEXT and (tail := self._edge(last, _TAIL)):
                start = last.end - units(self._source, tail)
                whole = replace(whole, start=start, text=tail + whole.text)
                if start > last.start:
                    result.append(replace(last, end=start))
                    break
            elif pair:
                whole = replace(whole, start=result[-2].start, text=pair + whole.text)
                del result[-2:]
            else:
                result.append(last)
                break
        return whole

    def _grown_ahead(self, whole: Piece, index: int) -> tuple[Piece, int]:
        """The symbol with the part of its word behind it, and the index behind that."""
        while index < len(self._pieces):
            piece, raised = self._pieces[index], self._raised_end(index)
            if raised is not None:
                said, stop = self._said(index, raised), self._pieces[raised - 1].end
                whole, index = replace(whole, end=stop, text=whole.text + said), raised
                continue
            head = self._behind(index)
            stop = piece.start + units(self._source, head)
            goes_on = stop == piece.end and self._raised_end(index + 1) is not None
            if not head or not (goes_on or _SYMBOL_END.fullmatch(head)):
                break
            whole = replace(whole, end=stop, text=whole.text + head)
            if stop < piece.end:
                self._pieces[index] = replace(piece, start=stop)
                break
            index += 1
        return whole, index

    def _word_pair(self, last: Piece, before: Sequence[Piece]) -> str:
        """The word in the pair that `last` closes, if there is nothing else in it."""
        if last.kind is not PieceKind.CLOSE or len(before) < 2:
            return ""
        opening, inside = before[-2:]
        is_pair = opening.kind is PieceKind.OPEN and opening.name == last.name
        if not is_pair or inside.kind is not PieceKind.TEXT:
            return ""
        word = self._decoded(inside)
        return word if _SYMBOL_PART.fullmatch(word) else ""


def _is_symbol(name: str, base: str, inner: str, behind: str) -> bool:
    """Whether a raised or lowered sign makes one symbol with what stands before or behind it."""
    if not _SIGNS.fullmatch(inner):
        return False
    if not base:
        return bool(_ELEMENT.fullmatch(behind)) and inner.isalnum()
    if base.isdecimal():
        single_letter = len(inner) == 1 and inner.isalpha()
        return single_letter or (bool(_POWERS.fullmatch(base)) and not inner.isalpha())
    base = base.lstrip("0123456789")
    if len(base) == 1 or base in _UNITS or base in _FUNCTIONS:
        return True
    if name == "sub" or not _MARK.fullmatch(inner):
        return bool(_FORMULA.fullmatch(base)) and not inner.isalpha()
    return False
