"""The workbooks that lie behind charts of Word and PowerPoint (ISO/IEC 29500-1, 21.2.2.63)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from g60translate.documents.archive import Archive
from g60translate.documents.model import Block, Remark
from g60translate.documents.office.charts import CHARTS
from g60translate.documents.office.package import parts_of_type, related
from g60translate.documents.office.parts import TreePart
from g60translate.documents.office.xlsx.codec import XlsxCodec
from g60translate.documents.package.whole import WholePart
from g60translate.errors import BrokenDocument, UnsupportedFormat

_NO_WORKBOOK = (
    "The table behind a chart stays as it was, for it is no .xlsx: where somebody edits the data, "
    "the names in the chart are again those of the original."
)


class BookPart(WholePart):
    """The workbook that lies behind a chart; what says the same as the chart follows it."""

    __slots__ = ()

    def blocks(self) -> Iterable[Block]:
        """None: nobody sees it but whoever edits the chart."""
        return ()

    def rewritten(self, now: Mapping[str, Block]) -> bytes:
        """The workbook with the chart's new names in its cells and its table's columns."""
        renamed = {block.text: now.get(block.id, block).text for block in self.shown}
        codec = XlsxCodec(with_columns=True)
        book = codec.read(self.data, name=self.name)
        blocks = {
            block.id: replace(block, text=renamed[block.text], inlines=())
            for block in book.blocks
            if block.text in renamed
        }
        return codec.write(book.with_blocks(blocks))


def with_books(
    archive: Archive, parts: Iterable[TreePart], *, name: str
) -> Iterator[TreePart | BookPart]:
    """The parts, each chart followed by the workbook behind it, if that can be read."""
    for part in parts:
        yield part
        shown = tuple(place.block for place in part.places if place.copies)
        for file in _books(archive, part.name, name=name) if shown else ():
            if _is_readable(archive.parts[file]):
                yield BookPart(file, archive.parts[file], shown)


def book_remarks(archive: Archive, *, name: str) -> Iterator[Remark]:
    """That the table behind a chart does not follow, where it cannot."""
    charts = (chart for kind in CHARTS for chart in parts_of_type(archive, kind, name=name))
    books = (file for chart in charts for file in _books(archive, chart, name=name))
    if not all(_is_readable(archive.parts[file]) for file in books):
        yield Remark(_NO_WORKBOOK)


def _books(archive: Archive, chart: str, *, name: str) -> Iterator[str]:
    """The workbooks in the package that a part was made from."""
    for kind, target in related(archive, chart, name=name).values():
        if kind == "package" and target in archive.parts:
            yield target


def _is_readable(data: bytes) -> bool:
    try:
        return XlsxCodec().recognises(data) and bool(XlsxCodec().opened(data, name="x"))
    except (BrokenDocument, UnsupportedFormat):
        return False
