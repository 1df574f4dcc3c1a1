from __future__ import annotations

import json
from pathlib import Path

import pytest

from g60translate.errors import EngineError, FaultyData
from g60translate.scoring.metrics.statistics import scorer_named
from g60translate.scoring.result import Evaluation, dump_evaluation, load_evaluation
from g60translate.scoring.suites.evaluate import evaluate
from g60translate.scoring.suites.line import Line
from g60translate.scoring.suites.sets import load_suite
from tests.scoring.sample import REFERENCE, SOURCE, system, write_suite


@pytest.fixture
def result(tmp_path: Path) -> Evaluation:
    return evaluate(load_suite(write_suite(tmp_path)), system(drop_every=3), system="model:test")


def test_reading_undoes_writing(result: Evaluation) -> None:
    assert load_evaluation(dump_evaluation(result), name="r.json") == result


def test_a_result_holds_no_source_and_no_reference(result: Evaluation) -> None:
    text = dump_evaluation(result).decode()
    assert not any(line in text for line in SOURCE)
    assert not any(line in text for line in REFERENCE)


def test_counts_give_the_scores_back(result: Evaluation) -> None:
    (tiny,) = result.sets
    for name in tiny.statistics:
        score = tiny.score(name)
        assert score is not None
        totals = tiny.counts(name).sum(axis=0, keepdims=True)
        assert scorer_named(name, target_lang="en").scores(totals)[0] == pytest.approx(score.value)


def test_every_score_has_its_signature(result: Evaluation) -> None:
    settings = ("version:", "g60translate:")
    scores = [score for each in result.sets for score in each.scores]
    assert all(any(part in score.signature for part in settings) for score in scores)
    assert result.system == "model:test"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda content: content["sets"][0]["outputs"].pop(), "sets.0"),
        (lambda content: content["sets"][0].pop("digest"), "sets.0.digest"),
        (lambda content: content.update(kind="record"), "kind"),
    ],
)
def test_faults_name_their_place(result: Evaluation, change: object, where: str) -> None:
    content = json.loads(dump_evaluation(result))
    assert callable(change)
    change(content)
    with pytest.raises(FaultyData, match=r"bad\.json") as caught:
        load_evaluation(json.dumps(content).encode(), name="bad.json")
    assert where in {fault.where for fault in caught.value.faults}


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe\x00"])
def test_what_is_no_result_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(FaultyData, match=r"x\.json"):
        load_evaluation(data, name="x.json")


def test_a_translator_that_loses_lines_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="4 lines went in, 1 came out"):
        evaluate(load_suite(write_suite(tmp_path)), lambda *_: [Line("one")], system="x")
