"""Shows how a batch goes on, to whoever watches it in a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from g60translate.batch.outcome import Ending, Outcome
from g60translate.batch.plan.item import Item

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


@dataclass(slots=True)
class Tally:
    """What was done, counted; `bar` is None where nobody watches."""

    segments: int = 0
    seconds: float = 0.0
    started: float = field(default_factory=time.monotonic)
    files: int = 0
    bar: Progress | None = None
    task: TaskID | None = None

    def worked(self, segments: int, seconds: float) -> None:
        """Count segments, and the seconds that a worker took."""
        self.segments += segments
        self.seconds += seconds
        if self.bar is not None and self.task is not None:
            rate = self.segments / max(0.1, time.monotonic() - self.started)
            self.bar.update(self.task, rate=f"{rate:.1f} segments/s")

    def ended(self, outcome: Outcome) -> None:
        """Count a file; the time left is told by the bytes of those that are left."""
        self.files += 1
        if self.bar is None or self.task is None:
            return
        self.bar.update(self.task, advance=max(1, outcome.item.size), files=self.files)
        if outcome.ending is Ending.FAILED:
            self.bar.console.print(
                f"failed: {outcome.item.source}: {outcome.reason}", markup=False, highlight=False
            )


@contextmanager
def tally(items: Sequence[Item], *, quiet: bool) -> Iterator[Tally]:
    """Count, and draw a bar where standard error is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield Tally()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[files]} of {task.fields[of]} files"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(
        *columns,
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        # Large files end seldom; what was measured over a minute only would jump.
        speed_estimate_period=600,
    ) as bar:
        size = sum(max(1, item.size) for item in items)
        task = bar.add_task("batch", total=size, files=0, of=len(items), rate="")
        yield Tally(bar=bar, task=task)
