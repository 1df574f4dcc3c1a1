"""A glossary as the table that a person edits: rows, what is wrong with them, and what changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from g60translate.checks.check import Severity
from g60translate.errors import Fault, GlossaryError
from g60translate.glossary.assembly import Placed, assemble_placed
from g60translate.glossary.diff import diff
from g60translate.glossary.lint.run import lint, repair
from g60translate.glossary.rows import COLUMNS, Row, explode

Cells = Mapping[str, str]
"""One row of the table, by the columns of the glossary's file."""

_PLACE: Final = re.compile(r"row (\d+)(?:, (\w+))?")


@dataclass(frozen=True, slots=True)
class Note:
    """What is wrong at a place: `row` counts from 0, `column` is empty for the whole row.

    `rule` is `"fault"` for what keeps the table from being a glossary, else a rule of lint.
    """

    row: int
    column: str
    rule: str
    severity: Severity
    message: str
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in a linguist's words."""

    concept: str
    kind: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be said of a table; `sound` where it is a glossary and may be saved."""

    sound: bool
    notes: tuple[Note, ...]
    changes: tuple[Change, ...]


def rows_of(placed: Placed) -> tuple[dict[str, str], ...]:
    """The rows of a glossary, one a term."""
    return tuple(explode(placed.glossary))


def read_table(rows: Sequence[Cells], *, name: str) -> Placed:
    """The glossary that the rows describe. Raises GlossaryError; its faults name row and column."""
    return assemble_placed(
        (
            Row(f"row {at}", row, {column: f"row {at}, {column}" for column in COLUMNS})
            for at, row in enumerate(rows, 1)
        ),
        name=name,
    )


def check_table(rows: Sequence[Cells], *, before: Placed, name: str) -> Checked:
    """Faults, or else what lint remarks and what differs from the glossary as it was."""
    try:
        placed = read_table(rows, name=name)
    except GlossaryError as error:
        return Checked(sound=False, notes=tuple(map(_of_fault, error.faults)), changes=())
    return Checked(sound=True, notes=tuple(_remarks(placed)), changes=changes(before, placed))


def fix_table(rows: Sequence[Cells], *, name: str) -> tuple[tuple[dict[str, str], ...], int]:
    """The rows with mended what needs no decision, and how much that was; raises GlossaryError."""
    repaired = repair(read_table(rows, name=name).glossary)
    return tuple(explode(repaired.glossary)), len(repaired.mended)


def changes(before: Placed, after: Placed) -> tuple[Change, ...]:
    """What differs, in the order of the concepts' ids."""
    return tuple(
        Change(each.concept_id, each.kind.value, each.what, each.before, each.after)
        for each in diff(before.glossary, after.glossary)
    )


def _remarks(placed: Placed) -> list[Note]:
    notes = []
    for remark in lint(placed.glossary):
        row, _ = _place(placed.places[remark.concept_id][remark.number])
        notes.append(
            Note(
                row,
                "term" if remark.term else "concept",
                remark.rule,
                remark.severity,
                remark.message,
                remark.fixable,
            )
        )
    return notes


def _of_fault(fault: Fault) -> Note:
    row, column = _place(fault.where)
    return Note(row, column, "fault", Severity.ERROR, fault.message)


def _place(where: str) -> tuple[int, str]:
    found = _PLACE.fullmatch(where)
    assert found is not None, where
    return int(found[1]) - 1, found[2] or ""
