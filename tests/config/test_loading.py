"""Where values come from, and what is wrong with a file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from g60translate.cli.options import groups
from g60translate.config.loading import Configuration, Value, load_configuration
from g60translate.config.places import (
    FILE_NAME,
    find_file,
    searched,
    state_folder,
    user_file,
)
from g60translate.config.settings import KEYS, Serve, Settings
from g60translate.config.starter import STARTER
from g60translate.errors import ConfigError, ExitCode, InputError
from g60translate.models.store import default_roots, shipped_root
from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    below = tmp_path / "house" / "releases"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "mine"))
    return below


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_nothing_is_given(folder: Path) -> None:
    assert load_configuration() == Configuration()


def test_the_nearest_file_upward_holds_and_then_the_user_s(folder: Path) -> None:
    own = user_file()
    assert own is not None
    mine = write(own.parent, "beam = 1")
    assert load_configuration().file == mine
    house = write(folder.parent, "beam = 2")
    assert load_configuration().given == {"beam": Value(2, "file", str(house))}
    near = write(folder, "threads = 2")
    assert load_configuration().given == {"threads": Value(2, "file", str(near))}
    assert list(searched(folder))[:2] == [near, house]


def test_the_environment_comes_before_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(folder, "beam = 2\nthreads = 3\n[checks]\nlength = 'off'\n")
    monkeypatch.setenv("G60_BEAM", "7")
    monkeypatch.setenv("g60_from", "Deutsch")
    monkeypatch.setenv("G60_CHECKS", '{"quotes": "info"}')
    given = load_configuration().given
    assert given["beam"] == Value(7, "env", "G60_BEAM")
    assert given["from"] == Value("de", "env", "G60_FROM")
    assert given["threads"] == Value(3, "file", str(file))
    assert given["checks"].value == {"length": "off", "quotes": "info"}


def test_the_models_folders_are_no_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("G60_MODELS", "/nowhere")
    assert load_configuration() == Configuration()


def test_paths_of_the_file_are_relative_to_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = folder.parent
    (house / "own").mkdir()
    write(house, 'glossary = "terms/house.csv"\nmemory = "/abs/m.tmx"\nmodel = "own+de-en"\n')
    loaded = load_configuration()
    assert loaded.get("glossary") == str(house / "terms" / "house.csv")
    assert loaded.get("memory") == str(Path("/abs/m.tmx"))
    assert loaded.get("model") == f"{house / 'own'}+de-en"
    monkeypatch.setenv("G60_GLOSSARY", "mine.csv")
    assert load_configuration().get("glossary") == "mine.csv"


def test_every_fault_is_listed_with_the_file_s_name(folder: Path) -> None:
    file = write(
        folder,
        'glosary = "x"\nfail-on = "never"\nbeam = 99\nto = "klingonisch"\noutput_name = "{nam}"\n'
        'comet_command = "rm"\n[checks]\nlenght = "off"\nquotes = "maybe"\n[more]\na = 1\n',
    )
    with pytest.raises(ConfigError) as caught:
        load_configuration()
    said = str(caught.value)
    assert caught.value.exit_code is ExitCode.FAULTY_DATA
    assert said.startswith(f"{file} has 9 faults")
    for part in (
        "glosary: there is no such key; is glossary meant?",
        "fail-on: there is no such key; is fail_on meant?",
        "beam: ",
        "to: 'klingonisch' is no language",
        "output_name: there is no {nam}",
        "comet_command: names a program",
        "checks.lenght: there is no check of this name",
        "checks.quotes: ",
        "more: there is no such key; there are from, to",
    ):
        assert part in said


@pytest.mark.parametrize("pattern", ["en/{name}", "{to}{suffix}", "{name", "{name}{0}"])
def test_an_output_is_named_by_its_input_and_no_folder(folder: Path, pattern: str) -> None:
    write(folder, f"output_name = '{pattern}'")
    with pytest.raises(ConfigError, match="output_name: "):
        load_configuration()


@pytest.mark.parametrize(("data", "said"), [(b"a = \n", "no TOML"), (b"a = '\xff'", "not UTF-8")])
def test_a_file_that_cannot_be_read_is_told(folder: Path, data: bytes, said: str) -> None:
    (folder / FILE_NAME).write_bytes(data)
    with pytest.raises(ConfigError, match=said):
        load_configuration()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("G60_THREADS", "0", "G60_THREADS in the environment"), ("G60_CHECKS", "{x", "checks")],
)
def test_a_fault_of_the_environment_is_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=f"(?s)^The environment has 1 fault.*{said}"):
        load_configuration()


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    (folder / FILE_NAME).write_bytes(b"\xef\xbb\xbfbeam = 2\n")
    assert load_configuration().get("beam") == 2


def test_the_starter_is_valid_and_so_is_each_of_its_lines_alone(folder: Path) -> None:
    write(folder, STARTER)
    assert load_configuration().given == {}
    lines = [line.removeprefix("# ") for line in STARTER.splitlines() if " = " in line]
    keys = [line.split(" = ")[0] for line in lines]
    tables = {"checks": {"length", "quotes"}, "serve": {*Serve.model_fields}}
    named = {key: f"[{table}]\n" for table, mine in tables.items() for key in mine}
    assert {*keys} == {*KEYS} - {"comet_command", *tables} | {*named}
    for key, line in zip(keys, lines, strict=True):
        write(folder, named.get(key, "") + line)
        assert len(load_configuration().given) == 1


def test_paths_of_the_server_are_relative_to_the_file(folder: Path) -> None:
    file = write(folder, '[serve]\ndata = "jobs"\nport = 8061\n')
    table = load_configuration().get("serve")
    assert table["data"] == str(file.parent / "jobs")
    assert (table["port"], table["host"]) == (8061, None)
    write(folder, '[serve]\nport = 70000\ncolour = "red"\n')
    with pytest.raises(ConfigError, match="has 2 faults"):
        load_configuration()


def test_options_and_keys_have_the_same_defaults() -> None:
    defaults = {
        name: field.default for name, field in Settings.model_fields.items() if name != "checks"
    }
    for group in (
        groups.LanguageOptions,
        groups.TermOptions,
        groups.EngineOptions,
        groups.LadderOptions,
        groups.VerdictOptions,
        groups.CometOptions,
    ):
        for name in group.__dataclass_fields__:
            if name in defaults:
                assert getattr(group(), name) == defaults[name], name


def test_nothing_else_reads_the_environment() -> None:
    source = ROOT / "src" / "g60translate"
    readers = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"})
        or (isinstance(node, ast.keyword) and node.arg == "envvar")
    }
    assert readers == {"config/environment.py", "config/places.py", "models/store.py"}


def test_a_user_without_a_home_has_no_places_of_their_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def nowhere(*_: object, **__: object) -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    monkeypatch.setattr("platformdirs.user_config_path", nowhere)
    monkeypatch.setattr("platformdirs.user_state_path", nowhere)
    assert find_file(tmp_path) is None
    assert default_roots()[-1] == shipped_root()
    with pytest.raises(InputError, match="--journal"):
        state_folder(instead="--journal")
