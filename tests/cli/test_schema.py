"""What is written and printed fits the schemas, and the schemas fit nothing else."""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from g60translate.api import translate_document
from g60translate.cli.app import _run
from g60translate.cli.evaluation.measuring import Bench, Measured
from g60translate.cli.schema import SCHEMAS, make_schema
from g60translate.errors import ExitCode
from g60translate.glossary.store import load_glossary
from g60translate.pipeline import Translator
from g60translate.scoring.result import Evaluation
from g60translate.scoring.suites.evaluate import evaluate
from g60translate.scoring.suites.sets import LoadedSuite
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.request import Rung
from tests.cli.test_commands import ALL
from tests.conftest import ROOT, Answers, ScriptedEngine
from tests.scoring.sample import system, write_suite

TABLE = """concept,lang,term,status,inflect,source
expo,de,Importmesse,,noun:f,style guide
expo,en,Import Expo,,,style guide
expo,en,Import Fair,forbidden,,
"""
Say = Callable[..., Any]


def check(name: str, content: Any) -> None:
    """Raise ValidationError where the content does not fit the schema of this name."""
    validator = Draft202012Validator(make_schema(name), format_checker=FormatChecker())
    validator.validate(content)


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command and read what it prints."""

    def said(*arguments: str | Path, codes: tuple[int, ...] = (0,)) -> Any:
        monkeypatch.setattr(sys, "argv", ["g60translate", *map(str, arguments)])
        capsys.readouterr()
        assert _run() in codes
        return json.loads(capsys.readouterr().out)

    return said


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-data"))
    monkeypatch.delenv("G60_MODELS", raising=False)
    Path("house.csv").write_text(TABLE, encoding="utf-8")
    Path("a.de.txt").write_text("Die Importmesse ist offen.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def record(folder: Path, scripted: Callable[[Answers], ScriptedEngine]) -> Path:
    """A record with a missed term, findings with and without a place, and a confidence."""
    engine = scripted(lambda _: ["The Import Fair is open since 1999."])
    rungs = [Rung.MODEL]
    translator = Translator(engine, load_glossary("house.csv"), SrxSegmenter(), rungs=rungs)
    place = folder / "a.de.txt.g60.json"
    translate_document("a.de.txt", translator, output="a.en.txt", record=place)
    return place


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one_and_lets_no_stranger_in(name: str, say: Say) -> None:
    made = say("schema", name)
    Draft202012Validator.check_schema(made)
    assert made == make_schema(name)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for each in (made, *made.get("$defs", {}).values()):
        if each.get("type") == "object":
            assert each["additionalProperties"] is False, each["title"]
            assert each["description"], each["title"]


def test_every_command_that_prints_json_has_one() -> None:
    printing = {
        # SUITE alone stands for `run SUITE`.
        name.replace(" ", "-").replace("eval-run", "eval")
        for name, command in ALL.items()
        if any("--json" in parameter.opts for parameter in command.params)
    }
    assert printing == set(SCHEMAS) - {"record", "evaluation", "error"}


def test_they_are_listed_and_a_wrong_name_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["g60translate", "schema"])
    assert _run() == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split("\t")[0] for line in lines] == list(SCHEMAS)
    monkeypatch.setattr(sys, "argv", ["g60translate", "schema", "recrod"])
    assert _run() == ExitCode.INPUT
    assert "record" in capsys.readouterr().err


def test_a_real_record_fits(record: Path) -> None:
    content = json.loads(record.read_bytes())
    check("record", content)
    (segment,) = content["segments"]
    assert segment["terms"]
    assert {finding["start"] is None for finding in segment["findings"]} == {True, False}


def _forget(content: Any) -> None:
    del content["segments"][0]["source"]


def _invent(content: Any) -> None:
    content["segments"][0]["surprise"] = 1


def _hash(content: Any) -> None:
    content["source"]["sha256"] = "abc"


def _doubt(content: Any) -> None:
    content["segments"][0]["confidence"] = 1.5


def _date(content: Any) -> None:
    content["created"] = 2023


def _version(content: Any) -> None:
    content["schema_version"] = 2


@pytest.mark.parametrize("spoil", [_forget, _invent, _hash, _doubt, _date, _version])
def test_what_is_no_record_does_not_fit(record: Path, spoil: Callable[[Any], None]) -> None:
    content = copy.deepcopy(json.loads(record.read_bytes()))
    spoil(content)
    with pytest.raises(ValidationError):
        check("record", content)


def test_the_shipped_baseline_fits() -> None:
    baseline = ROOT / "eval" / "baselines" / "press.de-en.json"
    check("evaluation", json.loads(baseline.read_bytes()))


def test_what_is_listed_fits(folder: Path, say: Say) -> None:
    for words in ("formats", "pairs", "models list", "models info de-en"):
        content = say(*words.split(), "--json")
        assert content
        check("-".join(words.split()[:2]) if words.startswith("models") else words, content)


def test_what_a_command_prints_that_fails_fits(folder: Path, say: Say) -> None:
    check("error", say("translate", "gone.txt", "--to", "en", "--json", codes=(1,)))
    Path("g60.toml").write_text("glosary = 1\n", encoding="utf-8")
    content = say("config", "show", "--json", codes=(3,))
    assert content["error"]["faults"]
    check("error", content)


def test_what_a_translation_prints_fits(
    folder: Path,
    say: Say,
    monkeypatch: pytest.MonkeyPatch,
    scripted: Callable[[Answers], ScriptedEngine],
) -> None:
    engine = scripted(lambda source: [source])
    translator = Translator(engine, load_glossary("house.csv"), SrxSegmenter())
    where = "g60translate.cli.translate.workbench.load_translator"
    monkeypatch.setattr(where, lambda *_a, **_k: translator)
    content = say("translate", "a.de.txt", "gone.txt", "--to", "en", "--json", codes=(1, 2))
    assert [each["error"] is None for each in content] == [True, False]
    check("translate", content)


def test_what_the_glossary_commands_print_fits(folder: Path, record: Path, say: Say) -> None:
    lines = """
        glossary new begun.csv
        glossary add begun.csv expo --term de=Messe --term en=fair
        glossary set begun.csv expo status=forbidden --lang en --term fair
        glossary remove begun.csv expo --lang en --term fair
        glossary show house.csv expo
        glossary find house.csv Import
        glossary find house.csv Importmesse --from de --to en
        glossary lint begun.csv --info
        glossary diff begun.csv house.csv
        glossary export house.csv house.tbx
        glossary import house.tbx again.csv
    """
    for line in filter(None, map(str.strip, lines.splitlines())):
        words = line.split()
        content = say(*words, "--json", codes=(0, 3))
        assert content
        check("-".join(words[:2]), content)
    pair = ("--from", "de", "--to", "en")
    options = ("--glossary", "house.csv", "--against", "begun.csv", "--record", record)
    content = say("glossary", "impact", "a.de.txt", *pair, *options, "--json", codes=(2,))
    assert content[0]["touched"][0]["breaches"]
    check("glossary-impact", content)


def test_scores_fit_with_terms_and_without(folder: Path, say: Say) -> None:
    Path("a.en.txt").write_text("The fair is open.\n", encoding="utf-8")
    Path("ref.txt").write_text("The Import Expo is open.\n", encoding="utf-8")
    plain = say("score", "a.en.txt", "ref.txt", "--to", "en", "--json")
    options = ("--src", "a.de.txt", "--from", "de", "--glossary", "house.csv")
    with_terms = say("score", "a.en.txt", "ref.txt", "--to", "en", *options, "--json")
    assert (plain["terms"], len(with_terms["terms"]["missed"])) == (None, 1)
    check("score", plain)
    check("score", with_terms)


def test_evaluations_and_comparisons_fit(
    folder: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measure(
        self: Bench, loaded: LoadedSuite, *, pair: str | None, earlier: Evaluation | None = None
    ) -> Measured:
        translate = system(drop_every=0 if self.engine.beam == 4 else 4, repeat=30)
        return Measured(evaluate(loaded, translate, system=f"beam:{self.engine.beam}"), loaded.sets)

    monkeypatch.setattr(Bench, "evaluate", measure)
    suite = write_suite(folder, repeat=30)
    first = say("eval", suite, "--output", "r1.json", "--json")
    second = say(
        "eval", suite, "--beam", "1", "--against", "r1.json", "-o", "r2.json", "--json", codes=(5,)
    )
    assert (first["verdict"], second["verdict"]["passed"]) == (None, False)
    for content in (first, second):
        check("eval", content)
    check("evaluation", json.loads(Path("r2.json").read_bytes()))
    compared = say("compare", "r1.json", "r2.json", "--json")
    assert compared["changes"]["tiny de-en"]
    check("compare", compared)
