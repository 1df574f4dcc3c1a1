"""Does `ray.data` serve a batch better than actors that are handed tasks?

    python eval/studies/cluster.py [--segments 1024] [--rounds 2]

The same rows of the press corpus through two actors of a local Ray, each with its models loaded
once: by the crew of `g60translate.batch`, journal and table included, and by
`ray.data.Dataset.map_batches` with batches of the same size, whose results are only counted. They
take turns; each turn of `ray.data` starts its actors anew, as it has no way to keep them, so the
time until its first batch is told apart.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "eval" / "bench"))

import ray  # noqa: E402
import ray.data  # noqa: E402

from batch import run, settings, write_rows  # noqa: E402
from g60translate.batch.crew.cluster import Cluster  # noqa: E402
from g60translate.batch.rows.table import ROWS  # noqa: E402
from g60translate.batch.task import Setup, Texts  # noqa: E402
from g60translate.batch.work import Worker  # noqa: E402
from g60translate.cli.translate.workbench import Workbench  # noqa: E402


class Mapper:
    """A worker as `map_batches` wants it."""

    def __init__(self, setup: Setup) -> None:
        self._worker = Worker(setup)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        texts = tuple(str(text) for text in batch["text"])
        answer = self._worker.perform(Texts(1, 0, "de", 1, texts))
        return {"content": [answer.content]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    asked = settings(beam=4)
    setup = Setup(bench=partial(Workbench, asked), target_tag="en", source_tag="de", reports=False)
    bench = Workbench(asked)
    ray.init(address="local", num_cpus=6, log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        write_rows(here / "warm.jsonl", 2 * ROWS, mark="w")
        write_rows(here / "rows.jsonl", options.segments)
        crew = Cluster(setup, address="auto", count=2)
        run(here / "warm.jsonl", here / "warm", setup, bench, crew)
        for turn in range(options.rounds):
            began = time.perf_counter()
            run(here / "rows.jsonl", here / f"out{turn}", setup, bench, crew)
            print(f"tasks: {time.perf_counter() - began:.1f} s", flush=True)
            began, first = time.perf_counter(), 0.0
            mapped = ray.data.read_json(str(here / "rows.jsonl"), lines=True).map_batches(
                Mapper,
                fn_constructor_args=(setup,),
                batch_size=ROWS,
                num_cpus=1,
                compute=ray.data.ActorPoolStrategy(size=2),
            )
            for _ in mapped.iter_rows():
                first = first or time.perf_counter() - began
            whole = time.perf_counter() - began
            print(f"ray.data: {whole:.1f} s, the first batch after {first:.1f} s", flush=True)
        crew.close()
    ray.shutdown()


if __name__ == "__main__":
    main()
