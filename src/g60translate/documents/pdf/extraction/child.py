"""What runs in the child process: a file in, a line of JSON a page out.

PDFium is C++ and reads what strangers send: here it may crash, hang or use up the memory that it
is given, and no more than this process ends. Nor may two threads use it at once.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pypdfium2.raw as pdfium

from g60translate.documents.pdf.extraction.raw import Opened, Page, Refused, dump
from g60translate.documents.pdf.extraction.text import PageText
from g60translate.documents.pdf.extraction.things import MOST_IMAGE_BYTES, Things
from g60translate.documents.pdf.extraction.view import view_of
from g60translate.documents.pdf.extraction.words import bullets

_PASSWORD = 4
# Bytes of memory beside what the file itself takes.
_MEMORY = 2 * 1024**3


def main() -> None:
    """Read standard input, write to standard output."""
    data = sys.stdin.buffer.read()
    _limit_memory(_MEMORY + 4 * len(data))
    for said in extracted(data):
        sys.stdout.write(dump(said) + "\n")
        sys.stdout.flush()


def extracted(data: bytes) -> Iterator[Opened | Refused | Page]:
    """What a file says of itself, then its pages; or why not, at any place."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        is_locked = pdfium.FPDF_GetLastError() == _PASSWORD
        yield Refused("password" if is_locked else "damaged")
        return
    count = pdfium.FPDF_GetPageCount(document)
    yield Opened(
        count,
        _meta(document, b"Title"),
        _wide(
            lambda text, size: pdfium.FPDFCatalog_GetLanguage(document, text, size), ctypes.c_ushort
        ),
        bool(pdfium.FPDF_DocumentHasValidCrossReferenceTable(document)),
    )
    room = MOST_IMAGE_BYTES
    for place in range(count):
        page = pdfium.FPDF_LoadPage(document, place)
        if not page:
            yield Refused(f"page {place + 1}")
            return
        read = _page(document, page, place + 1, room)
        room -= sum(len(image.data) for image in read.images)
        yield read
        pdfium.FPDF_ClosePage(page)


def _page(document: Any, page: Any, number: int, room: int) -> Page:
    view = view_of(page)
    text = PageText(page, view)
    pieces = text.pieces(document)
    things = Things(document, page, view, room)
    things.look()
    return Page(
        number,
        round(view.width, 2),
        round(view.height, 2),
        (*pieces, *bullets(things.dots, pieces)),
        tuple(things.rules),
        tuple(things.images),
        text.unread,
        text.slanted,
        things.left_out,
        things.drawn,
        things.covered,
    )


def _meta(document: Any, key: bytes) -> str:
    def ask(text: Any, size: int) -> int:
        return int(pdfium.FPDF_GetMetaText(document, key, text, size))

    return _wide(ask, ctypes.c_byte)


def _wide(ask: Callable[[Any, int], int], unit: Any) -> str:
    """A text in UTF-16 that PDFium first says the length of, in bytes."""
    length = ask(None, 0)
    if not 0 < length < 65536:
        return ""
    data = (unit * length)()
    ask(data, length)
    return bytes(data)[:length].decode("utf-16-le", errors="replace").rstrip("\0")


def _limit_memory(most: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        # Not there on Windows.
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
