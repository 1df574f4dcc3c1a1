"""Who does the tasks: the protocol of this process, of several, and of a cluster."""

from __future__ import annotations

from typing import Protocol

from g60translate.batch.task import Answer, Task


class Crew(Protocol):
    """Takes tasks while somebody is free, and hands answers back in any order.

    A worker that dies gets a successor; what it had in hand comes back as `lost`.
    """

    @property
    def free(self) -> int:
        """How many more tasks it takes now."""
        ...

    @property
    def busy(self) -> int:
        """How many answers are still to come."""
        ...

    def submit(self, task: Task) -> None:
        """Hand a task over; only while somebody is free."""
        ...

    def answers(self) -> list[Answer]:
        """Wait for an answer, and give all that are there."""
        ...

    def close(self) -> None:
        """Send everybody home; unfinished tasks are given up."""
        ...
