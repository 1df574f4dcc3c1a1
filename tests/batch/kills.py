"""Kills batches at random moments, and sees what the next one makes of what is left.

A batch runs in a forked process of its own, so that no time is lost with starting it. Half of the
time it is killed; else it is stopped, its output copied as a disk that loses power would have it,
and the copy gone on with.
"""

from __future__ import annotations

import gc
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from g60translate.batch import cutting, feeding
from g60translate.batch.crew.alone import Alone
from g60translate.batch.crew.crew import Crew
from g60translate.batch.rows import jsonl
from g60translate.batch.task import Setup, Task
from tests.batch.runs import JOURNAL, left_behind, run_batch, write_tree
from tests.batch.stub import StubBench

_TIMES = re.compile(rb"\d{4}-\d\d-\d\d(?: \d\d:\d\d UTC|T[\d:]+\+00:00)|[\d.]+ <small>s</small>")
_BENCH = StubBench()


def _shared_bench() -> StubBench:
    """Loaded before the fork, so that every child has it."""
    return _BENCH


SHARED = Setup(bench=_shared_bench, target_tag="en")


@dataclass
class Tally:
    """What came of it: kills, copies, runs to the end, and how many kept pieces were met again."""

    kills: int = 0
    copies: int = 0
    ends: int = 0
    kept: int = 0
    faults: list[str] = field(default_factory=list)


def write_sources(folder: Path, *, small: int = 8) -> Path:
    """Small files of several kinds, one that is cut, a table, and one that is poison."""
    sentence = "Die Messe zeigt {n} Bilder aus Berlin. Sie ist offen.\n\n"
    rows = "".join(f'{{"id": {n}, "text": "Bild {n} ist aus Wien."}}\n' for n in range(70))
    files = {f"{n % 3}/klein {n}.de.txt": sentence.format(n=n) for n in range(small)}
    return write_tree(
        folder,
        {
            **files,
            "seite.de.html": "<p>Ein <b>kleiner</b> Text.</p>\n",
            "text.de.md": "# Ein Text\n\nMit *zwei* Teilen.\n",
            "gross.de.txt": "".join(sentence.format(n=n) for n in range(20)),
            "tabelle.jsonl": rows,
            "gift.de.txt": "Ein Fehler.\n",
        },
    )


def all_left(folder: Path) -> dict[str, object]:
    """Everything below an output but the journal; times are taken out of records and pages."""
    found = left_behind(folder)
    for path in folder.rglob("*.html"):
        found[path.relative_to(folder).as_posix()] = _TIMES.sub(b"", path.read_bytes())
    return found


def kept(output: Path) -> set[tuple[str, int]]:
    """What the journal has, as (file, part); -1 for a whole translation. Looks at a copy."""
    where = output / JOURNAL
    if not where.exists():
        return set()
    with tempfile.TemporaryDirectory() as folder:
        for each in output.glob(f"{JOURNAL}*"):
            shutil.copy(each, folder)
        with sqlite3.connect(Path(folder) / JOURNAL) as db:
            try:
                parts = db.execute("SELECT key, part FROM stretch JOIN file ON number = file")
                whole = db.execute("SELECT key, -1 FROM file WHERE state IN ('made', 'done')")
                found = {(bytes(key).decode(), part) for key, part in (*parts, *whole)}
            except sqlite3.OperationalError:  # killed before it had tables
                found = set()
        db.close()
    return found


class Logged(Alone):
    """Writes down each task that it is given, before it begins."""

    def __init__(self, setup: Setup, log: Path) -> None:
        super().__init__(setup)
        self._log = log

    def submit(self, task: Task) -> None:
        with self._log.open("a") as log:
            log.write(f"{task.file}\t{task.part}\t{type(task).__name__}\n")
        super().submit(task)


def start(source: Path, output: Path, log: Path) -> int:
    """Run a batch in a process of its own; gives its id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        # Whatever the parent has under way is not ours to finish.
        gc.disable()

        def crew(setup: Setup) -> Crew:
            return Logged(setup, log)

        run_batch(output, source, crew=crew, shared=SHARED)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def names_of(output: Path) -> dict[int, str]:
    """The keys of the files by their numbers in the journal."""
    with tempfile.TemporaryDirectory() as folder:
        for each in output.glob(f"{JOURNAL}*"):
            shutil.copy(each, folder)
        with sqlite3.connect(Path(folder) / JOURNAL) as db:
            found = {n: bytes(k).decode() for n, k in db.execute("SELECT number, key FROM file")}
        db.close()
    return found


def kill_at_random(folder: Path, *, kills: int, seed: int, small: int = 8) -> Iterator[Tally]:
    """Kill so many times, begin anew whenever a batch has ended; yields the tally after each end.

    What is wrong is in `faults`: an end that differs from the unbroken one, a kept piece that was
    done again, a piece that was lost.
    """
    # Files of a page are cut already.
    with (
        patch.object(feeding, "SMALL", 800),
        patch.object(cutting, "CHARACTERS", 300),
        patch.object(jsonl, "ROWS", 20),
    ):
        yield from _kill_at_random(folder, kills, random.Random(seed), small)


def _kill_at_random(folder: Path, kills: int, chance: random.Random, small: int) -> Iterator[Tally]:
    _BENCH.translator("de")
    source = write_sources(folder / "source", small=small)
    log = folder / "log"
    began = time.monotonic()
    assert _ended(start(source, folder / "unbroken", log)) == 0
    usual = time.monotonic() - began
    expected = all_left(folder / "unbroken")
    tally = Tally()
    while tally.kills + tally.copies < kills:
        output = folder / f"out{tally.ends}"
        while True:
            there = kept(output)
            log.write_text("")
            child = start(source, output, log)
            ended = _watched(child, log, tasks=chance.randrange(8))
            if not ended:
                # Somewhere in that task, or in the keeping and writing behind it.
                time.sleep(chance.uniform(0, usual / 10))
                ended = os.waitpid(child, os.WNOHANG)[0] == child
            copied = None if ended else _hit(child, output, chance, tally)
            _judge(tally, there, output, log)
            if copied is not None:
                shutil.rmtree(output)
                copied.rename(output)
            if ended:
                break
            if tally.kills + tally.copies >= kills:
                assert _ended(start(source, output, log)) == 0
                break
        tally.ends += 1
        if all_left(output) != expected:
            tally.faults.append(f"{output.name} differs from an unbroken run")
        else:
            shutil.rmtree(output)
        yield tally


def _watched(child: int, log: Path, *, tasks: int) -> bool:
    """Wait until a batch has been given so many tasks; whether it has ended before that."""
    while log.read_text().count("\n") < tasks:
        if os.waitpid(child, os.WNOHANG)[0] == child:
            return True
        time.sleep(0.001)
    return False


def _hit(child: int, output: Path, chance: random.Random, tally: Tally) -> Path | None:
    """Kill, or copy what a disk would have at this moment and kill then; gives the copy."""
    copied = None
    if chance.random() < 0.5 and output.exists():
        os.kill(child, signal.SIGSTOP)
        _, status = os.waitpid(child, os.WUNTRACED)
        if not os.WIFSTOPPED(status):  # it has ended meanwhile
            return None
        copied = output.with_name(output.name + "-copy")
        shutil.copytree(output, copied)
        os.kill(child, signal.SIGCONT)
        tally.copies += 1
    else:
        tally.kills += 1
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return copied


def _judge(tally: Tally, there: set[tuple[str, int]], output: Path, log: Path) -> None:
    """Nothing that was kept is done again, nor lost."""
    tally.kept += len(there)
    if not there:
        return
    names = names_of(output)
    given = [line.split("\t") for line in log.read_text().splitlines()]
    again = {(names[int(f)], int(p)) for f, p, kind in given if kind != "Join"} & there
    if again:
        tally.faults.append(f"{output.name}: done again: {sorted(again)}")
    whole = {key for key, part in kept(output) if part == -1}
    lost = {(key, part) for key, part in there - kept(output) if key not in whole}
    if lost:
        tally.faults.append(f"{output.name}: lost: {sorted(lost)}")


def _ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
