"""With --json a program gets JSON whatever the exit code."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from g60translate.cli.app import _run

Capture = pytest.CaptureFixture[str]
BAD = "concept,lang,term,status\nk,de,Konferenz,perhaps\n"


@pytest.fixture(autouse=True)
def _in_a_folder_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-data"))
    Path("release.de.txt").write_text("Die Konferenz fand am 8. November in Shanghai statt.\n")
    Path("bad.csv").write_text(BAD)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("translate --json", 1, "INPUT"),
        ("translate release.de.txt --json", 1, "--to"),
        ("translate release.de.txt --to en --json --no-such", 1, "--no-such"),
        ("translate none.txt --to en --json", 1, "There is no file"),
        ("translate - --to en --json", 1, "standard output"),
        ("translate . --to en --json", 1, "is a folder"),
        ("translate release.de.txt --to en --glossary bad.csv --json", 3, "line 2"),
        ("translate release.de.txt --to fr --from de --json", 4, "de→en"),
        ("glossary lint bad.csv --json", 3, "perhaps"),
        ("glossary show none.csv a --json", 1, "none.csv"),
        ("score a b --json", 1, "cannot be read"),
        ("models info none --json", 4, "Installed models"),
        ("eval run none --json", 1, "no suite"),
        ("compare a b --json", 1, "a"),
        ("pairs --to klingonisch --json", 1, "klingonisch"),
        ("config show --device odd --json", 1, "odd"),
        ("train none.toml --json", 1, "none.toml"),
    ],
)
def test_an_error_is_an_object_with_its_code_and_message(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, line: str, code: int, said: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["g60translate", *line.split()])
    assert _run() == code
    told = capsys.readouterr()
    error = json.loads(told.out)["error"]
    assert error["code"] == code
    assert said in error["message"]
    assert told.err.startswith("error: ")


def test_faults_of_a_data_file_are_listed_one_by_one(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "argv", ["g60translate", "glossary", "lint", "bad.csv", "--json"])
    assert _run() == 3
    (fault,) = json.loads(capsys.readouterr().out)["error"]["faults"]
    assert fault["where"] == "line 2"


@pytest.mark.parametrize(("fault", "code"), [(KeyboardInterrupt, 130), (ZeroDivisionError, 70)])
def test_an_interruption_and_a_fault_of_ours_are_told_too(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, fault: type[BaseException], code: int
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("g60translate.documents.codec.load_codec", stop)
    monkeypatch.setattr(sys, "argv", ["g60translate", "formats", "--json"])
    assert _run() == code
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code


def test_without_json_nothing_goes_to_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "argv", ["g60translate", "translate", "none.txt", "--to", "en"])
    assert _run() == 1
    assert capsys.readouterr().out == ""
