"""A linguist's day from end to end, on the command line, with other programs at both ends.

A client's faulty workbook comes in, is corrected from the messages, checked, held against three
releases, used for a translation, changed once more, and goes out as TBX and as a workbook. The
workbooks are written and read by openpyxl, the TBX file by the standard library's parser.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from g60translate.cli.app import _run
from g60translate.glossary.exchange.exchange import import_glossary
from g60translate.glossary.store import load_glossary
from g60translate.reports.record.model import load_record
from tests.glossary.exchange.tbx_structure import open_tbx

Say = Callable[..., tuple[int, str]]

SHEET: list[list[str | int | None]] = [
    ["Concept", "Lang", "Term", "Status", "Inflect", "Domain", "Source", "Priority"],
    ["delta", "de", "Jangtse\u00ad-Delta", "prefered", "noun:n", "place", "style guide", 2],
    ["delta", "en-GB", "Yangtze River  Delta", "preferred", "", "places", "style guide", None],
    ["expo", "de", "Importmesse", None, "noun:x", "trade", "style guide", "high"],
    ["expo", "en", None, None, None, None, None, None],
]
# Per cell what the message says, and what the linguist types there.
CORRECTIONS: dict[str, tuple[str, str | int]] = {
    "D2": ("status 'prefered' is not one of preferred, admitted, forbidden", "preferred"),
    "B3": ("language 'en-GB' carries a region; write en", "en"),
    "F3": ("domain of concept delta is 'places' here and 'place' at row 2", "place"),
    "E4": ("inflect 'noun:x': a gender is noun:m, noun:f or noun:n", "noun:f"),
    "H4": ("priority 'high' is not a whole number", 1),
    "C5": ("the term is missing", "Import Fair"),
}
RELEASES = {
    "opening.de.txt": "Die Importmesse ist eröffnet.\n\nDie Städte des Jangtse-Deltas wachsen.\n",
    "plan.de.html": "<p>Der Plan gilt. Er nennt <b>Importmessen</b> im Süden.</p>\n",
    "sport.de.md": "# Platz 3\n\nDas Team freut sich.\n",
}


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """The program, in an empty folder: exit code, and what it said to the screen."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("G60_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-data"))

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["g60translate", *arguments])
        code = _run()
        shown = capsys.readouterr()
        return code, shown.out + " ".join(shown.err.split())

    return run


def save_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in SHEET:
        book.worksheets[0].append(row)
    book.save(path)


def correct(path: Path, cells: list[str]) -> None:
    book = openpyxl.load_workbook(path)
    for cell in cells:
        book.worksheets[0][cell] = CORRECTIONS[cell][1]
    book.save(path)


def test_from_a_faulty_workbook_to_a_termbase(say: Say, tmp_path: Path) -> None:
    workbook, house = tmp_path / "client.xlsx", tmp_path / "house.csv"
    save_workbook(workbook)
    for name, text in RELEASES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    pair = ("--from", "de", "--to", "en")

    # Every fault is told at once, with its cell; nothing is written.
    code, said = say("glossary", "import", "client.xlsx", "house.csv")
    assert code == 3
    assert "client.xlsx has 6 faults" in said
    assert all(f"cell {cell}: {part}" in said for cell, (part, _) in CORRECTIONS.items())
    assert not house.exists()

    # Corrected where the messages point, it comes in.
    correct(workbook, re.findall(r"cell ([A-Z]+[0-9]+)", said))
    code, said = say("glossary", "import", "client.xlsx", "house.csv")
    assert (code, said) == (0, "Wrote house.csv with 2 concepts.\n")

    # Lint finds what no table check sees, names the line, and mends what needs no decision.
    code, said = say("glossary", "lint", "house.csv")
    assert code == 3
    assert re.search(r"error\tinvisible\tline 2\tdelta\tde\t.*SOFT HYPHEN", said)
    assert re.search(r"warning\tstray-space\tline 3\tdelta\ten\t", said)
    assert say("glossary", "lint", "house.csv", "--fix", "--strict") == (0, "Mended: 2.\n")

    # The client's terms would change these sentences of three releases.
    code, said = say("glossary", "impact", *RELEASES, "--glossary", "house.csv", *pair, "--json")
    assert code == 0
    touched = {each["document"]: each["touched"] for each in json.loads(said)}
    assert {name: [segment["text"] for segment in found] for name, found in touched.items()} == {
        "opening.de.txt": [
            "Die Importmesse ist eröffnet.", "Die Städte des Jangtse-Deltas wachsen.",
        ],
        "plan.de.html": ["Er nennt Importmessen im Süden."],
        "sport.de.md": [],
    }  # fmt: skip

    # The embedded model translates the shortest of them by the new glossary, and proves it.
    translate = ("translate", "opening.de.txt", "--to", "en", "--glossary", "house.csv")
    assert say(*translate)[0] == 0
    english = (tmp_path / "opening.en.txt").read_text(encoding="utf-8")
    assert "Import Fair" in english
    assert "Yangtze River Delta" in english
    record = tmp_path / "opening.en.txt.g60.json"
    summary = load_record(record.read_bytes(), name=record.name).summary
    assert (summary.terms_found, summary.terms_met) == (2, 2)

    # The client has another wish: which sentences do not keep it, until they are made again?
    (tmp_path / "old.csv").write_bytes(house.read_bytes())
    assert say("glossary", "set", "house.csv", "expo", "term=Import Expo", "--lang", "en")[0] == 0
    assert "'Import Fair' → 'Import Expo'" in say("glossary", "diff", "old.csv", "house.csv")[1]
    held = (
        "glossary", "impact", "opening.de.txt", "--glossary", "house.csv", "--against", "old.csv",
        "--record", record.name, *pair,
    )  # fmt: skip
    code, said = say(*held)
    assert code == 2
    assert "reworded: 'Importmesse' (expo): 'Import Fair' → 'Import Expo'" in said
    assert "the recorded translation lacks 'Import Expo' (expo)" in said
    assert said.endswith("Recorded sentences that do not keep the glossary: 1.\n")
    assert say(*translate, "--force")[0] == 0
    code, said = say(*held)
    assert code == 0
    assert said.endswith("Recorded sentences that do not keep the glossary: 0.\n")

    # TBX goes out, says what it cannot hold, opens elsewhere and comes back as it went.
    glossary = load_glossary(house)
    code, said = say("glossary", "export", "house.csv", "house.tbx")
    assert code == 0
    assert "delta: its priority is left out" in said
    assert open_tbx((tmp_path / "house.tbx").read_bytes()) == [
        (concept.id, term.lang, term.text, term.status)
        for concept in glossary
        for term in concept.terms
    ]
    again = import_glossary(tmp_path / "house.tbx").glossary
    assert [(c.id, c.domain, c.terms) for c in again] == [
        (c.id, c.domain, c.terms) for c in glossary
    ]

    # So does a workbook, which holds everything.
    assert say("glossary", "export", "house.csv", "house.xlsx") == (0, "Wrote house.xlsx.\n")
    header, *rows = openpyxl.load_workbook(tmp_path / "house.xlsx").worksheets[0].values
    sheet = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["concept"], row["lang"], row["term"]) for row in sheet] == [
        (concept.id, term.lang, term.text) for concept in glossary for term in concept.terms
    ]
    assert import_glossary(tmp_path / "house.xlsx").glossary == glossary
