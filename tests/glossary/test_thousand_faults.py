"""A file with a thousand faults reports all of them, each with its place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from g60translate.cli.glossary.group import app
from g60translate.errors import GlossaryError
from g60translate.glossary.exchange.exchange import import_glossary
from g60translate.glossary.exchange.sheet import write_sheet

HEADER = ("concept", "lang", "term", "status", "inflect", "priority")
# A faulty cell for each column in turn, and what is said about it.
FAULTS = (
    ("A", 0, "two words", "may not contain white space"),
    ("B", 1, "german", "is not a two-letter"),
    ("C", 2, "", "the term is missing"),
    ("D", 3, "best", "is not one of preferred"),
    ("E", 4, "verb", "is not one of none"),
    ("F", 5, "high", "is not a whole number"),
)
NUMBER = 1000


def faulty_rows() -> tuple[list[list[str]], list[tuple[str, int, str]]]:
    """The table with its header, and for each fault the column, the row and the message."""
    rows = [list(HEADER)]
    expected = []
    for number in range(NUMBER):
        column, index, cell, message = FAULTS[number % len(FAULTS)]
        row = [f"c{number}", "de", f"Wort {number}", "admitted", "name", "1"]
        row[index] = cell
        rows.append(row)
        expected.append((column, len(rows), message))
    return rows, expected


def faults_of(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(GlossaryError) as error:
        import_glossary(path)
    listing = str(error.value)
    assert listing.startswith(f"{path.name} has {NUMBER} faults:\n")
    return [(fault.where, fault.message) for fault in error.value.faults]


def as_csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def test_a_workbook_names_the_cell_of_each(tmp_path: Path) -> None:
    rows, expected = faulty_rows()
    path = tmp_path / "client.xlsx"
    path.write_bytes(write_sheet(rows, title="Terms", widths=[]))
    found = faults_of(path)
    assert [where for where, _ in found] == [f"cell {c}{row}" for c, row, _ in expected]
    assert all(part in said for (_, said), (_, _, part) in zip(found, expected, strict=True))


def test_a_table_names_the_line_of_each(tmp_path: Path) -> None:
    rows, expected = faulty_rows()
    path = tmp_path / "client.csv"
    path.write_text(as_csv(rows), encoding="utf-8")
    found = faults_of(path)
    assert [where for where, _ in found] == [f"line {row}" for _, row, _ in expected]
    assert all(part in said for (_, said), (_, _, part) in zip(found, expected, strict=True))


def test_lint_names_the_line_of_each(tmp_path: Path) -> None:
    """Half of the concepts contradict themselves, on rows that stand far apart."""
    rows = [HEADER]
    rows += [(f"c{n}", "de", f"Wortlaut {n}", "", "", "") for n in range(NUMBER)]
    rows += [(f"c{n}", "de", f"Wortlaut {n}", "forbidden", "", "") for n in range(0, NUMBER, 2)]
    path = tmp_path / "house.csv"
    path.write_text(as_csv(rows), encoding="utf-8")
    result = CliRunner().invoke(app, ["lint", str(path)])
    assert result.exit_code == 3
    named = re.findall(r"^error\tcontradiction\tline ([0-9]+)\t", result.stdout, re.MULTILINE)
    assert sorted(map(int, named)) == list(range(NUMBER + 2, NUMBER + 2 + NUMBER // 2))
