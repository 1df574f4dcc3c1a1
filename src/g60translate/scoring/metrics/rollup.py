"""Scores by domain and by document, added up from the counts that a result keeps per segment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from g60translate.scoring.metrics.sacrebleu import RESAMPLES, Statistics, score_counts
from g60translate.scoring.metrics.statistics import scorer_named
from g60translate.scoring.result import RollUp, SetResult

MIN_INTERVAL = 30
"""From how many segments on a group gets an interval; of fewer, a bootstrap promises too much.

How often the interval holds what it should, by size, is in eval/results/checks.md.
"""

# A fact about references and glossary, no quality of the output.
_LEFT_OUT = frozenset({"terms-reference"})


@dataclass(frozen=True, slots=True)
class _Part:
    """Some segments of a set, and the counts of all of them."""

    counts: Mapping[str, Statistics]
    numbers: Sequence[int]


def roll_up(sets: Sequence[SetResult]) -> tuple[RollUp, ...]:
    """All domains of each language pair, then the documents of sets that have more than one.

    A score is taken over those segments of the group whose set has counts of it.
    """
    counts = {each.name: {name: each.counts(name) for name in each.statistics} for each in sets}
    return (*_domains(sets, counts), *_documents(sets, counts))


def _domains(
    sets: Iterable[SetResult], counts: Mapping[str, Mapping[str, Statistics]]
) -> Iterator[RollUp]:
    members: dict[tuple[str, str], list[_Part]] = {}
    for each in sets:
        if each.domain:
            part = _Part(counts[each.name], range(len(each.outputs)))
            members.setdefault((each.pair, each.domain), []).append(part)
    for (pair, domain), parts in members.items():
        yield _group("domain", domain, pair, parts)


def _documents(
    sets: Iterable[SetResult], counts: Mapping[str, Mapping[str, Statistics]]
) -> Iterator[RollUp]:
    for each in sets:
        members: dict[str, list[int]] = {}
        for number, name in enumerate(each.docids):
            members.setdefault(name, []).append(number)
        for name, numbers in members.items() if len(members) > 1 else ():
            parts = [_Part(counts[each.name], numbers)]
            yield _group("document", name, each.pair, parts, set_name=each.name)


def _group(
    kind: Literal["domain", "document"],
    name: str,
    pair: str,
    parts: Sequence[_Part],
    *,
    set_name: str = "",
) -> RollUp:
    values: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    for score in dict.fromkeys(score for part in parts for score in part.counts):
        rows = np.concatenate(
            [part.counts[score][part.numbers] for part in parts if score in part.counts]
        )
        if score in _LEFT_OUT or (score == "terms" and not rows[:, 0].any()):
            continue
        scorer = scorer_named(score, target_lang=pair.partition("-")[2])
        found = score_counts(scorer, rows, resamples=RESAMPLES if len(rows) >= MIN_INTERVAL else 0)
        values[score] = round(found.value, 4)
        if found.ci95 is not None:
            intervals[score] = (round(found.ci95[0], 4), round(found.ci95[1], 4))
    return RollUp(
        kind=kind,
        name=name,
        pair=pair,
        set_name=set_name,
        segments=sum(len(part.numbers) for part in parts),
        values=values,
        intervals=intervals,
    )
