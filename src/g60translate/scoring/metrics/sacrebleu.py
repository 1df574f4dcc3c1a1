"""BLEU, chrF and TER by sacreBLEU, with statistics per segment for significance tests.

sacreBLEU counts; this module adds the counts of many resamples at once, which is what makes ten
thousand trials a matter of a second. That both give the same figures is tested.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from g60translate.errors import InputError
from g60translate.scoring.metrics.score import Score
from g60translate.scoring.metrics.signature import join

Statistics = npt.NDArray[np.float64]
"""One row a segment, one column a count; the sum of rows gives the score of a set."""

SEED = 12345
"""sacreBLEU's own default seed, so that its command line gives the same resamples."""

RESAMPLES = 1000

# Written without spaces between words: no word n-grams, and BLEU over other units than words.
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})


def tokenizer_for(lang: str) -> str:
    """SacreBLEU's tokenizer for BLEU into this language.

    `zh` for Chinese; `char` for other languages without spaces (ja-mecab needs a download);
    `13a`, the standard of WMT, for the rest.
    """
    if lang == "zh":
        return "zh"
    return "char" if lang in _UNSPACED else "13a"


class Scorer(Protocol):
    """What a significance test needs of a metric."""

    @property
    def name(self) -> str:
        """The metric's name, as in Score."""
        ...

    def scores(self, totals: Statistics) -> npt.NDArray[np.float64]:
        """Scores of summed counts, one for each row of `totals`."""
        ...

    def signature(self, *, references: int) -> str:
        """The metric's settings."""
        ...


class CorpusMetric(ABC):
    """A corpus metric whose score follows from summed counts per segment."""

    name: str

    @cached_property
    @abstractmethod
    def _metric(self) -> Any:
        """SacreBLEU's metric."""

    @abstractmethod
    def scores(self, totals: Statistics) -> npt.NDArray[np.float64]:
        """Scores of summed counts, one for each row of `totals`."""

    def statistics(
        self, hypotheses: Sequence[str], references: Sequence[Sequence[str]]
    ) -> Statistics:
        """Counts per segment; `references` holds one list of lines per reference translation.

        Raises InputError where the line counts differ or there are no lines.
        """
        check_aligned(hypotheses, references)
        counts = self._metric._extract_corpus_statistics(hypotheses, references)
        return np.asarray(counts, dtype=np.float64)

    def signature(self, *, references: int) -> str:
        """Settings of the metric and the version of sacreBLEU."""
        # sacreBLEU learns the number from its last scoring, which need not have been here.
        self._metric.num_refs = references
        return str(self._metric.get_signature().format())

    def score(
        self,
        hypotheses: Sequence[str],
        references: Sequence[Sequence[str]],
        *,
        resamples: int = RESAMPLES,
    ) -> Score:
        """The score of a set with its bootstrap interval; no interval where `resamples` is 0."""
        statistics = self.statistics(hypotheses, references)
        return self.score_of(statistics, references=len(references), resamples=resamples)

    def score_of(
        self, statistics: Statistics, *, references: int, resamples: int = RESAMPLES
    ) -> Score:
        """The score of counts that are already there."""
        return score_counts(self, statistics, references=references, resamples=resamples)


class BleuMetric(CorpusMetric):
    """BLEU-4 (Papineni et al. 2002) with sacreBLEU's exponential smoothing."""

    name = "BLEU"

    def __init__(self, *, target_lang: str) -> None:
        self.tokenizer = tokenizer_for(target_lang)

    @cached_property
    def _metric(self) -> Any:
        return BLEU(tokenize=self.tokenizer, force=True)

    def scores(self, totals: Statistics) -> npt.NDArray[np.float64]:
        """Columns: system length, reference length, matches of 4 orders, n-grams of 4 orders."""
        lengths, counts = totals[:, :2], totals[:, 2:]
        orders = counts.shape[1] // 2
        correct, total = counts[:, :orders], counts[:, orders:]
        # Each order without a match halves the assumed count once more (NIST's smoothing).
        halvings = np.cumsum(correct == 0, axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            smoothed = np.where(correct == 0, 0.5**halvings, correct)
            logs = np.where(total > 0, np.log(smoothed / total), -np.inf)
            brevity = np.minimum(0.0, 1 - lengths[:, 1] / lengths[:, 0])
            values = 100 * np.exp(brevity + logs.mean(axis=1))
        return np.where(correct.any(axis=1), values, 0.0)


class ChrfMetric(CorpusMetric):
    """chrF2 (Popović 2015), chrF2++ with word bigrams where the language spaces its words."""

    def __init__(self, *, target_lang: str) -> None:
        self.word_order = 0 if target_lang in _UNSPACED else 2
        self.name = "chrF2++" if self.word_order else "chrF2"

    @cached_property
    def _metric(self) -> Any:
        return CHRF(word_order=self.word_order)

    def scores(self, totals: Statistics) -> npt.NDArray[np.float64]:
        """Columns: n-grams of the system, of the reference, and matches, for each order."""
        counts = totals.reshape(len(totals), -1, 3)
        system, reference, match = counts[..., 0], counts[..., 1], counts[..., 2]
        used = (system > 0) & (reference > 0)
        orders = np.maximum(used.sum(axis=1), 1)
        precision = _mean_where(match, system, used, orders)
        recall = _mean_where(match, reference, used, orders)
        weight = 2.0**2
        bottom = weight * precision + recall
        return 100 * np.divide(
            (1 + weight) * precision * recall, bottom, out=np.zeros_like(bottom), where=bottom > 0
        )


class TerMetric(CorpusMetric):
    """Translation edit rate (Snover et al. 2006); the lower, the better."""

    name = "TER"

    def __init__(self, *, target_lang: str) -> None:
        self.asian = target_lang in _UNSPACED

    @cached_property
    def _metric(self) -> Any:
        return TER(normalized=self.asian, asian_support=self.asian)

    def scores(self, totals: Statistics) -> npt.NDArray[np.float64]:
        """Columns: edits and mean reference length, in words."""
        edits, length = totals[:, 0], totals[:, 1]
        with np.errstate(divide="ignore", invalid="ignore"):
            return 100 * np.where(length > 0, edits / length, (edits > 0).astype(np.float64))


def score_counts(
    scorer: Scorer, statistics: Statistics, *, references: int = 1, resamples: int = RESAMPLES
) -> Score:
    """The score of counts per segment with its bootstrap interval, by any scorer."""
    value = float(scorer.scores(statistics.sum(axis=0, keepdims=True))[0])
    signature = scorer.signature(references=references)
    ci95 = None
    if resamples:
        weights = bootstrap_weights(len(statistics), resamples)
        ci95 = interval95(scorer.scores(weights @ statistics))
        signature = join_signature(signature, {"bs": resamples, "seed": SEED})
    return Score(scorer.name, value, ci95, signature)


def metrics_for(target_lang: str) -> tuple[CorpusMetric, ...]:
    """BLEU, chrF and TER with the settings that are right for this target language."""
    return (
        BleuMetric(target_lang=target_lang),
        ChrfMetric(target_lang=target_lang),
        TerMetric(target_lang=target_lang),
    )


def check_aligned(
    lines: Sequence[str], others: Sequence[Sequence[str]], *, other: str = "reference"
) -> None:
    """Raise InputError unless every list has as many lines as `lines`, and at least one."""
    if not lines:
        raise InputError("There are no lines to score.")
    for listed in others:
        if len(listed) != len(lines):
            raise InputError(
                f"The translation has {len(lines)} lines, the {other} {len(listed)}. "
                "Scoring needs line-aligned files: one segment a line, in the same order."
            )


@lru_cache(maxsize=2)
def bootstrap_weights(segments: int, resamples: int, *, seed: int = SEED) -> Statistics:
    """How often each segment is drawn in each resample: `resamples` x `segments`, read-only.

    Kept, because every score of a set asks for the same.
    """
    rng = np.random.default_rng(seed)
    drawn = rng.choice(segments, size=(resamples, segments), replace=True)
    weights = np.zeros((resamples, segments))
    np.add.at(weights, (np.arange(resamples)[:, None], drawn), 1.0)
    weights.setflags(write=False)
    return weights


def interval95(values: npt.NDArray[np.float64]) -> tuple[float, float]:
    """The middle 95 % of resampled scores."""
    ordered = np.sort(values)
    edge = len(ordered) // 40
    return float(ordered[edge]), float(ordered[len(ordered) - edge - 1])


def join_signature(signature: str, more: dict[str, object]) -> str:
    """A metric's signature with further settings."""
    return f"{signature}|{join(more)}" if more else signature


def _mean_where(
    match: Statistics, whole: Statistics, used: npt.NDArray[np.bool_], orders: npt.NDArray[np.int_]
) -> npt.NDArray[np.float64]:
    shares = np.divide(match, whole, out=np.zeros_like(match), where=used)
    result: npt.NDArray[np.float64] = shares.sum(axis=1) / orders
    return result
