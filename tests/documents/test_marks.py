from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from g60translate.documents.codec import CODECS, load_codec
from g60translate.documents.files import detect_format
from g60translate.documents.marks import TEXT_SUFFIXES, may_be
from tests.documents.proofs import Case
from tests.documents.test_awkward import FILES
from tests.documents.test_files import other_zip, word
from tests.documents.test_formats_proofs import PROOFS

ALL = {name: load_codec(name) for name in CODECS}
TEXTS = ("html", "markdown", "text")
KNOWN = [
    *(file.data for file in FILES),
    *(
        case.data
        for proofs in PROOFS.values()
        for case in proofs.values()
        if isinstance(case, Case)
    ),
    word(),
    word()[:3000],
    other_zip(),
]
# What codecs look for, whole, in pieces and spoilt, in any order.
PIECES = st.sampled_from(
    [
        *(b"PK\x03\x04", b"word/", b"ppt/", b"xl/"),
        b"mimetypeapplication/vnd.oasis.opendocument.text",
        *(b'<xliff version="1.2">', b"<x:xliff\nversion = '2.0'>", b"xliff"),
        *(b'msgid "a"\n', b'msgstr "b"\n', b'msgstr[0] "b"\n'),
        *(b"1\n", b"00:01,000 --> 00:02,000\n", b"0:00:01.5 -->", b"WEBVTT\n", b"WEBVTT"),
        *(b'{"uri": "a", "headline": "b"}', b"{", b"}"),
        *(b"<nitf>", b"<n:newsItem ", b"<newsMessage>", b"<packageItem>", b"<NewsML>"),
        *(b"<!DOCTYPE html>", b"<HTML>", b"<body class=a>", b"<head>", b"<p>", b"<!-- x -->"),
        *(b'<meta charset="utf-16">', b"<?xml version='1' encoding='shift_jis'?>", b"\x83\x5c"),
        *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0", b"\0<\0h\0t\0m\0l\0>"),
        *(b"Text. ", b"\n", b" ", b"\xe4", b" " * 70, b"a" * 5000),
    ]
)


def recognised(data: bytes) -> set[str]:
    return {name for name, codec in ALL.items() if codec.recognises(data)}


def left_out(data: bytes) -> set[str]:
    return {name for name in ALL if not may_be(name, data)}


@pytest.mark.parametrize("data", KNOWN)
def test_no_file_of_a_format_is_without_its_marks(data: bytes) -> None:
    assert not recognised(data) & left_out(data)
    for encoding in ("utf-16", "utf-16-be", "utf-8-sig"):
        wide = data.decode("latin-1").encode(encoding)
        assert not recognised(wide) & left_out(wide)


@given(
    st.lists(PIECES | st.binary(max_size=4), max_size=8).map(b"".join), st.sampled_from(["", "16"])
)
@example(b"\0P\0K\x03\x04word/", "")
def test_a_format_without_its_marks_would_not_recognise_the_file(data: bytes, wide: str) -> None:
    data = data.decode("latin-1").encode("utf-16") if wide else data
    assert not recognised(data) & left_out(data)


def test_plain_text_leaves_out_all_formats_but_those_that_any_text_may_be() -> None:
    assert left_out(b"Das Tal: 1 < 2.\n" * 9) == set(ALL) - set(TEXTS)
    assert left_out(b"Das Tal.") == set(ALL) - {"markdown", "text"}


def test_names_of_the_text_formats_are_those_of_their_codecs() -> None:
    named = ((suffix, name) for name in TEXTS for suffix in ALL[name].suffixes)
    assert dict(named) == TEXT_SUFFIXES


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_no_codec_is_asked_about_what_it_cannot_be(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def load(key: str, *_: object) -> object:
        asked.append(key)
        return ALL[key]

    monkeypatch.setattr("g60translate.documents.files.load_codec", load)
    detect_format(b"Das Tal.", name=name)
    assert set(asked) <= {"markdown", "text"}
    detect_format(word(), name=name)
    assert set(asked) <= {"markdown", "text", "docx"}


def test_reading_a_text_imports_no_other_codec() -> None:
    """In a process of its own, for here they are all imported."""
    program = (
        "import sys; from g60translate.documents.files import read_document;"
        "assert read_document(b'Das Tal.', name='a.txt').format == 'text';"
        "print([name for name in ('lxml', 'markdown_it') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"
