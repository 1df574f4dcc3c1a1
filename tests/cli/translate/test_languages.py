"""Which language a file is taken to be in, from the command line on."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from g60translate.cli.app import _run
from g60translate.errors import ExitCode
from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases"


@pytest.fixture(autouse=True)
def no_other_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("G60_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-data"))


def test_norwegian_is_taken_as_declared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "item.json"
    shutil.copy(CASES / "news" / "ninjs-norwegian.json", path)
    monkeypatch.setattr(sys, "argv", ["g60translate", "translate", str(path), "--to", "en"])
    assert _run() == ExitCode.MODEL
    assert "nb→en" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("path", sorted((CASES / "text").glob("unknown-*")), ids=lambda p: p.name)
def test_what_is_not_read_leaves_nothing_behind(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copied = tmp_path / path.name
    shutil.copy(path, copied)
    monkeypatch.setattr(sys, "argv", ["g60translate", "translate", str(copied), "--to", "en"])
    assert _run() == ExitCode.INPUT
    assert "--format text" in capsys.readouterr().err.replace("\n", " ")
    assert list(tmp_path.iterdir()) == [copied]


@pytest.mark.parametrize("options", [("--to", "de"), ("--from", "en", "--to", "en")])
def test_a_text_that_is_in_the_language_already_is_not_translated_by_way_of_another(
    options: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "release.txt"
    path.write_text("Die Messe im Hafen wurde heute eröffnet.\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["g60translate", "translate", str(path), *options])
    assert _run() == ExitCode.INPUT
    assert f"is in the language {options[-1]} already" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_file_is_called_so_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "release.docx"
    path.touch()
    monkeypatch.setattr(sys, "argv", ["g60translate", "translate", str(path), "--to", "en"])
    assert _run() == ExitCode.INPUT
    assert "release.docx is an empty file" in capsys.readouterr().err
