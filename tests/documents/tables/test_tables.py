"""Tables of values: which cells are read, and how they are written."""

# Rows of a table read best on one line.
# ruff: noqa: E501

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.files import detect_format, read_document, write_document
from g60translate.documents.options import ReadingOptions
from g60translate.errors import BrokenDocument, InputError, UnsupportedFormat
from tests.documents.pretend import translated

CHOSEN = ReadingOptions(columns=("text",), fields=("text",))


def rewritten(source: str, name: str, *, columns: str = "text", fields: str = "text") -> str:
    options = ReadingOptions(columns=columns.split(","), fields=fields.split(","))
    document = read_document(source.encode(), name=name, options=options)
    assert write_document(document) == source.encode()
    return write_document(translated(document)).decode()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("id,text\n1,tal\n", "id,text\n1,TAL\n"),
        ("id;text;x\r\n1;tal, berg;nein\r\n", "id;text;x\r\n1;TAL, BERG;nein\r\n"),
        ('id\ttext\n1\t"tal ""x"""\n', 'id\ttext\n1\t"TAL ""X"""\n'),
        ('text,id\n"eins\n\nzwei",1', 'text,id\n"EINS\n\nZWEI",1'),
        ("sep=;\nid;text\n1;tal", "sep=;\nid;text\n1;TAL"),
        ("id|text\n\n1|tal\n2\n", "id|text\n\n1|TAL\n2\n"),
        ('"id","text"\n"1","<p>tal</p>"\n', '"id","text"\n"1","<p>TAL</p>"\n'),
        ('id,text\n1,"tal"\n2,3\n', 'id,text\n1,"TAL"\n2,3\n'),
    ],
)
def test_named_columns_change_and_nothing_else(source: str, expected: str) -> None:
    assert rewritten(source, "a.csv") == expected
    assert rewritten(f"\ufeff{source}", "a.csv") == f"\ufeff{expected}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{"id": 1, "text": "tal"}\n', '{"id": 1, "text": "TAL"}\n'),
        ('{"text":"gr\\u00fcn"}\r\n\r\n{"x":"nein"}', '{"text":"GR\\u00dcN"}\r\n\r\n{"x":"nein"}'),
        ('{"text": ["ja", "wohl"], "b": {"text": "nein"}}', '{"text": ["JA", "WOHL"], "b": {"text": "nein"}}'),
    ],
)  # fmt: skip
def test_named_fields_change_and_nothing_else(source: str, expected: str) -> None:
    assert rewritten(source, "a.jsonl") == expected


def test_a_field_inside_another_is_named_with_a_full_stop() -> None:
    source = '{"a": {"text": "tal"}, "text": "berg"}'
    written = rewritten(source, "a.ndjson", fields="a.text")
    assert json.loads(written) == {"a": {"text": "TAL"}, "text": "berg"}


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("a.csv", "id,body\n1,2\n", "no column text.*first row has: id, body"),
        ("a.csv", "", "no column text.*nothing"),
        ("a.jsonl", '{"id": 1, "body": "x"}', "no field text.*It has: body"),
        ("a.jsonl", "", "no field text.*no texts"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(name: str, source: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        rewritten(source, name)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_without_a_choice_there_is_advice(form: str) -> None:
    source = '{"text": "tal"}\n' if form == "jsonl" else "id,text\n1,tal\n2,berg\n"
    option = {"csv": "--columns", "jsonl": "--fields"}[form]
    with pytest.raises(InputError, match=option):
        read_document(source.encode(), name="x", format=form)
    with pytest.raises(UnsupportedFormat, match=option):
        detect_format(source.encode(), name=f"x.{form}")


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("a.csv", 'id,text\n1,"tal\n', "line 2: a quotation mark"),
        ("a.jsonl", '{"text": "a"}\n{"text": ', "line 2, column"),
        ("a.jsonl", "[1]\n", "line 1: this is no JSON object"),
    ],
)
def test_broken_tables_say_where(name: str, source: str, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        rewritten(source, name)


SIGNS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('",;\n')
CELLS = st.text(SIGNS, max_size=9)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), CELLS, st.sampled_from(",;\t"))
def test_python_reads_the_other_cells_as_before(
    rows: list[tuple[str, str]], said: str, delimiter: str
) -> None:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows([("id", "text"), *rows])
    data = target.getvalue().encode()
    document = read_document(data, name="a.csv", options=CHOSEN)
    assert write_document(document) == data
    changed = {b.id: type(b)(b.id, b.kind, said.strip() or "x") for b in document.blocks}
    written = write_document(document.with_blocks(changed)).decode()
    again = list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter))
    assert [row[0] for row in again] == ["id", *(row[0] for row in rows)]
    assert all(len(row) == 2 for row in again)
