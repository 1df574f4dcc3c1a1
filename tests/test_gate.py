from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from g60translate.errors import InputError
from g60translate.gate import judge, losses
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Term
from g60translate.scoring.metrics.significance import Comparison
from g60translate.scoring.result import Evaluation
from g60translate.scoring.suites.evaluate import Yardstick, evaluate
from g60translate.scoring.suites.line import Line
from g60translate.scoring.suites.sets import LoadedSuite, load_suite
from g60translate.scoring.thresholds import Floors, Thresholds
from tests.scoring.sample import system, write_suite

REPEAT = 30
GLOSSARY = Glossary((Concept("expo", (Term("de", "Importmesse"), Term("en", "Import Expo"))),))


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> LoadedSuite:
    return load_suite(write_suite(tmp_path_factory.mktemp("suite"), repeat=REPEAT))


def measure(suite: LoadedSuite, *, drop_every: int = 0, terms: bool = False) -> Evaluation:
    return evaluate(
        suite,
        system(drop_every=drop_every, repeat=REPEAT),
        terms=Yardstick(GLOSSARY) if terms else None,
        system="model:test",
    )


def test_the_same_system_passes(suite: LoadedSuite) -> None:
    verdict = judge(measure(suite), measure(suite))
    assert (verdict.passed, verdict.reasons, verdict.notes) == (True, (), ())
    assert all(found.unchanged for found in verdict.comparisons["tiny de-en"])


def test_a_real_loss_fails_and_says_where_and_how_much(suite: LoadedSuite) -> None:
    verdict = judge(measure(suite, drop_every=4), measure(suite))
    assert not verdict.passed
    assert len(verdict.reasons) == 2
    assert str(verdict.reasons[0]).startswith("tiny de-en: ")
    assert "fell from" in verdict.reasons[0].message


def test_a_gain_passes(suite: LoadedSuite) -> None:
    assert judge(measure(suite), measure(suite, drop_every=4)).passed


def test_a_small_set_is_not_tested_but_its_limits_hold(suite: LoadedSuite) -> None:
    few = Thresholds(min_segments=1000)
    worse = measure(suite, drop_every=4)
    verdict = judge(worse, measure(suite), few)
    assert verdict.passed
    assert "too small" in verdict.notes[0]
    limited = Thresholds(min_segments=1000, floors=Floors(max_loss={"BLEU": 1.0}))
    assert "more than the 1.00" in judge(worse, measure(suite), limited).reasons[0].message


def test_terms_have_a_floor_even_without_a_baseline(suite: LoadedSuite) -> None:
    worse = measure(suite, drop_every=2, terms=True)
    (reason,) = judge(worse, None, Thresholds(floors=Floors(min_terms=95))).reasons
    assert str(reason) == (
        "tiny de-en: 0.00 % of the terms are met, the floor is 95.00 %. “Importmesse” has to be "
        "“Import Expo”, which the output lacks in lines 3, 7, 11 and 27 more."
    )
    assert judge(worse, None).passed
    assert judge(measure(suite, terms=True), None, Thresholds(floors=Floors(min_terms=95))).passed


def test_lost_terms_are_tested_like_the_metrics(suite: LoadedSuite) -> None:
    verdict = judge(measure(suite, drop_every=2, terms=True), measure(suite, terms=True))
    assert any("terms fell from 100.00" in reason.message for reason in verdict.reasons)


def test_other_texts_cannot_be_compared(suite: LoadedSuite, tmp_path: Path) -> None:
    other = load_suite(write_suite(tmp_path, repeat=2))
    with pytest.raises(InputError, match="other texts"):
        judge(measure(other), measure(suite))


def test_sets_of_one_side_only_are_noted(suite: LoadedSuite) -> None:
    result = measure(suite)
    (tiny,) = result.sets
    new, gone = (tiny.model_copy(update={"name": name}) for name in ("new", "gone"))
    now = result.model_copy(update={"sets": (tiny, new)})
    before = result.model_copy(update={"sets": (tiny, gone)})
    assert judge(now, before).notes == (
        "new: not in the baseline, so only its floors were looked at.",
        "gone: in the baseline, but not measured now.",
    )


def test_a_baseline_of_other_sets_judges_nothing(suite: LoadedSuite) -> None:
    result = measure(suite)
    other = result.model_copy(
        update={"sets": (result.sets[0].model_copy(update={"name": "other"}),)}
    )
    with pytest.raises(InputError, match=r"no set in common.*tiny de-en; the baseline: other\.$"):
        judge(result, other)


def test_a_glossary_that_contradicts_the_references_is_named(suite: LoadedSuite) -> None:
    broken = Glossary(
        (Concept("expo", (Term("de", "Importmesse"), Term("en", "Fair of Imports"))),)
    )
    result = evaluate(suite, system(repeat=REPEAT), terms=Yardstick(broken), system="model:test")
    floors = Thresholds(floors=Floors(min_reference_terms=100))
    reasons = judge(result, None, floors).reasons
    assert [reason.score for reason in reasons] == ["terms-reference"]
    assert "“Importmesse” has to be “Fair of Imports”" in reasons[0].message
    assert "which the reference lacks in lines 3, 7, 11 and 27 more." in reasons[0].message
    assert judge(measure(suite, terms=True), None, floors).passed


def test_errors_have_limits_and_are_tested_apart_from_the_metrics(suite: LoadedSuite) -> None:
    def lose_numbers(_: str, __: str, lines: Sequence[Line]) -> list[Line]:
        good = system(repeat=REPEAT)("de", "en", lines)
        return [replace(line, text=line.text.replace("14.2", "some")) for line in good]

    worse = evaluate(suite, lose_numbers, system="model:test")
    (reason,) = judge(worse, None, Thresholds(floors=Floors(max_errors={"numbers": 20}))).reasons
    assert reason.score == "errors:numbers"
    assert reason.message.startswith("25.00 % of the lines have an error of the numbers check")
    assert "Line 2: The number “14,2 Prozent” is missing." in reason.message
    assert "And 27 errors more." in reason.message
    found = {reason.score: reason for reason in judge(worse, measure(suite)).reasons}
    assert "errors:numbers rose from 0.00 to 25.00" in found["errors:numbers"].message
    assert judge(measure(suite), worse).passed


def test_the_same_cause_is_told_once(suite: LoadedSuite) -> None:
    reasons = judge(measure(suite, drop_every=4), measure(suite)).reasons
    told = ["30 of 120 outputs differ" in reason.message for reason in reasons]
    assert told == [True, False]


def test_a_set_s_own_floors_take_the_place_of_the_others(suite: LoadedSuite) -> None:
    worse = measure(suite, drop_every=2, terms=True)
    strict = Thresholds(floors=Floors(min_terms=95))
    assert not judge(worse, None, strict).passed
    assert judge(worse, None, replace(strict, sets={"tiny de-en": Floors()})).passed
    assert (strict.has_floors, Thresholds().has_floors) == (True, False)


def made(name: str, p: float) -> Comparison:
    """A loss of one point with this two-sided p."""
    sign = 1 if name.startswith("errors:") else -1
    return Comparison(name, 50, 50 + sign, sign, (-2, 2), p, p, 1000, "")


@pytest.mark.parametrize(
    ("found", "failed"),
    [
        ([made("BLEU", 0.04)], ["BLEU"]),
        # Holm: the smallest of two has to be below half of alpha.
        ([made("BLEU", 0.04), made("terms", 0.9)], []),
        ([made("BLEU", 0.024), made("terms", 0.9)], ["BLEU"]),
        # Errors are a family of their own: many of them do not blunt the test of BLEU.
        ([made("BLEU", 0.04), *[made("errors:numbers", 0.9)] * 9], ["BLEU"]),
        ([made("BLEU", 0.9), made("errors:numbers", 0.04)], ["errors:numbers"]),
        # TER is reported and not tested.
        ([made("BLEU", 0.04), made("TER", 0.0001)], ["BLEU"]),
    ],
)
def test_every_family_is_tested_by_holm_s_procedure(
    found: list[Comparison], failed: list[str]
) -> None:
    assert [reason.score for reason in losses({"set": tuple(found)}, Thresholds())] == failed
