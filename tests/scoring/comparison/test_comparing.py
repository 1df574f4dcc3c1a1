"""What may be compared, what is refused with its reason, and what is told besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.errors import InputError
from g60translate.gate import judge
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Term
from g60translate.scoring.comparison.comparing import compare_sets
from g60translate.scoring.result import Evaluation
from g60translate.scoring.suites.evaluate import Yardstick, evaluate, recount
from g60translate.scoring.suites.sets import LoadedSuite, load_suite
from tests.scoring.sample import system, write_suite

GLOSSARY = Glossary((Concept("expo", (Term("de", "Importmesse"), Term("en", "Import Expo"))),))


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> LoadedSuite:
    return load_suite(write_suite(tmp_path_factory.mktemp("suite"), repeat=5))


@pytest.fixture(scope="module")
def result(suite: LoadedSuite) -> Evaluation:
    return evaluate(suite, system(repeat=5), terms=Yardstick(GLOSSARY, "g"), system="model:x")


def resigned(result: Evaluation, old: str, new: str) -> Evaluation:
    """The same with other words in the signatures of its scores."""
    sets = [
        each.model_copy(
            update={
                "scores": tuple(
                    s.model_copy(update={"signature": s.signature.replace(old, new)})
                    for s in each.scores
                )
            }
        )
        for each in result.sets
    ]
    return result.model_copy(update={"sets": tuple(sets)})


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("tok:13a", "tok:intl", r"BLEU .* with tok intl for the baseline and with 13a now"),
        ("case:lc", "case:mixed", r"TER .* with case mixed for the baseline and with lc now"),
        ("|nw:2", "", r"chrF2\+\+ .* with nw unset for the baseline and with 2 now"),
        ("check:numbers", "check:figures", "errors:numbers .* with check figures"),
        ("match:exclusive", "match:loose", "terms .* with match loose"),
    ],
)
def test_a_baseline_made_with_other_settings_is_refused_with_the_reason(
    result: Evaluation, old: str, new: str, reason: str
) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        judge(result, resigned(result, old, new))
    assert "g60translate eval baseline set" in str(caught.value)


def test_another_sacrebleu_is_told(result: Evaluation) -> None:
    verdict = judge(result, resigned(result, "version:2", "version:1"))
    assert verdict.passed
    assert any("sacreBLEU is another than the baseline's (1." in note for note in verdict.notes)


def test_another_glossary_is_told(suite: LoadedSuite, result: Evaluation) -> None:
    other = Glossary((Concept("expo", (Term("de", "Importmesse"), Term("en", "Expo"))),))
    now = evaluate(suite, system(repeat=5), terms=Yardstick(other, "g"), system="model:x")
    (note,) = [n for n in judge(now, result).notes if "glossary" in n]
    assert note == (
        "The glossary is another than the baseline's "
        f"(g@{GLOSSARY.digest[:8]} → g@{other.digest[:8]})."
    )


def test_scores_that_the_baseline_has_not_are_told_and_not_compared(result: Evaluation) -> None:
    (tiny,) = result.sets
    fewer = {k: v for k, v in tiny.statistics.items() if k != "errors:urls"}
    old = tiny.model_copy(update={"statistics": fewer})
    names = {found.name for found in compare_sets(tiny, old)}
    assert names == set(fewer)
    notes = judge(result, result.model_copy(update={"sets": (old,)})).notes
    assert "tiny de-en: the baseline has no counts for errors:urls." in notes


def test_the_baseline_s_errors_are_counted_by_the_checks_of_today(
    suite: LoadedSuite, result: Evaluation
) -> None:
    (tiny,) = result.sets
    nobody = tuple((1.0, 0.0) for _ in tiny.outputs)
    outputs = tuple(output.replace("14.2", "41.2") for output in tiny.outputs)
    old = tiny.model_copy(
        update={
            "outputs": outputs,
            "statistics": tiny.statistics | {"errors:numbers": nobody, "errors:tags": nobody},
            "faults": (),
        }
    )
    (now,) = recount(result.model_copy(update={"sets": (old,)}), suite.sets).sets
    assert now.counts("errors:numbers")[:, 1].sum() == 5
    assert {fault.check for fault in now.faults} == {"numbers"}
    assert now.statistics["errors:tags"] == nobody
    assert now.statistics["BLEU"] == old.statistics["BLEU"]


def test_other_texts_are_not_recounted(
    suite: LoadedSuite, result: Evaluation, tmp_path: Path
) -> None:
    others = load_suite(write_suite(tmp_path, repeat=2)).sets
    assert recount(result, others) == result
