"""The bench with a translator that is handed in: what is measured, skipped and taken over."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from g60translate.cli.evaluation import measuring as bench
from g60translate.cli.evaluation.measuring import Bench, find_suite
from g60translate.cli.options.groups import EngineOptions
from g60translate.documents.model import Block
from g60translate.errors import InputError, UnsupportedPair
from g60translate.glossary.book import Glossary
from g60translate.scoring.suites.sets import LoadedSuite, load_suite
from tests.cli.evaluation.test_eval import app
from tests.cli.fakes import install
from tests.scoring.sample import REFERENCE, SOURCE, write_suite

GLOSSARY = (
    "concept,lang,term,status\n"
    "expo,de,Importmesse,preferred\nexpo,en,Import Expo,preferred\n"
    "valley,de,Tal,preferred\nvalley,en,valley,preferred\n"
)


def reference(block: Block, glossary: Glossary) -> Block:
    return Block(block.id, block.kind, dict(zip(SOURCE, REFERENCE, strict=True))[block.text])


@pytest.fixture
def suite(tmp_path: Path) -> LoadedSuite:
    return load_suite(write_suite(tmp_path))


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    (tmp_path / "terms.csv").write_text(GLOSSARY, "utf-8")
    return tmp_path / "terms.csv"


def test_a_result_says_what_made_it(
    suite: LoadedSuite, glossary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, reference)
    measured = Bench(glossary=glossary, engine=EngineOptions(beam=2)).evaluate(suite, pair="de-en")
    (tiny,) = measured.result.sets
    assert tiny.outputs == tuple(REFERENCE)
    assert [score.value for score in tiny.scores if score.name in {"BLEU", "terms"}] == [
        pytest.approx(100),
        100,
    ]
    assert measured.result.system.startswith("model:fake|model_digest:digest of fake|engine:fake")
    assert "|beam:2|" in measured.result.system
    assert "|glossary:terms.csv|" in measured.result.system
    assert (len(measured.result.program), measured.obstacle, measured.sets) == (64, "", suite.sets)


def test_a_glossary_that_is_not_enforced_is_counted_all_the_same(
    suite: LoadedSuite, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = install(monkeypatch, reference)
    measured = Bench(no_glossary=True).evaluate(suite, pair=None)
    assert len(loaded[0].glossary) == 0
    assert "glossary" not in measured.result.system
    assert measured.result.sets[0].score("terms") is not None


def test_pairs_without_a_model_are_skipped_unless_asked_for(
    suite: LoadedSuite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(*_: object, **__: object) -> None:
        raise UnsupportedPair("No model translates de-en.")

    monkeypatch.setattr("g60translate.cli.translate.workbench.load_translator", load)
    with pytest.raises(UnsupportedPair):
        Bench().evaluate(suite, pair="de-en")
    with pytest.raises(InputError, match=r"nothing to measure\. tiny de-en: No model"):
        Bench().evaluate(suite, pair=None)


def test_a_change_of_glossary_alone_translates_only_what_it_touches(
    suite: LoadedSuite, glossary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = install(monkeypatch, reference)
    first = Bench(glossary=glossary).evaluate(suite, pair=None).result
    glossary.write_text(GLOSSARY.replace("Import Expo", "Import Fair"), "utf-8")
    second = Bench(glossary=glossary).evaluate(suite, pair=None, earlier=first)
    assert loaded[1].asked == [line for line in SOURCE if "Importmesse" in line]
    assert (second.obstacle, second.result.sets[0].reused) == ("", 3)
    assert second.result.sets[0].outputs == first.sets[0].outputs
    third = Bench(glossary=glossary).evaluate(suite, pair=None, earlier=second.result)
    assert (loaded[2].asked, third.result.sets[0].reused) == ([], 4)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"engine": EngineOptions(beam=1)}, "model or an option"),
        ({"model": "other"}, "model or an option"),
        ({}, "program or one of its libraries"),
    ],
)
def test_nothing_is_taken_over_from_another_system(
    suite: LoadedSuite,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, object],
    message: str,
) -> None:
    loaded = install(monkeypatch, reference)
    first = Bench().evaluate(suite, pair="de-en").result
    if not change:
        monkeypatch.setattr(bench, "program_digest", lambda: "another")
    changed = Bench(**change)  # type: ignore[arg-type]
    second = changed.evaluate(suite, pair="de-en", earlier=first)
    assert message in second.obstacle
    assert loaded[1].asked == SOURCE
    assert second.result.sets[0].reused == 0


def test_a_chain_of_models_translates_everything(
    suite: LoadedSuite, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = install(monkeypatch, reference)
    chain = Bench(model="de-x+x-en")
    first = chain.evaluate(suite, pair="de-en").result
    second = chain.evaluate(suite, pair="de-en", earlier=first).result
    assert (loaded[1].asked, second.sets[0].decisions) == (SOURCE, ())


def test_the_command_says_what_it_took_over_and_why_not(
    tmp_path: Path, glossary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, reference)
    suite, base = write_suite(tmp_path), tmp_path / "base.json"
    options = ["--glossary", str(glossary)]
    run = CliRunner().invoke
    assert run(app, ["eval", str(suite), *options, "-o", str(base)]).exit_code == 0
    again = ["eval", str(suite), *options, "--against", str(base), "--reuse"]
    result = run(app, again)
    assert (result.exit_code, "4 of 4 outputs taken from the baseline" in result.output) == (
        0,
        True,
    )
    result = run(app, [*again, "--beam", "1"])
    assert result.exit_code == 0
    assert "Everything is translated anew: the model or an option" in result.stderr
    assert "taken from the baseline" not in result.output


def test_taking_over_needs_a_baseline(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["eval", str(write_suite(tmp_path)), "--reuse"])
    assert isinstance(result.exception, InputError)


def test_an_installed_package_says_that_suites_lie_in_a_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bench, "resource_folder", lambda name: tmp_path / name)
    with pytest.raises(InputError, match="an installed package does not carry them"):
        find_suite("press")
