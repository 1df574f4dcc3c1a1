"""The review of a finished job as the rooms see it; answers `services.Reviews`."""

from __future__ import annotations

from asyncio import to_thread
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final

from g60translate.server.jobs.jobs import JobDesk
from g60translate.server.jobs.model import JobFile
from g60translate.server.refusals import Reason, Refusal, not_found
from g60translate.server.reviews.store import Edit, ReviewStore
from g60translate.server.services import ReviewedSegment

if TYPE_CHECKING:
    from g60translate.memory.store import Memory
    from g60translate.reports.record.model import Record, SegmentRecord
    from g60translate.review.apply import Review

# Documents that are being reviewed and are held with their sentences.
_MOST_OPEN: Final = 8


class _Open:
    """A document under review, read once."""

    def __init__(self, record: Record, review: Review) -> None:
        self.record, self.review = record, review
        self.segments = {segment.id: segment for segment in record.segments}
        self.alike: dict[str, list[str]] = {}
        for segment in record.segments:
            self.alike.setdefault(segment.source, []).append(segment.id)


class ReviewDesk:
    """Reads, checks and keeps edits."""

    def __init__(self, jobs: JobDesk, store: ReviewStore, memory: Memory | None) -> None:
        self._jobs, self._store, self._memory = jobs, store, memory
        self._opened: OrderedDict[str, _Open] = OrderedDict()
        self._lock = RLock()

    async def segments(self, job_id: str, *, owner: str) -> list[ReviewedSegment]:
        """Every segment as it stands now."""
        document = await self._open(job_id, owner)
        return await to_thread(self._views, job_id, document, [*document.segments])

    async def edit(
        self, job_id: str, segment_id: str, shown: str, *, owner: str, version: int | None = None
    ) -> ReviewedSegment:
        """Take a person's wording and check it again."""
        document = await self._open(job_id, owner)
        return await to_thread(self._edit, job_id, document, segment_id, shown, version)

    async def approve(
        self, job_id: str, segment_ids: Sequence[str], approved: bool, *, owner: str
    ) -> list[ReviewedSegment]:
        """Mark segments as read and good, or no longer so."""
        document = await self._open(job_id, owner)
        for segment_id in segment_ids:
            _required(document, segment_id)
        await to_thread(self._store.approve, job_id, segment_ids, approved=approved)
        return await to_thread(self._views, job_id, document, segment_ids)

    async def undo(self, job_id: str, segment_id: str, *, owner: str) -> ReviewedSegment:
        """Go back by one edit."""
        document = await self._open(job_id, owner)
        _required(document, segment_id)
        await to_thread(self._store.undo, job_id, segment_id)
        (view,) = await to_thread(self._views, job_id, document, [segment_id])
        return view

    async def write(
        self, job_id: str, *, owner: str, remember: bool = True, author: str = ""
    ) -> Record:
        """Write the document with all edits, and tell the memory."""
        document = await self._open(job_id, owner)
        return await to_thread(self._write, job_id, document, remember, author)

    async def _open(self, job_id: str, owner: str) -> _Open:
        source = await self._jobs.file(job_id, JobFile.SOURCE, owner=owner)
        record = await self._jobs.file(job_id, JobFile.RECORD, owner=owner)
        return await to_thread(self._read, job_id, source, record)

    def _read(self, job_id: str, source: Path, record_path: Path) -> _Open:
        from g60translate.glossary.store import load_glossary  # noqa: PLC0415
        from g60translate.reports.record.model import load_record  # noqa: PLC0415
        from g60translate.review.apply import Review  # noqa: PLC0415

        with self._lock:
            found = self._opened.get(job_id)
            if found is None:
                record = load_record(record_path.read_bytes(), name="the record")
                review = Review(
                    record,
                    source.read_bytes(),
                    glossary=load_glossary(source.with_name(JobFile.GLOSSARY.value)),
                )
                found = self._opened[job_id] = _Open(record, review)
            self._opened.move_to_end(job_id)
            while len(self._opened) > _MOST_OPEN:
                self._opened.popitem(last=False)
            return found

    def _edit(
        self, job_id: str, document: _Open, segment_id: str, shown: str, version: int | None
    ) -> ReviewedSegment:
        _required(document, segment_id)
        checked = document.review.check(segment_id, shown)
        kept = _marked(checked, document.segments[segment_id])
        number = self._store.add(
            job_id, segment_id, kept, checked.model_dump_json(), version=version
        )
        if number is None:
            raise Refusal(
                HTTPStatus.CONFLICT,
                Reason.CONFLICT,
                f"Segment {segment_id} was edited in the meantime. Look at it again.",
            )
        (view,) = self._views(job_id, document, [segment_id])
        return view

    def _views(
        self, job_id: str, document: _Open, segment_ids: Iterable[str]
    ) -> list[ReviewedSegment]:
        edits = self._store.edits(job_id)
        approved = self._store.approved(job_id)
        return [
            _view(document, segment_id, edits.get(segment_id), segment_id in approved)
            for segment_id in segment_ids
        ]

    def _write(self, job_id: str, document: _Open, remember: bool, author: str) -> Record:
        from g60translate.documents.saving import write_together  # noqa: PLC0415
        from g60translate.reports.record.model import dump_record  # noqa: PLC0415
        from g60translate.review.summary import decisions  # noqa: PLC0415

        edits = self._store.edits(job_id)
        done = document.review.apply({name: edit.shown for name, edit in edits.items()})
        folder = self._jobs.folder(job_id)
        write_together(
            {
                folder / JobFile.REVIEWED.value: done.document,
                folder / JobFile.REVIEWED_RECORD.value: dump_record(done.record),
            },
            replace=True,
        )
        if remember and self._memory is not None:
            self._memory.add(
                decisions(done.edits, document.record, author=author, now=datetime.now(UTC))
            )
        return done.record


def _view(document: _Open, segment_id: str, edit: Edit | None, approved: bool) -> ReviewedSegment:
    from g60translate.reports.record.model import SegmentRecord  # noqa: PLC0415
    from g60translate.review.tagged import tagged  # noqa: PLC0415

    machine = document.segments[segment_id]
    record = machine if edit is None else SegmentRecord.model_validate_json(edit.record)
    order = [code.tag for code in machine.codes]
    source_codes = [c for c in document.review.source_codes(segment_id) if c.tag in {*order}]
    return ReviewedSegment(
        record=record,
        shown=_marked(record, machine),
        source_shown=tagged(machine.source, source_codes, order),
        approved=approved,
        version=0 if edit is None else edit.number,
        elsewhere=tuple(i for i in document.alike[machine.source] if i != segment_id),
    )


def _marked(segment: SegmentRecord, machine: SegmentRecord) -> str:
    from g60translate.review.sheet import codes_of  # noqa: PLC0415
    from g60translate.review.tagged import tagged  # noqa: PLC0415

    return tagged(segment.target, codes_of(segment), [code.tag for code in machine.codes])


def _required(document: _Open, segment_id: str) -> None:
    if segment_id not in document.segments:
        raise not_found(f"The document has no segment {segment_id!r}.")
