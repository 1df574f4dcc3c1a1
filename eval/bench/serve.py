"""Many clients at once against the server, beside `translate --lines` and the bare engine.

    python eval/bench/serve.py                 # 10,000 short texts, 32 clients, three rounds
    python eval/bench/serve.py --texts 600 --rounds 1

All contenders get the same texts and take turns; what is told are medians of ratios within a
round, so that a busy machine disturbs all alike. Loading is not counted for any of them. The
answers of the server are compared with those of `translate --lines`, text by text. With
`--libretranslate PYTHON`, the interpreter of an environment that has LibreTranslate, its own web
server is asked the same, with our model handed to it (peer_libretranslate.py).
Writes serve.json and serve.md into out/.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RELEASES = ROOT / "corpus" / "releases"
MODEL = ROOT / "models" / "de-en"
_SHORT = (12, 70)
_HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Run:
    """One contender's turn: seconds for all texts, and what its clients saw.

    `cpu_ms` are milliseconds of processor time a text, which other work on the machine disturbs
    less than seconds; those of the load's own clients, who share the cores, stand apart.
    """

    name: str
    seconds: float
    texts: int
    errors: int = 0
    p50_ms: float | None = None
    p95_ms: float | None = None
    memory_mb: tuple[float, ...] = ()
    cpu_ms: float | None = None
    client_cpu_ms: float | None = None

    @property
    def rate(self) -> float:
        """Texts a second."""
        return self.texts / self.seconds


def short_texts(count: int) -> list[str]:
    """So many different short texts: clauses of the releases, their figures and names changed."""
    clauses: list[str] = []
    for path in sorted(RELEASES.glob("*.de.txt")):
        for clause in re.split(r"(?<=[.!?:;,–])\s+|\n", path.read_text("utf-8")):
            text = " ".join(clause.split()).strip(" -•–")
            if _SHORT[0] <= len(text) <= _SHORT[1]:
                clauses.append(text)
    found: dict[str, None] = {}
    for turn in range(1 + count):
        for text in clauses:
            found.setdefault(text if turn == 0 else f"{text} (Nr. {turn})")
            if len(found) == count:
                return [*found]
    raise AssertionError("there are no releases")


async def _post(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, body: bytes
) -> tuple[int, bytes]:
    """One request on a connection that stays open; a client library would take our cores."""
    writer.write(
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    head = (await reader.readuntil(_HEAD_END)).decode("latin-1")
    length = re.search(r"(?im)^content-length: *(\d+)", head)
    assert length, head
    return int(head.split(" ", 2)[1]), await reader.readexactly(int(length[1]))


async def load(
    port: int,
    texts: Sequence[str],
    *,
    clients: int,
    together: int,
    path: str,
    ask: Callable[[Sequence[str]], Any],
    answer: Callable[[Any], list[str]],
) -> tuple[list[str], list[float], int]:
    """All texts from so many clients, `together` a request: answers, seconds a request, errors."""
    parts = [range(at, min(at + together, len(texts))) for at in range(0, len(texts), together)]
    waiting = iter(parts)
    found = [""] * len(texts)
    took: list[float] = []
    errors = 0

    async def client() -> None:
        nonlocal errors
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
        for part in waiting:
            body = json.dumps(ask([texts[at] for at in part])).encode()
            started = time.perf_counter()
            status, said = await _post(reader, writer, path, body)
            took.append(time.perf_counter() - started)
            if status != 200:
                errors += 1
                continue
            for at, text in zip(part, answer(json.loads(said)), strict=True):
                found[at] = text
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(client() for _ in range(clients)))
    return found, took, errors


@contextmanager
def served(data: Path) -> Iterator[tuple[int, int]]:
    """Our server, warm: its port and its process."""
    with (data / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "g60translate", "serve", "--port", "0", "--json",
             "--data", str(data / "data"), "--no-memory"],
            stdout=subprocess.PIPE, stderr=log, text=True, cwd=data,
        )  # fmt: skip
    assert process.stdout is not None
    told = ""
    while not told.rstrip().endswith("}"):
        line = process.stdout.readline()
        assert line, (data / "serve.log").read_text()
        told += line
    port = int(json.loads(told)["address"].rstrip("/").rpartition(":")[2])
    try:
        yield port, process.pid
    finally:
        process.terminate()
        process.communicate(timeout=120)


def memory_of(pid: int) -> float:
    """Resident memory in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found
    return int(found[1]) / 1024


def cpu_of(pid: int) -> float:
    """Seconds of processor time that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ours(
    port: int, pid: int, texts: Sequence[str], clients: int, together: int
) -> tuple[Run, list[str]]:
    """A turn of our server, in quarters, so that its memory is seen to stay."""
    found: list[str] = []
    took: list[float] = []
    memory = [memory_of(pid)]
    errors = 0
    started, own, theirs = time.perf_counter(), time.process_time(), cpu_of(pid)
    quarter = -(-len(texts) // 4)
    for at in range(0, len(texts), quarter):
        answers, seconds, wrong = asyncio.run(
            load(
                port,
                texts[at : at + quarter],
                clients=clients,
                together=together,
                path="/api/v1/translate",
                ask=lambda some: {"texts": some, "source_lang": "de", "target_lang": "en"},
                answer=lambda said: [each["text"] for each in said["translations"]],
            )
        )
        found += answers
        took += seconds
        errors += wrong
        memory.append(memory_of(pid))
        print(f"  {len(found):,} of {len(texts):,} texts, {together} a request", flush=True)
    wall = time.perf_counter() - started
    name = f"server, {clients} clients, {together} a request"
    run = _told(name, wall, len(texts), took, errors, memory)
    each = 1000 / len(texts)
    return replace(
        run,
        cpu_ms=round((cpu_of(pid) - theirs) * each, 2),
        client_cpu_ms=round((time.process_time() - own) * each, 2),
    ), found


def _told(
    name: str, wall: float, texts: int, took: Sequence[float], errors: int, memory: Sequence[float]
) -> Run:
    ranked = sorted(took)
    return Run(
        name,
        wall,
        texts,
        errors,
        round(1000 * ranked[len(ranked) // 2], 1),
        round(1000 * ranked[int(0.95 * (len(ranked) - 1))], 1),
        tuple(round(each, 1) for each in memory),
    )


def by_line(texts: Sequence[str], folder: Path) -> tuple[Run, list[str]]:
    """A turn of `translate --lines`, less what a single line takes."""

    def run(some: Sequence[str]) -> tuple[float, float, list[str]]:
        source, target = folder / "texts.de.txt", folder / "texts.en.txt"
        source.write_text("".join(f"{text}\n" for text in some), "utf-8")
        started, before = time.perf_counter(), _children()
        subprocess.run(
            [sys.executable, "-m", "g60translate", "translate", str(source), "--lines",
             "--from", "de", "--to", "en", "-o", str(target), "--force", "--fail-on", "never",
             "--no-memory", "--quiet"],
            check=True, capture_output=True, cwd=folder,
        )  # fmt: skip
        seconds = time.perf_counter() - started
        return seconds, _children() - before, target.read_text("utf-8").splitlines()

    start, start_cpu, _ = run(texts[:1])
    seconds, cpu, found = run(texts)
    cpu_ms = round(1000 * (cpu - start_cpu) / len(texts), 2)
    return Run("translate --lines", seconds - start, len(texts), cpu_ms=cpu_ms), found


def _children() -> float:
    """Seconds of processor time of processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bare(texts: Sequence[str], folder: Path) -> Run:
    """A turn of CTranslate2 called directly, by the worker of the other benchmark."""
    sets = folder / "sets.json"
    sets.write_text(json.dumps({"texts": {"sentences": [*texts], "lines": [*texts]}}))
    process = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("worker.py")), "bare", str(sets),
         "--threads", str(os.cpu_count()), "--model", str(MODEL)],
        input="texts\n", text=True, capture_output=True, check=True,
    )  # fmt: skip
    seconds = next(
        json.loads(line)["seconds"] for line in process.stdout.splitlines() if "seconds" in line
    )
    return Run("CTranslate2, called directly", seconds, len(texts))


def libretranslate(python: str, texts: Sequence[str], clients: int, folder: Path) -> Run:
    """A turn of LibreTranslate's own server."""
    process = subprocess.Popen(
        [python, str(Path(__file__).with_name("peer_libretranslate.py")), str(MODEL)],
        stdout=subprocess.PIPE, stderr=(folder / "libre.log").open("w"), text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        ask = lambda some: {"q": some[0], "source": "de", "target": "en"}  # noqa: E731
        answer = lambda said: [said["translatedText"]]  # noqa: E731
        chosen: dict[str, Any] = {
            "together": 1, "path": "/translate", "ask": ask, "answer": answer
        }  # fmt: skip
        asyncio.run(load(port, texts[:1], clients=1, **chosen))
        started = time.perf_counter()
        _, took, errors = asyncio.run(load(port, texts, clients=clients, **chosen))
        wall = time.perf_counter() - started
        memory = [memory_of(process.pid)]
        return _told(f"LibreTranslate, {clients} clients", wall, len(texts), took, errors, memory)
    finally:
        process.kill()
        process.communicate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--together", type=int, nargs="+", default=[50, 1])
    parser.add_argument("--libretranslate", metavar="PYTHON")
    parser.add_argument("--out", type=Path, default=ROOT / "out")
    wanted = parser.parse_args()
    texts = short_texts(wanted.texts)
    rounds: list[list[Run]] = []
    differing = 0
    with tempfile.TemporaryDirectory() as place, served(Path(place)) as (port, pid):
        ours(port, pid, texts[: 4 * wanted.clients], wanted.clients, 1)
        for _ in range(wanted.rounds):
            line, expected = by_line(texts, Path(place))
            turn = [line, bare(texts, Path(place))]
            for together in wanted.together:
                run, found = ours(port, pid, texts, wanted.clients, together)
                differing += sum(a != b for a, b in zip(found, expected, strict=True))
                turn.append(run)
            if wanted.libretranslate:
                turn.append(
                    libretranslate(wanted.libretranslate, texts, wanted.clients, Path(place))
                )
            rounds.append(turn)
            for run in turn:
                print(f"{run.name}: {run.rate:.1f} texts/s, {run}", flush=True)
    write(wanted.out, rounds, differing, len(texts))


def write(out: Path, rounds: Sequence[Sequence[Run]], differing: int, count: int) -> None:
    """The table of medians, and everything behind it."""
    out.mkdir(exist_ok=True)
    content = {
        "texts": count,
        "differing": differing,
        "rounds": [[asdict(r) for r in t] for t in rounds],
    }
    (out / "serve.json").write_text(json.dumps(content, indent=1))
    lines = [
        f"{count:,} short texts; ratios to `translate --lines`, medians of {len(rounds)} rounds. "
        f"Answers that differ from it: {differing}.",
        "",
        "| contender | ratio | CPU ms a text | clients' | errors | p50 ms | p95 ms | memory MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for place, first in enumerate(rounds[0]):
        mine = [turn[place] for turn in rounds]
        ratio = statistics.median(turn[place].rate / turn[0].rate for turn in rounds)
        lines.append(
            f"| {first.name} | {ratio:.2f} | {_median((r.cpu_ms for r in mine), 1)} | "
            f"{_median((r.client_cpu_ms for r in mine), 1)} | {sum(r.errors for r in mine)} | "
            f"{_median(r.p50_ms for r in mine)} | {_median(r.p95_ms for r in mine)} | "
            f"{' → '.join(f'{m:.0f}' for m in mine[-1].memory_mb) or '–'} |"
        )
    (out / "serve.md").write_text("\n".join([*lines, ""]))
    print("\n".join(lines))


def _median(values: Iterator[float | None], places: int = 0) -> str:
    known = [value for value in values if value is not None]
    return f"{statistics.median(known):.{places}f}" if known else "–"


if __name__ == "__main__":
    main()
