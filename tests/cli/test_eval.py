"""`eval` and `compare` with a system that is handed in; the walk itself is tested elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from g60translate.cli import eval as eval_command
from g60translate.cli.bench import Bench, Measured, find_suite
from g60translate.cli.compare import compare
from g60translate.errors import ConfigError, ExitCode, InputError
from g60translate.reports.evaluation import Evaluation, load_evaluation
from g60translate.scoring.evaluate import evaluate
from g60translate.scoring.suite import LoadedSuite
from tests.scoring.sample import system, write_suite

REPEAT = 30

app = typer.Typer()
app.add_typer(eval_command.app, name="eval")
app.command()(compare)


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return write_suite(tmp_path, repeat=REPEAT)


@pytest.fixture(autouse=True)
def fake_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system whose quality the beam decides: 4 is good, 1 loses half of every fourth line."""

    def measure(
        self: Bench, loaded: LoadedSuite, *, pair: str | None, earlier: Evaluation | None = None
    ) -> Measured:
        translate = system(drop_every=0 if self.beam == 4 else 4, repeat=REPEAT)
        return Measured(evaluate(loaded, translate, system=f"beam:{self.beam}"), loaded.sets)

    monkeypatch.setattr(Bench, "evaluate", measure)


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_a_first_result_is_written_in_every_form(suite: Path, tmp_path: Path) -> None:
    names = {"--output": "r.json", "--html": "r.html", "--junit": "r.xml", "--markdown": "r.md"}
    options = [part for option, name in names.items() for part in (option, tmp_path / name)]
    code, output = run("eval", suite, *options)
    assert code == ExitCode.DONE
    assert output.splitlines()[0] == "Set\tScore\tValue\t95 %\tDifference\tp"
    assert "Passed" not in output
    assert all((tmp_path / name).stat().st_size for name in names.values())
    assert load_evaluation((tmp_path / "r.json").read_bytes(), name="r").system == "beam:4"


def test_options_may_come_first(suite: Path) -> None:
    code, output = run("eval", "--json", suite)
    assert (code, json.loads(output)["verdict"]) == (0, None)


def test_a_loss_exits_with_its_own_code(suite: Path, tmp_path: Path) -> None:
    run("eval", suite, "-o", tmp_path / "base.json")
    code, output = run("eval", suite, "--beam", 1, "--against", tmp_path / "base.json")
    assert code == 5
    assert output.splitlines()[-1] == "Worse."
    code, output = run("eval", suite, "--against", tmp_path / "base.json", "--json")
    assert (code, json.loads(output)["verdict"]["passed"]) == (0, True)


def test_a_floor_holds_without_a_baseline_argument(tmp_path: Path) -> None:
    suite = write_suite(tmp_path, repeat=REPEAT, gate="[gate]\nmin_terms = 100\n")
    code, output = run("eval", suite, "--json")
    assert (code, json.loads(output)["verdict"]["passed"]) == (0, True)


def test_a_broken_set_is_another_error_than_a_loss(suite: Path) -> None:
    (suite.parent / "tiny.de").write_text("changed\n", "utf-8")
    with pytest.raises(InputError, match="broken") as caught:
        run("eval", suite)
    assert caught.value.exit_code == ExitCode.INPUT


def test_a_faulty_suite_is_faulty_data(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("name = 3\n", "utf-8")
    with pytest.raises(ConfigError):
        run("eval", tmp_path / "bad.toml")


def test_a_baseline_is_set_from_a_result_and_shows_what_it_replaces(
    suite: Path, tmp_path: Path
) -> None:
    result, baseline = tmp_path / "r.json", tmp_path / "base.json"
    run("eval", suite, "-o", result)
    code, output = run("eval", "baseline", "set", result, baseline)
    assert (code, "Worse" in output) == (0, False)
    assert load_evaluation(baseline.read_bytes(), name="b").system == "beam:4"
    run("eval", suite, "--beam", 1, "-o", result)
    code, output = run("eval", "baseline", "set", result, baseline)
    assert code == 0
    assert "Worse." in output
    assert load_evaluation(baseline.read_bytes(), name="b").system == "beam:1"


def test_what_is_no_result_cannot_become_the_baseline(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text("{}", "utf-8")
    with pytest.raises(Exception, match=r"r\.json has"):
        run("eval", "baseline", "set", tmp_path / "r.json", tmp_path / "base.json")
    assert not (tmp_path / "base.json").exists()


def test_two_results_are_compared_without_their_texts(suite: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    run("eval", suite, "-o", good)
    run("eval", suite, "--beam", 1, "-o", bad)
    suite.unlink()
    assert run("compare", bad, good) == (0, run("compare", bad, good)[1])
    code, output = run("compare", good, bad, "--markdown", tmp_path / "c.md")
    assert code == 0
    assert "fell from" in output
    assert (tmp_path / "c.md").read_text("utf-8").startswith("## tiny: worse")
    assert run("compare", good, bad, "--fail-if-worse")[0] == ExitCode.WORSE


def test_a_model_needs_its_pair(suite: Path) -> None:
    with pytest.raises(InputError, match="--pair"):
        run("eval", suite, "--model", "mine")


def test_shipped_suites_are_found_by_name() -> None:
    assert find_suite("press").name == "press.toml"
    with pytest.raises(InputError, match="news, press"):
        find_suite("pres")
