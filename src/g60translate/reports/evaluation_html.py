"""An evaluation as one HTML page: verdict, plots, and the segments that went worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from g60translate.gate import Verdict
from g60translate.reports.evaluation import Evaluation, ScoreRecord, SetResult
from g60translate.reports.html import direction, environment
from g60translate.reports.markdown import verdict_word
from g60translate.reports.plots import Bar, Scale, histogram, scale_around
from g60translate.scoring.significance import Comparison
from g60translate.scoring.statistics import scorer_named
from g60translate.scoring.suite import TestSet

WORST = 20
_ROW, _LEFT, _RIGHT = 26, 170, 625
_CHART_HEIGHT, _CHART_BASE, _CHART_LEFT, _CHART_UNIT = 130, 145, 20, 6


@dataclass(frozen=True, slots=True)
class _DotRow:
    name: str
    value: float
    ci95: tuple[float, float] | None
    baseline: float | None
    worse: bool
    y: int


@dataclass(frozen=True, slots=True)
class _DotFigure:
    name: str
    rows: tuple[_DotRow, ...]
    scale: Scale

    @property
    def height(self) -> int:
        return _ROW * len(self.rows) + 34

    @property
    def has_baseline(self) -> bool:
        return any(row.baseline is not None for row in self.rows)


@dataclass(frozen=True, slots=True)
class _TableRow:
    set_name: str
    score: ScoreRecord
    found: Comparison | None
    worse: bool


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
class _SetView:
    name: str
    domain: str
    segments: int
    seconds: float
    metric: str
    source_lang: str
    target_lang: str
    source_dir: str
    target_dir: str
    bars: tuple[_DrawnBar, ...]
    before: str
    worst: tuple[_Example, ...]
    falls: tuple[_Example, ...]


def render_evaluation(
    result: Evaluation,
    sets: Sequence[TestSet],
    *,
    baseline: Evaluation | None = None,
    verdict: Verdict | None = None,
) -> str:
    """A self-contained page; `sets` give the texts of the worst segments, which a result lacks."""
    texts = {each.name: each for each in sets}
    table = tuple(_table(result, verdict))
    return (
        environment()
        .get_template("evaluation.html.j2")
        .render(
            result=result,
            baseline=baseline,
            word=verdict_word(verdict),
            compared=bool(verdict and verdict.comparisons),
            reasons=[str(reason) for reason in verdict.reasons] if verdict else [],
            notes=verdict.notes if verdict else (),
            table=table,
            figures=_figures(table),
            sets=[
                _view(each, texts[each.name], baseline.set_named(each.name) if baseline else None)
                for each in result.sets
                if each.name in texts and each.digest == texts[each.name].digest
            ],
            signatures=list(dict.fromkeys((row.score.name, row.score.signature) for row in table)),
        )
    )


def _table(result: Evaluation, verdict: Verdict | None) -> list[_TableRow]:
    comparisons: Mapping[str, tuple[Comparison, ...]] = verdict.comparisons if verdict else {}
    worse = {(reason.set_name, reason.score) for reason in (verdict.reasons if verdict else ())}
    return [
        _TableRow(
            each.name,
            score,
            next((c for c in comparisons.get(each.name, ()) if c.name == score.name), None),
            (each.name, score.name) in worse,
        )
        for each in result.sets
        for score in each.scores
    ]


def _figures(table: Sequence[_TableRow]) -> list[_DotFigure]:
    figures = []
    for name in dict.fromkeys(row.score.name for row in table):
        if name == "terms-substring":
            continue  # in the table for comparison with others' figures only
        mine = [row for row in table if row.score.name == name]
        rows = tuple(
            _DotRow(
                row.set_name,
                row.score.value,
                row.score.ci95,
                row.found.baseline if row.found else None,
                row.worse,
                _ROW * number + 20,
            )
            for number, row in enumerate(mine)
        )
        values = [row.value for row in rows]
        values += [edge for row in rows for edge in row.ci95 or ()]
        values += [row.baseline for row in rows if row.baseline is not None]
        figures.append(_DotFigure(name, rows, scale_around(values, start=_LEFT, end=_RIGHT)))
    return figures


def _view(each: SetResult, texts: TestSet, before: SetResult | None) -> _SetView:
    metric = next(name for name in each.statistics if name.startswith("chrF"))
    now = _segment_scores(each, metric)
    then = None
    if before is not None and before.digest == each.digest and metric in before.statistics:
        then = _segment_scores(before, metric)
    classes = histogram(now)
    old_classes = histogram(then) if then is not None else ()
    highest = max(bar.count for bar in (*classes, *old_classes)) or 1
    worst = [_example(each, texts, int(n), now) for n in np.argsort(now, kind="stable")[:WORST]]
    falls: list[_Example] = []
    if before is not None and then is not None:
        lost = then - now
        for number in np.argsort(-lost, kind="stable")[:WORST]:
            if lost[number] > 0:
                old = (before.outputs[number], float(then[number]))
                falls.append(_example(each, texts, int(number), now, before=old))
    return _SetView(
        name=each.name,
        domain=each.domain,
        segments=len(each.outputs),
        seconds=each.seconds,
        metric=metric,
        source_lang=texts.source_lang,
        target_lang=texts.target_lang,
        source_dir=direction(texts.source_lang),
        target_dir=direction(texts.target_lang),
        bars=tuple(_draw(bar, highest) for bar in classes),
        before=_line(old_classes, highest),
        worst=tuple(worst),
        falls=tuple(falls),
    )


def _segment_scores(each: SetResult, metric: str) -> npt.NDArray[np.float64]:
    scorer = scorer_named(metric, target_lang=each.pair.partition("-")[2])
    return scorer.scores(each.counts(metric))


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
