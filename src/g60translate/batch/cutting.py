"""Cuts a document into stretches that can be translated by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from g60translate.batch.task import Stretch
from g60translate.documents.model import Block

CHARACTERS: Final = 16_000
"""Of a stretch, about: some seconds of work, so that little is lost with a worker."""


def cut(blocks: Sequence[Block], *, file: int, lang: str) -> Iterator[Stretch]:
    """The stretches of a document in their order; the same document is always cut alike."""
    start = size = part = 0
    for end, block in enumerate(blocks, 1):
        size += len(block.text)
        if size >= CHARACTERS or end == len(blocks):
            yield Stretch(
                file,
                part,
                lang,
                tuple(blocks[start:end]),
                before=_speaking(reversed(blocks[:start])),
                after=_speaking(blocks[end:]),
            )
            start, size, part = end, 0, part + 1


def _speaking(blocks: Sequence[Block] | Iterator[Block]) -> Block | None:
    return next((block for block in blocks if block.text.strip()), None)
