"""How time and memory of a batch grow with a table: 1,000 rows to a million, through 4 workers.

    python eval/bench/batch_growth.py [--sizes 1000 10000] [--workers 4] [--echo]

Short segments, all different (those of growth.py), beam 1, no glossary. With `--echo` no model is
asked and no sentence looked at: what is measured then is the batch alone (plan, journal, processes,
tables, records), which a million rows go through in minutes. Each size is a fresh process. Memory
is the peak of the employer, and of its largest worker; the figure shows the larger of the two.
Writes batch_growth.md and batch_growth.svg into out/ (with `--echo` batch_growth_echo).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import count, islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from growth import Point, draw, lines

from batch import Silent, settings
from g60translate.batch.crew.processes import Processes
from g60translate.batch.feeding import Feeder
from g60translate.batch.journal.journal import Journal
from g60translate.batch.places.local import LocalPlace
from g60translate.batch.plan.planning import Planner
from g60translate.batch.run import Batch
from g60translate.batch.task import Setup
from g60translate.cli.translate.workbench import Workbench
from g60translate.config.environment import calm_numpy
from g60translate.documents.model import Block, Document
from g60translate.pipeline import TranslatedBlock
from g60translate.segmentation.segmenter import Segment
from g60translate.translation.codes.restore import carried_over
from g60translate.translation.preparation import Sentence
from g60translate.translation.request import Request
from g60translate.translation.translated import TranslatedSegment

# ruff: noqa: ARG002, RUF012  a stand-in looks like what it stands for

ROOT = Path(__file__).parents[2]


class Echo:
    """A bench and its translator in one: every block is one segment, and comes back as it is."""

    source_lang, target_lang, beam, flag_below = "de", "en", 1, 0.0
    asks_for_codes = False
    memories: tuple[Any, ...] = ()
    models: tuple[Any, ...] = ()
    severities: dict[str, Any] = {}
    engine = SimpleNamespace(name="echo", compute_type="none", device="cpu", lanes=1)
    ladder = SimpleNamespace(rungs=())
    segmenter = SimpleNamespace(name="none")
    glossary: tuple[Any, ...] = ()

    def translator(self, source_lang: str) -> Any:
        return self

    def source_language(self, document: Document, *, name: str) -> str:
        return "de"

    def stream(self, blocks: Iterable[Block], *, window: int) -> Iterator[TranslatedBlock]:
        for block in blocks:
            segment = Segment(f"{block.id}.1", block.id, 0, len(block.text), block.text)
            request = Request(segment.id, block.text, "de", "en")
            sentence = Sentence(segment, "", request, "")
            restored = carried_over(block.text, ())
            yield block, (TranslatedSegment(block, sentence, restored, None),)


def rows() -> Iterator[str]:
    """Lines without end: the days of growth.py, and then those of other centuries."""
    for again in count():
        for line in lines():
            yield line.strip() if not again else f"{line.strip()} ({again})"


def measure(size: int, options: argparse.Namespace) -> None:
    """Run one size, and print what it took as JSON."""
    asked = settings(beam=1)
    bench = Echo if options.echo else partial(Workbench, asked)
    setup = Setup(bench=bench, target_tag="en", source_tag="de", reports=False)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        here = Path(folder)
        with (here / "rows.jsonl").open("w", encoding="utf-8") as file:
            for number, text in enumerate(islice(rows(), size)):
                file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
        (here / "out").mkdir()
        place = LocalPlace(here / "out")
        planner = Planner(place, lambda name: name)
        began = time.perf_counter()
        with (
            Journal(here / "out" / "journal") as journal,
            closing(Processes(setup, options.workers)) as crew,
        ):
            items = planner.plan([str(here / "rows.jsonl")])
            feeder = Feeder(items, journal, place, bench(), setup, lambda lang: lang)
            (outcome,) = Batch(feeder, crew, journal, place, Silent()).run()
            largest = max(_peak(pid) for pid in crew.pids)
        seconds = time.perf_counter() - began
        assert outcome.ending.value == "translated", outcome
        with (here / "out" / "rows.jsonl").open("rb") as file:
            assert sum(1 for _ in file) == size
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([size, seconds, own, largest]))


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--echo", action="store_true")
    parser.add_argument("--one", action="store_true", help="measure here, for the first size")
    parser.add_argument("--folder", type=Path, help="where the tables lie; else the system's own")
    parser.add_argument("--output", type=Path, default=ROOT / "out")
    options = parser.parse_args()
    calm_numpy()
    if options.one:
        measure(options.sizes[0], options)
        return
    told = [
        "| rows | seconds | ms a row | employer, peak MB | largest worker, peak MB |",
        "|--:|--:|--:|--:|--:|",
    ]
    points = []
    for size in options.sizes:
        command = [sys.executable, __file__, "--one", "--sizes", str(size)]
        command += ["--workers", str(options.workers), *(["--echo"] if options.echo else [])]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        _, seconds, own, largest = json.loads(done.stdout)
        each = 1000 * seconds / size
        told.append(f"| {size:,} | {seconds:.1f} | {each:.2f} | {own:.0f} | {largest:.0f} |")
        print(told[-1], flush=True)
        points.append(Point(size, seconds, max(own, largest)))
    options.output.mkdir(parents=True, exist_ok=True)
    name = options.output / ("batch_growth_echo" if options.echo else "batch_growth")
    name.with_suffix(".md").write_text("\n".join(told) + "\n", encoding="utf-8")
    name.with_suffix(".svg").write_text(draw(points), encoding="utf-8")


if __name__ == "__main__":
    main()
