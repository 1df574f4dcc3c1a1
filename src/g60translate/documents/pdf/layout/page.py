"""A page as lines, pictures and tables in reading order; its single words are let go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from g60translate.documents.pdf.extraction.raw import Image, Page, Piece, Rule
from g60translate.documents.pdf.geometry import around
from g60translate.documents.pdf.layout.columns import Region, regions
from g60translate.documents.pdf.layout.grids import Grid, grids, loose_grid
from g60translate.documents.pdf.layout.lines import Line, line_of, rows

Thing = Line | Image | Grid
# The part of the text's width from which a line divides the page.
_WHOLE = 0.7


@dataclass(frozen=True, slots=True)
class Laid:
    """A page; each region is a part of one column, from top to bottom."""

    number: int
    width: float
    height: float
    regions: tuple[tuple[Thing, ...], ...]

    def lines(self) -> Iterator[Line]:
        """All lines that are in no table."""
        return (thing for region in self.regions for thing in region if isinstance(thing, Line))


def laid_out(page: Page) -> Laid:
    """What stands on a page, in reading order."""
    tables, rest = grids(page.pieces, page.rules)
    # A picture behind the text of a whole page is its paper.
    images = [image for image in page.images if not (page.pieces and _is_paper(image, page))]
    figures: list[Image | Grid] = [*images, *tables]
    edges = _dividing(page.rules, rest, tables)
    found = (
        tuple(_things(region))
        for top, bottom in pairwise([-inf, *edges, inf])
        for region in regions(
            [piece for piece in rest if top <= piece.box.middle[1] < bottom],
            [each for each in figures if top <= each.box.middle[1] < bottom],
        )
    )
    return Laid(page.number, page.width, page.height, tuple(found))


def _dividing(
    rules: Sequence[Rule], pieces: Sequence[Piece], tables: Sequence[Grid]
) -> list[float]:
    """The heights of lines across all the text: no column goes on below one."""
    if not pieces:
        return []
    text = around(piece.box for piece in pieces)
    return sorted(
        rule.box.top
        for rule in rules
        if rule.across
        and rule.box.width > _WHOLE * text.width
        and not any(table.box.holds(rule.box.middle, slack=4) for table in tables)
    )


def _is_paper(image: Image, page: Page) -> bool:
    return image.box.width * image.box.height > 0.6 * page.width * page.height


def _things(region: Region) -> Iterator[Thing]:
    if region.loose:
        yield loose_grid(region.pieces, region.strips)
        return
    lines: list[Thing] = [line_of(row.pieces) for row in rows(region.pieces)]
    yield from sorted([*lines, *region.figures], key=_height)


def _height(thing: Thing) -> float:
    return thing.baseline if isinstance(thing, Line) else thing.box.middle[1]
