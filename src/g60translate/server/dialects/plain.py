"""Plain text, cut into blocks for the engine and put together again, line ends in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind

_LINE_END: Final = re.compile("(\r\n|\r|\n)")


class PlainText:
    """A text of lines; each that says anything is a block, so that no line end can move."""

    def __init__(self, text: str) -> None:
        self._parts = _LINE_END.split(text)
        self._places = [at for at in range(0, len(self._parts), 2) if translatable(self._parts[at])]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What there is to translate, with ids of its own."""
        return tuple(
            Block(f"line{at // 2 + 1}", BlockKind.PARAGRAPH, self._parts[at]) for at in self._places
        )

    def put_together(self, translated: Sequence[Block]) -> str:
        """The text with its blocks translated."""
        parts = list(self._parts)
        for at, block in zip(self._places, translated, strict=True):
            parts[at] = _LINE_END.sub(" ", block.text)
        return "".join(parts)
