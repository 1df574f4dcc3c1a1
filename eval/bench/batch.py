"""How a batch gains from several processes, and what Ray costs beside them.

    python eval/bench/batch.py [--segments 400] [--rounds 3] [--beam 4] [--no-ray]

German segments of the press corpus, one a row of a table, with the shipped model and glossary. The
contenders take turns, each with its models loaded already; what is told are medians of the ratios
within a turn. An engine has one thread. Beside the wall clock stands the processor time of all
processes, which a busy machine disturbs less: its inverse is what enough free cores would give.
Writes batch.md into out/.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path

from g60translate.batch.crew.crew import Crew
from g60translate.batch.crew.processes import Processes
from g60translate.batch.feeding import Feeder
from g60translate.batch.journal.journal import Journal
from g60translate.batch.outcome import Outcome
from g60translate.batch.places.local import LocalPlace
from g60translate.batch.plan.planning import Planner
from g60translate.batch.run import Batch
from g60translate.batch.task import Setup
from g60translate.cli.options.groups import EngineOptions
from g60translate.cli.translate.workbench import Settings, Workbench
from g60translate.config.environment import calm_numpy
from g60translate.language.tags import read_language

ROOT = Path(__file__).parents[2]


@dataclass
class Contender:
    """A crew that stays, and what its rounds took: wall and processor seconds."""

    name: str
    crew: Crew
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    employer: list[float] = field(default_factory=list)


class Silent:
    def worked(self, segments: int, seconds: float) -> None: ...

    def ended(self, outcome: Outcome) -> None: ...


def settings(beam: int) -> Settings:
    return Settings(
        target=read_language("en"),
        source=read_language("de"),
        engine=EngineOptions(threads=1, beam=beam),
    )


def write_rows(path: Path, count: int, *, mark: str = "") -> None:
    """Segments of the press corpus; where they are used up, they come again with a number."""
    lines = (ROOT / "corpus" / "press" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["de"] for line in lines]
    rows = islice(cycle(texts), count)
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(rows):
            again = number // len(texts)
            said = f"{text} {mark}{again}" if again or mark else text
            file.write(json.dumps({"id": number, "text": said}, ensure_ascii=False) + "\n")


def run(source: Path, output: Path, setup: Setup, bench: Workbench, crew: Crew) -> None:
    output.mkdir(parents=True)
    place = LocalPlace(output)
    planner = Planner(place, lambda name: name)
    with Journal(output / "journal") as journal:
        items = planner.plan([str(source)])
        feeder = Feeder(items, journal, place, bench, setup, lambda lang: lang)
        outcomes = Batch(feeder, crew, journal, place, Silent()).run()
    assert [outcome.ending.value for outcome in outcomes] == ["translated"], outcomes


def processor_used() -> float:
    """Processor seconds of this process and all that it has started, as Linux keeps them."""
    parents: dict[int, int] = {}
    used: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        pid = int(stat.parent.name)
        parents[pid], used[pid] = int(fields[1]), int(fields[11]) + int(fields[12])

    def ours(pid: int) -> bool:
        while pid > 1 and pid != os.getpid():
            pid = parents.get(pid, 0)
        return pid == os.getpid()

    return sum(ticks for pid, ticks in used.items() if ours(pid)) / os.sysconf("SC_CLK_TCK")


def measure(each: Contender, turn: Callable[[], None]) -> None:
    began, used, own = time.perf_counter(), processor_used(), time.process_time()
    turn()
    each.wall.append(time.perf_counter() - began)
    each.employer.append(time.process_time() - own)
    each.processor.append(processor_used() - used)


@contextmanager
def crews(setup: Setup, *, with_ray: bool) -> Iterator[list[Contender]]:
    with ExitStack() as stack:
        found = []
        makers: list[tuple[str, Callable[[], Crew]]] = [
            ("1 worker", lambda: Processes(setup, 1)),
            ("2 workers", lambda: Processes(setup, 2)),
        ]
        if with_ray:
            from g60translate.batch.crew.cluster import Cluster  # noqa: PLC0415

            makers.append(("2 actors of Ray", lambda: Cluster(setup, address="local", count=2)))
        for name, make in makers:
            found.append(Contender(name, make()))
            stack.callback(found[-1].crew.close)
        yield found


def table(contenders: Sequence[Contender], segments: int) -> str:
    first = contenders[0]
    lines = [
        "| contender | segments a second | times one worker | processor ms a segment | of it the "
        "employer's |",
        "|---|--:|--:|--:|--:|",
    ]
    for each in contenders:
        ratio = statistics.median(a / b for a, b in zip(first.wall, each.wall, strict=True))
        rate = segments / statistics.median(each.wall)
        cost = 1000 * statistics.median(each.processor) / segments
        own = 1000 * statistics.median(each.employer) / segments
        lines.append(f"| {each.name} | {rate:.1f} | {ratio:.2f} | {cost:.1f} | {own:.2f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--no-ray", action="store_true")
    parser.add_argument("--output", type=Path, default=ROOT / "out")
    options = parser.parse_args()
    calm_numpy()
    asked = settings(options.beam)
    setup = Setup(bench=partial(Workbench, asked), target_tag="en", source_tag="de")
    bench = Workbench(asked)
    with_ray = not options.no_ray and find_spec("ray") is not None
    with tempfile.TemporaryDirectory() as folder, crews(setup, with_ray=with_ray) as contenders:
        here = Path(folder)
        # Models are loaded, and every worker has had something to do.
        write_rows(here / "warm.jsonl", 384, mark="w")
        write_rows(here / "rows.jsonl", options.segments)
        for each in contenders:
            run(here / "warm.jsonl", here / f"warm {each.name}", setup, bench, each.crew)
        outputs = set()
        for turn in range(options.rounds):
            for each in contenders[turn % 2 :] + contenders[: turn % 2]:
                output = here / f"{turn} {each.name}"
                measure(
                    each,
                    partial(run, here / "rows.jsonl", output, setup, bench, each.crew),
                )
                outputs.add((output / "rows.jsonl").read_bytes())
                print(each.name, f"{each.wall[-1]:.1f} s", flush=True)
        assert len(outputs) == 1, "the contenders do not say the same"
        told = table(contenders, options.segments)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "batch.md").write_text(told, encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
