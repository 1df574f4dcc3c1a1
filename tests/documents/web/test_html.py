from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.model import BlockKind
from g60translate.documents.web.html import HtmlCodec
from tests.documents.pretend import listed, spans, stripped, translated, turned

CODEC = HtmlCodec()


def texts(source: str | bytes) -> list[str]:
    data = source.encode() if isinstance(source, str) else source
    return [block.text for block in CODEC.read(data, name="x.html").blocks]


def rewritten(source: str, *, lang: str | None = None) -> str:
    return CODEC.write(translated(CODEC.read(source.encode(), name="x"), lang=lang)).decode()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("Hallo", ["Hallo"]),
        ("<p> Hallo\n  Tal </p>", ["Hallo Tal"]),
        ("<p>a &amp; b &lt; c &#8211; d&nbsp;e", ["a & b < c – d\u00a0e"]),
        ("<p>eins<p>zwei", ["eins", "zwei"]),
        ("<div>eins<p>zwei</p>drei</div>", ["eins", "zwei", "drei"]),
        ("<p>eins<br> zwei<br/>drei", ["eins\nzwei\ndrei"]),
        ("<p>ein <b>fett</b>er <i>Tag</i></p>", ["ein fetter Tag"]),
        ("<p>un<wbr>glaublich", ["unglaublich"]),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</ul>", ["a", "b", "c"]),
        ("<table><tr><th>a<td colspan=2>b</table>", ["a", "b"]),
        ("<title>T &amp; U</title>", ["T & U"]),
        ('<img alt="Bild">', ["Bild"]),
        ('<p>a <img alt="Bild"> b', ["a  b", "Bild"]),
        ("<a title='Tipp'>Link</a>", ["Tipp", "Link"]),
        ('<input placeholder="Suche"><input type=submit value=Los>', ["Suche", "Los"]),
        ('<input type=text value="bleibt">', []),
        ('<button aria-label="Zu">x</button>', ["Zu", "x"]),
        ('<meta name="description" content="Kurz"><meta name=robots content=all>', ["Kurz"]),
        ('<meta property="og:title" content="Kopf">', ["Kopf"]),
        ("<script>var a = '<p>nein</p>'</script>", []),
        ("<style>p:before{content:'nein'}</style>", []),
        ("<svg><text>nein</text></svg>", []),
        ("<pre><code>nein\nnein</code></pre>", []),
        ("<pre>eins\n  zwei</pre>", ["eins", "zwei"]),
        ("<textarea>nein</textarea>", []),
        ('<div translate="no">nein <p>nein</p></div><p>ja', ["ja"]),
        ('<p class="a notranslate">nein</p>', []),
        ("<p>siehe <code>a &lt; b</code> hier</p>", ["siehe a < b hier"]),
        ("<p><code>nur code</code></p>", []),
        ("<p>das <span translate=no>G60  Tal</span> ist", ["das G60 Tal ist"]),
        ("<!-- nein --><p>a<!-- nein -->b", ["ab"]),
        ("<p>1 < 2 und 3 > 2", ["1 < 2 und 3 > 2"]),
        ("<p>a </> b </p >", None),
        ("<b>offen <i>auch</b> zu</i>", ["offen auch zu"]),
        ("<p>– … —</p>", []),
        ("<my-box>eigen</my-box>", ["eigen"]),
        ("<p>长三角\n科创走廊", ["长三角科创走廊"]),
        ("<select><option>eins<option>zwei</select>", ["eins", "zwei"]),
        ("<dl><dt>a<dd>b</dl>", ["a", "b"]),
        ("<figure><img alt=Foto><figcaption>Text</figcaption></figure>", ["Foto", "Text"]),
        ("<p>a<script>nein()</script>b</p>", ["ab"]),
        ("<a href=x><div>Block im Link</div></a>", ["Block im Link"]),
        ("text <p", None),
        ("<p>&copy 2023 &unbekannt; &", ["© 2023 &unbekannt; &"]),
        ("<![CDATA[x]]><?php echo 1 ?><p>a", ["a"]),
    ],
)
def test_reads_what_a_browser_shows(source: str, expected: list[str] | None) -> None:
    data = source.encode()
    document = CODEC.read(data, name="x.html")
    assert CODEC.write(document) == data
    if expected is not None:
        assert [block.text for block in document.blocks] == expected
    CODEC.write(translated(document, stripped))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<P CLASS=x >hallo</P >", "<P CLASS=x >HALLO</P >"),
        ("<p>\r\n hallo\r\n</p>\r\n", "<p>\r\n HALLO\r\n</p>\r\n"),
        ("<p>a &amp; b</p>", "<p>A &amp; B</p>"),
        ("<p>a & b</p>", "<p>A &amp; B</p>"),
        ("<p>x&nbsp;y</p>", "<p>X&nbsp;Y</p>"),
        ("<p><b>ganz</b></p>", "<p><b>GANZ</b></p>"),
        ("<p>ein <b>fett</b></p>", "<p>EIN <b>FETT</b></p>"),
        ("<p>a<img src=x>b", "<p>A<img src=x>B"),
        ('<p>a<img alt="ein bild">b', '<p>A<img alt="EIN BILD">B'),
        ("<img alt=bild>", '<img alt="BILD">'),
        ("<img alt='das \"tal\"'>", "<img alt='DAS \"TAL\"'>"),
        ('<img alt="it\'s &quot;x&quot;">', '<img alt="IT\'S &quot;X&quot;">'),
        ("<p>a <code>x</code> b", "<p>A <code>x</code> B"),
        ("<p>a <!-- c --> b", "<p>A <!-- c -->B"),
        ("<p>a <b>x <i>y</i></b> z", "<p>A <b>X <i>Y</i></b> Z"),
    ],
)
def test_writes_nothing_but_the_text(source: str, expected: str) -> None:
    assert rewritten(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<html><p>a", '<html lang="en"><p>A'),
        ('<HTML CLASS=x lang="de"><p>a', '<HTML CLASS=x lang="en"><p>A'),
        ("<html lang=de-AT><p>a", '<html lang="en"><p>A'),
        ("<html lang><p>a", '<html lang="en"><p>A'),
        ('<html xml:lang="de" lang="de"><p>a', '<html xml:lang="en" lang="en"><p>A'),
        ("<p>a", "<p>A"),
    ],
)
def test_sets_the_language(source: str, expected: str) -> None:
    assert rewritten(source, lang="en") == expected


def test_reads_the_language() -> None:
    assert CODEC.read(b"<html lang=de-AT>", name="x").lang == "de-AT"
    assert CODEC.read(b"<html xml:lang='zh'>", name="x").lang == "zh"
    assert CODEC.read(b"<p lang=de>x", name="x").lang is None


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<h2>x</h2>", BlockKind.HEADING),
        ("<li><p>x</p></li>", BlockKind.LIST_ITEM),
        ("<td>x", BlockKind.TABLE_CELL),
        ("<figcaption>x", BlockKind.CAPTION),
        ("<footer><p>x", BlockKind.FOOTER),
        ("<title>x</title>", BlockKind.ATTRIBUTE),
        ("<h2>x</h2><p>y", BlockKind.HEADING),
        ("<div>x</div>", BlockKind.PARAGRAPH),
    ],
)
def test_kinds(source: str, kind: BlockKind) -> None:
    assert CODEC.read(source.encode(), name="x").blocks[0].kind is kind


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "gb2312", "utf-8"])
def test_keeps_the_declared_encoding(encoding: str) -> None:
    word = "规模" if encoding == "gb2312" else "größe"
    source = f'<meta charset="{encoding}"><p>{word}</p>'
    data = source.encode(encoding)
    document = CODEC.read(data, name="x")
    assert CODEC.write(document) == data
    block = replace(document.blocks[0], text="Größe 规模 ☃")
    again = CODEC.read(CODEC.write(document.with_blocks({"b1": block})), name="x")
    assert again.blocks[0].text == "Größe 规模 ☃"


def test_utf16_pages() -> None:
    data = "<html><body><p>größe</p>".encode("utf-16")
    assert CODEC.recognises(data)
    document = CODEC.read(data, name="x")
    assert CODEC.write(document) == data
    assert CODEC.write(translated(document)).decode("utf-16") == "<html><body><p>GRÖßE</p>"


def test_moved_codes_move_their_markup() -> None:
    source = "<p>vorn <a href='x' title='tipp'>der <b>Link</b></a><sup>1</sup> hinten</p>"
    document = CODEC.read(source.encode(), name="x")
    block = next(block for block in document.blocks if block.inlines)
    moved = document.with_blocks({block.id: turned(block)})
    assert CODEC.write(moved).decode() == (
        "<p><a href='x' title='tipp'>der <b>Link</b></a><sup>1</sup> hinten vorn</p>"
    )
    both = translated(document, turned)
    assert "title='TIPP'" in CODEC.write(both).decode()


def test_a_lost_image_comes_back_at_the_end() -> None:
    source = "<p>ein <b>Bild</b> <img src=a> und <a href=y><img src=b></a> mehr</p>"
    document = CODEC.read(source.encode(), name="x")
    written = CODEC.write(translated(document, stripped)).decode()
    assert written == "<p>EIN BILD  UND  MEHR<img src=a><a href=y><img src=b></a></p>"


@pytest.mark.parametrize(
    "recognised", [b"<!DOCTYPE html>", b" <!-- x --><html>", b"<body class=x>"]
)
def test_recognises_pages(recognised: bytes) -> None:
    assert CODEC.recognises(recognised)
    assert not CODEC.recognises(b"Text " + recognised)


PARTS = st.sampled_from(
    listed(
        "<p>|</p>|<b>|</b>|<i>|</i>|<a\thref=x>|</a>|<br>|<img alt='bild'>|<div>|</div>|<li>|<td>"
        "|<script>x</script>|<code>y</code>|<!--c-->|Tal|&amp;|&nbsp;|<|>|</>|<pre>|</pre>|规|<p|<?"
        "|<html>|'|<span translate=no>z</span>|<textarea>|<title>|<![CDATA[|&#0;|&#x85;|wort"
        "| |\n|\r\n"
    )
)
SOURCES = st.lists(PARTS, max_size=14).map("".join)


@settings(deadline=None, derandomize=True)
@given(SOURCES)
def test_unchanged_pages_come_back_byte_for_byte(source: str) -> None:
    data = source.encode()
    assert CODEC.write(CODEC.read(data, name="x")) == data


@settings(deadline=None, derandomize=True)
@given(SOURCES)
def test_changed_pages_read_as_they_were_changed(source: str) -> None:
    changed = translated(CODEC.read(source.encode(), name="x"))
    again = CODEC.read(CODEC.write(changed), name="x")
    assert [b.text for b in again.blocks] == [b.text for b in changed.blocks]
    assert [spans(b) for b in again.blocks] == [spans(b) for b in changed.blocks]


FLOWS = st.recursive(
    st.sampled_from(["wort", "Tal ", " und ", "&amp;", "<br>", "<img src=x>", "<code>y</code>"]),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format, st.sampled_from(["b", "i", "a"]), st.lists(inner).map("".join)
    ),
)


@settings(deadline=None, derandomize=True)
@given(st.lists(FLOWS, max_size=8).map("".join))
def test_moved_codes_are_read_where_they_were_moved(source: str) -> None:
    changed = translated(CODEC.read(f"<p>{source}</p>".encode(), name="x"), turned)
    again = CODEC.read(CODEC.write(changed), name="x")
    assert [b.text.split() for b in again.blocks] == [b.text.split() for b in changed.blocks]
    assert [spans(b) for b in again.blocks] == [spans(b) for b in changed.blocks]
