"""The letters of a page, its words and where its links lead, by PDFium."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pypdfium2.raw as pdfium

from g60translate.documents.pdf.extraction.accents import composed
from g60translate.documents.pdf.extraction.raw import Piece, Style
from g60translate.documents.pdf.extraction.view import View
from g60translate.documents.pdf.extraction.words import UNREAD, Blank, Letter, readable, words
from g60translate.documents.pdf.geometry import Box

# PDF 32000-1, 9.8.2.
_ITALIC, _FORCED_BOLD = 1 << 6, 1 << 18
_BOLD_NAME = re.compile(r"bold|black|heavy|demi(?!cond)|\bcmb", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"ital|obli|slanted|\bcm(?:ti|sl)", re.IGNORECASE)
_BOLD_WEIGHT = 600
# Addresses that a document may lead to; anything else is left out.
_WEB = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_NAME_BYTES = 256
# What PDFium gives for a hyphen that ends a line.
_HYPHENS = (0x02, 0xFFFE)


@dataclass(slots=True)
class PageText:
    """The words of a page; `unread` and `slanted` count the letters that are not among them."""

    page: Any
    view: View
    unread: int = 0
    slanted: int = 0
    _styles: dict[int, Style | None] = field(default_factory=dict)

    def pieces(self, document: Any) -> tuple[Piece, ...]:
        """All words in the order of the file, with their links."""
        text = pdfium.FPDFText_LoadPage(self.page)
        if not text:
            return ()
        try:
            found, self.unread = readable(list(words(composed(list(self._letters(text))))))
        finally:
            pdfium.FPDFText_ClosePage(text)
        links = list(_links(document, self.page, self.view))
        return tuple(_linked(piece, links) for piece in found)

    def _letters(self, text: Any) -> Iterator[Letter | Blank]:
        box = pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        for place in range(pdfium.FPDFText_CountChars(text)):
            code = pdfium.FPDFText_GetUnicode(text, place)
            sign = _sign(code)
            style = self._style(text, place)
            if style is None or pdfium.FPDFText_IsGenerated(text, place) == 1:
                yield Blank.GUESSED if sign == " " else Blank.REAL
                continue
            if sign == UNREAD or pdfium.FPDFText_HasUnicodeMapError(text, place) == 1:
                sign = UNREAD
            pdfium.FPDFText_GetLooseCharBox(text, place, box)
            pdfium.FPDFText_GetCharOrigin(text, place, x, y)
            left, baseline = self.view.point(x.value, y.value)
            ends = self.view.box(box.left, box.bottom, box.right, box.top)
            size = style.size
            # Fonts say odd things of their height, so that it is taken from the letters' size.
            here = Box(min(left, ends.x1), baseline - 0.75 * size, ends.x1, baseline + 0.2 * size)
            if self.view.shows(here):
                letter = Letter(sign, here, baseline, style)
                yield _raised(text, place, letter) if sign.isdigit() else letter

    def _style(self, text: Any, place: int) -> Style | None:
        """How a letter is set; None for one of no text of the page, and for one at an angle."""
        thing = pdfium.FPDFText_GetTextObject(text, place)
        if not thing:
            return None
        key = ctypes.addressof(thing.contents)
        if key not in self._styles:
            self._styles[key] = self._read_style(text, place)
        style = self._styles[key]
        self.slanted += style is None
        return style

    def _read_style(self, text: Any, place: int) -> Style | None:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, place, matrix)
        across, down = self.view.direction(matrix.a, matrix.b)
        if across <= 0 or abs(down) > 0.05 * across:
            return None
        name = ctypes.create_string_buffer(_NAME_BYTES)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(text, place, name, _NAME_BYTES, flags)
        font = name.value.decode("utf-8", errors="replace").rpartition("+")[2]
        weight = pdfium.FPDFText_GetFontWeight(text, place)
        size = pdfium.FPDFText_GetFontSize(text, place) * math.hypot(matrix.c, matrix.d)
        return Style(
            max(round(size, 1), 0.1),
            bool(_BOLD_NAME.search(font))
            or bool(flags.value & _FORCED_BOLD)
            or weight > _BOLD_WEIGHT,
            bool(_ITALIC_NAME.search(font)) or bool(flags.value & _ITALIC),
        )


def _sign(code: int) -> str:
    """A letter by its number; U+FFFD for none, and for what no XML has."""
    if code in _HYPHENS:
        return "-"
    if code >= 0x110000 or unicodedata.category(chr(code)) in {"Cc", "Cs", "Cn"}:
        return " " if code in (0x09, 0x0A, 0x0D) else UNREAD
    return chr(code)


def _raised(text: Any, place: int, letter: Letter) -> Letter:
    """A figure as it is seen: fonts have raised ones of their own, of the size of the others."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, place, left, right, bottom, top)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, place, x, y)
    size = letter.style.size
    if top.value - bottom.value > 0.6 * size or bottom.value - y.value < 0.2 * size:
        return letter
    style = replace(letter.style, size=round(0.6 * size, 1))
    return replace(letter, baseline=letter.baseline - 0.33 * size, style=style)


def _linked(piece: Piece, links: list[tuple[Box, str]]) -> Piece:
    link = next((to for box, to in links if box.holds(piece.box.middle, slack=1)), "")
    return replace(piece, link=link) if link else piece


def _links(document: Any, page: Any, view: View) -> Iterator[tuple[Box, str]]:
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, place, link):
        box = pdfium.FS_RECTF()
        action = pdfium.FPDFLink_GetAction(link)
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, box):
            continue
        address = _said(partial(pdfium.FPDFAction_GetURIPath, document, action))
        if _WEB.match(address):
            yield view.box(box.left, box.bottom, box.right, box.top), address


def _said(ask: Callable[[Any, int], int]) -> str:
    """A string of bytes that PDFium first says the length of."""
    length = ask(None, 0)
    data = ctypes.create_string_buffer(max(length, 1))
    ask(data, length)
    return data.value.decode("utf-8", errors="replace")
