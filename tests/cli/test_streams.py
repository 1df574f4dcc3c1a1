"""Streams that whoever calls the program has closed, filled up or left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
PROGRAM = f"{sys.executable} -m g60translate"


def shell(command: str, folder: Path) -> tuple[int, str, str]:
    """The exit code of the first program of a pipe, and what it said."""
    line = f"{command}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", line.replace("g60translate ", f"{PROGRAM} ", 1)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "COLUMNS": "80"},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "g60translate translate - --to en <&-",
        "g60translate translate - --from de --to en --lines <&-",
        "g60translate score - ref.en --to en <&-",
        "g60translate glossary find house.csv --from de --to en - <&-",
    ],
)
def test_a_closed_standard_input_is_a_usage_error(command: str, tmp_path: Path) -> None:
    (tmp_path / "ref.en").write_text("One.\n")
    (tmp_path / "house.csv").write_text("concept,lang,term\na,de,Hafen\na,en,port\n")
    code, out, err = shell(command, tmp_path)
    assert (code, out) == (1, "")
    assert err.startswith("error: Standard input is closed")


@pytest.mark.parametrize("command", ["translate - --to en", "formats", "--help", "config show"])
def test_a_closed_standard_output_is_a_usage_error(command: str, tmp_path: Path) -> None:
    code, _, err = shell(f"g60translate {command} >&-", tmp_path)
    assert code == 1
    assert err.startswith("error: Standard output is closed")
    assert len(err.splitlines()) == 2


def test_no_file_takes_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    script = (
        "import os; from g60translate.cli.streams import hold_streams; hold_streams();"
        "print(os.open(os.devnull, os.O_RDONLY))"
    )
    command = f'{sys.executable} -c "{script}" <&- 2>&-'
    code, out, _ = shell(command, tmp_path)
    assert code == 0
    assert int(out) > 2


def test_nobody_needs_to_read_errors(tmp_path: Path) -> None:
    assert shell("g60translate formats 2>&- | wc -l", tmp_path)[0] == 0
    code, out, err = shell("g60translate nothing 2>&-", tmp_path)
    assert (code, out, err) == (1, "", "")


@pytest.mark.parametrize(
    "command",
    ["formats --json", "--help", "translate --help", "glossary lint house.csv", "config show"],
)
def test_a_reader_that_has_gone_is_no_error(command: str, tmp_path: Path) -> None:
    rows = "".join(f"c{n},de,Hafen  {n}\n" for n in range(2000))
    (tmp_path / "house.csv").write_text("concept,lang,term\n" + rows)
    for reader in ("true", "head -1"):
        code, _, err = shell(f"g60translate {command} | {reader}", tmp_path)
        assert (code, err) == (0, "")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("command", ["--version", "formats --json", "config show"])
def test_a_full_disk_is_told(command: str, tmp_path: Path) -> None:
    code, _, err = shell(f"g60translate {command} > {FULL}", tmp_path)
    assert code == 1
    assert err == "error: Standard output cannot be read or written: No space left on device.\n"
