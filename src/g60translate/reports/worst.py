"""The gravest findings of a text, for whoever has a terminal and little time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from g60translate.checks.check import Severity
from g60translate.reports.record.model import FindingRecord, SegmentRecord

_TOLD = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding and where it stands; `text` is the sentence in the target language."""

    segment_id: str
    text: str
    finding: FindingRecord


@dataclass(slots=True)
class Worst:
    """Errors and warnings of a text as they come; of each at most `most` are kept.

    So it may go along with a text of any size.
    """

    most: int
    _kept: dict[Severity, list[Placed]] = field(default_factory=lambda: {s: [] for s in _TOLD})
    total: int = 0

    def add(self, segments: Iterable[SegmentRecord]) -> None:
        """Take the findings of the next segments."""
        for segment in segments:
            for finding in segment.findings:
                kept = self._kept.get(finding.severity)
                if kept is None:
                    continue
                self.total += 1
                if len(kept) < self.most:
                    kept.append(Placed(segment.id, segment.target, finding))

    def first(self) -> tuple[Placed, ...]:
        """The worst of them, errors first, then in the order of the text; at most `most`."""
        return tuple(placed for severity in _TOLD for placed in self._kept[severity])[: self.most]
