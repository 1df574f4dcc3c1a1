"""Document jobs as the rooms see them; answers `services.Jobs`."""

from __future__ import annotations

import asyncio
from asyncio import to_thread
from collections.abc import AsyncIterator, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

from g60translate.errors import UnsupportedFormat
from g60translate.naming import output_name
from g60translate.server.jobs.model import Job, JobEvent, JobFile, JobState
from g60translate.server.jobs.runner import Runner
from g60translate.server.jobs.store import JobStore
from g60translate.server.owners import Owners
from g60translate.server.refusals import Reason, Refusal, not_found
from g60translate.server.uploads import Upload
from g60translate.server.wishes import JobWish

if TYPE_CHECKING:
    from g60translate.translation.translated import TranslatedSegment

_PURPOSE: Final = "job"
_RETRY_S: Final = 30


class JobDesk:
    """Takes jobs in, tells how they stand, and hands their files out."""

    def __init__(self, store: JobStore, owners: Owners, *, most_waiting: int) -> None:
        self._store, self._owners = store, owners
        self._most_waiting = most_waiting
        self._runner: Runner | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._followers: dict[str, set[asyncio.Event]] = {}
        # Of jobs that run: what is finished of their text, in the order in which it was.
        self._finished: dict[str, list[tuple[int, TranslatedSegment]]] = {}

    def attach(self, runner: Runner) -> None:
        """Use this runner; called on the event loop."""
        self._runner = runner
        self._loop = asyncio.get_running_loop()

    async def create(self, upload: Upload, wish: JobWish, *, owner: str) -> Job:
        """Queue an uploaded document."""
        job = await to_thread(self._create, upload, wish, owner)
        if self._runner is not None:
            self._runner.wake()
        return job

    async def get(self, job_id: str, *, owner: str) -> Job:
        """The job as it stands."""
        return await to_thread(self._get, job_id, owner)

    async def listed(self, *, owner: str, limit: int = 100) -> list[Job]:
        """The owner's jobs, the newest first."""
        return await to_thread(self._store.listed, owner, limit=limit)

    async def follow(self, job_id: str, *, owner: str) -> AsyncIterator[JobEvent]:
        """The job now, whenever something changes, and a last time when it is over."""
        changed, told = asyncio.Event(), 0
        finished: Sequence[tuple[int, TranslatedSegment]] = ()
        self._followers.setdefault(job_id, set()).add(changed)
        try:
            while True:
                changed.clear()
                job = await self.get(job_id, owner=owner)
                # What was seen last is told with the end, by which it is kept no longer.
                finished = self._finished.get(job_id, finished)
                fresh = finished[told:]
                told += len(fresh)
                yield JobEvent(job, dict(fresh))
                if job.state.over:
                    return
                await changed.wait()
        finally:
            followers = self._followers.get(job_id, set())
            followers.discard(changed)
            if not followers:
                self._followers.pop(job_id, None)

    async def wait(self, job_id: str, *, owner: str) -> Job:
        """The job once it is over."""
        async for event in self.follow(job_id, owner=owner):
            job = event.job
        return job

    async def file(self, job_id: str, kind: JobFile, *, owner: str) -> Path:
        """The path of a finished file."""
        return await to_thread(self._file, job_id, kind, owner)

    async def stop(self, job_id: str, *, owner: str) -> Job:
        """Stop a job that is not over."""
        await self.get(job_id, owner=owner)
        if self._runner is not None:
            self._runner.stop(job_id)
        await to_thread(self._store.update, job_id, state=JobState.STOPPED)
        self.changed(job_id)
        return await self.get(job_id, owner=owner)

    async def delete(self, job_id: str, *, owner: str) -> None:
        """Stop it if it runs, and remove every trace of it."""
        await self.stop(job_id, owner=owner)
        while self._runner is not None and self._runner.is_running(job_id):
            await asyncio.sleep(0.05)
        await to_thread(self._store.delete, job_id)
        self.changed(job_id)

    def folder(self, job_id: str) -> Path:
        """Where the files of a job that was found lie."""
        return self._store.path(job_id, JobFile.SOURCE).parent

    def key_of(self, job_id: str) -> str:
        """64 upper-case hexadecimal digits that open this job without a token."""
        return self._owners.signed(_PURPOSE, job_id).upper()

    def owner_by_key(self, job_id: str, key: str) -> str:
        """The owner of a job whose key this is."""
        signed = self._owners.is_signed(_PURPOSE, job_id, key)
        job = self._store.find(job_id) if signed else None
        if job is None:
            raise _unknown()
        return job.owner

    def seen(self, job_id: str, segments: Mapping[int, TranslatedSegment]) -> None:
        """Keep finished segments for whoever follows their job, until it is over."""
        self._finished.setdefault(job_id, []).extend(segments.items())

    def rested(self, job_id: str) -> None:
        """Nobody works on this job any more, whatever has become of it."""
        self._finished.pop(job_id, None)
        self.changed(job_id)

    def changed(self, job_id: str) -> None:
        """Tell whoever follows a job; may be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell, job_id)

    def _tell(self, job_id: str) -> None:
        for event in self._followers.get(job_id, ()):
            event.set()

    def _create(self, upload: Upload, wish: JobWish, owner: str) -> Job:
        from g60translate.documents.codec import CONVERTED, load_codec  # noqa: PLC0415
        from g60translate.documents.files import detect_format  # noqa: PLC0415

        if upload.size == 0:
            raise Refusal(
                HTTPStatus.BAD_REQUEST, Reason.BAD_REQUEST, f"{upload.name} is an empty file."
            )
        if self._store.waiting(owner) >= self._most_waiting:
            raise Refusal(
                HTTPStatus.TOO_MANY_REQUESTS,
                Reason.BUSY,
                f"{self._most_waiting} of your documents are waiting already.",
                retry_after=_RETRY_S,
            )
        try:
            if wish.format is None:
                form = detect_format(upload.path.read_bytes(), name=upload.name)
            else:
                form = load_codec(wish.format).name
            if form in CONVERTED:
                raise UnsupportedFormat(
                    f"{upload.name} is an old Office file or RTF ({form}), which a server does not "
                    "convert. Save it as .docx, .xlsx or .pptx in your office program."
                )
        except UnsupportedFormat as error:
            raise Refusal(HTTPStatus.BAD_REQUEST, Reason.UNSUPPORTED_FORMAT, str(error)) from None
        target = output_name(Path(upload.name), wish.target_lang)
        return self._store.add(
            upload.path, upload.name, wish, owner=owner, form=form, target_name=target
        )

    def _get(self, job_id: str, owner: str) -> Job:
        job = self._store.find(job_id)
        if job is None or job.owner != owner:
            raise _unknown()
        return job

    def _file(self, job_id: str, kind: JobFile, owner: str) -> Path:
        job = self._get(job_id, owner)
        if kind is not JobFile.SOURCE and job.state is not JobState.DONE:
            raise Refusal(
                HTTPStatus.CONFLICT,
                Reason.NOT_READY,
                f"The document is {job.state}: there is nothing to fetch."
                + (f" {job.message}" if job.message else ""),
            )
        path = self._store.path(job.id, kind)
        if not path.is_file():
            raise not_found("There is no such file of this document.")
        return path


def _unknown() -> Refusal:
    return not_found("There is no such job.")
