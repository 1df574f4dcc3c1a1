"""Translates a text line by line as it comes, in memory that does not grow with it."""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from g60translate.documents.model import Block, BlockKind
from g60translate.errors import EncodingFault
from g60translate.pipeline import WINDOW, Translator
from g60translate.translation.translated import TranslatedSegment


@dataclass(frozen=True, slots=True)
class TranslatedLine:
    """A line in the target language, with its line end, and the segments it was made from."""

    text: str
    segments: tuple[TranslatedSegment, ...]


def translate_lines(
    translator: Translator, lines: Iterable[str], *, window: int = WINDOW
) -> Iterator[TranslatedLine]:
    """As many lines as come in, in their order; each is a paragraph of its own.

    Line ends, blank lines and white space at the edges stay. `window` lines are read before the
    first is handed back, and no more are ever held. Raises EngineError.
    """
    ends: deque[str] = deque()

    def blocks() -> Iterator[Block]:
        for number, line in enumerate(lines, 1):
            text = line.removesuffix("\n").removesuffix("\r")
            ends.append(line[len(text) :])
            yield Block(f"line{number}", BlockKind.PARAGRAPH, text)

    for block, segments in translator.stream(blocks(), window=window):
        yield TranslatedLine(" ".join(block.text.split("\n")) + ends.popleft(), segments)


def decode_lines(lines: Iterable[bytes], *, name: str) -> Iterator[str]:
    """UTF-8 lines as text, without a byte order mark; raises EncodingFault naming the line."""
    for number, line in enumerate(lines, 1):
        raw = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        try:
            yield raw.decode()
        except UnicodeDecodeError as fault:
            raise EncodingFault(
                f"{name} is not UTF-8: line {number}, byte {fault.start + 1} of it. Line by line "
                "only UTF-8 is read; save it so, or leave out --lines."
            ) from None
