"""Which lines two results of one set translate differently, sorted by what that did to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from g60translate.scoring.metrics.statistics import scorer_named
from g60translate.scoring.result import SetResult


@dataclass(frozen=True, slots=True)
class Change:
    """A line, counted from 1, before and now; scores are the line's own by `segment_metric`."""

    line: int
    docid: str
    before: str
    now: str
    before_score: float
    score: float

    @property
    def difference(self) -> float:
        """Positive for a gain."""
        return self.score - self.before_score


def segment_metric(each: SetResult) -> str:
    """The name of the score by which single lines are judged: chrF, which needs no smoothing."""
    return next(name for name in each.statistics if name.startswith("chrF"))


def segment_scores(each: SetResult) -> npt.NDArray[np.float64]:
    """One score a line."""
    name = segment_metric(each)
    scorer = scorer_named(name, target_lang=each.pair.partition("-")[2])
    return scorer.scores(each.counts(name))


def changes(now: SetResult, before: SetResult) -> tuple[Change, ...]:
    """The lines whose output differs, from the largest fall to the largest gain.

    Both have to be of the same texts and scored alike (see comparing.compare_sets).
    """
    scores, earlier = segment_scores(now), segment_scores(before)
    docids = now.docids or before.docids or ("",) * len(now.outputs)
    found = [
        Change(number + 1, docids[number], old, new, float(earlier[number]), float(scores[number]))
        for number, (old, new) in enumerate(zip(before.outputs, now.outputs, strict=True))
        if old != new
    ]
    return tuple(sorted(found, key=lambda change: (change.difference, change.line)))
