"""ICU messages: finds the texts of their branches, and what in them belongs to the program.

Syntax: ICU User Guide, “Formatting Messages”; apostrophes in the mode DOUBLE_OPTIONAL, which is
ICU's default. Angular's double braces are taken as arguments too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TYPES = "plural|selectordinal|select|choice|number|date|time|spellout|ordinal|duration"
_SIGN = re.compile(rf"\{{\s*[^\s{{}},'#]+\s*,\s*(?:{_TYPES})\s*[,}}]")
_BRANCHING = frozenset(("plural", "selectordinal", "select"))
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[^\s{},'#]+")
_OFFSET = re.compile(r"\s*offset\s*:\s*\d+")
# Braces that are text, with the apostrophes beside them, which would end their quotation.
_BRACES = re.compile(r"('*[{}][{}']*)")
_SELECTOR = re.compile(r"\s*(=\d+|[^\s{},'#=]+)\s*\{")


@dataclass(frozen=True, slots=True)
class Sealed:
    """`message[start:end]` is the program's; `text` stands for it in a sentence."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Branch:
    """One text of a message, at `[start, end)`; arguments with branches of their own are sealed."""

    start: int
    end: int
    sealed: tuple[Sealed, ...]


class IcuFault(Exception):
    """A message that is begun like one of ICU's and breaks its syntax, or uses what is not read."""


def is_icu(message: str) -> bool:
    """Whether a message has an argument with a format of ICU's."""
    return _SIGN.search(message) is not None


def find_branches(message: str) -> tuple[Branch, ...]:
    """All texts of a message, outer ones before those inside them; raises IcuFault."""
    parser = _Parser(message)
    parser.message(0, in_plural=False)
    if parser.at < len(message):
        raise IcuFault(f"a brace too many at character {parser.at + 1}")
    return tuple(sorted(parser.branches, key=lambda branch: (branch.start, -branch.end)))


def decode_icu(text: str) -> str:
    """Text of a branch as people read it."""
    return text.replace("''", "'")


def spell_icu(text: str, *, doubled: bool) -> str:
    """Text as part of a message; `doubled` where it writes every apostrophe as two."""
    apostrophe = r"'" if doubled else r"'(?=['#|]|$)"
    pieces = _BRACES.split(text)
    pieces[::2] = [re.sub(apostrophe, "''", piece) for piece in pieces[::2]]
    pieces[1::2] = ["'{}'".format(piece.replace("'", "''")) for piece in pieces[1::2]]
    return "".join(pieces)


class _Parser:
    """Recursive descent; `at` is where it stands."""

    def __init__(self, message: str) -> None:
        self.at = 0
        self.branches: list[Branch] = []
        self._message = message

    def message(self, depth: int, *, in_plural: bool) -> None:
        """Read up to the brace that closes this text, or to the end of the outermost one."""
        start, sealed = self.at, list[Sealed]()
        text = self._message
        while self.at < len(text) and text[self.at] != "}":
            sign, begin = text[self.at], self.at
            if sign == "{":
                sealed.append(Sealed(begin, *self._argument(depth, in_plural=in_plural)))
            elif sign == "#" and in_plural:
                self.at += 1
                sealed.append(Sealed(begin, self.at, sign))
            elif sign == "'" and text[begin + 1 : begin + 2] in tuple("{}#" if in_plural else "{}"):
                self._quotation()
                sealed.append(Sealed(begin, self.at, text[begin : self.at]))
            else:
                self.at += 2 if text.startswith("''", begin) else 1
        if depth and self.at >= len(text):
            raise IcuFault("a brace is not closed")
        self.branches.append(Branch(start, self.at, tuple(sealed)))

    def _quotation(self) -> None:
        """Go behind a stretch in apostrophes, which two of them do not end."""
        self.at += 1
        while self.at < len(self._message):
            if self._message.startswith("''", self.at):
                self.at += 2
                continue
            self.at += 1
            if self._message[self.at - 1] == "'":
                break

    def _argument(self, depth: int, *, in_plural: bool) -> tuple[int, str]:
        """Read an argument; where it ends, and what stands for it."""
        start, text = self.at, self._message
        if text.startswith("{{", start):
            closed = text.find("}}", start)
            if closed < 0:
                raise IcuFault("two braces are not closed")
            self.at = closed + 2
            return self.at, text[start : self.at]
        self.at += 1
        name = self._take(_NAME, "an argument has no name")
        kind = ""
        if self._comma():
            kind = self._take(_NAME, f"argument {name} has no format behind its comma")
            if kind == "choice":
                raise IcuFault(f"argument {name} is a choice format")
            if kind in _BRANCHING:
                if not self._comma():
                    raise IcuFault(f"argument {name} has no branches")
                self._branches(name, depth, in_plural=kind != "select" or in_plural)
            elif self._comma():
                self._style()
        self._blank()
        if not text.startswith("}", self.at):
            raise IcuFault(f"argument {name} is not closed")
        self.at += 1
        return self.at, f"{{{name}}}" if kind in _BRANCHING else text[start : self.at]

    def _branches(self, name: str, depth: int, *, in_plural: bool) -> None:
        if offset := _OFFSET.match(self._message, self.at):
            self.at = offset.end()
        count = 0
        while selector := _SELECTOR.match(self._message, self.at):
            self.at = selector.end()
            self.message(depth + 1, in_plural=in_plural)
            self.at += 1
            count += 1
        if not count:
            raise IcuFault(f"argument {name} has no branches")

    def _style(self) -> None:
        """Go to the brace that closes a simple argument; braces inside it are balanced."""
        depth = 0
        while self.at < len(self._message):
            sign = self._message[self.at]
            if sign == "}" and not depth:
                return
            depth += (sign == "{") - (sign == "}")
            self.at += 1

    def _comma(self) -> bool:
        self._blank()
        found = self._message.startswith(",", self.at)
        self.at += found
        return found

    def _take(self, pattern: re.Pattern[str], missing: str) -> str:
        self._blank()
        match = pattern.match(self._message, self.at)
        if match is None:
            raise IcuFault(missing)
        self.at = match.end()
        return match.group()

    def _blank(self) -> None:
        match = _SPACE.match(self._message, self.at)
        assert match is not None
        self.at = match.end()
