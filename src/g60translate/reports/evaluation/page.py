"""An evaluation as one HTML page: verdict, plots, and the segments that went worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from g60translate.gate import Verdict
from g60translate.reports.evaluation.groups import GroupTable, document_table, domain_table
from g60translate.reports.evaluation.sets import SetView, view_set
from g60translate.reports.html import environment
from g60translate.reports.markdown import verdict_word
from g60translate.reports.plots import Scale, scale_around
from g60translate.scoring.metrics.significance import Comparison
from g60translate.scoring.result import Evaluation, ScoreRecord
from g60translate.scoring.suites.sets import TestSet

_ROW, _LEFT, _RIGHT = 26, 170, 625
# Scores that are figures of the table only: faults and facts beside what is plotted.
_PLOTTED = ("BLEU", "chrF2++", "chrF2", "COMET", "terms")


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
class _SetPart:
    view: SetView
    documents: GroupTable | None


def render_evaluation(
    result: Evaluation,
    sets: Sequence[TestSet],
    *,
    baseline: Evaluation | None = None,
    verdict: Verdict | None = None,
) -> str:
    """A self-contained page; `sets` give the texts of the worst segments, which a result lacks.

    A set without its texts is shown only where the baseline has it: as what changed.
    """
    texts = {(each.name, each.digest): each for each in sets}
    earlier = {each.name: each for each in baseline.sets} if baseline else {}
    table = tuple(_table(result, verdict))
    return (
        environment()
        .get_template("evaluation/page.html.j2")
        .render(
            result=result,
            baseline=baseline,
            word=verdict_word(verdict),
            compared=bool(verdict and verdict.comparisons),
            reasons=[str(reason) for reason in verdict.reasons] if verdict else [],
            notes=verdict.notes if verdict else (),
            groups=[
                (name, list(rows)) for name, rows in groupby(table, key=lambda row: row.set_name)
            ],
            figures=_figures(table),
            sets=[
                _SetPart(
                    view_set(
                        each,
                        texts.get((each.name, each.digest)),
                        before=earlier.get(each.name),
                    ),
                    document_table(result, each.name, baseline),
                )
                for each in result.sets
                if (each.name, each.digest) in texts or each.name in earlier
            ],
            domains=domain_table(result, baseline),
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
        if name not in _PLOTTED:
            continue
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
