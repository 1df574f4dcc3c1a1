"""From the lines of a column to its paragraphs and points of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from g60translate.documents.pdf.extraction.raw import Image
from g60translate.documents.pdf.layout.grids import Grid
from g60translate.documents.pdf.layout.lines import Line
from g60translate.documents.pdf.layout.page import Thing
from g60translate.documents.plain.lines import is_contact, is_sentence

# Letter sizes: an indent, a hanging mark, what two edges may differ by.
_INDENT, _HANGING, _SLACK = 0.8, 0.35, 0.3
# The distance of lines, as a part of what is usual, at which a paragraph ends.
_APART = 1.25
# Sizes that differ by so much are two.
_SIZES = 0.08
BULLETS = "•‣▪▫◦·∙●○■□◆◇▶▸➢➤→✓✔☐★»\uf0b7\uf0a7\uf0d8\uf076\uf06e\uf0a8\uf0fc"
_BULLET = re.compile(rf"[{BULLETS}]\s*|[-–—*o]\s+")
_SURE_BULLET = re.compile(rf"[{BULLETS}]")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s+")
_LETTER = re.compile(r"\(?[a-zA-Z][.)]\s+")


@dataclass(slots=True)
class Block:
    """Lines that make one paragraph; its column goes from `left` to `right`.

    `marker` is what a point of a list begins with. `first` and `last` say that it is the first or
    last of its column.
    """

    lines: list[Line]
    left: float
    right: float
    marker: str = ""
    first: bool = False
    last: bool = False

    @property
    def size(self) -> float:
        """That of most of its letters."""
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def text(self) -> str:
        """Its lines, one a line."""
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class _Column:
    """What is known of a column, and the block that is being read.

    `firm` says that its lines have an edge on the right.
    """

    left: float
    right: float
    firm: bool
    body: float
    leads: dict[float, float]
    marks: frozenset[str]
    held: Block | None = None
    done: list[Block | Image | Grid] = field(default_factory=list)


def blocks(
    things: Sequence[Thing], *, body: float, marks: Iterable[str] = ()
) -> list[Block | Image | Grid]:
    """The paragraphs of a column, with pictures and tables among them.

    `body` is the size of most of the document's letters; `marks` are those of footnotes on the
    page, each of which begins one.
    """
    lines = [thing for thing in things if isinstance(thing, Line)]
    right, firm = _right(lines)
    left = min((line.box.x0 for line in lines), default=0.0)
    column = _Column(left, right, firm, body, _leads(lines), frozenset(marks))
    for thing in things:
        if not isinstance(thing, Line):
            _close(column)
            column.done.append(thing)
            continue
        if column.held is None or _begins(column, column.held, thing):
            _close(column)
            column.held = Block([thing], left, right, _marker(thing))
        else:
            column.held.lines.append(thing)
    _close(column)
    whole = [each for each in column.done if isinstance(each, Block)]
    if whole:
        whole[0].first, whole[-1].last = True, True
    return column.done


def _right(lines: Sequence[Line]) -> tuple[float, bool]:
    """How far lines go to the right, and whether that is an edge: the place where most of them end.

    So a line that sticks out does not count.
    """
    ends = sorted((line.box.x1 for line in lines), reverse=True)
    if len(ends) < 4:
        return (ends[0] if ends else 0.0), False
    near = _SLACK * max(line.size for line in lines)
    together = {end: sum(end - near <= other <= end for other in ends) for end in ends}
    most = max(ends, key=lambda end: (together[end], end))
    if together[most] >= max(3, len(ends) / 3):
        return most, True
    return ends[0], False


def _close(column: _Column) -> None:
    if column.held is not None:
        column.done += _settled(column, column.held)
    column.held = None


def _settled(column: _Column, block: Block) -> list[Block]:
    """The block, or its lines apart where no sentence runs through them: an address."""
    headline = block.bold or block.size > (1 + _SIZES) * column.body
    lines = [line.text for line in block.lines]
    if column.firm or headline or block.marker or len(lines) == 1 or is_sentence(lines):
        return [block]
    return [Block([line], block.left, block.right) for line in block.lines]


def _leads(lines: Sequence[Line]) -> dict[float, float]:
    """The usual distance of lines of each size."""
    distances: dict[float, list[float]] = {}
    for line, following in pairwise(lines):
        distance = following.baseline - line.baseline
        if line.size == following.size and 0.8 * line.size < distance < 2.2 * line.size:
            distances.setdefault(line.size, []).append(distance)
    # The smallest that is common: between paragraphs there may be more, and those may be many.
    return {size: _common(found) for size, found in distances.items()}


def _common(found: Sequence[float]) -> float:
    low = min(found)
    near = [distance for distance in found if distance < 1.12 * low]
    return median(near) if 4 * len(near) >= len(found) else median(found)


def _begins(column: _Column, block: Block, line: Line) -> bool:
    """Whether a line begins a paragraph."""
    last, size = block.lines[-1], line.size
    distance = line.baseline - last.baseline
    if abs(size - last.size) > _SIZES * max(size, last.size) or line.bold != last.bold:
        return True
    lead = column.leads.get(size, 1.3 * size)
    if distance <= 0 or distance > _APART * max(lead, size):
        return True
    if _notes(line, column.marks):
        return True
    if (marker := _marker(line)) and _is_point(block, last, line, marker, column):
        return True
    return _is_set_off(column, block, line)


def _is_set_off(column: _Column, block: Block, line: Line) -> bool:
    """Whether an edge shows that a paragraph begins: an indent, or room left on the line before."""
    last, size = block.lines[-1], line.size
    if block.marker and len(block.lines) == 1:
        # The text of a point stands below its text, or below its mark.
        edge = last.box.x0
        return line.box.x0 < edge - _SLACK * size or _has_room(column, last, line)
    headline = line.bold or size > (1 + _SIZES) * column.body
    if headline:
        return False
    if not column.firm and is_contact(line.text):
        return True
    step = line.box.x0 - last.box.x0
    if step > _INDENT * size and not block.marker:
        return True
    if step < -_INDENT * size and (len(block.lines) > 1 or block.marker):
        return True
    return _has_room(column, last, line)


def _has_room(column: _Column, last: Line, line: Line) -> bool:
    """Whether the first word of a line would have had room on the one before it."""
    if last.text.endswith(("-", "–", "\u00ad")):
        return False
    return column.right - last.box.x1 > line.first + 0.5 * line.size


def _is_point(block: Block, last: Line, line: Line, marker: str, column: _Column) -> bool:
    """Whether a mark begins a point of a list, and does not stand in a sentence."""
    if _SURE_BULLET.match(marker):
        return True
    size = line.size
    sibling = block.marker and abs(line.box.x0 - block.lines[0].box.x0) < _HANGING * size
    shifted = abs(line.box.x0 - last.box.x0) > _HANGING * size
    # A mark hangs: there is more white behind it than between words.
    hangs = line.gap > _HANGING * size
    return bool(hangs and (sibling or shifted or _has_room(column, last, line)))


def _marker(line: Line) -> str:
    text = line.text
    if line.runs[0].raised:
        return ""
    for pattern in (_BULLET, _NUMBER, _LETTER):
        found = pattern.match(text)
        if found and len(text) > found.end() and line.gap > 0.15 * line.size:
            return found[0]
    return ""


def number_of(marker: str) -> int | None:
    """What a point is counted by; None for one with a bullet."""
    found = _NUMBER.match(marker)
    return int(found[1]) if found else None


def is_lettered(marker: str) -> bool:
    """Whether a point is counted by letters."""
    return _LETTER.match(marker) is not None and _BULLET.match(marker) is None


def note_mark(line: Line, marks: Iterable[str]) -> str:
    """The mark with which a footnote begins; empty for any other line."""
    first = line.runs[0]
    for mark in marks:
        if first.raised and first.text.strip() == mark:
            return mark
        if line.text.startswith((f"{mark} ", f"[{mark}] ", f"{mark}) ")):
            return mark
    return ""


def _notes(line: Line, marks: frozenset[str]) -> bool:
    return bool(marks) and bool(note_mark(line, marks))


def raised_marks(lines: Iterable[Line]) -> Iterator[str]:
    """What is raised behind words, and may be the mark of a footnote."""
    for line in lines:
        for run in line.runs[1:]:
            text = run.text.strip()
            if run.raised and re.fullmatch(r"\d{1,3}|[*†‡§]{1,3}", text):
                yield text
