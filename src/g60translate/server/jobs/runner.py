"""Takes jobs from the queue, one after the other, in threads of its own."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final, Protocol

from g60translate.errors import G60Error
from g60translate.server.jobs.model import Job, JobState
from g60translate.server.jobs.store import JobStore
from g60translate.server.jobs.work import Stopped, translate_job
from g60translate.server.refusals import Refusal
from g60translate.server.shelf import Shelf

if TYPE_CHECKING:
    from g60translate.server.translating.translators import Translators
    from g60translate.translation.translated import TranslatedSegment

_log = logging.getLogger("g60translate.server")
# One long document does not keep all others waiting.
_SIDE_BY_SIDE: Final = 2


class Listens(Protocol):
    """Who is told how jobs go, from the threads that run them."""

    def changed(self, job_id: str) -> None:
        """The job has moved on."""

    def seen(self, job_id: str, segments: Mapping[int, TranslatedSegment]) -> None:
        """These segments are finished, by their place in the document."""

    def rested(self, job_id: str) -> None:
        """Nobody works on it any more, whatever has become of it."""


class Runner:
    """Runs queued jobs."""

    def __init__(
        self,
        store: JobStore,
        translators: Translators,
        shelf: Shelf,
        *,
        told: Listens,
        side_by_side: int = _SIDE_BY_SIDE,
    ) -> None:
        self._store, self._translators, self._shelf = store, translators, shelf
        self._told = told
        self._woken = Condition()
        self._closing = self._hurrying = False
        self._stopped: set[str] = set()
        self._running: set[str] = set()
        self._threads = [
            Thread(target=self._work, name=f"job-{number}", daemon=True)
            for number in range(side_by_side)
        ]

    def start(self) -> None:
        """Begin, with what an earlier server has left first."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something in the queue."""
        with self._woken:
            self._woken.notify()

    def stop(self, job_id: str) -> None:
        """Give up a job's work at the next chance."""
        with self._woken:
            if job_id in self._running:
                self._stopped.add(job_id)

    def is_running(self, job_id: str) -> bool:
        """Whether a thread is at it."""
        return job_id in self._running

    def close(self, *, patience: float) -> None:
        """Begin no other job; what runs may take `patience` seconds, then it goes back in line."""
        with self._woken:
            self._closing = True
            self._woken.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(patience)
        self._hurrying = True
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            try:
                self._run(job)
            finally:
                with self._woken:
                    self._running.discard(job.id)
                    self._stopped.discard(job.id)
                self._told.rested(job.id)

    def _next(self) -> Job | None:
        with self._woken:
            while not self._closing:
                job = self._store.begin_next()
                if job is not None:
                    self._running.add(job.id)
                    return job
                self._woken.wait()
        return None

    def _run(self, job: Job) -> None:
        self._told.changed(job.id)

        def read(source_lang: str, characters: int) -> None:
            self._heed(job)
            self._store.update(job.id, source_lang=source_lang, characters=characters)
            self._told.changed(job.id)

        def progress(done: int, total: int) -> None:
            self._heed(job)
            self._store.update(job.id, done=done, total=total)
            self._told.changed(job.id)

        try:
            finished = translate_job(
                job,
                store=self._store,
                translators=self._translators,
                shelf=self._shelf,
                read=read,
                progress=progress,
                seen=lambda segments: self._told.seen(job.id, segments),
            )
        except Stopped:
            if job.id not in self._stopped:
                self._store.put_back(job.id)
        except (G60Error, Refusal) as error:
            self._store.update(job.id, state=JobState.FAILED, message=str(error))
        except Exception as error:
            # Its text may be in the message, which is not for the log.
            _log.error("job %s: %s", job.id, type(error).__name__)
            message = f"Internal error: {type(error).__name__}. This is a fault of g60translate."
            self._store.update(job.id, state=JobState.FAILED, message=message)
        else:
            self._store.update(
                job.id,
                state=JobState.DONE,
                source_lang=finished.source_lang,
                characters=finished.characters,
                done=finished.segments,
                total=finished.segments,
            )

    def _heed(self, job: Job) -> None:
        if self._hurrying or job.id in self._stopped:
            raise Stopped
