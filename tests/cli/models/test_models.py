"""Models as their users bring them in: from the hub, from a folder, with and without a network."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from g60translate.cli.app import _run
from g60translate.models.card import read_card
from g60translate.models.writing import hash_files, write_card
from g60translate.training.export.export import write_transformers
from g60translate.training.export.folder import read_model
from tests.conftest import ROOT
from tests.models.standin import COMMIT, StandIn, serve
from tests.models.tiny import write_repository

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_repository(
        tmp_path_factory.mktemp("hub") / "opus-mt-de-en", tokens=(">>eng<<", ">>cmn_Hans<<")
    )


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user without models, caches or settings of their own."""
    for variable in ("G60_MODELS", "HF_ENDPOINT", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    return tmp_path / "g60translate" / "models"


@pytest.fixture
def standin(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with serve({"Helsinki-NLP/opus-mt-de-en": repository}) as standin:
        monkeypatch.setenv("HF_ENDPOINT", standin.endpoint)
        yield standin


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["g60translate", *map(str, arguments)])
    return _run()


def error(capsys: Capture) -> str:
    return " ".join(capsys.readouterr().err.split())


def test_a_model_is_pulled_described_checked_used_and_removed(
    monkeypatch: pytest.MonkeyPatch, standin: StandIn, home: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert run(monkeypatch, "models", "pull", "opus-mt-de-en") == 0
    assert "CC-BY-4.0" in capsys.readouterr().out
    assert run(monkeypatch, "models", "info", "opus-mt-de-en", "--json") == 0
    card = json.loads(capsys.readouterr().out)
    assert card["origin"]["revision"] == COMMIT
    assert card["folder"] == str(home / "opus-mt-de-en")
    assert card["tokenizer"]["prefix"] == ">>eng<<"
    assert run(monkeypatch, "models", "info", "opus-mt-de-en") == 0
    shown = capsys.readouterr().out
    assert f"Helsinki-NLP/opus-mt-de-en @ {COMMIT}" in shown
    assert "placeholders copied %\t0\t" in shown
    assert run(monkeypatch, "models", "verify") == 0
    assert capsys.readouterr().out.count("compared, all as on the card") == 3
    (tmp_path / "a.de.txt").write_text("Guten Tag.\n", encoding="utf-8")
    release = tmp_path / "a.de.txt"
    arguments = ("translate", release, "--from", "de", "--to", "en", "--model", "opus-mt-de-en")
    assert run(monkeypatch, *arguments) == 0
    assert (tmp_path / "a.en.txt").is_file()
    assert run(monkeypatch, "models", "remove", "opus-mt-de-en", "--yes") == 0
    assert list(home.iterdir()) == []


def test_an_interrupted_pull_goes_on(
    monkeypatch: pytest.MonkeyPatch, standin: StandIn, capsys: Capture
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    standin.cuts["model.safetensors"] = [10_000, *[0] * 9]
    assert run(monkeypatch, "models", "pull", "opus-mt-de-en") == 4
    assert "run the command again and it goes on from there" in error(capsys)
    standin.cuts.clear()
    standin.seen.clear()
    assert run(monkeypatch, "models", "pull", "opus-mt-de-en") == 0
    assert standin.fetched == ["model.safetensors"]
    (span,) = standin.ranges_of("model.safetensors")
    assert span.startswith("bytes=")


@pytest.mark.parametrize("how", ["--offline", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
def test_offline_nobody_is_asked_and_the_way_by_hand_is_told(
    monkeypatch: pytest.MonkeyPatch, standin: StandIn, capsys: Capture, how: str
) -> None:
    options = [how] if how.startswith("--") else []
    if not options:
        monkeypatch.setenv(how, "1")
    assert run(monkeypatch, "models", "pull", "opus-mt-de-en", *options) == 4
    message = error(capsys)
    assert "save config.json, vocab.json, source.spm, target.spm" in message
    assert "g60translate models add FOLDER --name opus-mt-de-en" in message
    assert standin.seen == []


def test_the_folder_brought_by_hand_gives_the_same_model(
    monkeypatch: pytest.MonkeyPatch, repository: Path, standin: StandIn, home: Path
) -> None:
    assert run(monkeypatch, "models", "add", repository, "--name", "by-hand") == 0
    assert run(monkeypatch, "models", "pull", "opus-mt-de-en") == 0
    names = ("by-hand", "opus-mt-de-en")
    one, two = ((home / n / "ctranslate2" / "model.bin").read_bytes() for n in names)
    assert one == two


def test_several_targets_make_several_pairs(
    monkeypatch: pytest.MonkeyPatch, repository: Path, capsys: Capture
) -> None:
    options = ("--name", "many", "--from", "de", "--from", "nl", "--to", "en", "--to")
    assert run(monkeypatch, "models", "add", repository, *options, "zh=>>cmn_Hans<<") == 0
    assert run(monkeypatch, "models", "add", repository, "--name", "en-zh", "--from", "en",
               "--prefix", ">>cmn_Hans<<") == 0  # fmt: skip
    capsys.readouterr()
    assert run(monkeypatch, "pairs", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    found = {(r["source"], r["target"]): (r["pivot"], r["models"]) for r in listed}
    assert found == {
        ("en", "zh"): (None, ["en-zh"]),
        ("de", "en"): (None, ["many"]),
        ("de", "zh"): (None, ["many"]),
        ("nl", "en"): (None, ["many"]),
        ("nl", "zh"): (None, ["many"]),
        ("en", "de"): (None, ["en-de"]),
        ("nl", "de"): ("en", ["many", "en-de"]),
    }
    assert run(monkeypatch, "models", "list") == 0
    assert "de→en, de→zh, nl→en and 1 more pairs" in capsys.readouterr().out


def test_pairs_by_way_of_a_third_language_are_listed_and_translated(
    monkeypatch: pytest.MonkeyPatch, repository: Path, tmp_path: Path, capsys: Capture
) -> None:
    options = ("--name", "en-zh", "--from", "en", "--to", "zh")
    assert run(monkeypatch, "models", "add", repository, *options) == 0
    capsys.readouterr()
    assert run(monkeypatch, "pairs", "--from", "de") == 0
    assert capsys.readouterr().out.splitlines() == [
        "From\tTo\tBy way of\tModels",
        "de\ten\t\tde-en",
        "de\tzh\ten\tde-en + en-zh",
    ]
    assert run(monkeypatch, "pairs", "--direct", "--to", "zh") == 0
    assert "de-en" not in capsys.readouterr().out
    release = tmp_path / "a.de.txt"
    release.write_text("Guten Tag.\n", encoding="utf-8")
    assert run(monkeypatch, "translate", release, "--from", "de", "--to", "zh") == 0
    record = json.loads((tmp_path / "a.zh.txt.g60.json").read_text(encoding="utf-8"))
    assert record["options"]["model"] == "de-en+en-zh"


def test_removing_asks_first_and_spares_what_ships(
    monkeypatch: pytest.MonkeyPatch, repository: Path, home: Path, capsys: Capture
) -> None:
    assert run(monkeypatch, "models", "remove", "de-en", "--yes") == 4
    assert "ships with g60translate" in error(capsys)
    assert (ROOT / "models" / "de-en" / "model.toml").is_file()
    assert run(monkeypatch, "models", "add", repository) == 0
    monkeypatch.setattr("typer.confirm", _refuse)
    assert run(monkeypatch, "models", "remove", "opus-mt-de-en") == 130
    assert (home / "opus-mt-de-en").is_dir()


def _refuse(*_: object, **__: object) -> None:
    from typer import Abort  # noqa: PLC0415

    raise Abort


def test_a_model_is_converted_beside_itself(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    # The shipped models hold int8 alone; this one has its weights as transformers stores them.
    own = home / "own"
    shutil.copytree(ROOT / "models" / "de-en", own)
    stored = read_model(own)
    write_transformers(stored.weights, stored.shape, own / "transformers")
    changes = {"name": "own", "sha256": hash_files(own)}
    write_card(read_card(own).model_copy(update=changes), own)
    options = ("--name", "exact", "--quantization", "float32")
    assert run(monkeypatch, "models", "convert", "own", *options) == 0
    assert run(monkeypatch, "models", "verify", "exact", "de-en") == 0
    assert (home / "exact" / "ctranslate2" / "model.bin").stat().st_size > 40_000_000


BAD_CALLS: list[tuple[list[str], int, str]] = [
    (["pull", "opus-mt-xx-yy"], 4, "There is no public repository Helsinki-NLP/opus-mt-xx-yy"),
    (["pull", "opus-mt-de-en", "--revision", "v9"], 4, "no revision 'v9'"),
    (["pull", "opus-mt-de-en", "--quantization", "int3"], 1, "Known: int8"),
    (["pull", "opus-mt-de-en", "--to", "Chinese!"], 1, "is no language"),
    (["pull", "opus-mt-de-en", "--prefix", "x", "--to", "en", "--to", "de"], 1, "one target"),
    (["convert", "de-en", "--name", "mine"], 4, "holds no transformers weights"),
    (["pull", "opus-mt-de-en", "--name", "../mine"], 4, "is no name for a model"),
    (["pull", "opus-mt-de-en", "--name", "my model"], 4, "is no name for a model"),
    (["add", "nowhere"], 4, "There is no folder nowhere"),
    (["add", "."], 4, "holds no model"),
    (["info", "nothing"], 4, "Installed models: de-en"),
    (["remove", "nothing"], 4, "Installed models: de-en"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), BAD_CALLS)
def test_a_wrong_call_gets_one_paragraph_and_its_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    standin: StandIn,
    home: Path,
    tmp_path: Path,
    capsys: Capture,
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "models", *arguments) == code
    shown = error(capsys)
    assert message in shown
    assert shown.startswith("error: ")
    assert "Traceback" not in shown
    assert not home.exists() or list(home.iterdir()) == []
