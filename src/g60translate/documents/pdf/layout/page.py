"""A page as lines, pictures and tables in reading order; its single words are let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from g60translate.documents.pdf.extraction.raw import Image, Page
from g60translate.documents.pdf.layout.columns import Region, regions
from g60translate.documents.pdf.layout.grids import Grid, grids, loose_grid
from g60translate.documents.pdf.layout.lines import Line, line_of, rows

Thing = Line | Image | Grid


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
    found = (tuple(_things(region)) for region in regions(rest, [*images, *tables]))
    return Laid(page.number, page.width, page.height, tuple(found))


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
