from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from g60translate.bitext.pairs import Pair, read_pairs
from g60translate.bitext.tmx import write_tmx
from g60translate.bitext.units import Unit
from g60translate.errors import BrokenDocument, EncodingFault, InputError, UnsupportedFormat


def read(path: Path) -> list[Pair]:
    return list(read_pairs(path, source_lang="de", target_lang="en"))


def test_tsv_has_two_to_four_columns(tmp_path: Path) -> None:
    path = tmp_path / "house.tsv"
    path.write_bytes(b"Ja\tYes\nNein\tNo\tnews\nGut\tGood\tnews\td1\n \tx\n")
    assert read(path) == [
        Pair("Ja", "Yes", "house"),
        Pair("Nein", "No", "news"),
        Pair("Gut", "Good", "news", "d1"),
    ]


def test_a_tsv_can_have_its_target_first_and_no_other_file(tmp_path: Path) -> None:
    path = tmp_path / "house.tsv"
    path.write_bytes(b"Yes\tJa\tnews\td1\n")
    pairs = read_pairs(path, source_lang="de", target_lang="en", turned=True)
    assert list(pairs) == [Pair("Ja", "Yes", "news", "d1")]
    with pytest.raises(UnsupportedFormat, match=r"only a \.tsv"):
        read_pairs(tmp_path / "a.tmx", source_lang="de", target_lang="en", turned=True)


def test_a_line_separator_inside_a_cell_is_no_new_line(tmp_path: Path) -> None:
    path = tmp_path / "house.tsv"
    path.write_bytes("A\u2028B\tC\x85D\r\n".encode())
    assert read(path) == [Pair("A\u2028B", "C\x85D", "house")]


def test_jsonl_and_gzip(tmp_path: Path) -> None:
    path = tmp_path / "press.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"de": "Ja", "en": "Yes", "doc": "d1"}\n\n'))
    assert read(path) == [Pair("Ja", "Yes", "press", "d1")]


def test_tmx(tmp_path: Path) -> None:
    path = tmp_path / "house.tmx"
    path.write_bytes(write_tmx([Unit("Ja", "Yes", "d")], source_lang="de", target_lang="en"))
    assert read(path) == [Pair("Ja", "Yes", "house", "d")]


@pytest.mark.parametrize(
    ("name", "data", "error", "message"),
    [
        ("a.tsv", b"only one\n", BrokenDocument, "line 1: 1 columns"),
        ("a.jsonl", b'{"de": "x", "en": "y"}\n{"de": 1}\n', BrokenDocument, "line 2: no texts"),
        ("a.jsonl", b'{"de": 1, "en": "y"}\n', BrokenDocument, "line 1: the texts are not"),
        ("a.jsonl", b"{\n", BrokenDocument, "line 1: not JSON"),
        ("a.tsv", b"\xff\xfe\ta\n", EncodingFault, "is not UTF-8"),
        ("a.tsv.gz", b"no gzip", BrokenDocument, "no whole gzip"),
        ("a.docx", b"", UnsupportedFormat, "Give .tsv, .jsonl or .tmx"),
        ("a.tmx", b"<tmx><body><tu>", BrokenDocument, "not well-formed"),
    ],
)
def test_faults_say_where(
    tmp_path: Path, name: str, data: bytes, error: type[Exception], message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error, match=message):
        read(tmp_path / name)


@pytest.mark.parametrize("name", ["none.tsv", "none.tmx"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=name):
        read(tmp_path / name)
