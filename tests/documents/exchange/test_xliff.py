from __future__ import annotations

import re

import pytest
from lxml import etree

from g60translate.documents.exchange.xliff import XliffCodec
from g60translate.documents.model import Document, InlineKind
from g60translate.errors import BrokenDocument
from tests.documents.pretend import spans, stripped, translated, turned

CODEC = XliffCodec()
STATE = 'state="needs-review-translation" state-qualifier="mt-suggestion"'

MACHINE = ' state="initial" subState="g60translate:machine"'


def one(body: str, unit: str = "") -> bytes:
    return (
        '<?xml version="1.0"?>\r\n'
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        f'<file source-language="de" original="x"><body><trans-unit id="1"{unit}>{body}'
        "</trans-unit></body></file></xliff>"
    ).encode()


def two(body: str, segment: str = "", unit: str = "") -> bytes:
    return (
        '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="de">'
        f'<file id="f"><unit id="1"{unit}><segment{segment}>{body}</segment></unit></file></xliff>'
    ).encode()


def read(data: bytes) -> Document:
    document = CODEC.read(data, name="x.xlf")
    assert CODEC.write(document) == data
    return document


@pytest.mark.parametrize(
    ("body", "text", "written"),
    [
        ("<source>tal</source>", "tal", f"<source>tal</source><target {STATE}>TAL</target>"),
        (
            "<source> a &amp; b </source><target/><note>n</note>",
            "a & b",
            f"<source> a &amp; b </source><target {STATE}> A &amp; B </target><note>n</note>",
        ),
        (
            '<source>tal</source><target xml:lang="en" state="new">x</target>',
            "tal",
            f'<source>tal</source><target xml:lang="en" {STATE}>TAL</target>',
        ),
        (
            "<source>tal</source><target>tal</target>",
            "tal",
            f"<source>tal</source><target {STATE}>TAL</target>",
        ),
        (
            '<source>das <g id="1">fette</g> tal<x id="2"/>!</source>',
            "das fette tal!",
            '<source>das <g id="1">fette</g> tal<x id="2"/>!</source>'
            f'<target {STATE}>DAS <g id="1">FETTE</g> TAL<x id="2"/>!</target>',
        ),
        (
            '<source>a<bpt id="1">&lt;b></bpt>b<ept id="1">&lt;/b></ept> c</source>',
            "ab c",
            '<source>a<bpt id="1">&lt;b></bpt>b<ept id="1">&lt;/b></ept> c</source>'
            f'<target {STATE}>A<bpt id="1">&lt;b></bpt>B<ept id="1">&lt;/b></ept> C</target>',
        ),
        (
            '<source>das <mrk mtype="protected">G60</mrk> tal</source>',
            "das G60 tal",
            '<source>das <mrk mtype="protected">G60</mrk> tal</source>'
            f'<target {STATE}>DAS <mrk mtype="protected">G60</mrk> TAL</target>',
        ),
        (
            '<source>a. b.</source><seg-source><mrk mtype="seg" mid="1">a.</mrk> '
            '<mrk mtype="seg" mid="2">b.</mrk></seg-source>',
            "a.|b.",
            '<source>a. b.</source><seg-source><mrk mtype="seg" mid="1">a.</mrk> '
            f'<mrk mtype="seg" mid="2">b.</mrk></seg-source><target {STATE}>'
            '<mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></target>',
        ),
        (
            '<source><g id="1">tal</g></source>',
            "tal",
            f'<source><g id="1">tal</g></source><target {STATE}><g id="1">TAL</g></target>',
        ),
    ],
)
def test_fills_targets_of_version_1(body: str, text: str, written: str) -> None:
    document = read(one(body))
    assert [block.text for block in document.blocks] == text.split("|")
    assert CODEC.write(translated(document)) == one(written)


@pytest.mark.parametrize(
    ("body", "unit"),
    [
        ("<source/>", ""),
        ("<source>...</source>", ""),
        ('<source><x id="1"/></source>', ""),
        ("<source>tal</source>", ' translate="no"'),
        ("<source>tal</source><target>valley</target>", ""),
        ('<source>tal</source><target state="final">tal</target>', ""),
        ("<source>tal</source><target>tal</target>", ' approved="yes"'),
        ("<alt-trans><source>tal</source></alt-trans>", ""),
    ],
)
def test_leaves_alone_what_is_done_or_not_to_be_translated(body: str, unit: str) -> None:
    document = read(one(body, unit))
    assert not document.blocks
    assert CODEC.write(translated(document)) == one(body, unit)


@pytest.mark.parametrize(
    ("body", "segment", "text", "written"),
    [
        ("<source>tal</source>", "", "tal", "<source>tal</source><target>TAL</target>"),
        (
            '<source>das <pc id="1">fette</pc> tal<ph id="2"/>!</source><target></target>',
            ' state="initial"',
            "das fette tal!",
            '<source>das <pc id="1">fette</pc> tal<ph id="2"/>!</source>'
            '<target>DAS <pc id="1">FETTE</pc> TAL<ph id="2"/>!</target>',
        ),
        (
            '<source>a<sc id="1"/>b<ec startRef="1"/> <mrk translate="no">G60</mrk> c</source>',
            "",
            "ab G60 c",
            '<source>a<sc id="1"/>b<ec startRef="1"/> <mrk translate="no">G60</mrk> c</source>'
            '<target>A<sc id="1"/>B<ec startRef="1"/> <mrk translate="no">G60</mrk> C</target>',
        ),
    ],
)
def test_fills_targets_of_version_2(body: str, segment: str, text: str, written: str) -> None:
    document = read(two(body, segment))
    assert [block.text for block in document.blocks] == [text]
    assert CODEC.write(translated(document)) == two(written, MACHINE)


def test_keeps_reviewed_segments_of_version_2() -> None:
    done = two("<source>tal</source><target>valley</target>", ' state="reviewed"')
    assert not read(done).blocks
    assert not read(two("<source>tal</source>", unit=' translate="no"')).blocks


def test_names_the_target_language() -> None:
    first, second = read(one("<source>x</source>")), read(two("<source>x</source>"))
    assert (first.lang, second.lang) == ("de", "de")
    written = CODEC.write(first.with_blocks({}, lang="en"))
    assert b'<file source-language="de" original="x" target-language="en">' in written
    assert b'srcLang="de" trgLang="en">' in CODEC.write(second.with_blocks({}, lang="en"))


def test_a_finished_file_has_nothing_left_to_translate() -> None:
    for data in (one("<source>tal</source>"), two("<source>tal</source>")):
        assert not CODEC.read(CODEC.write(translated(read(data))), name="y").blocks


def test_moved_and_lost_codes_stay_well_formed() -> None:
    body = (
        '<source>vorn <g id="1">a <x id="2"/>b</g> und <ph id="3">&lt;br/&gt;</ph> hinten</source>'
    )
    document = read(one(body))
    assert spans(document.blocks[0]) == [
        ("g", "a b", InlineKind.PAIRED),
        ("ph", "", InlineKind.STANDALONE),
        ("x", "", InlineKind.STANDALONE),
    ]
    for change in (turned, stripped):
        root = etree.fromstring(CODEC.write(translated(document, change)))
        target = root.find(".//{*}target")
        assert target is not None
        assert {child.get("id") for child in target.iter()} >= {"2", "3"}


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ('<ph id="1">{0}</ph>', "{0}"),
        ('<ph id="1">%1$s</ph>', "%1$s"),
        ('<x id="INTERPOLATION" equiv-text="{{name}}"/>', "{{name}}"),
        ('<x id="1" ctype="image"/>', ""),
        ('<ph id="1">&lt;img/&gt;</ph>', ""),
    ],
)
def test_what_stands_for_a_value_is_a_word_of_its_sentence(code: str, value: str) -> None:
    document = read(one(f"<source>tal {code} ab</source>"))
    assert document.blocks[0].text == f"tal {value} ab"
    written = CODEC.write(translated(document)).decode()
    assert f"TAL {code} AB" in written


def test_prefixed_files() -> None:
    data = (
        b'<x:xliff version="1.2" xmlns:x="urn:oasis:names:tc:xliff:document:1.2"><x:file>'
        b'<x:trans-unit id="1"><x:source>tal</x:source></x:trans-unit></x:file></x:xliff>'
    )
    assert CODEC.recognises(data)
    assert f"<x:target {STATE}>TAL</x:target>".encode() in CODEC.write(translated(read(data)))


def test_recognises_its_files() -> None:
    assert CODEC.recognises(one(""))
    assert CODEC.recognises(two(""))
    assert CODEC.recognises(one("").decode().encode("utf-16"))
    assert not CODEC.recognises(b"<html><body>xliff version='1.2'")


@pytest.mark.parametrize("body", ["<source>", "<source>&bomb;</source>"])
def test_says_what_is_broken(body: str) -> None:
    with pytest.raises(BrokenDocument, match="not well-formed"):
        CODEC.read(one(body), name="x.xlf")


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("", "A.|B.|C."),
        ('<target><mrk mtype="seg" mid="b">x</mrk></target>', "A.|x|C."),
        ('<target state="new"><mrk mtype="seg" mid="a">x</mrk></target>', "x|B.|C."),
        (
            '<target><mrk mtype="seg" mid="a">a.</mrk><mrk mtype="seg" mid="b">y</mrk>'
            '<mrk mtype="seg" mid="c"> </mrk></target>',
            "A.|y|C.",
        ),
        (
            '<target state="needs-translation"><mrk mtype="seg" mid="a">a</mrk>'
            '<mrk mtype="seg" mid="b">b</mrk><mrk mtype="seg" mid="c">c</mrk></target>',
            "A.|B.|C.",
        ),
    ],
)
def test_segments_are_filled_one_by_one(target: str, written: str) -> None:
    marks = "".join(f'<mrk mtype="seg" mid="{mid}">{mid}.</mrk>' for mid in "abc")
    data = one(f"<source>a. b. c.</source><seg-source>{marks}</seg-source>{target}")
    root = etree.fromstring(CODEC.write(translated(read(data))))
    filled = [mark.text for mark in root.findall(".//{*}target/{*}mrk")]
    assert "|".join(map(str, filled)) == written


@pytest.mark.parametrize(
    ("around", "unit", "inside", "expected"),
    [
        ("no", "", "tal", None),
        ("no", "yes", "tal", "TAL"),
        ("no", "", 'das <mrk translate="yes">tal</mrk> G', 'das <mrk translate="yes">TAL</mrk> G'),
        ("yes", "no", "tal", None),
        (
            "",
            "",
            'ein <mrk translate="no">G <mrk translate="yes">tal</mrk></mrk>',
            'EIN <mrk translate="no">G <mrk translate="yes">TAL</mrk></mrk>',
        ),
        (
            "",
            "",
            'a <sm id="1" translate="no"/>Tech<em startRef="1"/> b',
            'A <sm id="1" translate="no"/>Tech<em startRef="1"/> B',
        ),
    ],
)
def test_the_nearest_word_on_translating_counts(
    around: str, unit: str, inside: str, expected: str | None
) -> None:
    def said(value: str) -> str:
        return f' translate="{value}"' if value else ""

    data = (
        '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="de">'
        f'<file id="f"{said(around)}><group id="g"><unit id="u"{said(unit)}>'
        f"<segment><source>{inside}</source></segment></unit></group></file></xliff>"
    ).encode()
    written = CODEC.write(translated(read(data))).decode()
    found = re.search("<target>(.*)</target>", written)
    assert (found and found.group(1)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("auf &lt;b&gt;das&lt;/b&gt; tal", "AUF &lt;b&gt;DAS&lt;/b&gt; TAL"),
        ("<![CDATA[ein <i>tal</i> & mehr]]>", "EIN &lt;i&gt;TAL&lt;/i&gt; &amp; MEHR"),
        ('&lt;a href="x"&gt;tal&lt;/a&gt;', '&lt;a href="x"&gt;TAL&lt;/a&gt;'),
        ("tal&lt;br/&gt;berg", "TAL&lt;br/&gt;BERG"),
        ("gr&amp;uuml;n&amp;nbsp;ist", "GRÜN&amp;nbsp;IST"),
        ("1 &lt; 2 tal", "1 &lt; 2 TAL"),
        ("&amp;datei", "&amp;DATEI"),
        ("{n, plural, one {ein <ph id='1'/> tal} other {# täler}}",
         "{n, plural, one {EIN <ph id='1'/> TAL} other {# TÄLER}}"),
        ("{n, select, a {es war''s} other {nichts}} &amp; mehr",
         "{n, select, a {ES WAR''S} other {NICHTS}} &amp; MEHR"),
    ],
)  # fmt: skip
def test_markup_and_syntax_inside_the_text(source: str, expected: str) -> None:
    written = CODEC.write(translated(read(one(f"<source>{source}</source>")))).decode()
    assert f"<target {STATE}>{expected}</target>" in written


def test_a_message_that_is_not_understood_is_left_and_said() -> None:
    broken = "{n, plural, one {tal other {täler}}"
    data = one(f"<source>{broken}</source>")
    document = read(data)
    assert "Translate it by hand" in document.blocks[0].remark
    written = CODEC.write(translated(document, lang="en")).decode()
    assert "<target " not in written


def test_what_is_the_same_in_both_languages_is_filled_in() -> None:
    document = read(one("<source>MusterTech</source>"))
    assert (
        f"<target {STATE}>MusterTech</target>"
        in CODEC.write(document.with_blocks({}, lang="en")).decode()
    )
