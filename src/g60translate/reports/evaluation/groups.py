"""Domains and documents of an evaluation as tables, for every form of report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from g60translate.scoring.metrics.rollup import MIN_INTERVAL
from g60translate.scoring.result import Evaluation, RollUp

ERRORS = "errors:"


@dataclass(frozen=True, slots=True)
class GroupCell:
    """One score of a group; `change` is its difference from the baseline, where that has it."""

    value: float
    ci95: tuple[float, float] | None = None
    change: float | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A domain or a document; `cells` are in the order of the table's columns."""

    name: str
    segments: int
    cells: tuple[GroupCell | None, ...]


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Columns are names of scores; a check is there only if some row has an error of it."""

    columns: tuple[str, ...]
    rows: tuple[GroupRow, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The columns as a reader sees them."""
        return tuple(name.removeprefix(ERRORS) for name in self.columns)

    @property
    def has_errors(self) -> bool:
        """Whether there are columns with errors of checks."""
        return any(name.startswith(ERRORS) for name in self.columns)

    @property
    def remark(self) -> str:
        """What a reader has to know of the intervals and columns."""
        parts = []
        if any(row.segments < MIN_INTERVAL for row in self.rows):
            parts.append(f"Groups of fewer than {MIN_INTERVAL} segments have no interval.")
        if self.has_errors:
            parts.append("Checks: percent of segments with an error; those without are left out.")
        return " ".join(parts)


def domain_table(result: Evaluation, baseline: Evaluation | None = None) -> GroupTable | None:
    """All domains, with the pair where there are several; None where no set has a domain."""
    found = [each for each in result.rollups if each.kind == "domain"]
    several = len({each.pair for each in found}) > 1
    names = [f"{each.name} {each.pair}" if several else each.name for each in found]
    return _table(found, names, baseline)


def document_table(
    result: Evaluation, set_name: str, baseline: Evaluation | None = None
) -> GroupTable | None:
    """The documents of one set; None where it has not several."""
    found = [e for e in result.rollups if e.kind == "document" and e.set_name == set_name]
    return _table(found, [each.name for each in found], baseline)


def _table(
    found: Sequence[RollUp], names: Sequence[str], baseline: Evaluation | None
) -> GroupTable | None:
    if not found:
        return None
    scores = dict.fromkeys(score for each in found for score in each.values)
    errors = [
        score
        for score in scores
        if score.startswith(ERRORS) and any(each.values.get(score) for each in found)
    ]
    columns = (*(score for score in scores if not score.startswith(ERRORS)), *errors)
    earlier = {each.key: each for each in baseline.rollups} if baseline else {}
    rows = []
    for name, each in zip(names, found, strict=True):
        before = earlier.get(each.key)
        comparable = before if before and before.segments == each.segments else None
        cells = tuple(_cell(each, comparable, score) for score in columns)
        rows.append(GroupRow(name, each.segments, cells))
    return GroupTable(columns, tuple(rows))


def _cell(now: RollUp, before: RollUp | None, score: str) -> GroupCell | None:
    if score not in now.values:
        return None
    then = before.values.get(score) if before else None
    change = None if then is None else now.values[score] - then
    return GroupCell(now.values[score], now.intervals.get(score), change)
