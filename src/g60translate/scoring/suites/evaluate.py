"""Translate the sets of a suite and score them; the translating is handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from time import perf_counter

import numpy as np

from g60translate.checks.check import Unit
from g60translate.errors import EngineError
from g60translate.glossary.book import Glossary
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.reports.record.model import ToolInfo
from g60translate.scoring.metrics.comet import NAME as COMET
from g60translate.scoring.metrics.comet import CometCommand
from g60translate.scoring.metrics.doubt import doubt_score
from g60translate.scoring.metrics.faults import PREFIX, Faults, FaultScorer, find_faults
from g60translate.scoring.metrics.rollup import roll_up
from g60translate.scoring.metrics.sacrebleu import (
    RESAMPLES,
    Scorer,
    Statistics,
    metrics_for,
    score_counts,
)
from g60translate.scoring.metrics.score import Score
from g60translate.scoring.metrics.terms import Miss, TermAccuracy, term_accuracy
from g60translate.scoring.result import (
    Evaluation,
    FaultRecord,
    MissRecord,
    ScoreRecord,
    SetResult,
    Skipped,
)
from g60translate.scoring.suites.line import Line, TranslateLines
from g60translate.scoring.suites.reuse import Lender
from g60translate.scoring.suites.sets import LoadedSuite, TestSet
from g60translate.scoring.suites.suite import METRICS
from g60translate.version import __version__


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The glossary whose terms are counted; its name stands in the signatures."""

    glossary: Glossary
    name: str = ""


def evaluate(
    loaded: LoadedSuite,
    translate: TranslateLines,
    *,
    terms: Yardstick | None = None,
    comet: CometCommand | None = None,
    system: str,
    program: str = "",
    lender: Lender | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Measure every set that is there. `system` is the signature of what translates.

    Without a lender nothing is taken over from an earlier result, and nothing can be from this
    one. COMET is measured where the suite asks for it; where it is not at hand it is named as
    skipped. Raises EngineError where `translate` gives back another number of lines or COMET fails.
    """
    metrics = loaded.suite.metrics
    skipped = dict(loaded.skipped)
    absence = _absence(comet) if "comet" in metrics else None
    if absence is not None:
        skipped[COMET] = absence
        metrics = tuple(name for name in metrics if name != "comet")
    results = []
    for number, each in enumerate(loaded.sets, 1):
        results.append(
            evaluate_set(each, translate, terms=terms, metrics=metrics, comet=comet, lender=lender)
        )
        if progress is not None:
            progress(number, len(loaded.sets))
    return Evaluation(
        tool=ToolInfo(name="g60translate", version=__version__),
        created=datetime.now(UTC),
        suite=loaded.suite.name,
        system=system,
        program=program,
        sets=tuple(results),
        skipped=tuple(Skipped(name=name, reason=reason) for name, reason in skipped.items()),
        rollups=roll_up(results),
    )


def evaluate_set(
    test_set: TestSet,
    translate: TranslateLines,
    *,
    terms: Yardstick | None = None,
    metrics: Sequence[str] = METRICS,
    comet: CometCommand | None = None,
    lender: Lender | None = None,
) -> SetResult:
    """Translate one set, as far as nothing is lent, and score it."""
    decisions = lender.decisions(test_set) if lender else ()
    lent = dict(lender.lines(test_set, decisions)) if lender else {}
    waiting = [number for number in range(len(test_set.sources)) if number not in lent]
    start = perf_counter()
    fresh = translate(
        test_set.source_lang, test_set.target_lang, [test_set.line(n) for n in waiting]
    )
    seconds = perf_counter() - start
    if len(fresh) != len(waiting):
        raise EngineError(f"{test_set.name}: {len(waiting)} lines went in, {len(fresh)} came out.")
    merged = lent | dict(zip(waiting, fresh, strict=True))
    lines = [merged[number] for number in range(len(merged))]
    scored = score_set(test_set, lines, terms=terms, metrics=metrics, comet=comet)
    return scored.model_copy(
        update={"decisions": decisions, "reused": len(lent), "seconds": round(seconds, 3)}
    )


def score_set(
    test_set: TestSet,
    lines: Sequence[Line],
    *,
    terms: Yardstick | None = None,
    metrics: Sequence[str] = METRICS,
    comet: CometCommand | None = None,
) -> SetResult:
    """Metrics, terms, errors of the checks, and whether the model doubts where it should.

    `metrics` as a suite names them; `comet` has to be at hand where they ask for it.
    """
    outputs = [line.text for line in lines]
    references = len(test_set.references)
    statistics: dict[str, Statistics] = {}
    scores: list[Score] = []

    def count(scorer: Scorer, counts: Statistics) -> None:
        statistics[scorer.name] = counts
        scores.append(score_counts(scorer, counts, references=references))

    for metric in metrics_for(test_set.target_lang):
        if metric.name != "TER" or "ter" in metrics:
            count(metric, metric.statistics(outputs, test_set.references))
    if comet is not None and "comet" in metrics:
        rows = comet.statistics(test_set.sources, outputs, test_set.references[0])
        count(comet.scorer, rows)
    met = agreed = None
    if terms is not None:
        met = _accuracy(test_set, outputs, terms)
        if met.found:
            agreed = _agreement(test_set, terms)
            statistics |= {"terms": met.counts, "terms-reference": agreed.counts}
            scores += [met.score, met.substring, replace(agreed.score, name="terms-reference")]
    faults = find_faults(_units(test_set, lines))
    for name, counts in faults.counts.items():
        count(FaultScorer(name.removeprefix(PREFIX)), counts)
    doubt = _doubt(test_set, lines, statistics)
    return SetResult(
        name=test_set.name,
        pair=f"{test_set.source_lang}-{test_set.target_lang}",
        domain=test_set.domain,
        digest=test_set.digest,
        outputs=tuple(outputs),
        scores=tuple(
            ScoreRecord(**asdict(score)) for score in (*scores, *([doubt] if doubt else ()))
        ),
        statistics={name: tuple(map(tuple, rows.tolist())) for name, rows in statistics.items()},
        references=references,
        seconds=0.0,
        docids=test_set.docids,
        missed=_misses(met),
        disputed=_misses(agreed),
        faults=_fault_records(faults),
        logprobs=tuple(None if line.logprob is None else round(line.logprob, 4) for line in lines),
    )


def recount(earlier: Evaluation, sets: Sequence[TestSet]) -> Evaluation:
    """An earlier result with its errors counted by the checks as they are now, and rolled up anew.

    A check that has grown stricter would otherwise look like a loss. Results keep no codes, so
    the counts of `tags` stay.
    """
    texts = {each.name: each for each in sets}
    recounted = tuple(
        _recount(each, texts[each.name])
        if each.name in texts and texts[each.name].digest == each.digest
        else each
        for each in earlier.sets
    )
    return earlier.model_copy(update={"sets": recounted, "rollups": roll_up(recounted)})


def _recount(before: SetResult, test_set: TestSet) -> SetResult:
    plain = [
        Unit("", source, output, test_set.source_lang, test_set.target_lang)
        for source, output in zip(test_set.sources, before.outputs, strict=True)
    ]
    faults = find_faults(plain)
    kept = [fault for fault in before.faults if fault.check == "tags"]
    counts = {name: tuple(map(tuple, rows.tolist())) for name, rows in faults.counts.items()}
    return before.model_copy(
        update={
            "statistics": before.statistics | counts,
            "faults": (*kept, *_fault_records(faults)),
            "docids": test_set.docids,
            "domain": test_set.domain,
        }
    )


def _absence(comet: CometCommand | None) -> str | None:
    if comet is None:
        return "no checkpoint is named; docs/ci.md says how to install COMET and name one."
    return comet.absence()


def _accuracy(
    test_set: TestSet, lines: Sequence[str], terms: Yardstick, *, resamples: int = RESAMPLES
) -> TermAccuracy:
    languages = {"source_lang": test_set.source_lang, "target_lang": test_set.target_lang}
    matcher = TermMatcher(terms.glossary, **languages)
    return term_accuracy(
        [matcher.find(source) for source in test_set.sources],
        lines,
        verifier=TermVerifier(terms.glossary, target_lang=test_set.target_lang),
        glossary=f"{terms.name}@{terms.glossary.digest}",
        resamples=resamples,
    )


def _agreement(test_set: TestSet, terms: Yardstick) -> TermAccuracy:
    """Which terms the references themselves have, line by line the reference that has the most.

    No interval: that is a fact about glossary and references, and nothing of it is up to chance.
    """
    each = [_accuracy(test_set, lines, terms, resamples=0) for lines in test_set.references]
    best = np.argmax([accuracy.counts[:, 1] for accuracy in each], axis=0)
    chosen = [
        test_set.references[reference][number] for number, reference in enumerate(best.tolist())
    ]
    return each[0] if len(each) == 1 else _accuracy(test_set, chosen, terms, resamples=0)


def _units(test_set: TestSet, lines: Sequence[Line]) -> list[Unit]:
    sources = [test_set.line(number) for number in range(len(lines))]
    return [
        Unit(
            "",
            source.text,
            line.text,
            test_set.source_lang,
            test_set.target_lang,
            source_inlines=source.inlines,
            target_inlines=line.inlines,
        )
        for source, line in zip(sources, lines, strict=True)
    ]


def _doubt(
    test_set: TestSet, lines: Sequence[Line], statistics: dict[str, Statistics]
) -> Score | None:
    chrf = next(m for m in metrics_for(test_set.target_lang) if m.name.startswith("chrF"))
    return doubt_score(
        chrf.scores(statistics[chrf.name]), [line.logprob for line in lines], metric=chrf.name
    )


def _misses(accuracy: TermAccuracy | None) -> tuple[MissRecord, ...]:
    def record(miss: Miss) -> MissRecord:
        return MissRecord(line=miss.segment + 1, surface=miss.surface, expected=miss.expected)

    return tuple(map(record, accuracy.misses)) if accuracy else ()


def _fault_records(faults: Faults) -> tuple[FaultRecord, ...]:
    return tuple(
        FaultRecord(line=fault.line + 1, check=fault.check, message=fault.message)
        for fault in faults.listed
    )
