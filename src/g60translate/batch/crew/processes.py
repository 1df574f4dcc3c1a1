"""A crew of processes on this machine, each with an engine of its own.

The pools of the standard library give up altogether when a process of theirs is killed, and that is
what has to be survived here; so each worker has a pipe of its own, and no lock is shared.
"""

from __future__ import annotations

import multiprocessing
import signal
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Final

from g60translate.batch.task import Answer, Setup, Task

# A fork would copy the locks of threads that it does not copy.
_SPAWN: Final = multiprocessing.get_context("spawn")
_PATIENCE_S: Final = 2.0


@dataclass(slots=True)
class _Hand:
    """A worker as its employer sees it."""

    process: SpawnProcess
    pipe: Connection
    task: Task | None = None


class Processes:
    """`count` workers, each started with its first task. One task at a time is in a worker's hand.

    A second one, sent ahead, could fill the pipe while the worker fills the other way, and both
    would wait for ever.
    """

    def __init__(self, setup: Setup, count: int) -> None:
        self._setup, self._count = setup, count
        self._hands: list[_Hand] = []

    @property
    def free(self) -> int:
        """Workers without a task, those included that are not started."""
        return self._count - self.busy

    @property
    def busy(self) -> int:
        """Workers with a task."""
        return sum(hand.task is not None for hand in self._hands)

    @property
    def pids(self) -> list[int]:
        """The processes at work, for whoever wants to watch them."""
        return [hand.process.pid for hand in self._hands if hand.process.pid is not None]

    def submit(self, task: Task) -> None:
        """Hand a task to a worker that waits, else to a new one."""
        hand = next((h for h in self._hands if h.task is None), None) or self._hire()
        hand.task = task
        # One that has died meanwhile is found out with the answers.
        with suppress(OSError):
            hand.pipe.send(task)

    def answers(self) -> list[Answer]:
        """What has come back, and what was in the hands of those who died."""
        working = [hand for hand in self._hands if hand.task is not None]
        ready = {*wait([hand.pipe for hand in working])}
        found = []
        for hand in [each for each in working if each.pipe in ready]:
            assert hand.task is not None
            try:
                answer: Answer = hand.pipe.recv()
            except (EOFError, OSError):
                self._bury(hand)
                found.append(Answer(hand.task, lost=True))
            else:
                hand.task = None
                found.append(answer)
        return found

    def close(self) -> None:
        """Close the pipes, which ends the workers; those at work are not waited for."""
        for hand in self._hands:
            if hand.task is not None:
                hand.process.terminate()
            hand.pipe.close()
        for hand in self._hands:
            hand.process.join(_PATIENCE_S)
            if hand.process.is_alive():
                hand.process.kill()
                hand.process.join()
            hand.process.close()
        self._hands.clear()

    def _hire(self) -> _Hand:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=serve, args=(theirs, self._setup), daemon=True)
        process.start()
        # Else a worker's death would not be seen here, for its end of the pipe would stay open.
        theirs.close()
        hand = _Hand(process, ours)
        self._hands.append(hand)
        return hand

    def _bury(self, hand: _Hand) -> None:
        self._hands.remove(hand)
        hand.pipe.close()
        hand.process.kill()
        hand.process.join()
        hand.process.close()


def serve(pipe: Connection, setup: Setup) -> None:
    """Do tasks until the other end is closed, in whatever way that comes about."""
    # Whoever interrupts the batch interrupts its employer, who sends the workers home.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from g60translate.config.environment import calm_numpy  # noqa: PLC0415

    calm_numpy()
    from g60translate.batch.work import Worker  # noqa: PLC0415  it imports numpy

    worker = Worker(setup)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(worker.perform(pipe.recv()))
