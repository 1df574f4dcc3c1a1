"""Domains over sets, documents within a set, from the counts of segments."""

from __future__ import annotations

from dataclasses import replace

import pytest

from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Term
from g60translate.scoring.metrics.rollup import MIN_INTERVAL, roll_up
from g60translate.scoring.metrics.sacrebleu import BleuMetric
from g60translate.scoring.result import Evaluation, RollUp
from g60translate.scoring.suites.evaluate import Yardstick, evaluate, recount
from g60translate.scoring.suites.sets import LoadedSuite, load_suite
from tests.scoring.sample import REFERENCE, system, write_suite

REPEAT = 30
GLOSSARY = Glossary((Concept("expo", (Term("de", "Importmesse"), Term("en", "Import Expo"))),))


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> LoadedSuite:
    """The set twice, the second time under another name and without documents."""
    loaded = load_suite(write_suite(tmp_path_factory.mktemp("suite"), repeat=REPEAT))
    (tiny,) = loaded.sets
    return replace(loaded, sets=(tiny, replace(tiny, name="again", docids=())))


@pytest.fixture(scope="module")
def result(suite: LoadedSuite) -> Evaluation:
    translate = system(drop_every=3, repeat=REPEAT)
    return evaluate(suite, translate, terms=Yardstick(GLOSSARY), system="model:x")


def documents(result: Evaluation) -> list[RollUp]:
    return [each for each in result.rollups if each.kind == "document"]


def test_a_domain_is_scored_over_all_its_sets(result: Evaluation) -> None:
    (domain,) = (each for each in result.rollups if each.kind == "domain")
    assert (domain.name, domain.pair, domain.set_name) == ("press", "de-en", "")
    assert domain.segments == 2 * 4 * REPEAT
    outputs = [output for each in result.sets for output in each.outputs]
    bleu = BleuMetric(target_lang="en").score(outputs, [REFERENCE * 2 * REPEAT], resamples=0)
    assert domain.values["BLEU"] == pytest.approx(bleu.value, abs=1e-4)
    assert {"chrF2++", "TER", "terms", "errors:numbers", "errors:length"} <= domain.values.keys()
    assert domain.values.keys() == domain.intervals.keys()


def test_a_document_is_scored_alone_and_too_small_for_an_interval(result: Evaluation) -> None:
    found = documents(result)
    assert [each.name for each in found] == [f"doc{n}" for n in range(2 * REPEAT)]
    assert {each.set_name for each in found} == {"tiny de-en"}
    second = found[1]
    outputs = result.sets[0].outputs[2:4]
    bleu = BleuMetric(target_lang="en").score(outputs, [REFERENCE[2:4]], resamples=0)
    assert (second.segments, second.intervals) == (2, {})
    assert second.values["BLEU"] == pytest.approx(bleu.value, abs=1e-4)


def test_a_document_without_terms_has_no_term_figure(result: Evaluation) -> None:
    first, second = documents(result)[:2]
    assert "terms" not in first.values
    assert second.values["terms"] in {0.0, 100.0}


def test_a_group_gets_an_interval_from_its_size_on(suite: LoadedSuite) -> None:
    (tiny, _) = suite.sets
    sized = {f"doc{size}": size for size in (MIN_INTERVAL - 1, MIN_INTERVAL)}
    names = [name for name, size in sized.items() for _ in range(size)]
    names += ["rest"] * (len(tiny.sources) - len(names))
    renamed = replace(suite, sets=(replace(tiny, docids=tuple(names)),))
    result = evaluate(renamed, system(drop_every=3, repeat=REPEAT), system="model:x")
    given = {each.name: bool(each.intervals) for each in documents(result)}
    assert given == {f"doc{MIN_INTERVAL - 1}": False, f"doc{MIN_INTERVAL}": True, "rest": True}


def test_sets_without_domain_and_of_one_document_are_not_rolled_up(result: Evaluation) -> None:
    (tiny, _) = result.sets
    plain = tiny.model_copy(update={"domain": "", "docids": ("only",) * len(tiny.outputs)})
    assert roll_up([plain]) == ()


def test_an_older_baseline_is_rolled_up_when_the_texts_are_at_hand(
    suite: LoadedSuite, result: Evaluation
) -> None:
    bare = [each.model_copy(update={"docids": (), "domain": "old"}) for each in result.sets]
    old = result.model_copy(update={"sets": tuple(bare), "rollups": ()})
    assert recount(old, suite.sets).rollups == result.rollups
