"""One set of an evaluation as its HTML page shows it: its documents, errors and worst lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from g60translate.reports.evaluation import FaultRecord, MissRecord, SetResult
from g60translate.reports.html import direction
from g60translate.reports.plots import Bar, histogram
from g60translate.scoring.statistics import scorer_named
from g60translate.scoring.suite import TestSet

WORST = 20
_CHART_HEIGHT, _CHART_BASE, _CHART_LEFT, _CHART_UNIT = 130, 145, 20, 6


@dataclass(frozen=True, slots=True)
class _DrawnBar:
    low: float
    high: float
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Example:
    line: int
    doc: str
    source: str
    reference: str
    output: str
    score: float
    before: str = ""
    before_score: float = 0.0


@dataclass(frozen=True, slots=True)
class _DocumentRow:
    name: str
    segments: int
    score: float
    before: float | None


@dataclass(frozen=True, slots=True)
class _Remark:
    """An error or a missed term at a line; `new` where the baseline has it not."""

    line: int
    kind: str
    message: str
    new: bool


@dataclass(frozen=True, slots=True)
class SetView:
    """What the template needs of one set."""

    name: str
    domain: str
    segments: int
    seconds: float
    reused: int
    metric: str
    source_lang: str
    target_lang: str
    source_dir: str
    target_dir: str
    bars: tuple[_DrawnBar, ...]
    before: str
    worst: tuple[_Example, ...]
    falls: tuple[_Example, ...]
    documents: tuple[_DocumentRow, ...]
    faults: tuple[_Remark, ...]
    missed: tuple[_Remark, ...]
    disputed: tuple[_Remark, ...]


def view_set(each: SetResult, texts: TestSet, *, before: SetResult | None) -> SetView:
    """`before` is the baseline's result; it counts only where it was measured on the same texts."""
    metric = next(name for name in each.statistics if name.startswith("chrF"))
    comparable = before if before is not None and before.digest == each.digest else None
    now = _segment_scores(each, metric)
    then = None
    if comparable is not None and metric in comparable.statistics:
        then = _segment_scores(comparable, metric)
    classes = histogram(now)
    old_classes = histogram(then) if then is not None else ()
    highest = max(bar.count for bar in (*classes, *old_classes)) or 1
    worst = [_example(each, texts, int(n), now) for n in np.argsort(now, kind="stable")[:WORST]]
    falls: list[_Example] = []
    if comparable is not None and then is not None:
        lost = then - now
        for number in np.argsort(-lost, kind="stable")[:WORST]:
            if lost[number] > 0:
                old = (comparable.outputs[number], float(then[number]))
                falls.append(_example(each, texts, int(number), now, before=old))
    return SetView(
        name=each.name,
        domain=each.domain,
        segments=len(each.outputs),
        seconds=each.seconds,
        reused=each.reused,
        metric=metric,
        source_lang=texts.source_lang,
        target_lang=texts.target_lang,
        source_dir=direction(texts.source_lang),
        target_dir=direction(texts.target_lang),
        bars=tuple(_draw(bar, highest) for bar in classes),
        before=_line(old_classes, highest),
        worst=tuple(worst),
        falls=tuple(falls),
        documents=_documents(each, texts, comparable, metric),
        faults=_faults(each, comparable),
        missed=_misses(each.missed, comparable.missed if comparable else None),
        disputed=_misses(each.disputed, comparable.disputed if comparable else None),
    )


def _segment_scores(each: SetResult, metric: str) -> npt.NDArray[np.float64]:
    scorer = scorer_named(metric, target_lang=each.pair.partition("-")[2])
    return scorer.scores(each.counts(metric))


def _documents(
    each: SetResult, texts: TestSet, before: SetResult | None, metric: str
) -> tuple[_DocumentRow, ...]:
    """One row a document, in the set's order; none where the set is one document."""
    members: dict[str, list[int]] = {}
    for number, name in enumerate(texts.docids):
        members.setdefault(name, []).append(number)
    if len(members) < 2:
        return ()

    def score(result: SetResult, numbers: Sequence[int]) -> float:
        scorer = scorer_named(metric, target_lang=texts.target_lang)
        totals = result.counts(metric)[list(numbers)].sum(axis=0, keepdims=True)
        return float(scorer.scores(totals)[0])

    known = before if before is not None and metric in before.statistics else None
    return tuple(
        _DocumentRow(
            name, len(numbers), score(each, numbers), score(known, numbers) if known else None
        )
        for name, numbers in members.items()
    )


def _faults(each: SetResult, before: SetResult | None) -> tuple[_Remark, ...]:
    known: set[FaultRecord] = set(before.faults) if before else set()
    remarks = [
        _Remark(fault.line, fault.check, fault.message, bool(before) and fault not in known)
        for fault in each.faults
    ]
    return tuple(sorted(remarks, key=lambda remark: not remark.new))


def _misses(now: Sequence[MissRecord], before: Sequence[MissRecord] | None) -> tuple[_Remark, ...]:
    known = set(before or ())
    remarks = [
        _Remark(
            miss.line,
            "term",
            f"“{miss.surface}” has to be “{miss.expected}”.",
            before is not None and miss not in known,
        )
        for miss in now
    ]
    return tuple(sorted(remarks, key=lambda remark: not remark.new))


def _example(
    each: SetResult,
    texts: TestSet,
    number: int,
    scores: npt.NDArray[np.float64],
    *,
    before: tuple[str, float] = ("", 0.0),
) -> _Example:
    return _Example(
        line=number + 1,
        doc=texts.docids[number] if texts.docids else "",
        source=texts.sources[number],
        reference=texts.references[0][number],
        output=each.outputs[number],
        score=float(scores[number]),
        before=before[0],
        before_score=before[1],
    )


def _draw(bar: Bar, highest: int) -> _DrawnBar:
    height = round(_CHART_HEIGHT * bar.count / highest, 1)
    return _DrawnBar(
        low=bar.low,
        high=bar.high,
        count=bar.count,
        x=_CHART_LEFT + _CHART_UNIT * bar.low + 1,
        y=_CHART_BASE - height,
        width=_CHART_UNIT * (bar.high - bar.low) - 2,
        height=height,
    )


def _line(bars: Sequence[Bar], highest: int) -> str:
    return " ".join(
        f"{_CHART_LEFT + _CHART_UNIT * (bar.low + bar.high) / 2:.1f},"
        f"{_CHART_BASE - _CHART_HEIGHT * bar.count / highest:.1f}"
        for bar in bars
    )
