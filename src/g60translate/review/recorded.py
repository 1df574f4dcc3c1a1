"""Cuts the source of a record as it was cut when it was translated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from g60translate.documents.model import Block, InlineKind
from g60translate.errors import BrokenDocument
from g60translate.reports.record.model import Record, SegmentRecord
from g60translate.segmentation.segmenter import Segment


class RecordedSegmenter:
    """Takes the cuts from the record, so that no rule, glossary or model decides them again."""

    def __init__(self, record: Record) -> None:
        """For the source of this record alone."""
        self.name = record.options.segmenter
        self._document = record.source.name
        self._segments: defaultdict[str, list[SegmentRecord]] = defaultdict(list)
        for segment in record.segments:
            self._segments[segment.block_id].append(segment)

    def segment(
        self, block: Block, *, lang: str, keep_together: Sequence[tuple[int, int]] = ()
    ) -> tuple[Segment, ...]:
        """The segments of the record; each begins where its text does, the first with the block.

        Raises BrokenDocument where the block does not have these texts in this order.
        """
        del lang, keep_together
        text = _lifted(block)
        known = self._segments.pop(block.id, [])
        starts, at = [], 0
        for segment in known:
            start = text.find(segment.source, at)
            if start < 0 or text[at:start].strip():
                raise self._unlike(segment.id)
            starts.append(start)
            at = start + len(segment.source)
        if text[at:].strip():
            raise self._unlike(known[-1].id if known else block.id)
        if not known:
            return ()
        ends = [*starts[1:], len(text)]
        return tuple(
            Segment(segment.id, block.id, start, end, block.text[start:end])
            for segment, start, end in zip(known, [0, *starts[1:]], ends, strict=True)
        )

    def finish(self) -> None:
        """Raises BrokenDocument where the record has segments that the document does not."""
        for left in self._segments.values():
            raise self._unlike(left[0].id)

    def _unlike(self, segment: str) -> BrokenDocument:
        return BrokenDocument(
            f"{self._document} does not read at segment {segment} as it did when it was translated:"
            " another version of g60translate. Translate it again."
        )


def _lifted(block: Block) -> str:
    """The block's text with blanks where codes that stand alone own text, as in the record."""
    text = block.text
    for code in block.inlines:
        if code.kind is InlineKind.STANDALONE:
            text = text[: code.start] + " " * (code.end - code.start) + text[code.end :]
    return text
