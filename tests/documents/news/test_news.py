from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.model import BlockKind, Document
from g60translate.documents.news.json_strings import find_strings
from g60translate.documents.news.newsml import NewsmlCodec, NitfCodec
from g60translate.documents.news.ninjs import NinjsCodec
from g60translate.errors import BrokenDocument
from g60translate.protection.names import marked_names
from tests.documents.pretend import shouted, stripped, translated, turned

NITF, NEWSML, NINJS = NitfCodec(), NewsmlCodec(), NinjsCodec()


def read(codec: NitfCodec | NinjsCodec, source: str) -> Document:
    data = source.encode()
    assert codec.recognises(data)
    document = codec.read(data, name="x")
    assert codec.write(document) == data
    return document


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


NITF_FILE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="de"><head><title>das tal</title><docdata><doc-id id-string="nein"/>
<key-list><keyword key="nein"/></key-list></docdata></head>
<body><body.head><hedline><hl1>kopf  eins</hl1><hl2>kopf zwei</hl2></hedline>
<byline>Von <person>Anna Muster</person></byline><dateline><location>Berlin</location></dateline>
<abstract><p>kurz</p></abstract></body.head>
<body.content><p>am <chron norm="20231108">8. november</chron> in <location>Shanghai</location>
<br/>zwei</p><media media-type="image"><media-reference source="x" alternate-text="bild"/>
<media-caption>unterschrift<p>mehr</p></media-caption></media>
<table><tr><td>zelle</td></tr></table><ul><li>punkt</li></ul><pre>nein</pre></body.content>
<body.end><tagline>ende</tagline></body.end></body></nitf>
"""


def test_nitf() -> None:
    document = read(NITF, NITF_FILE)
    assert [(block.text, block.kind) for block in document.blocks] == [
        ("das tal", BlockKind.HEADING),
        ("kopf eins", BlockKind.HEADING),
        ("kopf zwei", BlockKind.HEADING),
        ("kurz", BlockKind.PARAGRAPH),
        ("am 8. november in Shanghai\nzwei", BlockKind.PARAGRAPH),
        ("bild", BlockKind.ATTRIBUTE),
        ("unterschrift", BlockKind.CAPTION),
        ("mehr", BlockKind.CAPTION),
        ("zelle", BlockKind.TABLE_CELL),
        ("punkt", BlockKind.LIST_ITEM),
        ("ende", BlockKind.PARAGRAPH),
    ]
    written = NITF.write(translated(document, lang="en")).decode()
    assert '<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">\n<nitf xml:lang="en">' in written
    assert (
        'AM <chron norm="20231108">8. NOVEMBER</chron> IN <location>SHANGHAI</location>' in written
    )
    assert 'alternate-text="BILD"' in written
    assert "<pre>nein</pre>" in written
    assert "Von <person>Anna Muster</person>" in written


G2_FILE = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="x" xml:lang="de">
<catalogRef href="nein"/><itemMeta><title>titel</title></itemMeta>
<contentMeta><slugline>nein</slugline><language tag="de"/><headline xml:lang="de">kopf</headline>
<subject><name xml:lang="de">nein</name></subject><description role="d">kurz <br/>zwei</description>
</contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml" lang="de"><head><title>seite</title>
<style>nein</style></head><body><h2>ober</h2><p>ein <strong>fettes</strong> <code>x</code>
<img src="y" alt="bild"/></p><p translate="no">nein</p></body></html></inlineXML></contentSet>
</newsItem>
"""


def test_newsml_g2_with_xhtml() -> None:
    document = read(NEWSML, G2_FILE)
    assert document.lang == "de"
    assert texts(document) == [
        "titel",
        "kopf",
        "kurz\nzwei",
        "seite",
        "ober",
        "ein fettes x",
        "bild",
    ]
    written = NEWSML.write(translated(document, lang="en")).decode()
    assert '<language tag="en"/><headline xml:lang="en">KOPF</headline>' in written
    assert '<name xml:lang="de">nein</name>' in written
    assert 'guid="x" xml:lang="en"' in written
    assert '<html xmlns="http://www.w3.org/1999/xhtml" lang="en">' in written
    assert '<p>EIN <strong>FETTES</strong> <code>x</code>\n<img src="y" alt="BILD"/></p>' in written


def test_newsml_g2_with_nitf_and_newsml_1() -> None:
    inside = NITF_FILE[NITF_FILE.index("<nitf") :]
    bare = inside.replace("<nitf", '<nitf xmlns=""', 1)
    message = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem><contentSet>'
        f"<inlineXML>{bare}</inlineXML></contentSet></newsItem></itemSet></newsMessage>"
    )
    assert len(read(NEWSML, message).blocks) == 11
    old = (
        "<NewsML><NewsItem><NewsLines><HeadLine>kopf</HeadLine><ByLine>nein</ByLine></NewsLines>"
        f"<DataContent>{inside}</DataContent></NewsItem></NewsML>"
    )
    assert texts(read(NEWSML, old))[:2] == ["kopf", "das tal"]


ITEM_1 = {
    "uri": "urn:x",
    "type": "text",
    "language": "de",
    "headline": 'kopf mit "tal" / ü',
    "byline": "Von nein",
    "slugline": "nein",
    "description_text": "kurz",
    "body_html": "<p>ein <b>fettes</b> wort</p>\n<p>zwei</p>",
    "body_text": "eins\n\nzwei",
    "subject": [{"name": "nein", "headline": "nein"}],
    "associations": {
        "main": {"headline": "bild", "language": "de", "description_text": "unterschrift"}
    },
}
ITEM_2 = {
    "uri": "urn:x",
    "standard": {"name": "ninjs", "version": "2.1"},
    "headlines": [{"role": "main", "value": "kopf"}, {"role": "short", "value": "kurz"}],
    "descriptions": [{"value": "eins\n\nzwei"}],
    "bodies": [
        {"contenttype": "text/html", "value": "<h2>ober</h2>text"},
        {"contenttype": "text/plain", "value": "ein & zwei"},
    ],
    "associations": [{"name": "main", "headlines": [{"value": "bild"}]}],
}


@pytest.mark.parametrize("options", [{}, {"indent": 2}, {"ensure_ascii": False}])
def test_ninjs_1(options: dict[str, int]) -> None:
    source = json.dumps(ITEM_1, **options)  # type: ignore[arg-type]
    document = read(NINJS, source)
    assert document.lang == "de"
    assert texts(document) == [
        'kopf mit "tal" / ü',
        "kurz",
        "ein fettes wort",
        "zwei",
        "eins",
        "zwei",
        "bild",
        "unterschrift",
    ]
    written = NINJS.write(translated(document, lang="en")).decode()
    assert json.loads(written) == {
        **ITEM_1,
        "language": "en",
        "headline": 'KOPF MIT "TAL" / Ü',
        "description_text": "KURZ",
        "body_html": "<p>EIN <b>FETTES</b> WORT</p>\n<p>ZWEI</p>",
        "body_text": "EINS\n\nZWEI",
        "associations": {
            "main": {"headline": "BILD", "language": "en", "description_text": "UNTERSCHRIFT"}
        },
    }
    assert written.isascii() == source.isascii()


def test_ninjs_2() -> None:
    document = read(NINJS, json.dumps(ITEM_2))
    assert texts(document) == ["kopf", "kurz", "eins", "zwei", "ober", "text", "ein & zwei", "bild"]
    written = json.loads(NINJS.write(translated(document)))
    assert written["headlines"][0] == {"role": "main", "value": "KOPF"}
    assert written["descriptions"] == [{"value": "EINS\n\nZWEI"}]
    assert written["bodies"][0]["value"] == "<h2>OBER</h2>TEXT"
    assert written["bodies"][1]["value"] == "EIN & ZWEI"
    assert written["associations"][0]["headlines"] == [{"value": "BILD"}]


CASES = Path(__file__).parents[2] / "cases" / "news"


def test_ninjs_3_names_the_type_of_content_in_another_way() -> None:
    document = read(NINJS, (CASES / "ninjs-3-html-body.json").read_text("utf-8"))
    assert texts(document)[1:] == [
        "Die Stadt hat neue Busse gekauft.",
        "Der Gewinn stieg um 12 Prozent.",
    ]
    body = json.loads(NINJS.write(translated(document)))["bodies"][0]["value"]
    assert body == (
        "<p>DIE STADT HAT <b>NEUE</b> BUSSE GEKAUFT.</p><p>DER GEWINN STIEG UM 12 PROZENT.</p>"
    )


@pytest.mark.parametrize(
    "body",
    [
        {"contentType": "text/html", "value": "Das <b>Tal</b>"},
        {"contenttype": "application/xhtml+xml", "value": "Das <b>Tal</b>"},
        {"content_type": "TEXT/HTML; charset=utf-8", "value": "Das <b>Tal</b>"},
        {"contentType": "text/plain", "value": "Das <b>Tal</b>"},
        {"role": "main", "value": "Das <b>Tal</b>"},
    ],
)
@pytest.mark.parametrize("key", ["headlines", "descriptions", "bodies"])
def test_what_looks_like_html_is_read_as_such(key: str, body: dict[str, str]) -> None:
    document = read(NINJS, json.dumps({"uri": "x", key: [body]}))
    assert texts(document) == ["Das Tal"]
    written = json.loads(NINJS.write(translated(document)))
    assert written[key][0]["value"] == "DAS <b>TAL</b>"


@pytest.mark.parametrize("key", ["headline", "title", "body_text", "description_text"])
def test_html_in_plain_properties(key: str) -> None:
    item = {"uri": "x", "headline": "h", key: "<p>Das <em>Tal</em></p><br/>Ja"}
    written = json.loads(NINJS.write(translated(read(NINJS, json.dumps(item)))))
    assert written[key] == "<p>DAS <em>TAL</em></p><br/>JA"


def test_signs_of_comparison_are_text() -> None:
    item = {"uri": "x", "headline": "a < b & c > d", "body_text": "<Ort>, heute"}
    written = json.loads(NINJS.write(translated(read(NINJS, json.dumps(item)))))
    assert written == {"uri": "x", "headline": "A < B & C > D", "body_text": "<ORT>, HEUTE"}


def test_nitf_names_are_codes_that_stay_on_their_words() -> None:
    document = read(NITF, (CASES / "nitf-names.nitf").read_text("utf-8"))
    (sentence,) = (b for b in document.blocks if "Muster AG" in b.text)
    named = {c.tag.rstrip("0123456789"): sentence.text[c.start : c.end] for c in sentence.inlines}
    assert named == {"location": "Kiel", "org": "Muster AG", "chron": "3. Mai"}
    # What becomes of them where the glossary knows the name is shown beside `marked_names`.
    kept = [sentence.text[start:end] for start, end in marked_names(sentence)]
    assert kept == ["Kiel", "Muster AG"]


def test_ninjs_keeps_the_way_of_escaping() -> None:
    document = read(NINJS, '{"uri":"x","headline":"a\\/b \\u00fc"}')
    block = replace(document.blocks[0], text="c/d ö")
    written = NINJS.write(document.with_blocks({block.id: block}))
    assert written == b'{"uri":"x","headline":"c\\/d \\u00f6"}'


@pytest.mark.parametrize(
    "data",
    [b"{}", b"[1]", b'{"headline": "x"}', b'{"uri": "x"}', b'{"uri": "x", "headline": ', b"{\xff"],
)
def test_other_json_is_no_ninjs(data: bytes) -> None:
    assert not NINJS.recognises(data)


def test_says_where_json_is_broken() -> None:
    with pytest.raises(BrokenDocument, match="line 2, column 3"):
        NINJS.read(b'{"a": 1,\n  x}', name="x.json")
    with pytest.raises(BrokenDocument, match="nested too deeply"):
        NINJS.read(b"[" * 100_000 + b"]" * 100_000, name="x.json")


@pytest.mark.parametrize(
    ("codec", "source"),
    [
        (NITF, "<nitf><body><p>x</body></nitf>"),
        (NEWSML, '<!DOCTYPE newsItem [<!ENTITY x "y">]><newsItem>&x;</newsItem>'),
    ],
)
def test_says_that_xml_is_broken(codec: NitfCodec, source: str) -> None:
    with pytest.raises(BrokenDocument):
        codec.read(source.encode(), name="x.xml")


def test_recognises_by_the_root() -> None:
    assert NITF.recognises(NITF_FILE.encode("utf-16"))
    assert not NITF.recognises(G2_FILE.encode())
    assert not NEWSML.recognises(NITF_FILE.encode())
    assert not NEWSML.recognises(b"<html><newsItem>")


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=10,
)


@settings(deadline=None, derandomize=True)
@given(VALUES, st.sampled_from([None, 1]))
def test_finds_every_string_of_any_json(value: object, indent: int | None) -> None:
    source = json.dumps(value, indent=indent)
    expected: list[tuple[tuple[str | int, ...], str]] = []

    def walk(part: object, path: tuple[str | int, ...]) -> None:
        if isinstance(part, str):
            expected.append((path, part))
        elif isinstance(part, dict):
            for key, inner in part.items():
                walk(inner, (*path, key))
        elif isinstance(part, list):
            for index, inner in enumerate(part):
                walk(inner, (*path, index))

    walk(value, ())
    found = list(find_strings(source))
    assert [(string.path, string.value) for string in found] == expected
    for string in found:
        assert json.loads(source[string.start : string.end]) == string.value


FLOWS = st.recursive(
    st.sampled_from(["wort", " Tal ", "\n", "&lt;", "规", "<br/>", "&#252;", "<![CDATA[<]]>"]),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(["em", "person", "chron", "a"]),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=6,
)


@settings(deadline=None, derandomize=True)
@given(st.lists(FLOWS, max_size=6).map("".join))
def test_any_flow_can_be_changed_and_read_again(source: str) -> None:
    document = read(NITF, f"<nitf><body><body.content><p>{source}</p></body.content></body></nitf>")
    for change in (shouted, turned, stripped):
        changed = translated(document, change)
        again = NITF.read(NITF.write(changed), name="y")
        assert [b.text.split() for b in again.blocks] == [b.text.split() for b in changed.blocks]
