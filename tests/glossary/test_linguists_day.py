"""A linguist's day from end to end: a faulty workbook comes in, a clean TBX file goes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from g60translate.cli.glossary import app
from g60translate.errors import GlossaryError
from g60translate.glossary.exchange.exchange import import_glossary
from g60translate.glossary.exchange.sheet import read_sheet, write_sheet
from g60translate.glossary.match import TermMatcher
from g60translate.glossary.store import load_glossary
from g60translate.glossary.verify import TermVerifier

SHEET = [
    ["Concept", "Lang", "Term", "Status", "Inflect", "Domain", "Source", "Priority"],
    ["delta", "de", "Jangtse\u00ad-Delta", "prefered", "noun:n", "place", "style guide", "2"],
    ["delta", "en-GB", "Yangtze River  Delta", "preferred", "", "places", "style guide", ""],
    ["expo", "de", "Importmesse", "", "noun:x", "trade", "style guide", "high"],
    ["expo", "en", "", "", "", "", "", ""],
]
# What the linguist types into the cells that the messages name.
CORRECTIONS = {
    "D2": "preferred", "B3": "en", "F3": "place", "E4": "noun:f", "H4": "1", "C5": "Import Expo",
}  # fmt: skip


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, GlossaryError):
        raise result.exception
    return result.exit_code, result.stdout


def correct(path: Path, places: list[str]) -> None:
    rows = {row.number: row.cells for row in read_sheet(path.read_bytes(), name=path.name)}
    for place in places:
        letters, number = place.rstrip("0123456789"), int(place.lstrip("ABCDEFGH"))
        rows[number][letters] = CORRECTIONS[place]
    table = [[row.get(letter, "") for letter in "ABCDEFGH"] for row in rows.values()]
    path.write_bytes(write_sheet(table, title="Terms", widths=[]))


def test_a_faulty_workbook_becomes_a_clean_termbase(tmp_path: Path) -> None:
    workbook, book, termbase = (tmp_path / name for name in ("in.xlsx", "house.csv", "house.tbx"))
    workbook.write_bytes(write_sheet(SHEET, title="Terms", widths=[]))

    # Every fault is told at once, with its cell; nothing is written.
    with pytest.raises(GlossaryError) as error:
        run("import", workbook, book)
    places = re.findall(r"cell ([A-Z]+[0-9]+)", str(error.value))
    assert sorted(places) == sorted(CORRECTIONS)
    assert not book.exists()

    # Corrected where the messages point, the workbook comes in.
    correct(workbook, places)
    assert run("import", workbook, book)[0] == 0
    assert len(load_glossary(book)) == 2

    # Lint finds what no table check sees, and mends what needs no decision.
    code, output = run("lint", book)
    assert code == 3
    assert "SOFT HYPHEN" in output
    assert "doubled or unusual space" in output
    assert run("lint", book, "--fix", "--strict")[0] == 0

    # The glossary works.
    glossary = load_glossary(book)
    verifier = TermVerifier(glossary, target_lang="en")
    hits = TermMatcher(glossary, source_lang="de", target_lang="en").find("des Jangtse-Deltas")
    assert [verifier.expected(hit) for hit in hits] == ["Yangtze River Delta"]

    # TBX goes out, says what it cannot hold, and comes back as it went.
    code, output = run("export", book, termbase)
    assert code == 0
    assert "its priority is left out" in output
    again = import_glossary(termbase).glossary
    assert [(c.id, c.domain, c.terms) for c in again] == [
        (c.id, c.domain, c.terms) for c in glossary
    ]
