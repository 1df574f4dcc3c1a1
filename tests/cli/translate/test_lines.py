"""`translate --lines`: files appear whole at the end, pipes get lines as they come."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from g60translate.cli.app import _run
from g60translate.reports.record.model import load_record

Capture = pytest.CaptureFixture[str]
TEXT = "Die Konferenz fand am 8. November in Shanghai statt.\r\n\r\n  Guten Tag.\n"


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("G60_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-data"))
    path = tmp_path / "text.de.txt"
    path.write_bytes(TEXT.encode())
    return path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["g60translate", "translate", *map(str, arguments)])
    return _run()


def test_lines_stay_lines_and_the_record_knows_them(
    text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, text, "--to", "en", "--lines") == 0
    first, blank, last = (text.parent / "text.en.txt").read_bytes().splitlines(keepends=True)
    assert b"Shanghai" in first
    assert first.endswith(b"\r\n")
    assert blank == b"\r\n"
    assert last.startswith(b"  ")
    record = load_record((text.parent / "text.en.txt.g60.json").read_bytes(), name="r")
    assert [s.id for s in record.segments] == ["line1.1", "line3.1"]
    assert (record.source.lang, record.source.format) == ("de", "lines")


def test_a_pipe_carries_lines() -> None:
    command = [sys.executable, "-m", "g60translate", "translate", "-", "--lines", "--to", "en"]
    # What the model says may be in doubt or wrong.
    command += ["--quiet", "--fail-on", "never"]
    done = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == TEXT.count("\n")


def test_a_reader_that_has_gone_ends_it() -> None:
    command = f"{sys.executable} -m g60translate translate - --lines --from de --to en"
    shell = f"printf 'Guten Tag.\\n' | {command} 2>&1 | :; echo ${{PIPESTATUS[1]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, check=True)
    assert done.stdout == b"0\n"


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (b"Ja.\nGr\xfc\n", (), "is not UTF-8: line 2, byte 3"),
        (b"\n \n", (), "no text to translate"),
        (b"Ja.\n", ("--report", "r.html"), "Leave it out"),
        (b"Ja.\n", ("--format", "docx"), "--lines is for plain text"),
    ],
)
def test_what_goes_wrong_is_told_and_nothing_is_written(
    text: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture,
    content: bytes, options: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    text.write_bytes(content)
    monkeypatch.chdir(text.parent)
    assert run(monkeypatch, text, "--to", "en", "--from", "de", "--lines", *options) == 1
    assert said in " ".join(capsys.readouterr().err.split())
    assert [path.name for path in text.parent.iterdir()] == [text.name]


def test_a_text_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, tmp_path / "no.txt", "--to", "en", "--lines") == 1
    assert "There is no file" in capsys.readouterr().err
