"""The table that a person edits: what is wrong stands where it is wrong, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.errors import GlossaryError, InputError
from g60translate.glossary.assembly import Placed
from g60translate.glossary.book import Glossary
from g60translate.glossary.rows import COLUMNS
from g60translate.glossary.store import parse_placed
from g60translate.server.pages.glossary.files import Changed, GlossaryFiles, put_together
from g60translate.server.pages.glossary.table import check_table, fix_table, read_table, rows_of
from tests.glossary.strategies import glossaries

CSV = """concept,lang,term,source
delta,de,Jangtse-Delta,style guide
delta,en,Yangtze River Delta,style guide
valley,de,G60-Tal,style guide
valley,en,G60 Valley,style guide
"""


def table(text: str = CSV) -> list[dict[str, str]]:
    return [*rows_of(parse_placed(text, name="house.csv"))]


def test_a_table_that_is_as_the_file_has_no_changes() -> None:
    before = parse_placed(CSV, name="house.csv")
    checked = check_table(table(), before=before, name="house.csv")
    assert (checked.sound, checked.changes) == (True, ())


def test_faults_name_the_cell() -> None:
    rows = table()
    rows[1]["lang"] = "english"
    rows[2]["inflect"] = "verb"
    rows[3]["concept"] = ""
    checked = check_table(rows, before=read_table([], name="old"), name="house.csv")
    assert not checked.sound
    assert [(n.row, n.column) for n in checked.notes] == [
        (1, "lang"),
        (2, "inflect"),
        (3, "concept"),
    ]


def test_remarks_name_the_row_also_where_a_concept_is_scattered() -> None:
    rows = table()
    rows[1], rows[2] = rows[2], rows[1]
    rows[3]["term"] = "G60  Valley"
    checked = check_table(rows, before=read_table([], name="old"), name="house.csv")
    (stray,) = [n for n in checked.notes if n.rule == "stray-space"]
    assert (stray.row, stray.column, stray.fixable) == (3, "term", True)
    mended, many = fix_table(rows, name="house.csv")
    assert many == 1
    assert "G60 Valley" in [row["term"] for row in mended]


def test_blank_rows_between_are_no_fault() -> None:
    rows = table()
    rows.insert(2, dict.fromkeys(COLUMNS, ""))
    assert len(read_table(rows, name="x").glossary) == 2


@settings(max_examples=25)
@given(glossaries())
def test_a_table_says_what_its_glossary_says(glossary: Glossary) -> None:
    rows = rows_of(Placed(glossary, {}))
    assert read_table(rows, name="again").glossary == glossary


@pytest.fixture
def house(tmp_path: Path) -> Path:
    path = tmp_path / "house.csv"
    path.write_text(CSV, "utf-8")
    return path


def test_saving_writes_the_same_file(house: Path) -> None:
    files = GlossaryFiles([house])
    state = files.load("house.csv")
    rows = table()
    rows[1]["term"] = "Yangtze Delta"
    version = files.save("house.csv", rows, base=table(), version=state.version)
    assert files.load("house.csv").version == version != state.version
    assert "Yangtze Delta" in house.read_text("utf-8")


def test_what_somebody_else_saved_is_not_overwritten(house: Path) -> None:
    files = GlossaryFiles([house])
    state = files.load("house.csv")
    house.write_text(CSV.replace("G60 Valley", "G60 Corridor"), "utf-8")
    theirs = house.read_bytes()
    rows = table()
    rows[1]["term"] = "Yangtze Delta"
    with pytest.raises(Changed) as caught:
        files.save("house.csv", rows, base=table(), version=state.version)
    assert house.read_bytes() == theirs
    assert [c.after for c in caught.value.theirs] == ["G60 Corridor (source style guide)"]
    assert [c.after for c in caught.value.mine] == ["Yangtze Delta (source style guide)"]
    now = caught.value.now
    merged, both = put_together(table(), rows, rows_of(now.placed), name="house.csv")
    assert not both
    files.save("house.csv", merged, base=rows_of(now.placed), version=now.version)
    text = house.read_text("utf-8")
    assert "G60 Corridor" in text
    assert "Yangtze Delta" in text


def test_of_what_both_changed_mine_is_taken_and_told() -> None:
    mine, theirs = table(), table()
    mine[1]["term"], theirs[1]["term"] = "my Delta", "their Delta"
    gone = [row for row in theirs if row["concept"] != "valley"]
    merged, both = put_together(table(), mine, gone, name="house.csv")
    assert both == ("delta",)
    assert [row["term"] for row in merged] == ["Jangtse-Delta", "my Delta"]


def test_a_faulty_table_leaves_the_file_alone(house: Path) -> None:
    files = GlossaryFiles([house])
    version = files.load("house.csv").version
    rows = table()
    rows[0]["lang"] = "german"
    with pytest.raises(GlossaryError):
        files.save("house.csv", rows, base=table(), version=version)
    assert house.read_text("utf-8") == CSV


@pytest.mark.parametrize("name", ["../house.csv", "/etc/passwd", "", "house.csv/", "other.csv"])
def test_only_files_of_the_start_are_known(house: Path, name: str) -> None:
    with pytest.raises(InputError, match="edits no glossary"):
        GlossaryFiles([house]).load(name)


@given(st.lists(st.sampled_from(["delta", "valley", "new"]), unique=True))
def test_nothing_changed_here_gives_theirs(changed: list[str]) -> None:
    theirs = [row for row in table() if row["concept"] not in changed]
    merged, both = put_together(table(), table(), theirs, name="x")
    assert (list(merged), both) == (theirs, ())
