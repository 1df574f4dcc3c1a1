"""What a memory can learn from finished work: the segments of a record, with their neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from g60translate.memory.entry import Entry, Origin, State
from g60translate.reports.record.model import Record


def entries_of(record: Record) -> Iterator[Entry]:
    """The segments of a finished run; what a model wrote is a draft until somebody approves it."""
    texts = ["", *(segment.source for segment in record.segments), ""]
    for at, segment in enumerate(record.segments):
        if segment.source.strip() and segment.target.strip():
            yield Entry(
                record.source.lang.split("-")[0],
                record.target.lang.split("-")[0],
                segment.source,
                segment.target,
                Origin.MACHINE,
                record.created,
                before=texts[at],
                after=texts[at + 2],
                document=record.source.name,
                state=State.DRAFT,
            )
