"""The lines and pictures of a page, by PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from g60translate.documents.pdf.extraction.png import png
from g60translate.documents.pdf.extraction.raw import Image, Rule
from g60translate.documents.pdf.extraction.view import View
from g60translate.documents.pdf.geometry import Box

# Points: what is thinner is a line, what is shorter a dot.
_THIN, _SHORT = 3.0, 4.0
# Points: dots before the points of a list are drawn, and about so wide.
_DOT = (1.5, 8.0)
# So many curves and slanted lines are a drawing and no ornament.
_DRAWING = 12
# Smaller pictures are ornaments: dots of lists, rules made of a pixel.
_SMALL = 12.0
_DEEP = 8
MOST_THINGS = 200_000
MOST_PIXELS = 40_000_000
MOST_IMAGE_BYTES = 96 * 1024 * 1024
# A picture that fills so much of a page is what a scanner made.
_COVERS = 0.6
_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Things:
    """What stands on a page beside its text; `room` are the bytes that pictures may still take."""

    document: Any
    page: Any
    view: View
    room: int = MOST_IMAGE_BYTES
    rules: list[Rule] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    left_out: int = 0
    covered: bool = False
    _curves: int = 0

    @property
    def drawn(self) -> bool:
        """Whether lines and curves make a drawing."""
        return self._curves >= _DRAWING

    def look(self) -> None:
        """Go through all that is on the page."""
        for seen, (thing, matrix) in enumerate(self._all()):
            if seen > MOST_THINGS:
                return
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(thing, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._image(thing, matrix)

    def _all(self) -> Iterator[tuple[Any, _Matrix]]:
        for place in range(pdfium.FPDFPage_CountObjects(self.page)):
            yield from _unfolded(pdfium.FPDFPage_GetObject(self.page, place), _UNMOVED, 0)

    def _path(self, thing: Any, around: _Matrix) -> None:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing, mode, stroked)
        if not mode.value and not stroked.value:
            return
        points, curved = _points(thing, _times(_matrix(thing), around), self.view)
        if not points:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        whole = Box(min(xs), min(ys), max(xs), max(ys))
        if _DOT[0] <= whole.width <= _DOT[1] and abs(whole.width - whole.height) < 1:
            self.dots.append(whole)
            return
        if min(whole.width, whole.height) <= _THIN:
            if max(whole.width, whole.height) >= _SHORT:
                self.rules.append(Rule(whole))
            return
        if curved:
            self._curves += curved
            return
        if not stroked.value:
            return
        for (x0, y0), (x1, y1) in pairwise(points):
            side = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if min(side.width, side.height) <= 0.5:
                if max(side.width, side.height) >= _SHORT:
                    self.rules.append(Rule(side))
            else:
                self._curves += 1

    def _image(self, thing: Any, around: _Matrix) -> None:
        matrix = _times(_matrix(thing), around)
        corners = [self.view.point(*_moved(matrix, x, y)) for x in (0, 1) for y in (0, 1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        width, height = self.view.width, self.view.height
        box = Box(max(min(xs), 0), max(min(ys), 0), min(max(xs), width), min(max(ys), height))
        if box.width <= 0 or box.height <= 0:
            return
        if box.width * box.height > _COVERS * self.view.width * self.view.height:
            self.covered = True
        if box.width < _SMALL or box.height < _SMALL:
            return
        image = self._content(thing, box, upright=_is_upright(matrix, self.view))
        if image is None or len(image.data) > self.room:
            self.left_out += 1
            return
        self.room -= len(image.data)
        self.images.append(image)

    def _content(self, thing: Any, box: Box, *, upright: bool) -> Image | None:
        width, height = ctypes.c_uint(), ctypes.c_uint()
        if not pdfium.FPDFImageObj_GetImagePixelSize(thing, width, height):
            return None
        if not 0 < width.value * height.value <= MOST_PIXELS:
            return None
        if upright and _is_plain_jpeg(thing, self.page):
            length = pdfium.FPDFImageObj_GetImageDataRaw(thing, None, 0)
            if 0 < length <= self.room:
                data = (ctypes.c_ubyte * length)()
                pdfium.FPDFImageObj_GetImageDataRaw(thing, data, length)
                return Image(box, "jpeg", bytes(data))
        bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(self.document, self.page, thing)
        if not bitmap:
            bitmap = pdfium.FPDFImageObj_GetBitmap(thing)
        if not bitmap:
            return None
        try:
            data_of = _as_png(bitmap)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return None if data_of is None else Image(box, "png", data_of)


def _unfolded(thing: Any, around: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    """A thing, or those that a form consists of, each with the matrix of what is around it."""
    if not thing:
        return
    if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_FORM:
        yield thing, around
        return
    if depth >= _DEEP:
        return
    inside = _times(_matrix(thing), around)
    for place in range(pdfium.FPDFFormObj_CountObjects(thing)):
        yield from _unfolded(pdfium.FPDFFormObj_GetObject(thing, place), inside, depth + 1)


def _points(thing: Any, matrix: _Matrix, view: View) -> tuple[list[tuple[float, float]], int]:
    """The points of a path on the page, and how many curves lead to them."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points, curved = [], 0
    for place in range(min(pdfium.FPDFPath_CountSegments(thing), MOST_THINGS)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, place)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        curved += pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append(view.point(*_moved(matrix, x.value, y.value)))
    if len(points) > 2 and points[0] != points[-1]:
        points.append(points[0])
    return points, curved


def _is_plain_jpeg(thing: Any, page: Any) -> bool:
    """Whether the data of the file are a picture that every program shows as it is meant."""
    if pdfium.FPDFImageObj_GetImageFilterCount(thing) != 1:
        return False
    name = ctypes.create_string_buffer(32)
    pdfium.FPDFImageObj_GetImageFilter(thing, 0, name, 32)
    told = pdfium.FPDF_IMAGEOBJ_METADATA()
    if name.value != b"DCTDecode" or pdfium.FPDFPageObj_HasTransparency(thing):
        return False
    if not pdfium.FPDFImageObj_GetImageMetadata(thing, page, told):
        return False
    return told.colorspace in (
        pdfium.FPDF_COLORSPACE_DEVICEGRAY,
        pdfium.FPDF_COLORSPACE_DEVICERGB,
        pdfium.FPDF_COLORSPACE_ICCBASED,
    ) and told.bits_per_pixel in (8, 24)


def _as_png(bitmap: Any) -> bytes | None:
    kind = pdfium.FPDFBitmap_GetFormat(bitmap)
    width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    start = pdfium.FPDFBitmap_GetBuffer(bitmap)
    if not 0 < width * height <= MOST_PIXELS or not start:
        return None
    pixels = ctypes.string_at(start, stride * height)
    if kind == pdfium.FPDFBitmap_Gray:
        grey = b"".join(pixels[row * stride : row * stride + width] for row in range(height))
        pixels = bytes(sign for sign in grey for _ in range(3))
        return png(pixels, width=width, height=height, stride=3 * width, alpha=False)
    if kind == pdfium.FPDFBitmap_BGRx:
        solid = bytearray(pixels)
        solid[3::4] = b"\xff" * len(solid[3::4])
        return png(bytes(solid), width=width, height=height, stride=stride, alpha=True)
    if kind not in (pdfium.FPDFBitmap_BGR, pdfium.FPDFBitmap_BGRA):
        return None
    alpha = kind == pdfium.FPDFBitmap_BGRA
    return png(pixels, width=width, height=height, stride=stride, alpha=alpha)


def _is_upright(matrix: _Matrix, view: View) -> bool:
    """Whether a picture is neither turned nor mirrored."""
    (right_x, right_y), (up_x, up_y) = view.direction(*matrix[:2]), view.direction(*matrix[2:4])
    return right_x > 0 and up_y < 0 and abs(right_y) < 0.01 * right_x and abs(up_x) < -0.01 * up_y


def _matrix(thing: Any) -> _Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, m):
        return _UNMOVED
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    """The matrix that does one thing and then the other."""
    a, b, c, d, e, f = first
    x, y, z, w, u, v = second
    return (
        *(a * x + b * z, a * y + b * w, c * x + d * z, c * y + d * w),
        *(e * x + f * z + u, e * y + f * w + v),
    )


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
