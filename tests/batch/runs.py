"""Runs batches with the stub bench, and compares what they leave behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from g60translate.batch.crew.alone import Alone
from g60translate.batch.crew.crew import Crew
from g60translate.batch.feeding import Feeder
from g60translate.batch.journal.journal import Journal
from g60translate.batch.outcome import Outcome
from g60translate.batch.places.opening import open_place
from g60translate.batch.plan.planning import Planner
from g60translate.batch.plan.rules import Rules
from g60translate.batch.run import Batch
from g60translate.batch.task import Answer, Setup, Task
from tests.batch.stub import StubBench

SHARED = Setup(bench=StubBench, target_tag="en")
JOURNAL = ".g60-batch.journal"


@dataclass
class Counted:
    """A crew that counts the tasks it was given, by the file's number and the part."""

    crew: Crew
    tasks: list[Task]

    @property
    def free(self) -> int:
        return self.crew.free

    @property
    def busy(self) -> int:
        return self.crew.busy

    def submit(self, task: Task) -> None:
        self.tasks.append(task)
        self.crew.submit(task)

    def answers(self) -> list[Answer]:
        return self.crew.answers()

    def close(self) -> None:
        self.crew.close()


class Silent:
    """Nobody is told."""

    def worked(self, segments: int, seconds: float) -> None: ...

    def ended(self, outcome: Outcome) -> None: ...


def name_in_english(name: str) -> str:
    stem, dot, suffix = name.partition(".")
    return f"{stem}.en{dot}{suffix.removeprefix('de.')}"


def run_batch(
    output: Path | str,
    *sources: Path | str,
    crew: Callable[[Setup], Crew] = Alone,
    setup: str = "setup",
    rules: Rules | None = None,
    shared: Setup = SHARED,
    told: Any = None,
    journal: Path | None = None,
    **options: Any,
) -> tuple[list[Outcome], list[Task]]:
    """Run a batch to its end; how the files ended, and the tasks that were given out."""
    place = open_place(str(output))
    planner = Planner(place, name_in_english, rules or Rules())
    where = journal or Path(output) / JOURNAL
    where.parent.mkdir(parents=True, exist_ok=True)
    force = options.pop("force", False)
    with Journal(where) as opened, closing(Counted(crew(shared), [])) as counted:
        feeder = Feeder(
            planner.plan([str(source) for source in sources]),
            opened,
            place,
            StubBench(),
            shared,
            lambda lang: f"{setup} {lang}",
            archives=planner.archives,
            force=force,
            **options,
        )
        batch = Batch(feeder, counted, opened, place, told or Silent(), "reports", force=force)
        try:
            return batch.run(), counted.tasks
        finally:
            planner.archives.close()


def left_behind(folder: Path) -> dict[str, object]:
    """All files below a folder, but for the journal; of records what is not made by time."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or name.startswith(JOURNAL) or name.endswith(".html"):
            continue
        found[name] = (
            without_time(path.read_bytes()) if name.endswith(".json") else path.read_bytes()
        )
    return found


def without_time(record: bytes) -> object:
    """A record as JSON, without when it was made and how long that took."""
    content = json.loads(record)
    del content["created"], content["summary"]["seconds"]
    return content


def write_tree(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def endings(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """How the files ended, by their names."""
    return {outcome.item.name: outcome.ending.value for outcome in outcomes}
