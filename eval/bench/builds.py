"""What the walk costs beside another build: processor and wall time of `translate`, in turns.

    git worktree add BEFORE 788f5ae
    python eval/bench/builds.py BEFORE/src [--turns 7]

Both translate eval/sets/press.de from the start of the command, without a glossary, on one core and
with one thread, by the same model: a copy of the shipped one without the table of confidence, which
builds before it do not know. Told are medians of the ratios of a turn, the least and the greatest.
Bytecode is cached, as where the program is installed; the first run of each build is not counted.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ROOT / "src"


def model_for_all(folder: Path) -> Path:
    model = folder / "model"
    shutil.copytree(ROOT / "models" / "de-en", model)
    card = model / "model.toml"
    told = re.sub(r"\[doubt\]\n.*?\n\n(?=\[)", "", card.read_text("utf-8"), flags=re.DOTALL)
    card.write_text(told, encoding="utf-8")
    return model


def run(source: Path, model: Path, output: Path) -> tuple[float, float]:
    """Seconds of processor and of wall time."""
    command = [
        "taskset", "-c", "0", sys.executable, "-m", "g60translate", "translate",
        str(ROOT / "eval" / "sets" / "press.de"), "--from", "de", "--to", "en", "--no-glossary",
        "--threads", "1", "--model", str(model), "-o", str(output), "--force",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(source)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        # Unlike getrusage, this tells of one child alone.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 2}:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path, help="the sources of the other build")
    parser.add_argument("--turns", type=int, default=7)
    options = parser.parse_args()
    builds = (options.before.resolve(), OURS)
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        model, output = model_for_all(Path(name)), Path(name) / "out.txt"
        for turn in range(options.turns + 1):
            order = builds if turn % 2 else builds[::-1]
            took = {build: run(build, model, output) for build in order}
            if turn:
                pairs = zip(took[OURS], took[builds[0]], strict=True)
                ratios.append([ours / theirs for ours, theirs in pairs])
                print(*(f"{ratio:.3f}" for ratio in ratios[-1]), flush=True)
    for what, column in zip(("processor", "wall"), zip(*ratios, strict=True), strict=True):
        least, most = min(column), max(column)
        print(f"{what}: {statistics.median(column):.2f} ({least:.2f}–{most:.2f})")


if __name__ == "__main__":
    main()
