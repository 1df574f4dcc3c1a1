from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER
from sacrebleu.significance import PairedTest, Result

from g60translate.errors import InputError
from g60translate.scoring.metrics.sacrebleu import (
    BleuMetric,
    ChrfMetric,
    CorpusMetric,
    TerMetric,
    metrics_for,
    tokenizer_for,
)
from g60translate.scoring.metrics.significance import compare

REFERENCES = [
    "The nine cities drew up a joint plan.",
    "Revenue rose by 14.2 percent to 2.86 billion yuan.",
    "She said: “We have waited long for this day.”",
    "The fair opened on November 8.",
]
HYPOTHESES = [
    "The nine cities have drawn up a joint plan.",
    "Revenue rose by 14.2% to 2.86 billion yuan.",
    "She said we waited for this day for long.",
    "On November 8 the fair was opened.",
]
CHINESE = ["九城市共同制定了规划。", "营收增长14.2%，达28.6亿元。"]
CHINESE_OUT = ["九座城市共同制定规划。", "收入增长14.2%，达到28.6亿元。"]

WORDS = ["the", "nine", "cities", "plan", "a", "park", ".", ",", "14"]
words = st.lists(st.sampled_from(WORDS), max_size=12)
lines = st.lists(st.tuples(words, words), min_size=1, max_size=6)


@given(lines)
@settings(deadline=None, max_examples=150)
def test_summed_counts_give_sacrebleu_s_scores(pairs: list[tuple[list[str], list[str]]]) -> None:
    hypotheses = [" ".join(one) for one, _ in pairs]
    references = [[" ".join(other) for _, other in pairs]]
    theirs = (BLEU(force=True), CHRF(word_order=2), TER())
    for metric, own in zip(metrics_for("en"), theirs, strict=True):
        score = metric.score(hypotheses, references, resamples=0)
        assert score.value == pytest.approx(own.corpus_score(hypotheses, references).score)
        assert score.ci95 is None


def test_chinese_has_its_own_settings() -> None:
    bleu, chrf, ter = (m.score(CHINESE_OUT, [CHINESE], resamples=0) for m in metrics_for("zh"))
    assert bleu.value == pytest.approx(
        BLEU(tokenize="zh").corpus_score(CHINESE_OUT, [CHINESE]).score
    )
    assert (chrf.name, "tok:zh" in bleu.signature, "asian:yes" in ter.signature) == (
        "chrF2",
        True,
        True,
    )
    assert 0 < ter.value < 100


@pytest.mark.parametrize(("lang", "name"), [("zh", "zh"), ("ja", "char"), ("de", "13a")])
def test_tokenizers(lang: str, name: str) -> None:
    assert tokenizer_for(lang) == name


@pytest.mark.parametrize("metric", metrics_for("en"), ids=lambda metric: metric.name)
def test_a_score_states_its_settings_and_an_interval_around_its_value(metric: CorpusMetric) -> None:
    score = metric.score(HYPOTHESES, [REFERENCES])
    assert score.ci95 is not None
    assert score.ci95[0] <= score.value <= score.ci95[1]
    assert score.ci95[0] < score.ci95[1]
    assert all(part in score.signature for part in ("nrefs:1", "version:", "bs:1000", "seed:"))
    assert metric.score(HYPOTHESES, [REFERENCES]) == score


def test_two_references_are_better_than_one() -> None:
    metric = BleuMetric(target_lang="en")
    one = metric.score(HYPOTHESES, [REFERENCES], resamples=0)
    two = metric.score(HYPOTHESES, [REFERENCES, HYPOTHESES], resamples=0)
    assert (round(two.value), "nrefs:2" in two.signature) == (100, True)
    assert one.value < two.value


@pytest.mark.parametrize("references", [[], ["one"], ["a"] * 5])
def test_unequal_line_counts_are_refused(references: list[str]) -> None:
    with pytest.raises(InputError, match=rf"4 lines, the reference {len(references)}\b"):
        BleuMetric(target_lang="en").score(HYPOTHESES, [references])


def test_no_lines_are_refused() -> None:
    with pytest.raises(InputError, match="no lines"):
        ChrfMetric(target_lang="en").score([], [[]])


def _systems(segments: int) -> tuple[list[str], list[str], list[str]]:
    rng = random.Random(7)
    reference, one, other = [], [], []
    for _ in range(segments):
        line = [rng.choice(WORDS) for _ in range(12)]
        reference.append(" ".join(line))
        one.append(" ".join(word if rng.random() < 0.8 else "x" for word in line))
        other.append(" ".join(word if rng.random() < 0.77 else "x" for word in line))
    return reference, one, other


@pytest.mark.parametrize("kind", ["ar", "bs"])
def test_p_values_are_sacrebleu_s(kind: str) -> None:
    reference, one, other = _systems(60)
    trials = 500
    _, table = PairedTest(
        [("one", one), ("other", other)],
        {"BLEU": BLEU(), "chrF2++": CHRF(word_order=2)},
        [reference],
        test_type=kind,
        n_samples=trials,
    )()
    ours_by_name = {
        metric.name: compare(
            metric,
            metric.statistics(one, [reference]),
            metric.statistics(other, [reference]),
            resamples=trials,
            trials=trials,
        )
        for metric in metrics_for("en")[:2]
    }
    for name, ours in ours_by_name.items():
        theirs = table[name][1]
        assert isinstance(theirs, Result)
        assert ours.system == pytest.approx(theirs.score)
        p = ours.p_randomization if kind == "ar" else ours.p_bootstrap
        # float32 sums there, float64 here: a trial on the edge may fall on the other side.
        assert p == pytest.approx(theirs.p_value, abs=0.01)


def test_a_system_does_not_differ_from_itself() -> None:
    metric = BleuMetric(target_lang="en")
    statistics = metric.statistics(HYPOTHESES, [REFERENCES])
    same = compare(metric, statistics, statistics)
    assert (same.difference, same.ci95) == (0.0, (0.0, 0.0))
    assert same.p_randomization == same.p_bootstrap == 1.0
    assert same.loss == 0.0


def test_a_clear_loss_is_significant_and_points_the_right_way() -> None:
    reference, one, _ = _systems(200)
    broken = [" ".join(line.split()[:9]) for line in one]
    for metric in metrics_for("en")[:2]:
        found = compare(
            metric, metric.statistics(one, [reference]), metric.statistics(broken, [reference])
        )
        assert found.loss > 0
        assert found.ci95[1] < 0
        assert max(found.p_bootstrap, found.p_randomization) < 0.01


@pytest.mark.parametrize(("changed", "p"), [(1, 1.0), (2, 0.5), (8, 2 * 0.5**8)])
def test_a_few_changed_segments_are_no_proof(changed: int, p: float) -> None:
    reference, one, _ = _systems(200)
    other = [
        line.rsplit(" ", 2)[0] if number < changed else line for number, line in enumerate(one)
    ]
    metric = BleuMetric(target_lang="en")
    found = compare(
        metric, metric.statistics(one, [reference]), metric.statistics(other, [reference])
    )
    assert found.loss > 0
    # All changes point the same way, so only trials that swap all of them or none come up to it.
    assert found.p_randomization == pytest.approx(p, abs=0.01)


def test_losing_words_raises_the_edit_rate_and_counts_as_a_loss() -> None:
    metric = TerMetric(target_lang="en")
    broken = [line[: len(line) // 2] for line in HYPOTHESES]
    found = compare(
        metric,
        metric.statistics(HYPOTHESES, [REFERENCES]),
        metric.statistics(broken, [REFERENCES]),
        trials=100,
    )
    assert found.difference > 0
    assert found.loss > 0


def test_statistics_of_different_sets_are_refused() -> None:
    metric = ChrfMetric(target_lang="en")
    with pytest.raises(ValueError, match="shapes"):
        compare(metric, np.zeros((2, 24)), np.zeros((3, 24)))
