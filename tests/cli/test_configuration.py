"""`g60translate config`, and what a configuration does to other commands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from g60translate.cli.app import _run
from g60translate.cli.translate import run as translating
from g60translate.cli.translate.workbench import Settings, Workbench

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "house" / "releases"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "mine"))
    return folder.parent


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["g60translate", *map(str, arguments)])
    return _run()


def shown(monkeypatch: pytest.MonkeyPatch, capsys: Capture, *options: str) -> dict[str, Any]:
    assert run(monkeypatch, "config", "show", "--json", *options) == 0
    values: dict[str, Any] = json.loads(capsys.readouterr().out)["values"]
    return values


def test_show_says_where_each_value_came_from(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (house / "g60.toml").write_text('to = "Englisch"\nbeam = 2\nthreads = 2\ndevice = "auto"\n')
    monkeypatch.setenv("G60_THREADS", "3")
    monkeypatch.setenv("G60_DEVICE", "cuda")
    found = shown(monkeypatch, capsys, "--device", "cpu")
    where = {key: (each["value"], each["origin"]) for key, each in found.items()}
    assert where["to"] == ("en", "file")
    assert where["beam"] == (2, "file")
    assert where["threads"] == (3, "env")
    assert where["device"] == ("cpu", "flag")
    assert where["engine"] == ("ctranslate2", "default")
    assert where["checks"] == ({}, "default")
    assert found["to"]["where"] == str(house / "g60.toml")
    assert found["threads"]["where"] == "G60_THREADS"


def test_show_names_the_places_where_there_is_no_file(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "config", "show") == 0
    told = capsys.readouterr().out
    assert "fail_on\terror\tdefault" in told
    assert "No g60.toml in this folder or above it" in told


def test_init_writes_a_file_that_holds_and_replaces_none(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "config", "init") == 0
    assert run(monkeypatch, "config", "show") == 0
    assert run(monkeypatch, "config", "init") == 1
    assert "--force" in capsys.readouterr().err
    assert run(monkeypatch, "config", "init", house, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(house / "g60.toml")}
    assert (house / "g60.toml").read_text() == Path("g60.toml").read_text()


def test_faults_are_listed_with_exit_code_3_and_as_json(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (house / "g60.toml").write_text("glosary = 1\nbeam = 0\n")
    assert run(monkeypatch, "translate", "x.txt", "--to", "en", "--json") == 3
    told = capsys.readouterr()
    assert "glosary: there is no such key" in told.err
    error = json.loads(told.out)["error"]
    assert error["code"] == 3
    assert {fault["where"] for fault in error["faults"]} == {"glosary", "beam"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings of every `translate` that gets so far."""
    seen: list[Settings] = []

    class Stopped(Workbench):
        def __init__(self, settings: Settings) -> None:
            seen.append(settings)
            raise KeyboardInterrupt

    monkeypatch.setattr(translating, "Workbench", Stopped)
    return seen


def test_translate_takes_its_defaults_from_the_file_and_flags_override(
    house: Path, monkeypatch: pytest.MonkeyPatch, asked: list[Settings]
) -> None:
    (house / "g60.toml").write_text(
        'from = "de-AT"\nto = "en-GB"\nglossary = "house.csv"\nbeam = 2\nfail_on = "warning"\n'
        'flag_below = 0.7\n[checks]\nlength = "off"\nquotes = "error"\n'
    )
    assert run(monkeypatch, "translate", "x.txt") == 130
    assert (
        run(monkeypatch, "translate", "x.txt", "--beam", "3", "--no-glossary", "--to", "fr") == 130
    )
    plain, other = asked
    assert (plain.target.tag, plain.target.code, plain.source_tag) == ("en-GB", "en", "de-AT")
    assert plain.glossary == house / "house.csv"
    assert (plain.engine.beam, plain.fail_on, plain.flag_below) == (2, "warning", 0.7)
    assert dict(plain.severities) == {"length": None, "quotes": "error"}
    assert (other.engine.beam, other.no_glossary, other.target.tag) == (3, True, "fr")


def test_both_options_about_the_glossary_contradict_each_other_only_as_options(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, asked: list[Settings]
) -> None:
    both = ["--no-glossary", "--glossary", "x.csv"]
    assert run(monkeypatch, "translate", "x.txt", "--to", "en", *both) == 1
    assert "contradict each other" in capsys.readouterr().err
    assert asked == []


def test_help_reads_no_configuration(house: Path) -> None:
    (house / "g60.toml").write_text("this is no TOML")
    for words in (["translate", "--help"], ["translate", "-h"], ["eval", "run", "-h"], ["-h"]):
        script = (
            f"import sys; sys.argv = ['g60translate', *{words!r}];"
            "from g60translate.cli.app import _run; code = _run();"
            "heavy = {'pydantic_settings', 'platformdirs', 'tomllib'};"
            "print('loaded', sorted(heavy & set(sys.modules)), code)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=False
        )
        assert done.stdout.endswith("loaded [] 0\n"), done.stderr
