"""Where a remembered sentence differs from the one that is translated."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from g60translate.reports.record.model import SegmentRecord
from g60translate.spans import Span

_PIECE = re.compile(r"\w+|\W")


def otherwise(segment: SegmentRecord) -> list[Span]:
    """Spans of the proposal's source that this sentence has otherwise or not at all."""
    if segment.proposal is None:
        return []
    old, new = segment.proposal.source, segment.source
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    starts = [match.start() for match in _PIECE.finditer(old)] + [len(old)]
    return [
        (starts[a], starts[b])
        for kind, a, b, _, _ in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if kind in ("replace", "delete")
    ]
