"""How a page is looked at: turned as it says, and cut as it says."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from g60translate.documents.pdf.geometry import Box

_A4 = (0.0, 0.0, 595.0, 842.0)
_TURNS = {
    0: (1.0, 0.0, 0.0, -1.0),
    1: (0.0, 1.0, 1.0, 0.0),
    2: (-1.0, 0.0, 0.0, 1.0),
    3: (0.0, -1.0, -1.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class View:
    """Leads from the coordinates of the file to those of `Box`, by a matrix as PDF writes them."""

    width: float
    height: float
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the file lies on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """How a direction of the file leads over the page."""
        return self.a * x + self.c * y, self.b * x + self.d * y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the file on the page."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def shows(self, box: Box) -> bool:
        """Whether the middle of a box lies on the page."""
        return Box(0, 0, self.width, self.height).holds(box.middle, slack=1)


def view_of(page: Any) -> View:
    """The view of a page that PDFium has loaded."""
    left, bottom, right, top = _edges(page)
    turn = pdfium.FPDFPage_GetRotation(page) % 4
    a, b, c, d = _TURNS[turn]
    width, height = right - left, top - bottom
    if turn % 2:
        width, height = height, width
    # The corner that becomes the upper left one comes to lie at (0, 0).
    corner_x = left if turn in (0, 1) else right
    corner_y = top if turn in (0, 3) else bottom
    e, f = -(a * corner_x + c * corner_y), -(b * corner_x + d * corner_y)
    return View(width, height, a, b, c, d, e, f)


def _edges(page: Any) -> tuple[float, float, float, float]:
    """What of the page is shown: its crop box, inside its media box."""
    values = [ctypes.c_float() for _ in range(4)]
    edges = _A4
    if pdfium.FPDFPage_GetMediaBox(page, *values):
        edges = _sorted(*(value.value for value in values))
    if pdfium.FPDFPage_GetCropBox(page, *values):
        left, bottom, right, top = _sorted(*(value.value for value in values))
        cut = (max(left, edges[0]), max(bottom, edges[1]), min(right, edges[2]), min(top, edges[3]))
        if cut[0] < cut[2] and cut[1] < cut[3]:
            edges = cut
    return edges if edges[0] < edges[2] and edges[1] < edges[3] else _A4


def _sorted(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
