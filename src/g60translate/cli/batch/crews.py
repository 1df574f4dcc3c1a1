"""Who does the work of a batch, as its options say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from g60translate.batch.crew.alone import Alone
from g60translate.batch.crew.crew import Crew
from g60translate.batch.crew.processes import Processes
from g60translate.batch.task import Setup
from g60translate.cli.batch.options import BatchOptions
from g60translate.cli.options.groups import EngineOptions
from g60translate.translation.engines.devices import usable_cores, worthwhile_threads


@contextmanager
def hired(shared: Setup, work: BatchOptions, engine: EngineOptions) -> Iterator[Crew]:
    """Whoever does the tasks, sent home at the end. Raises MissingExtra, EngineError."""
    crew: Crew
    if work.ray is not None:
        from g60translate.batch.crew.cluster import Cluster

        crew = Cluster(shared, address=work.ray, count=work.workers, threads=engine.threads or 1)
    elif work.workers == 0:
        crew = Alone(shared)
    else:
        crew = Processes(shared, work.workers or default_workers(engine))
    try:
        yield crew
    finally:
        crew.close()


def default_workers(engine: EngineOptions) -> int:
    """As many as keep the processors busy; several would not make a GPU any faster."""
    if engine.device != "cpu":
        return 1
    return max(1, worthwhile_threads(usable_cores()) // (engine.threads or 1))
