"""PDF files, which become an editable document and are then translated as that.

The text is read off the pages, put together in one of the formats below, and read by its codec: so
codes, links, tables and notes take the way that they take in every document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from g60translate.documents.memory import require_memory
from g60translate.documents.model import Document, Remark
from g60translate.documents.options import ReadingOptions
from g60translate.errors import BrokenDocument

if TYPE_CHECKING:
    from g60translate.documents.codec import Codec
    from g60translate.documents.pdf.model import Editable

_HEADER = re.compile(rb"%PDF-\d\.\d")
# Bytes in which the header has to stand (ISO 32000-1, implementation note 13 of PDF 1.7).
_HEAD = 1024
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class PdfCodec:
    """Portable documents (ISO 32000), read for their text."""

    name = "pdf"
    suffixes = (".pdf",)
    kept = (
        "it becomes DOCX, or with -o HTML, Markdown or plain text: PDF is not written",
        "the order of columns, headings, lists, tables, footnotes, links and pictures",
        "words whole that a line end divides; running headers and page numbers are left out",
    )

    def __init__(self, options: ReadingOptions | None = None) -> None:
        self._options = options or ReadingOptions()

    def recognises(self, data: bytes) -> bool:
        """Whether a header stands at the beginning, as readers of PDF look for it."""
        found = _HEADER.search(data[:_HEAD])
        if found is None:
            return False
        return not data[: found.start()].strip(b"\xef\xbb\xbf \t\r\n\0") or b"startxref" in data

    def read(self, data: bytes, *, name: str) -> Document:
        """What the pages say, as the document that it becomes.

        Raises BrokenDocument, also where all pages are pictures without text; InputError where
        memory has no room for what it says; MissingExtra.
        """
        whole = _read(data, name)
        form = self._options.becomes
        written = _WRITERS[form]()(whole)
        require_memory(written, format=form, name=name)
        inner = _codec(form, self._options).read(written, name=name)
        return replace(
            inner,
            format=self.name,
            skeleton=inner,
            becomes=form,
            lang=inner.lang or whole.lang or None,
            remarks=(*whole.remarks, *inner.remarks),
        )

    def write(self, document: Document) -> bytes:
        """The document that the file has become, with its blocks as they are now."""
        inner = document.skeleton
        assert isinstance(inner, Document)
        now = replace(inner, blocks=document.blocks, lang=document.lang)
        return _codec(inner.format, self._options).write(now)


def _codec(form: str, options: ReadingOptions) -> Codec:
    from g60translate.documents.codec import load_codec  # noqa: PLC0415  the table names this module

    return load_codec(form, options)


def _read(data: bytes, name: str) -> Editable:
    from g60translate.documents.pdf.extraction.parent import pages_of  # noqa: PLC0415
    from g60translate.documents.pdf.layout.building import build  # noqa: PLC0415
    from g60translate.documents.pdf.layout.page import laid_out  # noqa: PLC0415
    from g60translate.documents.pdf.telling import Told  # noqa: PLC0415

    opened, pages = pages_of(data, name=name)
    laid = []
    told = Told(whole=opened.whole)
    for page in pages:
        laid.append(laid_out(page))
        told.see(page)
    if told.bare and not any(next(page.lines(), None) for page in laid):
        raise BrokenDocument(
            f"{name} has {told.bare_pages()}: OCR it first, such as with ocrmypdf."
        )
    lang = opened.lang if _LANG.fullmatch(opened.lang) else ""
    title = " ".join(_printable(opened.title).split())
    whole = build(laid, title=title, lang=lang)
    return replace(whole, remarks=tuple(map(Remark, told.messages())))


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _docx() -> Callable[[Editable], bytes]:
    from g60translate.documents.pdf.writing.docx import as_docx  # noqa: PLC0415

    return as_docx


def _html() -> Callable[[Editable], bytes]:
    from g60translate.documents.pdf.writing.html import as_html  # noqa: PLC0415

    return as_html


def _markdown() -> Callable[[Editable], bytes]:
    from g60translate.documents.pdf.writing.markdown import as_markdown  # noqa: PLC0415

    return as_markdown


def _text() -> Callable[[Editable], bytes]:
    from g60translate.documents.pdf.writing.text import as_text  # noqa: PLC0415

    return as_text


_WRITERS: Final[Mapping[str, Callable[[], Callable[[Editable], bytes]]]] = {
    "docx": _docx,
    "html": _html,
    "markdown": _markdown,
    "text": _text,
}
