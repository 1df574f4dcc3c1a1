"""A crew of Ray actors, on this machine or on many.

Each actor loads its models once. Tasks are values of some ten kilobytes and go one by one, so that
no more than `AHEAD` an actor lie in the object store, however long the plan is; the journal stays
with the one that employs them. A node that dies takes its actors along: what they had in hand comes
back as lost, and Ray starts them elsewhere. `ray.data` has no place for a journal between its
stages; what else was weighed is in eval/studies/cluster.py.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from g60translate.batch.task import Answer, Setup, Task
from g60translate.errors import EngineError, MissingExtra

try:
    import ray
    import ray.exceptions
except ImportError:
    raise MissingExtra("ray", extra="cluster", purpose="--ray") from None

AHEAD: Final = 2
"""Tasks that an actor is given at once, so that it need not wait for the next."""

# Some hundred tasks and answers; Ray would take a third of the machine's memory.
_STORE_BYTES: Final = 256 * 1024 * 1024

_PATIENCE_S: Final = 5.0

_DEAD: Final = (
    ray.exceptions.RayActorError,
    ray.exceptions.WorkerCrashedError,
    ray.exceptions.ObjectLostError,
    ray.exceptions.NodeDiedError,
    ray.exceptions.OutOfMemoryError,
)


class _Hand:
    """An actor's own side: a worker."""

    def __init__(self, setup: Setup) -> None:
        from g60translate.config.environment import calm_numpy  # noqa: PLC0415

        calm_numpy()
        from g60translate.batch.work import Worker  # noqa: PLC0415

        self._worker = Worker(setup)

    def perform(self, task: Task) -> Answer:
        """Do a task."""
        return self._worker.perform(task)

    def ready(self) -> bool:
        """Answer once it has been started."""
        return True


@dataclass(slots=True)
class _Seat:
    """An actor as its employer sees it; it gets no work before it says that it is there."""

    actor: Any
    greeting: Any = None
    tasks: dict[Any, Task] = field(default_factory=dict)


class Cluster:
    """`count` actors, as many as the cluster has processors where none is given.

    Where more are asked for than fit, those that wait are what an autoscaler sees as demand.
    """

    def __init__(self, setup: Setup, *, address: str, count: int | None, threads: int = 1) -> None:
        """Join the cluster at `address` as Ray has it (`auto`, `host:port`, `ray://…`, `local`).

        Raises EngineError where there is none.
        """
        self._ours = not ray.is_initialized()
        if self._ours:
            _require_somebody(address)
            local: dict[str, Any] = (
                {"num_cpus": count and count * threads, "object_store_memory": _STORE_BYTES}
                if address == "local"
                else {}
            )
            try:
                ray.init(address=address, log_to_driver=False, logging_level="ERROR", **local)
            except (ConnectionError, ValueError, RuntimeError) as error:
                raise _nobody(address, error) from None
        fit = int(ray.cluster_resources().get("CPU", 1) // threads)
        # By value: an actor that is started again could not count on the object store.
        self._setup = setup
        make: Any = ray.remote(_Hand)
        # Spread over the nodes, so that losing one loses few.
        self._make = make.options(
            num_cpus=threads, max_restarts=-1, max_task_retries=0, scheduling_strategy="SPREAD"
        )
        self._seats = [self._seat() for _ in range(count or max(1, fit))]

    @property
    def free(self) -> int:
        """How many more tasks the actors that are there take."""
        self._greet()
        return sum(AHEAD - len(s.tasks) for s in self._seats if s.greeting is None)

    @property
    def busy(self) -> int:
        """Tasks at work; one where nobody is there yet, so that somebody is waited for."""
        return sum(len(s.tasks) for s in self._seats) or int(not self.free)

    def submit(self, task: Task) -> None:
        """Hand a task to the actor that has the fewest."""
        seat = min((s for s in self._seats if s.greeting is None), key=lambda s: len(s.tasks))
        seat.tasks[seat.actor.perform.remote(task)] = task

    def answers(self) -> list[Answer]:
        """What has come back, and what was in the hands of those who died."""
        owners = {ref: seat for seat in self._seats for ref in seat.tasks}
        greetings = [seat.greeting for seat in self._seats if seat.greeting is not None]
        waited = [*owners, *greetings]
        done, _ = ray.wait(waited, num_returns=1)
        rest = [ref for ref in waited if ref not in set(done)]
        if rest:
            done += ray.wait(rest, num_returns=len(rest), timeout=0)[0]
        found: list[Answer] = []
        for ref in done:
            seat = owners.get(ref)
            if seat is None or ref not in seat.tasks:
                continue
            try:
                found.append(ray.get(ref))
                del seat.tasks[ref]
            except _DEAD:
                # An actor does its tasks in their order: only the first was in its hands.
                found += [
                    Answer(task, lost=True, begun=place == 0)
                    for place, task in enumerate(seat.tasks.values())
                ]
                seat.tasks.clear()
                # It is started again elsewhere; until then it gets no work.
                seat.greeting = seat.actor.ready.remote()
        return found

    def close(self) -> None:
        """Dismiss the actors, and leave a cluster that we joined."""
        for seat in self._seats:
            with suppress(Exception):
                ray.kill(seat.actor)
        self._seats.clear()
        if self._ours:
            ray.shutdown()

    def _seat(self) -> _Seat:
        actor = self._make.remote(self._setup)
        return _Seat(actor, actor.ready.remote())

    def _greet(self) -> None:
        waiting = [seat for seat in self._seats if seat.greeting is not None]
        if not waiting:
            return
        done, _ = ray.wait([s.greeting for s in waiting], num_returns=len(waiting), timeout=0)
        for seat in waiting:
            if seat.greeting in done:
                try:
                    ray.get(seat.greeting)
                    seat.greeting = None
                except _DEAD:
                    seat.greeting = seat.actor.ready.remote()


def _require_somebody(address: str) -> None:
    """Raise EngineError where nobody listens: Ray itself would ask again for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        return
    try:
        socket.create_connection((host, int(port)), timeout=_PATIENCE_S).close()
    except OSError as error:
        raise _nobody(address, error) from None


def _nobody(address: str, error: Exception) -> EngineError:
    return EngineError(
        f"There is no Ray cluster at {address!r}: {error}. Start one with `ray start --head`, or "
        "name --ray local for one on this machine."
    )
