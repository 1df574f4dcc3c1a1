"""Exchanges ranges of a source text and leaves every other character as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """`source[start:end]` becomes what `render` returns, half-open, in code points."""

    start: int
    end: int
    render: Callable[[], str]


class Splicer:
    """Renders a source with edits, which may lie inside one another but must not cross.

    An edit that contains others decides what becomes of them: its `render` calls
    `Splicer.render` for the stretches of the source that it keeps.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._edits: list[Edit] = []

    def add(self, edits: Iterable[Edit]) -> None:
        """Register edits; all of them before the first `render`."""
        self._edits.extend(edits)
        self._edits.sort(key=lambda edit: (edit.start, -edit.end))

    def render(self, start: int = 0, end: int | None = None) -> str:
        """`source[start:end]` with the outermost edits inside it carried out."""
        stop = len(self._source) if end is None else end
        pieces: list[str] = []
        position = start
        for edit in self._edits:
            if edit.start < position or edit.end > stop:
                continue
            pieces += (self._source[position : edit.start], edit.render())
            position = edit.end
        pieces.append(self._source[position:stop])
        return "".join(pieces)
