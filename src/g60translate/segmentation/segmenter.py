"""What a segment is, and the protocol a segmenter keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from g60translate.documents.model import Block


@dataclass(frozen=True, slots=True)
class Segment:
    """`block.text[start:end]`, half-open, in code points; `id` is `<block id>.<number from 1>`.

    Law: the segments of a block tile its text, so white space at an edge belongs to a segment.
    """

    id: str
    block_id: str
    start: int
    end: int
    text: str


class Segmenter(Protocol):
    """Cuts blocks into sentences."""

    name: str
    """Name and version of the rules; part of every score's signature."""

    def segment(
        self, block: Block, *, lang: str, keep_together: Sequence[tuple[int, int]] = ()
    ) -> tuple[Segment, ...]:
        """Cut one block; no boundary falls strictly inside a span of `keep_together`.

        `lang` is an ISO 639-1 code; spans are half-open code point offsets into the block's text.
        """
        ...
