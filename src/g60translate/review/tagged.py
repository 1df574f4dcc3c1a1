"""A sentence with its inline codes as numbered marks, as people edit it: ⟨1⟩bold⟨/1⟩ and ⟨2/⟩."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from g60translate.documents.model import Inline, InlineKind

_MARK: Final = re.compile(r"⟨(/?)(\d{1,4})(/?)⟩")


@dataclass(frozen=True, slots=True)
class Read:
    """Edited text without its marks, the codes it still has, and the numbers of those it lost.

    `strange` are the numbers of marks that stand for no code.
    """

    text: str
    codes: tuple[Inline, ...]
    lost: tuple[int, ...]
    strange: tuple[int, ...] = ()


def marks_in(shown: str) -> list[str]:
    """The marks of a text, each once."""
    return [*dict.fromkeys(match.group() for match in _MARK.finditer(shown))]


def tagged(text: str, codes: Sequence[Inline], order: Sequence[str]) -> str:
    """The text with a mark for each code; `order` has all tags, whose places give the numbers."""
    numbers = {tag: number for number, tag in enumerate(order, 1)}
    marks: list[tuple[int, int, int, str]] = []
    owned: list[tuple[int, int]] = []
    for depth, code in enumerate(codes):
        number = numbers[code.tag]
        if code.kind is InlineKind.STANDALONE:
            # It brings the text that it owns, such as a line break, back with it.
            marks.append((code.start, 1, depth, f"⟨{number}/⟩"))
            owned.append((code.start, code.end))
        elif code.start == code.end:
            marks.append((code.start, 1, depth, f"⟨{number}⟩⟨/{number}⟩"))
        else:
            # At one place what ends comes before what begins, the inner before the outer.
            marks.append((code.start, 2, depth, f"⟨{number}⟩"))
            marks.append((code.end, 0, -depth, f"⟨/{number}⟩"))
    shown, last = [], 0
    hidden = dict(owned)
    for place, _, _, mark in sorted(marks):
        shown += [text[last:place], mark]
        last = max(last, place)
        if mark.endswith("/⟩"):
            last = max(last, hidden[place])
    return "".join([*shown, text[last:]])


def read_tagged(shown: str, codes: Sequence[Inline], owned: Mapping[str, str]) -> Read:
    """Take the marks out again; `codes` are those of the source, in the order of their numbers.

    A code that is not whole (a mark is missing, or the end stands before the start) is lost; of
    one that stands twice the first counts. A standing-alone code brings the text that it owns.
    """
    text = ""
    opened: dict[int, int] = {}
    closed: dict[int, int] = {}
    unknown: set[int] = set()
    last = 0
    for mark in _MARK.finditer(shown):
        text += shown[last : mark.start()]
        last = mark.end()
        number = int(mark[2])
        if mark[3] and number not in opened and number <= len(codes):
            opened[number] = len(text)
            text += owned.get(codes[number - 1].tag, "")
            closed[number] = len(text)
        elif mark[3]:
            unknown.add(number)
        elif mark[1]:
            closed.setdefault(number, len(text))
        else:
            opened.setdefault(number, len(text))
    text += shown[last:]
    found, lost = [], []
    for number, code in enumerate(codes, 1):
        if number in opened and number in closed and opened[number] <= closed[number]:
            span = (opened[number], closed[number])
            found.append(Inline(*span, code.tag, code.kind))
        else:
            lost.append(number)
    strange = sorted({*opened, *closed, *unknown} - {*range(1, len(codes) + 1)})
    return Read(text, tuple(_nested(found)), tuple(lost), tuple(strange))


def _nested(codes: Sequence[Inline]) -> list[Inline]:
    """Codes that overlap made to follow each other: the later one begins where the other ends."""
    found: list[Inline] = []
    for code in sorted(codes, key=lambda c: (c.start, -c.end)):
        start, end = code.start, code.end
        for other in found:
            if other.start < start < other.end < end:
                start = other.end
        found.append(Inline(start, end, code.tag, code.kind))
    order = {code.tag: index for index, code in enumerate(codes)}
    return sorted(found, key=lambda code: order[code.tag])
