"""A server of its own, as a user starts it, with the model that ships."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

TOKEN = "a-token-for-official-clients"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server answers; it wants TOKEN."""
    folder = tmp_path_factory.mktemp("server")
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "g60translate", "serve", "--port", "0", "--json"]
        server = subprocess.Popen(
            [*command, "--no-glossary", "--data", str(folder / "data")],
            stdout=subprocess.PIPE,
            stderr=log,
            env={**os.environ, "G60_TOKEN": TOKEN},
        )
        assert server.stdout is not None
        try:
            # The answer comes over several lines and ends with a brace.
            told = b""
            while not told.rstrip().endswith(b"}"):
                line = server.stdout.readline()
                assert line, (folder / "log").read_text("utf-8")
                told += line
            yield json.loads(told)["address"]
        finally:
            server.terminate()
            server.wait(timeout=60)
            server.stdout.close()
