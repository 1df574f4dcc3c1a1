"""Scorers by the names under which results keep their counts."""

from __future__ import annotations

from g60translate.errors import InputError
from g60translate.scoring.metrics.comet import CometScorer
from g60translate.scoring.metrics.faults import HARD_CHECKS, PREFIX, FaultScorer
from g60translate.scoring.metrics.sacrebleu import Scorer, metrics_for
from g60translate.scoring.metrics.terms import TermScorer


def scorer_named(name: str, *, target_lang: str) -> Scorer:
    """The scorer of this name for this target language; raises InputError listing the others."""
    known: dict[str, Scorer] = {metric.name: metric for metric in metrics_for(target_lang)}
    known[CometScorer.name] = CometScorer()
    known |= {each: TermScorer(each) for each in ("terms", "terms-reference")}
    known |= {f"{PREFIX}{check}": FaultScorer(check) for check in HARD_CHECKS}
    if name not in known:
        raise InputError(
            f"A result has counts for {name!r}, which this version cannot score into "
            f"{target_lang}. It knows: {', '.join(known)}."
        )
    return known[name]
