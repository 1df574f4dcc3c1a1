"""HTML: every byte outside a translated block stays as it is."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence

from g60translate.documents.encoding import decode
from g60translate.documents.model import Block, Document, Remark
from g60translate.documents.options import ReadingOptions
from g60translate.documents.slots import Slot, put_slots
from g60translate.documents.splice import Splicer
from g60translate.documents.web.page import Page, declared_encoding, read_page, speller
from g60translate.documents.web.sealed import columns
from g60translate.errors import EncodingFault

_PAGE = re.compile(
    r"\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_COLUMNS_LEFT = (
    "Columns that are set with blanks stay as they are, from “{}” on. Translate them by hand."
)


class HtmlCodec:
    """Whole pages and fragments, in the way browsers read them (WHATWG HTML)."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")
    kept = (
        "every byte outside translated text, also line ends, entities and unquoted attributes",
        "inline markup, links, images and line breaks",
        "scripts, styles, SVG, MathML, code and elements marked translate=no",
        "the encoding; characters it does not have are written as references",
    )

    def __init__(self, options: ReadingOptions | None = None) -> None:
        self._options = options or ReadingOptions()

    def recognises(self, data: bytes) -> bool:
        """Whether the text begins as a page does: doctype, html, head or body."""
        try:
            text = decode(data[:4096], name="", declared=declared_encoding(data)).text
        except EncodingFault:
            # A multi-byte character may be cut in two at the end of the sample.
            text = data[:4096].decode("latin-1")
        return _PAGE.match(text) is not None

    def read(self, data: bytes, *, name: str) -> Document:
        """Parse a page; broken markup is read as browsers do. Raises EncodingFault."""
        page = read_page(data, name=name, home=self._options.source_lang)
        blocks = []
        starts = []
        for group in page.groups():
            blocks += [slot.block for slot in group]
            starts += [slot.start for slot in group]
        return Document(
            format=self.name,
            blocks=tuple(blocks),
            skeleton=page,
            lang=page.lang,
            remarks=tuple(
                Remark(_COLUMNS_LEFT.format(first), blocks[max(0, bisect(starts, start) - 1)].id)
                for start, first in columns(page.source, home=page.home)
                if blocks
            ),
        )

    def write(self, document: Document) -> bytes:
        """The page with its changed blocks and, where it differs, its new language."""
        page = document.skeleton
        assert isinstance(page, Page)
        return page.written(document.blocks, document.lang if document.lang != page.lang else None)


def write_slots(source: str, slots: Sequence[Slot], blocks: Sequence[Block]) -> str:
    """`source` with the blocks that differ from their slots written in their places."""
    splicer = Splicer(source)
    now = {block.id: block for block in blocks}
    put_slots(splicer, slots, now, spell=speller(source))
    return splicer.render()
