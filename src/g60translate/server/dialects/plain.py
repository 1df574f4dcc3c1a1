"""Plain text, cut into blocks for the engine and put together again, line ends in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from g60translate.documents.codes import Step, translatable, walk
from g60translate.documents.model import Block, BlockKind, Inline, InlineKind

_LINE_END: Final = re.compile("(\r\n|\r|\n)")
# A blank line ends a paragraph; another line end stands between words, with the blanks around it.
_PARAGRAPH_END: Final = re.compile(
    r"((?<![ \t])[ \t]*+(?>\r\n|\r|\n)(?:[ \t]*+(?>\r\n|\r|\n))+[ \t]*+)"
)
_BREAK: Final = re.compile(r"(?<![ \t])[ \t]*+(?>\r\n|\r|\n)[ \t]*+")
_BLANK: Final = " \t\r\n"


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


class FlowingText:
    """A text whose sentences run over its line ends, which come back as many, between words."""

    def __init__(self, text: str) -> None:
        core = text.strip(_BLANK)
        start = text.index(core)
        self._lead, self._trail = text[:start], text[start + len(core) :]
        self._parts = _PARAGRAPH_END.split(core)
        self._originals = {
            at: _flowing(f"paragraph{at // 2 + 1}", self._parts[at])
            for at in range(0, len(self._parts), 2)
            if translatable(self._parts[at])
        }

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What there is to translate, with ids of its own."""
        return tuple(self._originals.values())

    def put_together(self, translated: Sequence[Block]) -> str:
        """The text with its blocks translated."""
        parts = list(self._parts)
        for (at, original), block in zip(self._originals.items(), translated, strict=True):
            breaks = iter(_BREAK.findall(self._parts[at]))
            parts[at] = "".join(
                _BREAK.sub(" ", event.value) if event.step is Step.TEXT else next(breaks)
                for event in walk(block, original=original)
            )
        return f"{self._lead}{''.join(parts)}{self._trail}"


def _flowing(block_id: str, text: str) -> Block:
    said, inlines, place = "", [], 0
    for number, match in enumerate(_BREAK.finditer(text)):
        said += text[place : match.start()]
        inlines.append(Inline(len(said), len(said) + 1, f"br{number}", InlineKind.STANDALONE))
        said += "\n"
        place = match.end()
    return Block(block_id, BlockKind.PARAGRAPH, said + text[place:], tuple(inlines))
