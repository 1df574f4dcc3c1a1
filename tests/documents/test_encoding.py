from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.encoding import decode, is_text
from g60translate.errors import EncodingFault

GERMAN = "Für das „Tal“ – größer als je zuvor."
CHINESE = "长三角G60科创走廊是一个国家战略平台，连接九个城市。"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        (GERMAN.encode(), GERMAN, "utf-8"),
        (codecs.BOM_UTF8 + GERMAN.encode(), GERMAN, "utf-8"),
        (codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le"), GERMAN, "utf-16-le"),
        (codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), CHINESE, "utf-16-be"),
        (codecs.BOM_UTF32_LE + GERMAN.encode("utf-32-le"), GERMAN, "utf-32-le"),
        (GERMAN.encode("utf-16-le"), GERMAN, "utf-16-le"),
        (GERMAN.encode("utf-16-be"), GERMAN, "utf-16-be"),
        (GERMAN.encode("cp1252"), GERMAN, "cp1252"),
        (CHINESE.encode("gb18030"), CHINESE, "gb18030"),
        (CHINESE.encode(), CHINESE, "utf-8"),
    ],
)
def test_tells_encodings(data: bytes, text: str, encoding: str) -> None:
    found = decode(data, name="x.txt")
    assert (found.text, found.encoding) == (text, encoding)
    assert found.encode() == data


@pytest.mark.parametrize(
    ("data", "declared", "encoding"),
    [
        ("Größe".encode("iso8859-15"), "ISO-8859-15", "iso8859-15"),
        ("„Größe“".encode("cp1252"), "iso-8859-1", "cp1252"),
        (CHINESE.encode("gbk"), "gb2312", "gb18030"),
        ("Größe".encode(), "no-such-code", "utf-8"),
        ("Größe".encode(), "rot13", "utf-8"),
        ("Größe".encode(), "utf-16", "utf-8"),
    ],
)
def test_follows_a_declaration_where_it_can_be_true(
    data: bytes, declared: str, encoding: str
) -> None:
    found = decode(data, name="x.html", declared=declared)
    assert found.encoding == encoding
    assert found.encode() == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "byte 0 is not valid"),
        (b"abc\x00def", "U\\+0000"),
        (b"abc\x07def", "character 3"),
        (b"\x81\x8d bad", "byte 0"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "UTF-16-LE"),
        (codecs.BOM_UTF8 + b"\xff", "byte 3"),
    ],
)
def test_says_where_bytes_are_no_text(data: bytes, message: str) -> None:
    with pytest.raises(EncodingFault, match=message):
        decode(data, name="x.txt")
    assert not is_text(data)


def test_german_in_a_chinese_file_becomes_utf8() -> None:
    old = decode(CHINESE.encode("gb18030"), name="x.txt")
    assert old.with_text(CHINESE[::-1]).encode() == CHINESE[::-1].encode("gb18030")
    assert old.with_text(GERMAN).encode() == GERMAN.encode()


def test_text_beyond_the_old_encoding_becomes_utf8() -> None:
    old = decode("Größe".encode("cp1252"), name="x.txt")
    assert old.with_text("规模").encode() == "规模".encode()
    assert old.with_text("规 ß").encode_markup() == b"&#35268; \xdf"


@settings(deadline=None, derandomize=True)
@given(st.binary(max_size=60))
def test_what_is_accepted_comes_back_byte_for_byte(data: bytes) -> None:
    if is_text(data):
        assert decode(data, name="x").encode() == data


@settings(deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_utf8_text_is_always_read_as_it_was_written(text: str) -> None:
    text = text.lstrip("\ufeff")
    assert decode(text.encode(), name="x").text == text
