"""The text of an XLIFF source or segment: inline elements, and what in them is not translated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from g60translate.documents.exchange.messages import ELEMENT, Element, Message
from g60translate.documents.flow.flow import PieceKind
from g60translate.documents.slots import escape_markup
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.xml.tokens import decode_xml

# What programs put a value in place of: {0}, {{ x }}, ${x}, %s, %1$d, %{x}, %(x)s, [[x]].
_VALUE = re.compile(
    r"[$#%]?\{[^{}]+\}|\{\{[^{}]+\}\}|%(?:\d\$)?(?:\(\w+\))?[-\d.]*[a-zA-Z@]|\[\[[^\[\]]+\]\]"
)
_PAIRED = frozenset(("g", "pc", "mrk"))
_PROTECTED_TYPES = frozenset(("protected", "x-protected", "x-its-translate-no"))
_SPOKEN_TYPES = frozenset(("x-its-translate-yes",))


def inline_text(
    source: str,
    tokens: Sequence[Token],
    ends: Mapping[int, int],
    range_: tuple[int, int],
    *,
    speaking: bool,
) -> Message:
    """The message in `tokens[start:end]`, which holds whole elements only.

    `speaking` says whether its text is translated where nothing inside says otherwise.
    """
    reader = _Reader(source, tokens, ends)
    reader.read(*range_, speaking=speaking)
    return Message(reader.text, reader.elements, tuple(reader.sealed), escape_markup)


class _Reader:
    """Collects the text, an `ELEMENT` for each code, and the ranges that are not translated."""

    def __init__(self, source: str, tokens: Sequence[Token], ends: Mapping[int, int]) -> None:
        self.text = ""
        self.elements: dict[int, Element] = {}
        self.sealed: list[tuple[int, int]] = []
        self._source = source
        self._tokens = tokens
        self._ends = ends

    def read(self, start: int, end: int, *, speaking: bool) -> None:
        """Take the tokens in their order."""
        # What each open element says about its text; of a pair of sm and em, by the id of the sm.
        around = [speaking]
        marked: list[tuple[str, bool]] = []
        index = start
        while index < end:
            token = self._tokens[index]
            raw = self._source[token.start : token.end]
            index += 1
            if token.kind is TokenKind.TEXT:
                said = decode_xml(raw)
                if not (marked[-1][1] if marked else around[-1]) and said.strip():
                    self.sealed.append((len(self.text), len(self.text) + len(said)))
                self.text += said
            elif token.kind is TokenKind.OTHER:
                self._put(PieceKind.STANDALONE, "x", raw)
            elif token.kind is TokenKind.END:
                around.pop()
                self._put(PieceKind.CLOSE, token.local, raw)
            elif token.local in _PAIRED and token.kind is TokenKind.START:
                inside = _speaks(token)
                after = self._ends[index - 1]
                if inside is False and not self._speaks_inside(index, after):
                    self._put_protected(index - 1, after)
                    index = after
                    continue
                around.append(around[-1] if inside is None else inside)
                self._put(PieceKind.OPEN, token.local, raw)
            else:
                # The native codes inside the others are no text.
                first, index = index, self._ends[index - 1]
                inner = self._tokens[first : index - 1]
                whole = self._source[token.start : self._tokens[index - 1].end]
                value = self._value(token, inner)
                kind = PieceKind.PROTECTED if value else PieceKind.STANDALONE
                self._put(kind, token.local, whole, value)
                if token.local == "sm" and (inside := _speaks(token)) is not None:
                    marked.append((token.get("id") or "", inside))
                elif token.local == "em":
                    marked = [mark for mark in marked if mark[0] != token.get("startRef")]

    def _put(self, kind: PieceKind, name: str, raw: str, text: str = "") -> None:
        self.elements[len(self.text)] = Element(kind, name, raw, text)
        self.text += ELEMENT

    def _value(self, token: Token, inner: Sequence[Token]) -> str:
        """What a code stands for where that is words, a name or a number; else nothing."""
        if token.local not in ("ph", "x"):
            return ""
        native = "".join(decode_xml(self._source[t.start : t.end]) for t in inner)
        shown = (native, token.get("equiv-text"), token.get("disp"))
        return next((each for each in shown if each and _VALUE.fullmatch(each)), "")

    def _put_protected(self, start: int, after: int) -> None:
        """A whole element whose text stays; without text it is a mere code."""
        said = "".join(
            decode_xml(self._source[token.start : token.end])
            for token in self._tokens[start:after]
            if token.kind is TokenKind.TEXT
        )
        raw = self._source[self._tokens[start].start : self._tokens[after - 1].end]
        kind = PieceKind.PROTECTED if said.strip() else PieceKind.STANDALONE
        self._put(kind, self._tokens[start].local, raw, said if said.strip() else "")

    def _speaks_inside(self, start: int, end: int) -> bool:
        return any(_speaks(token) for token in self._tokens[start:end])


def _speaks(token: Token) -> bool | None:
    """Whether an element says that its text is translated, None if it says nothing."""
    if token.local not in ("mrk", "sm"):
        return None
    if token.get("translate") == "no" or token.get("mtype") in _PROTECTED_TYPES:
        return False
    if token.get("translate") == "yes" or token.get("mtype") in _SPOKEN_TYPES:
        return True
    return None
