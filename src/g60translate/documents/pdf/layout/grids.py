"""Tables that lines show: where lines across and down the page meet, there are cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from g60translate.documents.pdf.extraction.raw import Piece, Rule
from g60translate.documents.pdf.geometry import Box, around
from g60translate.documents.pdf.layout.lines import Line, Row, line_of, rows

# Points: lines that are nearer are one, ends that are nearer meet.
_SAME, _MEETS = 3.0, 4.0
_MOST_RULES = 4_000
# Letter sizes: white that is narrower lies between words.
NARROW = 0.7


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the lines in each of its cells, row by row."""

    box: Box
    cells: tuple[tuple[tuple[Line, ...], ...], ...]


def grids(pieces: Sequence[Piece], rules: Sequence[Rule]) -> tuple[list[Grid], list[Piece]]:
    """The tables of a page, and the words that are in none."""
    if len(rules) > _MOST_RULES:
        return [], list(pieces)
    found = []
    rest = list(pieces)
    alone: list[Rule] = []
    for cluster in _clusters(rules):
        across = _merged(sorted(r.box.middle[1] for r in cluster if r.across))
        down = _merged(sorted(r.box.middle[0] for r in cluster if not r.across))
        if len(across) < 2 or len(down) < 2 or len(across) + len(down) < 5:
            alone += [rule for rule in cluster if rule.across]
            continue
        box = Box(down[0], across[0], down[-1], across[-1])
        inside = [piece for piece in rest if box.holds(piece.box.middle, slack=1)]
        filled = _filled(inside, across, down)
        if sum(bool(cell) for row in filled for cell in row) < 2:
            continue
        rest = [piece for piece in rest if not box.holds(piece.box.middle, slack=1)]
        found.append(Grid(box, filled))
    for box in _between(alone):
        inside = [piece for piece in rest if box.holds(piece.box.middle)]
        strips = white_strips(rows(inside))
        if strips:
            found.append(loose_grid(inside, strips))
            rest = [piece for piece in rest if not box.holds(piece.box.middle)]
    return found, rest


def _between(rules: Sequence[Rule]) -> Iterator[Box]:
    """What lies between the first and the last of three lines or more, all of one width."""
    waiting = sorted(rules, key=lambda rule: rule.box.top)
    while waiting:
        first = waiting[0].box
        lot = [
            rule.box
            for rule in waiting
            if abs(rule.box.x0 - first.x0) < _SAME and abs(rule.box.x1 - first.x1) < _SAME
        ]
        waiting = [rule for rule in waiting if rule.box not in lot]
        if len(_merged([box.top for box in lot])) >= 3:
            yield around(lot)


def white_strips(
    inside: Sequence[Row], taken: Sequence[Box] = ()
) -> tuple[tuple[float, float], ...]:
    """The strips between the columns of a table: white in all its rows, between x0 and x1."""
    if len(inside) < 2:
        return ()
    size = median(row.size for row in inside)
    page = around([row.box for row in inside])
    white = [(page.x0, page.x1)]
    for row in inside:
        gaps = white_of(row, page, taken)
        white = [
            (max(x0, a), min(x1, b)) for x0, x1 in white for a, b in gaps if min(x1, b) > max(x0, a)
        ]
    return tuple(
        (x0, x1) for x0, x1 in white if x1 - x0 >= NARROW * size and x0 > page.x0 and x1 < page.x1
    )


def white_of(row: Row, page: Box, others: Sequence[Box] = ()) -> list[tuple[float, float]]:
    """What is white in a row, from one side of the page to the other; `others` are not."""
    box = row.box
    taken = [(piece.box.x0, piece.box.x1) for piece in row.pieces]
    taken += [(b.x0, b.x1) for b in others if b.top < box.bottom and box.top < b.bottom]
    gaps = []
    at = page.x0
    for x0, x1 in sorted(taken):
        if x0 > at:
            gaps.append((at, x0))
        at = max(at, x1)
    if page.x1 > at:
        gaps.append((at, page.x1))
    return gaps


def cell_lines(pieces: Sequence[Piece]) -> tuple[Line, ...]:
    """The lines of a cell."""
    return tuple(line_of(row.pieces) for row in rows(pieces))


def _clusters(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Lines that hang together, each lot once."""
    waiting = sorted(rules, key=lambda rule: rule.box.top)
    while waiting:
        lot = [waiting.pop(0)]
        for rule in lot:
            grown = Box(
                rule.box.x0 - _MEETS, rule.box.top - _MEETS,
                rule.box.x1 + _MEETS, rule.box.bottom + _MEETS,
            )  # fmt: skip
            near = [other for other in waiting if grown.meets(_thick(other.box))]
            lot += near
            waiting = [other for other in waiting if other not in near]
        yield lot


def _thick(box: Box) -> Box:
    """A line as an area, however thin it is."""
    return Box(box.x0 - 0.1, box.top - 0.1, box.x1 + 0.1, box.bottom + 0.1)


def _merged(places: Sequence[float]) -> list[float]:
    found: list[float] = []
    for place in places:
        if not found or place - found[-1] > _SAME:
            found.append(place)
    return found


def _filled(
    pieces: Sequence[Piece], across: Sequence[float], down: Sequence[float]
) -> tuple[tuple[tuple[Line, ...], ...], ...]:
    table = []
    for top, bottom in pairwise(across):
        band = [piece for piece in pieces if top <= piece.box.middle[1] < bottom]
        row = []
        for left, right in pairwise(down):
            row.append(cell_lines([p for p in band if left <= p.box.middle[0] < right]))
        table.append(tuple(row))
    return tuple(row for row in table if any(row))


def loose_grid(pieces: Sequence[Piece], strips: Sequence[tuple[float, float]]) -> Grid:
    """A table without lines: a row for each row of words, between strips of white.

    A row whose first cell is empty goes on with the one above it.
    """
    cuts = [(x0 + x1) / 2 for x0, x1 in strips]
    edges = [float("-inf"), *cuts, float("inf")]
    table: list[list[list[Line]]] = []
    for row in rows(pieces):
        cells: list[list[Line]] = []
        for left, right in pairwise(edges):
            inside = [piece for piece in row.pieces if left <= piece.box.middle[0] < right]
            cells.append([line_of(inside)] if inside else [])
        if table and not cells[0]:
            for above, cell in zip(table[-1], cells, strict=True):
                above.extend(cell)
        else:
            table.append(cells)
    return Grid(
        around(piece.box for piece in pieces),
        tuple(tuple(tuple(cell) for cell in row) for row in table),
    )
