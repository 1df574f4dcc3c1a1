"""Writes a record segment by segment, for texts too large to be held."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from pydantic import BaseModel

from g60translate.reports.record.model import SCHEMA_VERSION, SegmentRecord, Summary, summarise


class RecordStream:
    """A record in the making; once it is closed, `load_record` reads what stands in the stream."""

    def __init__(self, stream: BinaryIO | None) -> None:
        """Begin to write; without a stream the segments are only counted."""
        self._stream = stream
        self._summary = summarise((), seconds=0)
        self._write(f'{{\n  "schema_version": {SCHEMA_VERSION},\n  "segments": [')

    def add(self, segments: Iterable[SegmentRecord]) -> None:
        """Write the next segments, each on a line."""
        some = tuple(segments)
        for number, segment in enumerate(some, self._summary.segments):
            self._write(",\n    " if number else "\n    ")
            self._write(segment.model_dump_json())
        ours, theirs = self._summary.model_dump(), summarise(some, seconds=0).model_dump()
        self._summary = Summary(**{name: ours[name] + theirs[name] for name in ours})

    def close(self, *, seconds: float, **parts: BaseModel | str) -> Summary:
        """Write the other parts of the record, by their names, and the summary, which it gives."""
        self._summary = self._summary.model_copy(update={"seconds": round(seconds, 3)})
        self._write("\n  ]")
        for name, part in {**parts, "summary": self._summary}.items():
            shown = f'"{part}"' if isinstance(part, str) else part.model_dump_json()
            self._write(f',\n  "{name}": {shown}')
        self._write("\n}\n")
        return self._summary

    def _write(self, text: str) -> None:
        if self._stream is not None:
            self._stream.write(text.encode())
