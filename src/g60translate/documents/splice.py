"""Exchanges ranges of a source text and leaves every other character as it was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from g60translate.documents.source import Source


@dataclass(frozen=True, slots=True)
class Edit:
    """`source[start:end]` becomes `value`, or what it returns; half-open, in the source's units."""

    start: int
    end: int
    value: str | Callable[[], str]

    def rendered(self) -> str:
        """What is written there."""
        return self.value if isinstance(self.value, str) else self.value()


class Splicer:
    """Renders a source with edits, which may lie inside one another but must not cross.

    An edit that contains others decides what becomes of them: its value calls
    `Splicer.render` for the stretches of the source that it keeps.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._edits: list[Edit] = []
        self._starts: list[int] | None = None

    def put(self, start: int, end: int, value: str | Callable[[], str]) -> None:
        """Register an edit; all of them before the first `render`."""
        self._edits.append(Edit(start, end, value))
        self._starts = None

    def render(self, start: int = 0, end: int | None = None) -> str:
        """`source[start:end]` with the outermost edits inside it carried out."""
        if self._starts is None:
            self._edits.sort(key=lambda edit: (edit.start, -edit.end))
            self._starts = [edit.start for edit in self._edits]
        stop = len(self._source) if end is None else end
        pieces: list[str] = []
        position = start
        for index in range(bisect_left(self._starts, start), len(self._edits)):
            edit = self._edits[index]
            if edit.start > stop:
                break
            if edit.start < position or edit.end > stop:
                continue
            pieces += (self._source[position : edit.start], edit.rendered())
            position = edit.end
        pieces.append(self._source[position:stop])
        return "".join(pieces)
