"""One set of an evaluation as its HTML page shows it: its errors, its worst and changed lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from g60translate.reports.html import direction
from g60translate.reports.plots import Bar, histogram
from g60translate.scoring.comparison.changes import Change, changes, segment_metric, segment_scores
from g60translate.scoring.result import FaultRecord, MissRecord, SetResult
from g60translate.scoring.suites.sets import TestSet

LISTED = 20
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
    rises: tuple[_Example, ...]
    changed: int
    faults: tuple[_Remark, ...]
    missed: tuple[_Remark, ...]
    disputed: tuple[_Remark, ...]


def view_set(
    each: SetResult, texts: TestSet | None, *, before: SetResult | None, listed: int = LISTED
) -> SetView:
    """`before` is the baseline's result; it counts only where it was measured on the same texts.

    Without `texts` the lines have neither source nor reference. At most `listed` lines of each
    kind: worst, fallen, risen.
    """
    source_lang, _, target_lang = each.pair.partition("-")
    comparable = before if before is not None and before.digest == each.digest else None
    now = segment_scores(each)
    old_classes = histogram(segment_scores(comparable)) if comparable else ()
    classes = histogram(now)
    highest = max(bar.count for bar in (*classes, *old_classes)) or 1
    worst = np.argsort(now, kind="stable")[:listed] if texts else ()
    changed = changes(each, comparable) if comparable else ()
    falls = [change for change in changed if change.difference < 0]
    rises = [change for change in reversed(changed) if change.difference > 0]
    return SetView(
        name=each.name,
        domain=each.domain,
        segments=len(each.outputs),
        seconds=each.seconds,
        reused=each.reused,
        metric=segment_metric(each),
        source_lang=source_lang,
        target_lang=target_lang,
        source_dir=direction(source_lang),
        target_dir=direction(target_lang),
        bars=tuple(_draw(bar, highest) for bar in classes),
        before=_line(old_classes, highest),
        worst=tuple(_example(each, texts, int(n), score=float(now[n])) for n in worst),
        falls=tuple(_changed(each, texts, change) for change in falls[:listed]),
        rises=tuple(_changed(each, texts, change) for change in rises[:listed]),
        changed=len(changed),
        faults=_faults(each, comparable),
        missed=_misses(each.missed, comparable.missed if comparable else None),
        disputed=_misses(each.disputed, comparable.disputed if comparable else None),
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


def _changed(each: SetResult, texts: TestSet | None, change: Change) -> _Example:
    example = _example(each, texts, change.line - 1, score=change.score)
    return replace(example, before=change.before, before_score=change.before_score)


def _example(each: SetResult, texts: TestSet | None, number: int, *, score: float) -> _Example:
    return _Example(
        line=number + 1,
        doc=each.docids[number] if each.docids else "",
        source=texts.sources[number] if texts else "",
        reference=texts.references[0][number] if texts else "",
        output=each.outputs[number],
        score=score,
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
