"""Lines that stand on every page: headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from g60translate.documents.pdf.layout.lines import Line
from g60translate.documents.pdf.layout.page import Laid

# The parts of a page, above and below, in which they stand.
_MARGIN = 0.16
# Points by which their places differ from page to page.
_MOVED = 4.0
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[^\w]*(?:(?:Seite|Page|S\.|p\.)\s*)?\d{1,4}(?:\s*(?:/|von|of|sur|de)\s*\d{1,4})?[^\w]*",
    re.IGNORECASE,
)

# What browsers print over a page: 5/3/23, 2:30 PM; 3.5.2023, 14:30.
_TIME = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?: ?[AP]M)?")


def running(pages: Sequence[Laid]) -> set[int]:
    """The lines that run, by `id`: what says the same on several pages, and page numbers."""
    places: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        for line in _at_edges(page):
            places[_DIGITS.sub("#", line.text)].append((page.number, line))
    found = set()
    for alike in places.values():
        for number, line in alike:
            if any(
                other != number and abs(line.baseline - twin.baseline) <= _MOVED
                for other, twin in alike
            ):
                found.add(id(line))
    for page in pages:
        found |= {id(line) for line in _printed(page)}
    return found


def _at_edges(page: Laid) -> Iterator[Line]:
    for line in page.lines():
        if not _MARGIN * page.height < line.baseline < (1 - _MARGIN) * page.height:
            yield line


def _printed(page: Laid) -> Iterator[Line]:
    """The first and last row, if one stands apart and has a page number or a browser's time."""
    rows: list[list[Line]] = []
    for line in sorted(page.lines(), key=lambda line: line.baseline):
        if rows and line.baseline - rows[-1][0].baseline < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    if len(rows) < 2:
        return
    for row, beside in ((rows[0], rows[1]), (rows[-1], rows[-2])):
        size = max(line.size for line in row)
        if abs(row[0].baseline - beside[0].baseline) <= 1.8 * size:
            continue
        cells = [cell for line in row for cell in line.text.split("\t")]
        if any(_NUMBER.fullmatch(cell) or _TIME.fullmatch(cell) for cell in cells):
            yield from row
