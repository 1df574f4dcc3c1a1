"""The server as a process of its own: its start, its stop, and its sudden death."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest

from tests.conftest import ROOT, SEED
from tests.server.conftest import TOKEN

pytestmark = pytest.mark.model


class Served:
    """A running server, its address, and a client of it."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.client = httpx.Client(base_url=address, timeout=60)
        self.port = int(address.rstrip("/").rpartition(":")[2])

    def send(self, text: str, name: str = "a.de.txt") -> str:
        answer = self.client.post(
            "/api/v1/jobs",
            data={"target_lang": "en", "source_lang": "de"},
            files={"file": (name, text)},
        )
        return str(answer.json()["id"])

    def job(self, job: str) -> dict[str, object]:
        found: dict[str, object] = self.client.get(f"/api/v1/jobs/{job}").json()
        return found

    def until(self, job: str, *states: str) -> dict[str, object]:
        deadline = time.monotonic() + 120
        while (found := self.job(job))["state"] not in states:
            assert time.monotonic() < deadline, found
            time.sleep(0.02)
        return found


def start(data: Path, *options: str) -> subprocess.Popen[str]:
    # A pipe that nobody reads would be full at some time.
    with _log(data).open("w") as log:
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "g60translate", "serve", "--json", "--port", "0"),
                *("--data", str(data), "--no-memory", *options),
            ],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd=data.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )


def ended(process: subprocess.Popen[str]) -> int:
    process.communicate(timeout=60)
    return process.returncode


def _log(data: Path) -> Path:
    return data.with_suffix(".log")


@contextmanager
def served(data: Path, *options: str) -> Iterator[Served]:
    process = start(data, *options)
    try:
        assert process.stdout is not None
        told = ""
        while not told.rstrip().endswith("}"):
            line = process.stdout.readline()
            assert line, _log(data).read_text()
            told += line
        server = Served(process, json.loads(told)["address"])
        with server.client:
            yield server
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def long_text(copies: int) -> str:
    """The seed release again and again, each sentence another one."""
    text = SEED.read_text("utf-8")
    return "\n\n".join(text.replace("2023", str(2023 + each)) for each in range(copies))


def refused(port: int, headers: bytes) -> bytes:
    """What is said to a request whose headers do not end."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        with suppress(ConnectionError):
            connection.sendall(b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n" + headers)
        return connection.recv(100)


async def many_clients(address: str) -> list[list[str]]:
    """What 32 clients at once are answered, each of them to two texts that only it has sent."""

    async def client(number: int) -> list[str]:
        found = []
        async with httpx.AsyncClient(base_url=address, timeout=120) as one:
            for turn in range(2):
                texts = [f"Sitzung {number}.{turn}"]
                body = {"texts": texts, "source_lang": "de", "target_lang": "en"}
                answer = await one.post("/api/v1/translate", json=body)
                assert answer.status_code == 200
                found.append(answer.json()["translations"][0]["text"])
        return found

    return await asyncio.gather(*(client(number) for number in range(32)))


def test_it_answers_keeps_connections_and_finishes_what_runs_when_told_to_stop(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    with served(data) as server:
        with closing(HTTPConnection("127.0.0.1", server.port)) as idle:
            idle.request("GET", "/api/v1/health")
            assert idle.getresponse().read()
            first, since = idle.sock, time.monotonic()
            answers = asyncio.run(many_clients(str(server.client.base_url)))
            for number, found in enumerate(answers):
                for turn, text in enumerate(found):
                    assert f"{number}.{turn}" in text
            # A client that looks every five seconds finds its connection as it was.
            time.sleep(max(0.0, 5.5 - (time.monotonic() - since)))
            idle.request("GET", "/api/v1/health")
            assert idle.getresponse().read()
            assert idle.sock is first
        for endless in (b"X: " + b"a" * 200_000, b"X: a\r\n" * 20_000):
            assert refused(server.port, endless).startswith(b"HTTP/1.1 400")
        job = server.send("Der Rat der Stadt tagt heute.\n")
        server.process.send_signal(signal.SIGTERM)
        assert ended(server.process) == 0
        assert "Traceback" not in _log(data).read_text()
    with served(data) as server:
        assert server.until(job, "done", "failed")["state"] == "done"


def test_after_a_sudden_death_a_job_goes_on_and_nothing_is_half_written(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data) as server:
        job = server.send(long_text(1))
        deadline = time.monotonic() + 60
        while not server.job(job)["done"]:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
    folder = data / "jobs" / job
    assert [each.name for each in folder.iterdir()] == ["source"]
    with served(data) as server:
        done = server.until(job, "done", "failed")
        assert done["state"] == "done"
        assert done["done"] == done["total"]
        record = server.client.get(f"/api/v1/jobs/{job}/record").json()
        assert len(record["segments"]) == done["total"]
        assert server.client.get(f"/api/v1/jobs/{job}/document").status_code == 200


def test_a_port_that_is_taken_and_a_host_without_a_token_are_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        process = start(data, "--port", port)
        assert ended(process) == 1
    told = _log(data).read_text()
    assert f"127.0.0.1:{port}" in told
    assert "--port" in told
    process = start(data, "--host", "0.0.0.0", "--port", "0")
    assert ended(process) == 1
    assert "--token" in _log(data).read_text()


def test_it_answers_before_what_translates_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from g60translate.server.running import create_app\n"
        "from g60translate.server.settings import Settings\n"
        f"create_app(Settings(Path({str(tmp_path / 'data')!r}), tokens=({TOKEN!r},)))\n"
        "print(time.process_time(), *sorted({each.partition('.')[0] for each in sys.modules}))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    seconds, *loaded = ran.stdout.split()
    # Of the processor, so that a busy machine is no fault; it takes about half of that.
    assert float(seconds) < 2
    assert not {"ctranslate2", "simplemma", "sacrebleu", "transformers"} & {*loaded}
