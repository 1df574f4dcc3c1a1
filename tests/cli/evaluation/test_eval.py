"""`eval` and `compare` with a system that is handed in; the walk itself is tested elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from g60translate.cli.evaluation import eval as eval_command
from g60translate.cli.evaluation.compare import compare
from g60translate.cli.evaluation.measuring import Bench, Measured, comet_named, find_suite
from g60translate.cli.translate.workbench import Settings
from g60translate.errors import ConfigError, ExitCode, FaultyData, InputError
from g60translate.scoring.result import Evaluation, load_evaluation
from g60translate.scoring.suites.evaluate import evaluate
from g60translate.scoring.suites.sets import LoadedSuite, load_suite
from tests.scoring.sample import system, write_suite

REPEAT = 30
REAL_EVALUATE = Bench.evaluate

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
        translate = system(drop_every=0 if self.engine.beam == 4 else 4, repeat=REPEAT)
        return Measured(evaluate(loaded, translate, system=f"beam:{self.engine.beam}"), loaded.sets)

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


def test_compare_shows_the_changed_lines_from_the_largest_fall_on(
    suite: Path, tmp_path: Path
) -> None:
    good, bad, page = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "c.html"
    run("eval", suite, "-o", good)
    run("eval", suite, "--beam", 1, "-o", bad)
    code, output = run("compare", good, bad, "--lines", 2, "--html", page)
    assert code == 0
    assert f"tiny de-en: {4 * REPEAT} outputs, {REPEAT} changed." in output
    fallen = output.partition("Lines that fell most by chrF2++:\n")[2]
    assert [line.split()[0] for line in fallen.splitlines()] == ["line", "-", "+"] * 2
    assert "gained" not in output
    assert "Lines that gained" in run("compare", bad, good)[1]
    assert "outputs, " not in run("compare", good, bad, "--lines", 0)[1]
    text = page.read_text("utf-8")
    assert f"Largest falls against the baseline: 20 of {REPEAT} changed outputs" in text
    assert "<dt>Source</dt>" not in text
    run("compare", good, bad, "--html", page, "--suite", suite)
    assert "<dt>Source</dt>" in page.read_text("utf-8")


def test_compare_gives_programs_every_changed_line(suite: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    run("eval", suite, "-o", good)
    run("eval", suite, "--beam", 1, "-o", bad)
    _, output = run("compare", good, bad, "--json")
    changed = json.loads(output)["changes"]["tiny de-en"]
    gains = [each["score"] - each["before_score"] for each in changed]
    assert (len(changed), gains) == (REPEAT, sorted(gains))


def test_compare_refuses_what_cannot_be_compared(suite: Path, tmp_path: Path) -> None:
    result = tmp_path / "r.json"
    run("eval", suite, "-o", result)
    with pytest.raises(InputError, match="nowhere"):
        run("compare", result, tmp_path / "nowhere.json")
    with pytest.raises(InputError, match="is a folder"):
        run("compare", result, tmp_path)
    with pytest.raises(FaultyData, match=r"make suite\.toml again"):
        run("compare", result, suite)
    content = json.loads(result.read_text("utf-8"))
    content["sets"][0]["name"] = "other"
    (tmp_path / "o.json").write_text(json.dumps(content), "utf-8")
    with pytest.raises(InputError, match="no set in common"):
        run("compare", result, tmp_path / "o.json")


def test_a_suite_names_glossary_and_models_and_options_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "house").mkdir()
    gate = 'glossary = "house.csv"\nmodels = { de-en = "house", de-fr = "other" }'
    loaded = load_suite(write_suite(tmp_path, gate=gate))
    assert loaded.glossary == tmp_path / "house.csv"
    assert loaded.model_for("de-en") == str(tmp_path / "house")
    assert (loaded.model_for("de-fr"), loaded.model_for("en-de")) == ("other", None)
    settings: list[Settings] = []

    def workbench(asked: Settings) -> Stop:
        settings.append(asked)
        return Stop()

    monkeypatch.setattr("g60translate.cli.evaluation.measuring.Workbench", workbench)
    for bench in (Bench(), Bench(glossary=Path("mine.csv"), model="mine")):
        with pytest.raises(InputError):
            REAL_EVALUATE(bench, loaded, pair="de-en")
    found = [(each.glossary, each.model) for each in settings]
    assert found == [(loaded.glossary, str(tmp_path / "house")), (Path("mine.csv"), "mine")]


@pytest.mark.parametrize("command", ["", "comet-score 'open"])
def test_a_comet_command_that_cannot_be_read_is_refused(command: str, tmp_path: Path) -> None:
    assert comet_named(command, None) is None
    with pytest.raises(InputError, match="--comet-command"):
        comet_named(command, tmp_path / "model.ckpt")


class Stop:
    """A workbench that gives no translator."""

    def translator(self, source_lang: str) -> None:
        raise InputError(source_lang)
