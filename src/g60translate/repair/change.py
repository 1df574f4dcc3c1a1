"""What a repair does to a text, and what is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from g60translate.spans import Span


@dataclass(frozen=True, slots=True)
class Change:
    """Write `text` in place of what stands at `start`..`end` (code points, half-open)."""

    start: int
    end: int
    text: str

    def overlaps(self, span: Span) -> bool:
        """Whether it touches what stands at `span`."""
        return self.start < span[1] and span[0] < self.end

    def is_cut_by(self, place: int) -> bool:
        """Whether `place` lies inside of what it replaces."""
        return self.start < place < self.end


@dataclass(frozen=True, slots=True)
class Repair:
    """What was set right: `before` stands as `after` at `span` of the text as it is now."""

    before: str
    after: str
    span: Span


def apply_changes(text: str, changes: Sequence[Change]) -> str:
    """The text with changes that are sorted and do not overlap."""
    for change in reversed(changes):
        text = text[: change.start] + change.text + text[change.end :]
    return text
