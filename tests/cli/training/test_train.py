from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from g60translate.cli.app import _run
from g60translate.cli.training.adapt import adapt
from g60translate.cli.training.train import train
from g60translate.errors import ConfigError, ExitCode, InputError, OutputExists
from g60translate.models.card import read_card
from tests.conftest import ROOT

app = typer.Typer()
app.command()(train)
app.command()(adapt)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    rows = (ROOT / "corpus" / "press" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "press.jsonl").write_text("\n".join(rows[:300]), encoding="utf-8")
    path = tmp_path / "r.toml"
    path.write_text(
        """
        name = "tiny"
        source_lang = "de"
        target_lang = "en"
        licence = "CC0-1.0"
        max_pieces = 60
        budget.steps = 3
        subwords.pieces = 600
        dimensions = { width = 16, encoder_layers = 1, decoder_layers = 1, ffn = 32, heads = 2 }
        optimise = { tokens = 256, threads = 1 }
        corpus = [{ path = "press.jsonl" }]
        """,
        encoding="utf-8",
    )
    return path


def test_train_export_and_adapt_make_model_folders(recipe: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    model, work = tmp_path / "m" / "tiny", tmp_path / "w"
    places = ("--work", str(work), "--out")
    assert run("train", str(recipe), *places, str(model)).strip().endswith(str(model))
    assert read_card(model).training.target_tokens > 0
    with pytest.raises(OutputExists):
        run("train", str(recipe), *places, str(model))

    point = str(work / "checkpoint.pt")
    mean = tmp_path / "m" / "mean"
    points = ("--export", point, "--export", point)
    made = json.loads(run("train", str(recipe), *places, str(mean), *points, "--json"))
    assert (made["model"], made["steps"]) == (str(mean), 3)
    assert "Mean of 2 checkpoints" in read_card(mean).training.note

    house = tmp_path / "m" / "house"
    memory = str(recipe.parent / "press.jsonl")
    table = run(
        "adapt", str(model), "--tm", memory, "--out", str(house), "--name", "house",
        "--rounds", "0.1", "--threads", "1", "--work", str(tmp_path / "a"),
    )  # fmt: skip
    assert "before\tafter\tsignature" in table
    assert "chrF2\t" in table
    assert read_card(house).training.parent == "tiny"
    again = json.loads(
        run(
            "adapt", str(model), "--tm", memory, "--out", str(house), "--name", "house",
            "--rounds", "0.1", "--threads", "1", "--work", str(tmp_path / "a"), "--force", "--json",
        )
    )  # fmt: skip
    assert [gain["metric"] for gain in again["gains"]] == ["BLEU", "chrF2"]


def test_a_folder_that_cannot_be_written_is_named(
    recipe: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("torch")
    call = ["train", str(recipe), "--work", str(recipe / "w"), "--out", str(recipe.parent / "m")]
    monkeypatch.setattr(sys, "argv", ["program", *call])
    assert _run() == ExitCode.INPUT
    said = " ".join(capsys.readouterr().err.split())
    assert f"{recipe / 'w'} cannot be read or written: Not a directory" in said


def test_faults_are_raised_before_torch_is_needed(recipe: Path, tmp_path: Path) -> None:
    recipe.write_text(recipe.read_text(encoding="utf-8") + "\nnonsense = 1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="nonsense"):
        run("train", str(recipe), "--out", str(tmp_path / "x"))
    opus = tmp_path / "opus"
    opus.mkdir()
    (opus / "config.json").write_text(json.dumps({}), encoding="utf-8")
    with pytest.raises(InputError, match="--from and --to"):
        run("adapt", str(opus), "--tm", str(recipe))
