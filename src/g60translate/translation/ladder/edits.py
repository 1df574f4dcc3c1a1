"""Replaces spans of a text and keeps a map between the places before and after."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from g60translate.spans import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` (code points, half-open) by `replacement`."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch before and after (code points, half-open); the same text where `verbatim`."""

    before: Span
    after: Span
    verbatim: bool


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps spans between a text and its edited form, whose `chunks` stand side by side.

    Inside untouched text places map one to one; a place inside a replaced span maps to the whole
    of its counterpart, since nothing finer is known. `later` maps on from the edited text where
    that was edited again.
    """

    chunks: tuple[Stretch, ...]
    later: OffsetMap | None = None

    def then(self, after: OffsetMap) -> OffsetMap:
        """The map over two edits, of which this one came first."""
        return OffsetMap(self.chunks, after if self.later is None else self.later.then(after))

    def forward(self, span: Span) -> Span:
        """The span's place in the edited text."""
        (place,) = self.forward_each([span])
        return place

    def backward(self, span: Span) -> Span:
        """The span's place in the original text."""
        (place,) = self.backward_each([span])
        return place

    def forward_each(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The places of many spans in the edited text."""
        places = self._map_each(spans, forward=True)
        return places if self.later is None else self.later.forward_each(places)

    def backward_each(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The places of many spans in the original text."""
        places = spans if self.later is None else self.later.backward_each(spans)
        return self._map_each(places, forward=False)

    @property
    def _is_unedited(self) -> bool:
        return len(self.chunks) == 1 and self.chunks[0].verbatim

    def _map_each(self, spans: Sequence[Span], *, forward: bool) -> tuple[Span, ...]:
        if self._is_unedited:  # most texts are, and they have a span for every piece
            return tuple(spans)
        return tuple(self._map(span, forward=forward) for span in spans)

    def _map(self, span: Span, *, forward: bool) -> Span:
        start, end = span
        if self._is_unedited:
            return span
        first = self._find(start, forward=forward)
        # A non-empty span ends in the chunk of its last code point.
        last = self._find(max(start, end - 1), forward=forward)
        origin_first, goal_first = _sides(self.chunks[first], forward=forward)
        origin_last, goal_last = _sides(self.chunks[last], forward=forward)
        new_start = (
            goal_first[0] + start - origin_first[0]
            if self.chunks[first].verbatim
            else goal_first[0]
        )
        new_end = (
            goal_last[0] + end - origin_last[0] if self.chunks[last].verbatim else goal_last[1]
        )
        return (new_start, max(new_start, new_end))

    def _find(self, place: int, *, forward: bool) -> int:
        starts = [(c.before if forward else c.after)[0] for c in self.chunks]
        return max(0, bisect_right(starts, place) - 1)


def _sides(chunk: Stretch, *, forward: bool) -> tuple[Span, Span]:
    return (chunk.before, chunk.after) if forward else (chunk.after, chunk.before)


def apply_edits(text: str, edits: Sequence[Edit]) -> tuple[str, OffsetMap]:
    """Apply edits that are sorted and do not overlap; raises ValueError where they do."""
    parts: list[str] = []
    chunks: list[Stretch] = []
    read = written = 0

    def put(end: int, replacement: str, *, verbatim: bool) -> None:
        nonlocal read, written
        after = (written, written + len(replacement))
        chunks.append(Stretch((read, end), after, verbatim))
        parts.append(replacement)
        read, written = end, after[1]

    for edit in edits:
        if edit.start < read or edit.end < edit.start or edit.end > len(text):
            raise ValueError(f"edit {edit} overlaps another or lies outside the text")
        if edit.start > read:
            put(edit.start, text[read : edit.start], verbatim=True)
        put(edit.end, edit.replacement, verbatim=False)
    if read < len(text) or not chunks:
        put(len(text), text[read:], verbatim=True)
    return "".join(parts), OffsetMap(tuple(chunks))
