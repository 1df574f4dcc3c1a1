"""How the command ends when somebody or something stops it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from g60translate.cli.app import _run
from g60translate.cli.translate import jobs
from g60translate.errors import ExitCode
from g60translate.reports.record.model import load_record

Capture = pytest.CaptureFixture[str]
FULL = Path("/dev/full")


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("G60_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-data"))
    path = tmp_path / "release.de.txt"
    path.write_text("Die Konferenz fand am 8. November in Shanghai statt.", encoding="utf-8")
    return path


def test_an_interrupted_run_says_so(
    release: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "write_document", interrupted)
    monkeypatch.setattr(sys, "argv", ["g60translate", "translate", str(release), "--to", "en"])
    assert _run() == ExitCode.INTERRUPTED
    assert "Interrupted" in capsys.readouterr().err
    assert list(release.parent.iterdir()) == [release]


def test_a_record_that_cannot_be_written_keeps_the_translation_back(
    release: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    record = release.parent / "none" / "r.json"
    call = ["g60translate", "translate", str(release), "--to", "en", "--record", str(record)]
    monkeypatch.setattr(sys, "argv", call)
    assert _run() == ExitCode.INPUT
    assert "no folder" in capsys.readouterr().err
    assert list(release.parent.iterdir()) == [release]


def _piped(release: Path, target: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "g60translate", "translate", str(release), "--to", "en"]
    with target.open("wb") as stream:
        return subprocess.run(
            [*command, "-o", "-"], stdout=stream, stderr=subprocess.PIPE, check=False
        )


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_standard_output_is_told(release: Path) -> None:
    done = _piped(release, FULL)
    assert done.returncode == ExitCode.INPUT
    assert done.stderr.startswith(b"error: Standard output cannot be written: No space left")
    assert b"Exception" not in done.stderr


def test_a_reader_that_has_gone_is_no_error(release: Path) -> None:
    command = f"{sys.executable} -m g60translate translate {release} --to en -o - -q 2>err | :"
    shell = f"{command}; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", shell], capture_output=True, check=True, cwd=release.parent
    )
    assert done.stdout == b"0\n"
    assert (release.parent / "err").read_bytes() == b""


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="names of files are Unicode here")
def test_a_name_that_is_no_text_does_no_harm(release: Path) -> None:
    odd = release.rename(os.fsdecode(os.fsencode(release.parent / "bad") + b"\xff.de.txt"))
    command = [sys.executable, "-m", "g60translate", "translate", str(odd), "--to", "en"]
    command += ["--fail-on", "never"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"bad\\udcff.en.txt" in done.stdout
    (record,) = release.parent.glob("*.json")
    assert load_record(record.read_bytes(), name="r").source.name == "bad\ufffd.de.txt"
