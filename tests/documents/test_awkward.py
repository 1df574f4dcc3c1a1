"""Files as offices really send them, of every format, against the laws that all codecs keep."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.codec import CODECS, CONVERTED, load_codec
from g60translate.documents.files import detect_format, read_document, write_document
from g60translate.errors import BrokenDocument, G60Error, UnsupportedFormat
from tests.documents.epub.test_epub import epub
from tests.documents.exchange.test_po import HEADER
from tests.documents.exchange.test_xliff import one, two
from tests.documents.mail.test_mail import CALENDAR, mail
from tests.documents.news.test_news import G2_FILE, ITEM_1, ITEM_2, NITF_FILE
from tests.documents.odf.test_odp import BOX, odp, page
from tests.documents.odf.test_ods import BOTH, FLOAT, FORMULA, ONLY_VALUE, ods, row
from tests.documents.odf.test_odt import FRAME, odt
from tests.documents.office.test_docx import (
    BOLD,
    FIELD,
    IMAGE,
    LINK,
    NOTE,
    NOTES,
    TEXT_BOX,
    p,
    r,
    word,
)
from tests.documents.office.test_pptx import BULLET, shape, show
from tests.documents.office.test_pptx import r as pptx_run
from tests.documents.office.test_xlsx import book
from tests.documents.pretend import shouted, stripped, translated, turned
from tests.documents.strings.test_strings import XCSTRINGS, android
from tests.documents.subtitles.test_subtitles import srt, vtt
from tests.documents.tables.test_tables import CHOSEN

# Long builders' lines read best as a table.
# ruff: noqa: E501


class Awkward(NamedTuple):
    """A file, the format it is, and how many blocks it has."""

    what: str
    name: str
    data: bytes
    format: str
    blocks: int


def cell(inner: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"


FILES = [
    Awkward("nothing", "a.txt", b"", "text", 0),
    Awkward("only space", "a.txt", b" \r\n\t\r\n", "text", 0),
    Awkward("only a mark", "a.txt", b"\xef\xbb\xbf", "text", 0),
    Awkward("no line end", "a.txt", b"Tal", "text", 1),
    Awkward("mixed line ends", "a.txt", b"Tal\r\nb\nc\rd", "text", 4),
    Awkward("UTF-16", "a.txt", "Größe\n规模".encode("utf-16"), "text", 2),
    Awkward("UTF-16 without a mark", "a.txt", "Größe, Breite".encode("utf-16-le"), "text", 1),
    Awkward("Windows-1252", "a.txt", "„Größe“ – viel".encode("cp1252"), "text", 1),
    Awkward("GB 18030", "a.txt", "长三角科创走廊".encode("gb18030"), "text", 1),
    Awkward("a very long line", "a.txt", b"wort " * 20_000, "text", 1),
    Awkward("many short lines", "a.txt", b"wort\n" * 2_000, "text", 2_000),
    Awkward("typographic lists", "a.txt", "• eins\n– zwei\n(a) drei".encode(), "text", 3),
    Awkward("rules and stars", "a.txt", b"***\nText\n-----\n\n# # #", "text", 1),
    Awkward("a form feed and a tab", "a.txt", b"a\x0cb\tc\n", "text", 2),
    Awkward("zero width and soft hyphens", "a.txt", "Ta\u200bl\u00adweg\u202f%".encode(), "text", 1),
    Awkward("a table in text", "a.txt", b"Preis   12,50\nMenge   3\n", "text", 2),
    Awkward("Markdown on standard input", "-", b"# Kopf\n\n- eins\n- zwei\n", "markdown", 3),
    Awkward("front matter alone", "a.md", b"---\ntitle: Tal\n---", "markdown", 1),
    Awkward("front matter with CRLF", "a.md", b"---\r\ntitle: 'a'\r\n---\r\nb\r\n", "markdown", 2),
    Awkward("lists in quotations in lists", "a.md", b"- > 1. tief\n  >    unten\n", "markdown", 1),
    Awkward("unclosed marks", "a.md", b"**a *b `c [d](e ![f", "markdown", 1),
    Awkward("a fence without end", "a.md", b"ja\n```\nnein\n", "markdown", 1),
    Awkward("a table without bars at the edge", "a.md", b"a | b\n--|--\nc | d\n", "markdown", 4),
    Awkward("HTML in Markdown", "a.md", b"<div>a</div>\n\nb <i>c</i>\n", "markdown", 2),
    Awkward("Setext and hard breaks", "a.md", b"Kopf\n====\na  \nb\\\nc\n", "markdown", 2),
    Awkward("a reference used before", "a.md", b"[a] b\n\n[a]: x (t)\n", "markdown", 1),
    Awkward("pairs across softbreaks", "a.md", b"> *a\n> b* c\n", "markdown", 1),
    Awkward("tabs for indents", "a.md", b"-\ta\n\n\tb\n", "markdown", 2),
    Awkward("no end tags", "a.html", b"<ul><li>a<li>b<p>c<p>d", "html", 4),
    Awkward("crossing tags", "a.html", b"<p><b>a<i>b</b>c</i>", "html", 1),
    Awkward("end tags only", "a.html", b"</p></b>a</i></div>", "html", 1),
    Awkward("a page under a text name", "a.txt", b"<!doctype html><p>a", "html", 1),
    Awkward("an old page", "a.htm", '<meta charset="iso-8859-1"><P>Gr\xf6\xdfe'.encode("latin-1"), "html", 1),
    Awkward("words beside tags", "a.html", b"<p>un<b>glaub</b>lich", "html", 1),
    Awkward("comments in words", "a.html", b"<p>a<!-- > -->b", "html", 1),
    Awkward("tables in tables", "a.html", b"<table><td>a<table><td>b</table>c</table>", "html", 3),
    Awkward("scripts that look like text", "a.html", b"<script>if(a<b){'</p>'}</script><p>a", "html", 1),
    Awkward("attributes without quotes", "a.html", b"<img alt=a title=b src=c>", "html", 2),
    Awkward("a half tag at the end", "a.html", b"<p>a</p>b <p clas", "html", 2),
    Awkward("XHTML", "a.html", b'<?xml version="1.0"?><html xmlns="x"><p>a<br/>b</p></html>', "html", 1),
    Awkward("an empty body", "a.docx", word(""), "docx", 0),
    Awkward("runs cut inside a word", "a.docx", word(p(r("T"), r("a"), r("l"))), "docx", 1),
    Awkward("a paragraph in a paragraph's box", "a.docx", word(p(r("a"), TEXT_BOX.format(p(r("b")), p(r("b"))))), "docx", 3),
    Awkward("a field in a link", "a.docx", word(p(LINK.format(r("a") + FIELD.format("PAGE", r("1"))))), "docx", 1),
    Awkward("a field without end", "a.docx", word(p(r("a") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>')), "docx", 1),
    Awkward("tables in cells", "a.docx", word(cell(p(r("a")) + cell(p(r("b"))) + p())), "docx", 2),
    Awkward("an image between words", "a.docx", word(p(r("a"), IMAGE, r("b"))), "docx", 1),
    Awkward("notes in bold", "a.docx", word(p(r("a", BOLD), NOTE, r("b", BOLD)), footnotes=NOTES), "docx", 2),
    Awkward("deleted paragraphs", "a.docx", word(p("<w:del w:id='1' w:author='a'><w:r><w:delText>x</w:delText></w:r></w:del>")), "docx", 0),
    Awkward("a Word file under a text name", "a.txt", word(p(r("a"))), "docx", 1),
    Awkward("a slide without text", "a.pptx", show(""), "pptx", 0),
    Awkward("slides out of order", "a.pptx", show(shape(pptx_run("a")), shape(pptx_run("b")), order="21"), "pptx", 2),
    Awkward("bullets", "a.pptx", show(shape(BULLET + pptx_run("a"), BULLET + pptx_run("b"))), "pptx", 2),
    Awkward("groups in groups", "a.pptx", show(f"<p:grpSp><p:grpSp>{shape(pptx_run('a'))}</p:grpSp></p:grpSp>"), "pptx", 1),
    Awkward("an empty workbook", "a.xlsx", book(), "xlsx", 0),
    Awkward("numbers kept as text", "a.xlsx", book("<si><t>1.234,50</t></si><si><t>–</t></si>"), "xlsx", 1),
    Awkward("formats inside a word", "a.xlsx", book("<si><r><t>T</t></r><r><rPr><b/></rPr><t>al</t></r></si>"), "xlsx", 1),
    Awkward("a frame in a note in a frame", "a.odt", odt(f"<text:p>{FRAME}a</text:p>"), "odt", 3),
    Awkward("spans without style", "a.odt", odt("<text:p><text:span>a</text:span>b</text:p>"), "odt", 1),
    Awkward("nested lists", "a.odt", odt("<text:list><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list></text:list-item></text:list>"), "odt", 2),
    Awkward("a slide without a frame", "a.odp", odp('<draw:page draw:name="x"/>'), "odp", 0),
    Awkward("frames nobody filled in", "a.odp", odp(page("a") + page("b", placeholder="true")), "odp", 1),
    Awkward("groups in groups with shapes", "a.odp", odp(f"<draw:page><draw:g><draw:g>{BOX}</draw:g>{BOX}</draw:g></draw:page>"), "odp", 2),
    Awkward("numbers, dates and results alone", "a.ods", ods(row(FLOAT, FORMULA)), "ods", 0),
    Awkward("text in an attribute and twice", "a.ods", ods(row(ONLY_VALUE, BOTH)), "ods", 2),
    Awkward("a shape on a number, a list in a cell", "a.ods", ods(row(FLOAT.replace("</table:table-cell>", f"{BOX}</table:table-cell>"))), "ods", 1),
    Awkward("a chapter beside the spine", "a.epub", epub("<p>a</p>", beside="<p>b</p>"), "epub", 5),
    Awkward("closed scripts and anchors", "a.epub", epub('<script src="x"/><p><a id="s1"/>a <span id="y"/>b</p>'), "epub", 4),
    Awkward("a name in another script", "a.epub", epub("<p>a</p>", chapter="Kapitel%20eins%C3%A4.xhtml"), "epub", 4),
    Awkward("a book of EPUB 2", "a.epub", epub("<p>a&#160;b</p>", ncx="das tal"), "epub", 5),
    Awkward("codes without text", "a.xlf", one('<source><x id="1"/></source>'), "xliff", 0),
    Awkward("codes side by side", "a.xlf", one('<source>a<x id="1"/><g id="2"/><x id="3"/>b</source>'), "xliff", 1),
    Awkward("version 2 with CDATA", "a.xlf", two("<source><![CDATA[a < b]]></source>"), "xliff", 1),
    Awkward("a catalogue without header", "a.po", b'msgid "a"\nmsgstr ""\n', "po", 1),
    Awkward("a finished catalogue", "a.po", HEADER.encode() + b'msgid "a"\nmsgstr "b"', "po", 0),
    Awkward("subtitles with CRLF", "a.srt", srt("eins und", "zwei.").replace("\n", "\r\n").encode(), "srt", 1),
    Awkward("subtitles without numbers", "a.srt", b"00:00:01,000 --> 00:00:02,000\na\n", "srt", 1),
    Awkward("subtitles without text", "a.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\n", "srt", 0),
    Awkward("WebVTT without cues", "a.vtt", b"WEBVTT\n\nNOTE nein\n", "vtt", 0),
    Awkward("voices", "a.vtt", vtt("<v A>Ja, aber", "<v B>Nein.").encode(), "vtt", 2),
    Awkward("an item of version 1", "a.json", json.dumps(ITEM_1).encode(), "ninjs", 8),
    Awkward("an item of version 2 with a mark", "a.json", b"\xef\xbb\xbf" + json.dumps(ITEM_2).encode(), "ninjs", 8),
    Awkward("NITF in UTF-16", "a.xml", NITF_FILE.replace("UTF-8", "UTF-16").encode("utf-16"), "nitf", 11),
    Awkward("NewsML-G2 under a text name", "a.txt", G2_FILE.encode(), "newsml", 7),
    Awkward("an extension's messages with a mark", "messages.json", b'\xef\xbb\xbf{"a":{"message":"Tal $x$","placeholders":{"x":{"content":"Berg"}}}}', "i18n-json", 1),
    Awkward("Flutter", "app.arb", b'{\r\n\t"a": "{n, plural, =0{kein Tal} other{# Ta\\u0308ler}}",\r\n\t"@a": {}\r\n}', "i18n-json", 2),
    Awkward("i18next with lists", "locales/de/app.json", b'{"a_one": "ein Tal", "b": ["eins", ["zwei"]], "c": "", "d": "{{n}}"}', "i18n-json", 3),
    Awkward("half a pair of surrogates", "de.json", b'{"a": "Tal \\ud83d", "b": "\\ud83d\\ude00", "c": "Berg"}', "i18n-json", 1),
    Awkward("Rails with CRLF and aliases", "de.yml", b"# x\r\nde:\r\n  a: &x Tal\r\n  b: *x\r\n  c: 'Berg: hoch' # y\r\n", "i18n-yaml", 1),
    Awkward("folded and flow YAML", "i18n/de.yaml", b'---\nde: {a: Tal, "b": [eins, "zwei"], c: ~, yes: ja}\n', "i18n-yaml", 4),
    Awkward("lines in YAML", "de.yml", b"de:\n  a: >-\n    eins\n    zwei\n\n    drei\n  b: |2\n     vier\n  c: |\n\n    nein\n", "i18n-yaml", 1),
    Awkward("properties in Latin-1", "messages_de.properties", b"# gr\xfcn\r\n a\\ b : gr\xfcn\\\r\n   weit\r\n\r\nc=\r\nd=x\\ty\\\r\n", "properties", 2),
    Awkward("properties with escapes at their ends", "messages.properties", b"a=Tal\\", "properties", 1),
    Awkward("properties in UTF-8 with halves", "de.properties", "a=gr\u00fcn\nb=\\ud83d Tal\nc=\\ud83d\\ude00 Tal".encode(), "properties", 2),
    Awkward("strings in UTF-16 without a mark", "de.lproj/x.strings", '/* a */"a"="gr\u00fcn";'.encode("utf-16-le"), "strings", 1),
    Awkward("strings over lines", "x.strings", b'"a" = "eins\nzwei";\r\nb = "\\Ud83d x";\r\n// "c" = "nein";', "strings", 1),
    Awkward("strings with plural markers", "x.strings", b'"a" = "%#@tage@";\n"b" = "%1$@ von %2$ld Tagen";\n', "strings", 1),
    Awkward("a catalogue of Xcode", "a.xcstrings", XCSTRINGS.encode(), "xcstrings", 4),
    Awkward("a catalogue on one line", "a.xcstrings", b'{"sourceLanguage":"de","strings":{"Tal":{},"":{},"a":{"localizations":{}}},"version":"1.0"}', "xcstrings", 2),
    Awkward("a catalogue with CRLF", "a.xcstrings", XCSTRINGS.replace("\n", "\r\n").encode(), "xcstrings", 4),
    Awkward("resources with everything", "strings.xml", android('<string name="a">Tal <![CDATA[x]]></string><string name="b"/><string name="c"><b>Berg</b> <!-- x --> hoch</string><string-array name="d" translatable="false"><item>x</item></string-array>').encode(), "android", 1),
    Awkward("resources in Latin-1", "strings.xml", '<?xml version="1.0" encoding="iso-8859-1"?><resources><string name="a">gr\u00fcn</string></resources>'.encode("latin-1"), "android", 1),
    Awkward("quoted resources", "a.xml", android('<string name="a">"  Tal  "</string>\n<string name="b">\\@Berg \\u00fc</string>\n<string name="c">?attr/x</string>').encode(), "android", 2),
    Awkward("a table in Latin-1 with CRLF", "a.csv", "id;text\r\n1;gr\u00fcn\r\n2;\r\n;x\r\n".encode("cp1252"), "csv", 2),
    Awkward("a ragged table", "a.tsv", b'text\tid\n"Tal\n\n- Berg"\t1\t2\n\n\tleer\nHuegel', "csv", 3),
    Awkward("Excel's first line, UTF-16", "a.csv", "sep=|\nid|text\n1|Tal".encode("utf-16"), "csv", 1),
    Awkward("HTML in a table", "a.csv", b'id,text\n1,"<p>Tal</p><p class=""x"">Berg</p>"\n', "csv", 2),
    Awkward("lines with a mark and blanks", "a.jsonl", b'\xef\xbb\xbf{"text":"Tal"}\r\n \r\n{"text":["Berg",""]}', "jsonl", 2),
    Awkward("lines with escapes", "a.ndjson", b'{"text":["Ta\\u0308l \\/ \\ud83d\\ude00","x \\ud83d"]}\n{"x":{"text":"nein"}}\n', "jsonl", 1),
    Awkward("lines with paragraphs", "a.jsonl", b'{"text":"Eins\\n\\nZwei\\tDrei","n":[1,{"text":2}]}\n', "jsonl", 3),
    Awkward("a mail with an image", "a.eml", mail("Das Tal.\n", "<p>Das Tal.<img src='cid:bild'></p>\n", cte="base64"), "eml", 3),
    Awkward("a mail without a body", "a.eml", b"Message-ID: <1@b>\r\nSubject: =?utf-8?q?Gr=C3=BCn?=\r\n =?utf-8?q?_und_Tal?=\r\n", "eml", 1),
    Awkward("a mail whose boundary never ends", "a.eml", b"MIME-Version: 1.0\nContent-Type: multipart/mixed;\n boundary=\"x y\"\n\nnein\n--x y\n\nTal\n--x y\nContent-Type: text/html; charset=latin1\n\n<p>Gr\xfcn", "eml", 2),
    Awkward("an answer in a mailbox", "a.eml", b"From a@b Mon Jan  1 00:00:00 2024\nReceived: from x\nSubject: AW: Tal\n\n> Zitat\n\nBerg\n-- \nAnna\n", "eml", 4),
    Awkward("a subject in raw UTF-8", "a.eml", "Subject: Größe\nMIME-Version: 1.0\n\nTal\n".encode(), "eml", 2),
    Awkward("a calendar", "a.ics", CALENDAR.encode(), "ics", 3),
    Awkward("a calendar with LF and a mark", "a.ics", b"\xef\xbb\xbf" + CALENDAR.replace("\r\n", "\n").encode(), "ics", 3),
    Awkward("a calendar with quoted parameters", "a.ics", b'BEGIN:VCALENDAR\r\nSUMMARY;ALTREP="http://a:1/b";\r\n LANGUAGE=de:Tal\\; Berg\r\nDESCRIPTION:\r\n  \r\nEND:VCALENDAR', "ics", 1),
]  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.format}: {file.what}")
def test_every_awkward_file_keeps_the_laws(file: Awkward) -> None:
    assert detect_format(file.data, name=file.name, options=CHOSEN) == file.format
    document = read_document(file.data, name=file.name, options=CHOSEN)
    assert document.format == file.format
    assert len(document.blocks) == file.blocks
    assert len({block.id for block in document.blocks}) == file.blocks
    assert write_document(document) == file.data
    assert read_document(file.data, name=file.name, options=CHOSEN).blocks == document.blocks
    for change in (shouted, turned, stripped):
        written = write_document(translated(document, change, lang="en-GB"))
        again = read_document(written, name=file.name, format=file.format, options=CHOSEN)
        # What XLIFF and PO have filled is done.
        if file.format not in ("xliff", "po"):
            assert len(again.blocks) == file.blocks


def test_there_is_an_awkward_file_of_every_format() -> None:
    # What becomes another document has its files and laws in pdf/ and legacy/.
    assert {file.format for file in FILES} == CODECS.keys() - CONVERTED - {"pdf"}
    assert len(FILES) >= 60


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xml", b'<?xml version="1.0"?><feed/>', "XML of an unknown kind"),
        ("a.txt", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "XML of an unknown kind"),
        ("a.json", b'{"a": "b"}', "JSON of an unknown kind"),
        ("-", b'[{"a": 1}]', "JSON of an unknown kind"),
        ("a.mp3", b"ID3\x04\x00", "MP3"),
    ],
)
def test_data_that_only_looks_like_text_is_refused(name: str, data: bytes, message: str) -> None:
    with pytest.raises(UnsupportedFormat, match=message):
        detect_format(data, name=name)


@pytest.mark.parametrize("text", [b"{wort}", b"[1] Siehe oben", b"<kein Tag", b"1 < 2"])
def test_text_that_only_looks_like_data_is_read(text: bytes) -> None:
    assert detect_format(text, name="a.txt") == "text"


ARCHIVES = [
    file for file in FILES if file.format in ("docx", "pptx", "xlsx", "odt", "odp", "ods", "epub")
]


@pytest.mark.parametrize("file", ARCHIVES, ids=lambda file: f"{file.format}: {file.what}")
@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_a_truncated_archive_is_said_to_be_damaged(file: Awkward, share: float) -> None:
    cut = file.data[: int(len(file.data) * share)]
    with pytest.raises(BrokenDocument, match="damaged"):
        read_document(cut, name=file.name, format=file.format)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.sampled_from(FILES), st.data())
def test_a_damaged_file_is_an_error_of_ours_or_still_keeps_the_law(
    file: Awkward, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(file.data)))
    length = data.draw(st.integers(0, 3))
    junk = data.draw(st.binary(max_size=3))
    damaged = file.data[:place] + junk + file.data[place + length :]
    try:
        document = load_codec(file.format, CHOSEN).read(damaged, name=file.name)
    except G60Error:
        return
    assert load_codec(file.format).write(document) == damaged
    load_codec(file.format).write(translated(document, turned, lang="en"))
