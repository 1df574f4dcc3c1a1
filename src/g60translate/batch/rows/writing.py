"""Writes a translated table from its source and what the journal has of it, chunk by chunk."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, cast

from g60translate.batch.feeding import Job
from g60translate.batch.journal.journal import Journal
from g60translate.batch.outcome import Ending, Outcome
from g60translate.batch.owning import require_ours
from g60translate.batch.places.place import Place
from g60translate.batch.plan.planning import RECORD_SUFFIX
from g60translate.batch.rows.translating import Rows, Translated, kept_rows
from g60translate.errors import EmptyDocument, InputError
from g60translate.reports.record.model import FileInfo, ToolInfo
from g60translate.reports.record.stream import RecordStream
from g60translate.version import __version__


class _Hashed(io.RawIOBase):
    """Hands on what is written, and counts and hashes it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._size = 0
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """All of it at once."""
        self.digest.update(data)
        self._size += len(data)
        return self._stream.write(data)

    def tell(self) -> int:
        """How much has been written."""
        return self._size


def write_table(job: Job, output: Place, journal: Journal, *, force: bool) -> Outcome:
    """Write a table and its record; memory does not grow with them.

    Raises OutputExists for what is not ours, EmptyDocument, InputError, DiskFull.
    """
    item, table, feeder = job.item, job.table, job.feeder
    assert table is not None
    started = time.monotonic()
    require_ours(output, item.target, job.written, force=force)
    for path in (item.target, item.target + RECORD_SUFFIX):
        output.sweep(path)
    there = journal.parts(job.file)
    rows: Rows | None = None
    with output.writing([item.target, item.target + RECORD_SUFFIX]) as streams:
        hashed = _Hashed(streams[item.target])
        record = RecordStream(streams[item.target + RECORD_SUFFIX])
        writer = table.writer(cast("BinaryIO", hashed), feeder.fields)
        for part, chunk in enumerate(job.chunks()):
            given = [text is not None for text in chunk.texts]
            some: Iterator[Translated] = iter(())
            if part in there:
                rows = kept_rows().validate_json(journal.content(job.file, part))
                some = iter(rows.rows)
            elif any(given):
                raise _changed()
            both = [next(some, None) if there_is else None for there_is in given]
            writer.write(chunk, both)
            for row in both:
                record.add(row.segments if row is not None else ())
        writer.close()
        if rows is None:
            raise EmptyDocument(f"{item.name} holds no text to translate.")
        if feeder.archives.digest(item) != job.digest:
            raise _changed()
        shared = feeder.shared
        summary = record.close(
            seconds=time.monotonic() - started,
            tool=ToolInfo(name="g60translate", version=__version__),
            created=datetime.now(UTC).replace(microsecond=0).isoformat(),
            source=FileInfo(
                name=item.name,
                format=table.name,
                sha256=job.digest,
                lang=shared.source_tag or rows.source_lang,
            ),
            target=FileInfo(
                name=item.target_name,
                format=table.name,
                sha256=hashed.digest.hexdigest(),
                lang=shared.target_tag or rows.target_lang,
            ),
            options=rows.options,
        )
        journal.intend(job.file, hashed.digest.hexdigest())
        journal.commit()
    journal.finish(
        job.file,
        written=hashed.digest.hexdigest(),
        summary=summary.model_dump_json(),
        form=table.name,
    )
    return Outcome(item, Ending.TRANSLATED, rows.source_lang, table.name, summary)


def _changed() -> InputError:
    return InputError(
        "It was changed while it was translated. The next call takes it as it is then."
    )
