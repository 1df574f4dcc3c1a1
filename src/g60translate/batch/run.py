"""Runs a batch: files are begun, their parts dealt out, kept, put together and written."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

from g60translate.batch.crew.crew import Crew
from g60translate.batch.feeding import Feeder, Job
from g60translate.batch.journal.journal import Journal
from g60translate.batch.journal.row import Made, State
from g60translate.batch.outcome import Ending, Outcome, failed
from g60translate.batch.owning import require_ours
from g60translate.batch.places.place import Place, write_all
from g60translate.batch.plan.planning import RECORD_SUFFIX
from g60translate.batch.rows.writing import write_table
from g60translate.batch.task import Answer, Blame, Failure, Join, Task
from g60translate.errors import DiskFull, ExitCode, G60Error
from g60translate.reports.record.model import Summary

# A task in whose hands so many workers ended is what ended them.
MOST_LOST: Final = 3


class Told(Protocol):
    """Who is told how it goes."""

    def worked(self, segments: int, seconds: float) -> None:
        """So many segments more were translated, in so many seconds of a worker."""
        ...

    def ended(self, outcome: Outcome) -> None:
        """A file has ended."""
        ...


@dataclass(slots=True)
class Batch:
    """A run over a plan. `reports` is the folder of the pages below the output, None for none."""

    feeder: Feeder
    crew: Crew
    journal: Journal
    output: Place
    told: Told
    reports: str | None = None
    force: bool = False
    _outcomes: dict[int, Outcome] = field(default_factory=dict)
    _jobs: dict[int, Job] = field(default_factory=dict)
    _urgent: deque[Task] = field(default_factory=deque)
    _lost: dict[tuple[int, int], int] = field(default_factory=dict)
    _to_write: deque[tuple[Job, Made | None]] = field(default_factory=deque)

    def run(self) -> list[Outcome]:
        """Do all there is to do; how each file ended, in the plan's order.

        Raises DiskFull, at which everything stops; another call goes on. So it does after any other
        end of this one.
        """
        try:
            self._run()
        finally:
            self.journal.commit()
        return [self._outcomes[index] for index in sorted(self._outcomes)]

    def _run(self) -> None:
        tasks = self._tasks()
        answers: list[Answer] = []
        while True:
            # Whoever is free gets work before the results of the last are looked at.
            while self.crew.free:
                task = self._urgent.popleft() if self._urgent else next(tasks, None)
                if task is None:
                    break
                if not self._jobs[task.file].ended:
                    self.crew.submit(task)
            for answer in answers:
                self._take(answer)
            # What was translated is on the disk before anything is done with it.
            self.journal.commit()
            while self._to_write:
                self._write(*self._to_write.popleft())
            if self._urgent and self.crew.free:
                answers = []
                continue
            if not self.crew.busy:
                break
            answers = self.crew.answers()

    def _tasks(self) -> Iterator[Task]:
        for index, step in self.feeder.steps():
            match step:
                case Outcome():
                    self._end(index, step)
                case Job():
                    self._jobs[step.file] = step
                    if step.row is not None and step.row.state is State.MADE:
                        self._sweep(step)
                        self._to_write.append((step, self.journal.made(step.row)))
                        continue
                    yield from self._parts(step)

    def _parts(self, job: Job) -> Iterator[Task]:
        try:
            for task in job.tasks(self.journal.parts(job.file)):
                if job.ended:
                    return
                job.open.add(task.part)
                yield task
        except DiskFull:
            raise
        except G60Error as error:
            from g60translate.batch.work import failure_of  # noqa: PLC0415  it imports numpy

            self._fail(job, failure_of(error))
            return
        job.all_dealt = True
        self._join_if_complete(job)

    def _take(self, answer: Answer) -> None:
        job = self._jobs[answer.task.file]
        self.told.worked(answer.segments, answer.seconds)
        if answer.lost:
            self._again(job, answer.task, begun=answer.begun)
        elif answer.failure is not None:
            self._fail(job, answer.failure)
        elif answer.made is not None and not job.ended:
            self.journal.make(job.file, answer.made, setup=self.feeder.setup(answer.made.lang))
            self._to_write.append((job, answer.made))
        elif answer.content is not None:
            self.journal.add(job.file, answer.task.part, answer.content)
            job.open.discard(answer.task.part)
            self._join_if_complete(job)

    def _again(self, job: Job, task: Task, *, begun: bool) -> None:
        place = (task.file, task.part)
        self._lost[place] = self._lost.get(place, 0) + begun
        if self._lost[place] < MOST_LOST:
            self._urgent.append(task)
            return
        reason = (
            f"Its worker ended {MOST_LOST} times without an answer, as by a crash or for want of "
            "memory."
        )
        self._fail(job, Failure(reason, ExitCode.MODEL, Blame.FILE))

    def _join_if_complete(self, job: Job) -> None:
        if job.ended or job.open or not job.all_dealt or not job.is_cut or job.joining:
            return
        job.joining = True
        if job.table is not None:
            self._to_write.append((job, None))
            return
        contents = (self.journal.content(job.file, n) for n in sorted(self.journal.parts(job.file)))
        item = job.item
        data = self.feeder.read(item)
        if hashlib.sha256(data).hexdigest() != job.digest:
            self._fail(job, _changed())
            return
        self._urgent.append(
            Join(job.file, item.name, item.target_name, data, job.lang, tuple(contents))
        )

    def _write(self, job: Job, made: Made | None) -> None:
        """Write what belongs to a file, and say so in the journal; the last word has the disk."""
        try:
            if made is None:
                outcome = write_table(job, self.output, self.journal, force=self.force)
            else:
                outcome = self._write_document(job, made)
        except DiskFull:
            raise
        except G60Error as error:
            # What was translated is kept: the next call has but to write it.
            self.journal.set_aside(
                job.file,
                State.MADE if made is not None else State.WAITING,
                code=error.exit_code,
                reason=str(error),
            )
            outcome = Outcome(
                job.item, Ending.FAILED, code=error.exit_code, reason=str(error), lang=job.lang
            )
        self._end_job(job, outcome)

    def _write_document(self, job: Job, made: Made) -> Outcome:
        item = job.item
        written = hashlib.sha256(made.output).hexdigest()
        require_ours(self.output, item.target, job.written, written, force=self.force)
        files = {item.target: made.output, item.target + RECORD_SUFFIX: made.record}
        if self.reports is not None and made.report:
            files[self.report_of(item.target)] = made.report
        write_all(self.output, files)
        self.journal.finish(job.file, written=written)
        return Outcome(
            item,
            Ending.TRANSLATED,
            lang=made.lang,
            form=made.form,
            summary=Summary.model_validate_json(made.summary),
            report=bool(made.report),
        )

    def report_of(self, target: str) -> str:
        """Where the page of a translation lies, below the output."""
        return f"{self.reports}/{target}.html"

    def _sweep(self, job: Job) -> None:
        target = job.item.target
        for path in (target, target + RECORD_SUFFIX, self.report_of(target)):
            self.output.sweep(path)

    def _fail(self, job: Job, failure: Failure) -> None:
        if job.ended:
            return
        outcome = failed(job.item, failure)
        self.journal.set_aside(
            job.file,
            State.WAITING if failure.blame is Blame.AROUND else State.ASIDE,
            code=outcome.code,
            reason=failure.reason,
        )
        self._end_job(job, outcome)

    def _end_job(self, job: Job, outcome: Outcome) -> None:
        job.ended = True
        # The journal has its parts; a plan of any length is held, but what was read is not.
        self._end(job.index, outcome)

    def _end(self, index: int, outcome: Outcome) -> None:
        self._outcomes[index] = outcome
        self.told.ended(outcome)


def _changed() -> Failure:
    return Failure(
        "It was changed while it was translated. The next call takes it as it is then.",
        ExitCode.INPUT,
        Blame.AROUND,
    )
