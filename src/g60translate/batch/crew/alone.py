"""A crew of one: this process."""

from __future__ import annotations

from g60translate.batch.task import Answer, Setup, Task
from g60translate.batch.work import Worker


class Alone:
    """Does a task when its answer is asked for; what ends the process ends the batch."""

    def __init__(self, setup: Setup) -> None:
        self._worker = Worker(setup)
        self._tasks: list[Task] = []

    @property
    def free(self) -> int:
        """One, or none."""
        return 1 - len(self._tasks)

    @property
    def busy(self) -> int:
        """One, or none."""
        return len(self._tasks)

    def submit(self, task: Task) -> None:
        """Take the task."""
        self._tasks.append(task)

    def answers(self) -> list[Answer]:
        """Do it."""
        return [self._worker.perform(self._tasks.pop())]

    def close(self) -> None:
        """Forget the task."""
        self._tasks.clear()
