from __future__ import annotations

import pytest
from hypothesis import given, settings

from g60translate.documents.source import EncodedSource
from g60translate.documents.tokens import TokenKind
from g60translate.documents.web.tokens import Markup, lines, note_end, tokenize
from tests.documents.web.test_html import SOURCES


def pieces(source: Markup) -> list[tuple[str, str]]:
    return [(token.kind.value, source[token.start : token.end]) for token in tokenize(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a<b>c</b>", "text a|start <b>|text c|end </b>"),
        ("<!-->a-->b", "other <!-->|text a-->b"),
        ("<!--->a", "other <!--->|text a"),
        ("<!-- a > b --!>c", "other <!-- a > b --!>|text c"),
        ("<!-- a", "other <!-- a"),
        ("<!doctype html><?php a ?>b", "other <!doctype html>|other <?php a ?>|text b"),
        ("<![CDATA[a>b]]>", "other <![CDATA[a>|text b]]>"),
        ("</ a></>b", "other </ a>|other </>|text b"),
        ("1 < 2 <3 << a", "text 1 < 2 <3 << a"),
        ("<a b=\">\" c='>'>d", "start <a b=\">\" c='>'>|text d"),
        ('<a b">c', 'start <a b">|text c'),
        ('<a b="c>d', 'start <a b="c>|text d'),
        ("<a b=c/>d", "start <a b=c/>|text d"),
        ("a<p b", "text a|other <p b"),
        ("a<p <b>c", "text a|start <p <b>|text c"),
        ("a</p <b", "text a|other </p <b"),
        ("a<b c='>'", "text a|other <b c='>'"),
        ("<title>a<b>&amp;</title >c", "start <title>|text a<b>&amp;|end </title >|text c"),
        ("<script>a</b></SCRIPT>", "start <script>|text a</b>|end </SCRIPT>"),
        ("<script>a</scripty>", "start <script>|text a</scripty>"),
        ("<script/>a<b>", "start <script/>|text a|start <b>"),
        ("<style></style>", "start <style>|end </style>"),
        ("<p\u00a0a>b", "start <p\u00a0a>|text b"),
    ],
)
def test_cuts_as_browsers_do(source: str, expected: str) -> None:
    assert "|".join(f"{kind} {text}" for kind, text in pieces(source)) == expected


@settings(deadline=None, derandomize=True)
@given(SOURCES)
def test_bytes_are_cut_like_their_text(source: str) -> None:
    assert "".join(text for _, text in pieces(source)) == source
    for encoding in ("utf-8", "gb18030"):
        assert pieces(EncodedSource(source.encode(encoding), encoding)) == pieces(source)


def test_attributes_lie_where_the_bytes_have_them() -> None:
    source = EncodedSource('ä<IMG alt="größe" TITLE=ü\u00a0x bare>'.encode(), "utf-8")
    token = next(token for token in tokenize(source) if token.kind is TokenKind.START)
    assert [(a.name, a.value, source[a.start : a.end]) for a in token.attributes] == [
        ("alt", "größe", "größe"),
        ("title", "ü\u00a0x", "ü\u00a0x"),
        ("bare", "", ""),
    ]


@pytest.mark.parametrize(
    ("source", "is_note"),
    [
        ('<sup><a href="#n1">1</a></sup>', True),
        ("<sup class=x> <a id=m href='#n1'>[12]</a> </sup>", True),
        ("<a href=#fn><sup>*</sup></a>", True),
        ('<a href="#n1">[1]</a>', True),
        ('<a href="#k3">3</a>', False),
        ('<sup><a href="x#n1">1</a></sup>', False),
        ("<sup>2</sup>", False),
        ('<sup><a href="#n1">siehe</a></sup>', False),
    ],
)
def test_footnote_marks(source: str, is_note: bool) -> None:
    for text in (source, EncodedSource(source.encode(), "utf-8")):
        assert note_end(text, 0) == (len(source) if is_note else None)


def test_lines_keep_their_ends() -> None:
    source = EncodedSource("ä\r\nb\rc\nd".encode(), "utf-8")
    assert [source[a:b] for a, b in lines(source, 0, len(source))] == ["ä\r\n", "b\r", "c\n", "d"]
    assert list(lines("a", 0, 1)) == [(0, 1)]
    assert list(lines("a\n", 0, 2)) == [(0, 2)]


@pytest.mark.parametrize(
    "piece", ["<", "<a ", '<a b="', "<a b='c\"", "<!-", "</", "<a =", "<sup><a "]
)
def test_no_input_takes_quadratic_time(piece: str) -> None:
    """This would take hours if every piece looked through all that follow."""
    assert "".join(text for _, text in pieces(piece * 500_000)) == piece * 500_000
