"""Cuts a page into columns, and puts what is in them into reading order.

A gutter is a strip without text that runs down through several rows, with text on both its sides.
The tallest one cuts its rows in two, apart from what stands above and below it; each of the four
is cut further in the same way. So a headline above two columns is read first, and so is a column
that is cut in itself (after Nagy and Seth's XY-cut, 1984, and Breuel's strips of white, 2002).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from g60translate.documents.pdf.extraction.raw import Image, Piece
from g60translate.documents.pdf.geometry import around
from g60translate.documents.pdf.layout.grids import NARROW, Grid, white_of, white_strips
from g60translate.documents.pdf.layout.lines import Row, rows

# Letter sizes: how wide a gutter of few rows is.
_WIDE = 1.5
_ROWS, _ROWS_OF_WIDE = 4, 3
# Lines of a column begin below each other, but for indents.
_ALIGNED = 0.25
# A column is wider than a list's bullets and numbers.
_COLUMN = 3.0
# Lines of columns have so many letters on average; cells of a table without rules have fewer.
_LETTERS = 18

Blocking = Image | Grid
"""What text does not run through."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of one column: words, and what stands among them.

    `loose` says that its words are cells of a table that no lines show, between these `strips`.
    """

    pieces: tuple[Piece, ...]
    figures: tuple[Blocking, ...] = ()
    strips: tuple[tuple[float, float], ...] = ()

    @property
    def loose(self) -> bool:
        """Whether it is a table without rules."""
        return bool(self.strips)


@dataclass(frozen=True, slots=True)
class _Strip:
    """White between `x0` and `x1` through the rows `first` to `last`."""

    x0: float
    x1: float
    first: int
    last: int


def regions(pieces: Sequence[Piece], figures: Sequence[Blocking]) -> Iterator[Region]:
    """The parts of a page in reading order."""
    found = rows(pieces)
    strip, cells = _cut(found, figures) if len(found) > 1 else (None, ())
    if strip is None:
        if pieces or figures:
            yield Region(tuple(piece for row in found for piece in row.pieces), tuple(figures))
        return
    inside = found[strip.first : strip.last + 1]
    top, bottom = inside[0].box.top, inside[-1].box.bottom
    above = [p for row in found[: strip.first] for p in row.pieces]
    below = [p for row in found[strip.last + 1 :] for p in row.pieces]
    middle = [p for row in inside for p in row.pieces]
    yield from regions(above, [f for f in figures if f.box.middle[1] < top])
    if cells:
        yield Region(tuple(middle), (), cells)
    else:
        among = [f for f in figures if top <= f.box.middle[1] <= bottom]
        edge = (strip.x0 + strip.x1) / 2
        yield from regions(
            [p for p in middle if p.box.middle[0] < edge],
            [f for f in among if f.box.middle[0] < edge],
        )
        yield from regions(
            [p for p in middle if p.box.middle[0] >= edge],
            [f for f in among if f.box.middle[0] >= edge],
        )
    yield from regions(below, [f for f in figures if f.box.middle[1] > bottom])


def _cut(
    found: Sequence[Row], figures: Sequence[Blocking]
) -> tuple[_Strip | None, tuple[tuple[float, float], ...]]:
    """The tallest strip that text stands on both sides of; with the strips of a table if it is one.

    What reads across like a table but has too few rows is cut nowhere: it reads as well as lines.
    """
    size = median(row.size for row in found)
    strips = [
        _trimmed(strip, found)
        for strip in _closed(found, figures, NARROW * size)
        if _cuts(strip, found, size)
    ]
    for strip in sorted(strips, key=lambda each: (_height(each, found), each.x1), reverse=True):
        inside = found[strip.first : strip.last + 1]
        box = around([row.box for row in inside])
        if any(figure.box.meets(box) for figure in figures) or not _is_table(inside, strip):
            return strip, ()
        cells = white_strips(inside)
        if sum(_is_row_of(row, cells) for row in inside) >= _ROWS_OF_WIDE:
            return strip, cells
    return None, ()


def _height(strip: _Strip, found: Sequence[Row]) -> float:
    return found[strip.last].baseline - found[strip.first].baseline


def _closed(
    found: Sequence[Row], figures: Sequence[Blocking], narrowest: float
) -> Iterator[_Strip]:
    """Every strip that is as tall as it can be, at its width."""
    page = around([row.box for row in found])
    boxes = [figure.box for figure in figures]
    open_strips: dict[tuple[float, float], int] = {}
    for place, row in enumerate(found):
        gaps = white_of(row, page, boxes)
        ahead: dict[tuple[float, float], int] = {}
        for (x0, x1), first in [*open_strips.items(), *((gap, place) for gap in gaps)]:
            narrowed = [(max(x0, a), min(x1, b)) for a, b in gaps]
            narrowed = [(a, b) for a, b in narrowed if b - a >= narrowest]
            for pair in narrowed:
                ahead[pair] = min(first, ahead.get(pair, first))
            if (x0, x1) not in narrowed and first < place:
                yield _Strip(x0, x1, first, place - 1)
        open_strips = ahead
    for (x0, x1), first in open_strips.items():
        yield _Strip(x0, x1, first, len(found) - 1)


def _cuts(strip: _Strip, found: Sequence[Row], size: float) -> bool:
    """Whether columns of text stand on both sides, and not the marks of a list."""
    inside = found[strip.first : strip.last + 1]
    left = [row for row in inside if row.pieces[0].box.x1 <= strip.x0 + 0.1]
    right = [row for row in inside if row.pieces[-1].box.x0 >= strip.x1 - 0.1]
    both = min(len(left), len(right))
    if both < 2 or len(inside) < (_ROWS_OF_WIDE if strip.x1 - strip.x0 >= _WIDE * size else _ROWS):
        return False
    starts = [next(p.box.x0 for p in row.pieces if p.box.x0 >= strip.x1 - 0.1) for row in right]
    aligned = sum(start - strip.x1 < _ALIGNED * size for start in starts)
    # Gaps between the words of justified lines may come to lie below each other by chance.
    if aligned < max(min(3, len(starts)), len(starts) / 2):
        return False
    widest_left = strip.x0 - min(row.pieces[0].box.x0 for row in left)
    widest_right = max(row.pieces[-1].box.x1 for row in right) - strip.x1
    return min(widest_left, widest_right) >= _COLUMN * size


def _trimmed(strip: _Strip, found: Sequence[Row]) -> _Strip:
    """The strip without the rows at its ends that only one side of it has text in, and is alone.

    A line above both columns that ends before the gutter is no line of the left one, if it stands
    further off than lines do.
    """
    first, last = strip.first, strip.last
    while (
        first < last and _one_sided(found[first], strip) and _apart(found[first], found[first + 1])
    ):
        first += 1
    while last > first and _one_sided(found[last], strip) and _apart(found[last - 1], found[last]):
        last -= 1
    return _Strip(strip.x0, strip.x1, first, last)


def _one_sided(row: Row, strip: _Strip) -> bool:
    return row.pieces[-1].box.x1 <= strip.x0 + 0.1 or row.pieces[0].box.x0 >= strip.x1 - 0.1


def _apart(row: Row, following: Row) -> bool:
    return following.baseline - row.baseline > 1.8 * max(row.size, following.size)


def _is_table(inside: Sequence[Row], strip: _Strip) -> bool:
    """Whether rows read across: cells of few words, side by side in most rows."""
    sides = [
        (
            [piece for piece in row.pieces if piece.box.x1 <= strip.x0 + 0.1],
            [piece for piece in row.pieces if piece.box.x0 >= strip.x1 - 0.1],
        )
        for row in inside
    ]
    if sum(bool(left) and bool(right) for left, right in sides) < 0.5 * len(sides):
        return False
    for side in (0, 1):
        lengths = [sum(len(piece.text) for piece in each[side]) for each in sides if each[side]]
        if lengths and sum(lengths) / len(lengths) < _LETTERS:
            return True
    return False


def _is_row_of(row: Row, strips: Sequence[tuple[float, float]]) -> bool:
    """Whether a row has words on both sides of a strip, and is no line drawn out to its edges.

    In such a line all words are as far from each other as those beside the strip.
    """
    inside: list[float] = []
    beside: list[float] = []
    for before, piece in pairwise(row.pieces):
        ends, begins = before.box.x1, piece.box.x0
        parted = any(ends <= x0 + 0.1 and x1 - 0.1 <= begins for x0, x1 in strips)
        (beside if parted else inside).append(begins - ends)
    return bool(beside) and max(inside, default=0.0) <= 0.7 * min(beside)
