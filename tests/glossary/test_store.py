from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.errors import GlossaryError, InputError
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import CasePolicy, Inflect, Status
from g60translate.glossary.rows import COLUMNS, join_forms, split_forms
from g60translate.glossary.store import (
    dump_csv,
    load_glossary,
    load_placed,
    parse_csv,
    save_glossary,
)
from tests.glossary.strategies import glossaries, wordings

SMALL = """concept,lang,term,status,dnt,case,inflect,forms,priority
ciie,de,China International Import Expo,,,,name,,3
ciie,en,CIIE,admitted,yes,exact,,,
plan,de,Fünfjahresplan,preferred,no,ANY,noun:m,Fünfjahrespläne|Fünfjahresplänen,
"""


def where(error: pytest.ExceptionInfo[GlossaryError]) -> list[str]:
    return [fault.where for fault in error.value.faults]


@settings(deadline=None, max_examples=100)
@given(glossaries())
def test_reading_what_was_written_gives_the_same_glossary(glossary: Glossary) -> None:
    again = parse_csv(dump_csv(glossary), name="any.csv")
    assert again == glossary
    assert again.digest == glossary.digest


@settings(deadline=None, max_examples=100)
@given(st.lists(wordings, max_size=4))
def test_forms_survive_their_cell(forms: list[str]) -> None:
    assert split_forms(join_forms(forms)) == tuple(forms)


def test_a_row_is_a_term() -> None:
    glossary = parse_csv(SMALL, name="g.csv")
    expo, plan = glossary.concepts
    assert (expo.id, expo.priority, len(expo.terms)) == ("ciie", 3, 2)
    assert expo.terms[0].inflect is Inflect.NAME
    acronym = expo.terms[1]
    assert (acronym.status, acronym.case) == (Status.ADMITTED, CasePolicy.EXACT)
    assert acronym.do_not_translate
    noun = plan.terms[0]
    assert (noun.inflect, noun.gender, noun.case) == (Inflect.NOUN, "m", CasePolicy.ANY)
    assert noun.forms == ("Fünfjahrespläne", "Fünfjahresplänen")


def as_table(delimiter: str, *, newline: str = "\n") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    writer.writerows(csv.reader(io.StringIO(SMALL)))
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_spreadsheet_dialects_read_alike(
    delimiter: str, newline: str, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "g.csv"
    path.write_bytes(as_table(delimiter, newline=newline).encode(encoding))
    assert load_glossary(path) == parse_csv(SMALL, name="g.csv")


def test_rows_of_a_concept_need_not_stand_together() -> None:
    text = "concept,lang,term,domain\na,de,x,\nb,de,y,\na,en,z,law\n"
    first = parse_csv(text, name="g.csv").concepts[0]
    assert [term.text for term in first.terms] == ["x", "z"]
    assert first.domain == "law"


def test_all_faults_come_at_once_with_their_lines() -> None:
    text = (
        "concept,lang,term,status,dnt,case,inflect,priority,valid_from,domain\n"
        "a,de,x,best,,,,,,law\n"
        "a,de-CH,y,,maybe,,,,,press\n"
        '\n"b",xx1,"two\nlines",,,loud,verb,high,8.11.2023,\n'
        ",de,z,,,,,,,\n"
        "c d,de,,,,,noun:x,,,\n"
    )
    with pytest.raises(GlossaryError) as error:
        parse_csv(text, name="g.csv")
    assert where(error) == [
        "line 2", "line 3", "line 3", "line 3",
        "line 5", "line 5", "line 5", "line 5", "line 5", "line 5", "line 7", "line 8",
    ]  # fmt: skip
    message = str(error.value)
    for part in (
        "g.csv has 12 faults",
        "status 'best' is not one of preferred, admitted, forbidden",
        "domain of concept a is 'press' here and 'law' at line 2",
        "language 'de-CH' carries a region; write de",
        "dnt 'maybe' is neither yes nor no",
        "control character",
        "'8.11.2023' is not a date",
        "the concept id is missing",
    ):
        assert part in message


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("concept,lang,term,colour", "unknown column 'colour'"),
        ("concept,lang", "column 'term' is missing"),
        ("concept,lang,term,term", "column 'term' stands there twice"),
        ("", "column 'concept' is missing"),
    ],
)
def test_a_wrong_header_is_refused(header: str, part: str) -> None:
    with pytest.raises(GlossaryError, match=part):
        parse_csv(f"{header}\na,de,x\n", name="g.csv")


def test_a_cell_under_no_column_is_a_fault() -> None:
    with pytest.raises(GlossaryError, match="line 2: cell 'y' stands under no column"):
        parse_csv("concept,lang,term\na,de,x,y\n", name="g.csv")


def test_an_open_quotation_mark_is_a_fault() -> None:
    with pytest.raises(GlossaryError, match="line 2: this is no CSV record"):
        parse_csv('concept,lang,term\na,de,"x\nb,de,y\n', name="g.csv")


def test_records_after_a_broken_one_are_examined_too() -> None:
    text = 'concept,lang,term\na,de,"x"y\nb,deu,z\nc,de,"u"v\nd,de,w\n'
    with pytest.raises(GlossaryError) as error:
        parse_csv(text, name="g.csv")
    assert sorted(where(error)) == ["line 2", "line 3", "line 4"]


@settings(deadline=None, max_examples=300)
@given(st.text('concept,lang,term\n;\t"\r\0 ax', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(GlossaryError):
        parse_csv("concept,lang,term\n" + text, name="g.csv")
    with contextlib.suppress(GlossaryError):
        parse_csv(text, name="g.csv")


def test_every_line_that_is_no_utf8_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_bytes("concept,lang,term\na,de,Überblick\nb,de,x\rc,de,Öl\n".encode("cp1252"))
    with pytest.raises(
        GlossaryError, match=r"line 2: byte 0xdc.*\n.*line 4.*\n.*CSV UTF-8"
    ) as error:
        load_glossary(path)
    assert where(error) == ["line 2", "line 4"]


def test_every_term_knows_its_line(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text('concept,lang,term,note\na,de,x,"two\nlines"\nb,de,y,\n\na,en,z,\n', "utf-8")
    placed = load_placed(path)
    assert placed.glossary == load_glossary(path)
    assert placed.places == {"a": ("line 2", "line 6"), "b": ("line 4",)}


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv cannot be read"):
        load_glossary(tmp_path / "none.csv")


def test_saving_replaces_the_file(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("old")
    glossary = parse_csv(SMALL, name="g.csv")
    save_glossary(glossary, path)
    assert load_glossary(path) == glossary
    assert path.read_text("utf-8").splitlines()[0] == ",".join(COLUMNS)
    assert [p.name for p in tmp_path.iterdir()] == ["g.csv"]
