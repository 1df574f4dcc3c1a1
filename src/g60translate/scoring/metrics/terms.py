"""How many terms of the source stand in the translation as the glossary wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from g60translate.errors import InputError
from g60translate.glossary.concept import TermHit
from g60translate.glossary.matching.verify import TermResult
from g60translate.scoring.metrics.sacrebleu import (
    RESAMPLES,
    SEED,
    Statistics,
    bootstrap_weights,
    interval95,
)
from g60translate.scoring.metrics.score import Score
from g60translate.scoring.metrics.signature import join


class Verifier(Protocol):
    """What is needed of glossary.verify.TermVerifier."""

    def verify(self, hits: Sequence[TermHit], output: str) -> tuple[TermResult, ...]:
        """One result per hit."""
        ...

    def accepted(self, hit: TermHit) -> tuple[str, ...]:
        """Accepted wordings, the expected one first."""
        ...


@dataclass(frozen=True, slots=True)
class Miss:
    """A term that a segment (numbered from 0) does not have."""

    segment: int
    surface: str
    expected: str


@dataclass(frozen=True, slots=True)
class TermAccuracy:
    """Term occurrences of a set: how many there are, how many are met, which are missed.

    `score` is the share met by maximal exclusive matching (an occurrence of its own for each
    hit, word by word), in percent. `substring` is the looser figure of the WMT25 terminology
    task, for comparison with published results only: a hit counts if an accepted form is a
    substring of the lower-cased output, however often it is needed. Lemmatised outputs, which
    WMT25 also accepts, are not looked at.
    """

    found: int
    met: int
    score: Score
    substring: Score
    misses: tuple[Miss, ...]
    counts: Statistics
    """Per segment: terms found in the source, terms met in the output."""


class TermScorer:
    """Term accuracy in percent from counts of found and met terms, for significance tests."""

    def __init__(self, name: str = "terms") -> None:
        self.name = name

    def scores(self, totals: Statistics) -> Statistics:
        """Columns: found, met. Where nothing was found, nothing was missed: 100."""
        found, met = totals[:, 0], totals[:, 1]
        return 100 * np.divide(met, found, out=np.ones_like(found), where=found > 0)

    def signature(self, *, references: int) -> str:  # noqa: ARG002  terms need no reference
        """How terms are matched; the glossary stands in the system's signature."""
        return "match:exclusive"


def term_accuracy(
    hits: Sequence[Sequence[TermHit]],
    outputs: Sequence[str],
    *,
    verifier: Verifier,
    glossary: str,
    resamples: int = RESAMPLES,
) -> TermAccuracy:
    """Term accuracy of `outputs`, given the hits of each source segment.

    `glossary` names the glossary and its digest for the signature. Where no source has a term,
    both scores are 100 with no interval: nothing was missed.
    """
    if len(hits) != len(outputs):
        raise InputError(
            f"The source has {len(hits)} lines, the translation {len(outputs)}. "
            "Score needs line-aligned files."
        )
    counts = np.zeros((len(outputs), 3))
    misses: list[Miss] = []
    for number, (mine, output) in enumerate(zip(hits, outputs, strict=True)):
        results = verifier.verify(mine, output)
        lowered = output.lower()
        counts[number] = (
            len(results),
            sum(result.met for result in results),
            sum(any(f.lower() in lowered for f in verifier.accepted(hit)) for hit in mine),
        )
        misses += [
            Miss(number, result.hit.surface, result.expected)
            for result in results
            if not result.met
        ]
    exclusive = _share("terms", counts[:, [0, 1]], "exclusive", glossary, resamples)
    substring = _share("terms-substring", counts[:, [0, 2]], "wmt25", glossary, resamples)
    found, met, _ = (int(total) for total in counts.sum(axis=0))
    return TermAccuracy(found, met, exclusive, substring, tuple(misses), counts[:, :2])


def _share(
    name: str,
    counts: Statistics,
    matching: str,
    glossary: str,
    resamples: int,
) -> Score:
    found, met = counts.sum(axis=0)
    parts: dict[str, object] = {"match": matching, "glossary": glossary}
    if not found:
        return Score(name, 100.0, None, join(parts))
    interval = None
    if resamples:
        drawn = bootstrap_weights(len(counts), resamples) @ counts
        drawn = drawn[drawn[:, 0] > 0]
        interval = interval95(100 * drawn[:, 1] / drawn[:, 0])
        parts |= {"bs": resamples, "seed": SEED}
    return Score(name, float(100 * met / found), interval, join(parts))
