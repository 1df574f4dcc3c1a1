"""Stretches that must stay, byte for byte, through the whole walk, in every format.

The engine swaps the case of every letter that it sees and puts a 9 for each 8, so that whatever is
not kept from it shows.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from g60translate.documents.codec import CODECS, CONVERTED
from g60translate.documents.files import detect_format, read_document, write_document
from g60translate.glossary.book import Glossary
from g60translate.pipeline import Translator
from g60translate.segmentation.srx import SrxSegmenter
from tests.conftest import Answers, ScriptedEngine
from tests.documents.epub.test_epub import epub
from tests.documents.exchange.test_po import HEADER
from tests.documents.exchange.test_xliff import one, two
from tests.documents.mail.test_mail import CALENDAR, mail
from tests.documents.odf import test_odt
from tests.documents.odf.test_odp import odp, page
from tests.documents.odf.test_ods import ods, row
from tests.documents.office import test_pptx
from tests.documents.office.test_docx import FIELD, p, r, word
from tests.documents.office.test_xlsx import book
from tests.documents.pdf.papers import one_line
from tests.documents.strings.test_strings import android
from tests.documents.subtitles.test_subtitles import srt, vtt
from tests.documents.tables.test_tables import CHOSEN

Scripted = Callable[[Answers], ScriptedEngine]

STRETCHES = (
    "https://g60.example/Neu?a=8",
    "www.G60Valley.example",
    "Presse@g60.example",
    "#G60Tal",
    "@g60Tal",
    "+49 821 555 0188",
)
SENTENCE = "Lies {}, {} oder {} mit {} und {}, Telefon {}".format(*STRETCHES)
SAID = "lIES {}, {} ODER {} MIT {} UND {}, tELEFON {}".format(*STRETCHES)


def run(text: str, style: str) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t>{text}</w:t></w:r>'


def ninjs(html: str) -> bytes:
    item = {"uri": "urn:x", "type": "text", "body_html": html}
    return json.dumps(item, ensure_ascii=False).encode()


def nitf(inner: str) -> bytes:
    return f"<nitf><body><body.content><p>{inner}</p></body.content></body></nitf>".encode()


def newsml(inner: str) -> bytes:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentSet><inlineXML>'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{inner}</p></body></html>'
        "</inlineXML></contentSet></newsItem>"
    ).encode()


def strings(text: str) -> bytes:
    return book(f"<si><t>{text}</t></si>")


def paragraphs(text: str) -> bytes:
    return word(p(r(text)))


def slide(text: str) -> bytes:
    return test_pptx.show(test_pptx.shape(test_pptx.r(text)))


def writer(text: str) -> bytes:
    return test_odt.odt(test_odt.p(text))


def units(text: str) -> bytes:
    return one(f"<source>{text}</source>")


def xcode(text: str) -> bytes:
    units = {"de": {"stringUnit": {"state": "translated", "value": text}}}
    entries = {"a": {"localizations": units}}
    return json.dumps({"sourceLanguage": "de", "strings": entries}, ensure_ascii=False).encode()


def messages(text: str) -> bytes:
    return f'{HEADER}msgid "{text}"\nmsgstr ""\n'.encode()


MAKERS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "docx": ("a.docx", paragraphs),
    "pptx": ("a.pptx", slide),
    "xlsx": ("a.xlsx", strings),
    "odt": ("a.odt", writer),
    "odp": ("a.odp", lambda text: odp(page(text))),
    "ods": ("a.ods", lambda text: ods(row(text))),
    "epub": ("a.epub", lambda text: epub(f"<p>{text}</p>")),
    "pdf": ("a.pdf", one_line),
    "xliff": ("a.xlf", units),
    "po": ("a.po", messages),
    "srt": ("a.srt", lambda text: srt(text).encode()),
    "vtt": ("a.vtt", lambda text: vtt(text).encode()),
    "ninjs": ("a.json", lambda text: ninjs(f"<p>{text}</p>")),
    "nitf": ("a.xml", nitf),
    "newsml": ("a.xml", newsml),
    "android": ("a.xml", lambda text: android(f'<string name="a">{text}</string>').encode()),
    "strings": ("a.strings", lambda text: f'"a" = "{text}";'.encode()),
    "xcstrings": ("a.xcstrings", xcode),
    "i18n-json": ("de.json", lambda text: f'{{"a": "{text}"}}'.encode()),
    "i18n-yaml": ("de.yml", lambda text: f'de:\n  a: "{text}"\n'.encode()),
    "properties": ("messages_de.properties", lambda text: f"a = {text}\n".encode()),
    "eml": ("a.eml", mail),
    "ics": ("a.ics", lambda text: CALENDAR.replace("Das Tal", text.replace(",", "\\,")).encode()),
    "csv": ("a.csv", lambda text: f'id,text\n1,"{text}"\n'.encode()),
    "jsonl": ("a.jsonl", lambda text: f'{{"text": "{text}"}}\n'.encode()),
    "html": ("a.html", lambda text: f"<p>{text}</p>".encode()),
    "markdown": ("a.md", lambda text: f"## Kopf\n\n- {text}\n".encode()),
    "text": ("a.txt", str.encode),
}


_TEXTS = (".xml", ".rels", ".xhtml", ".opf", ".ncx")


def content(data: bytes) -> str:
    """All that a file says, lines joined: archives part by part, calendars unfolded."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts = [name for name in archive.namelist() if name.endswith(_TEXTS)]
            data = b"\n".join(archive.read(name) for name in texts)
    if data.startswith(b"BEGIN:VCALENDAR"):
        data = data.replace(b"\r\n ", b"").replace(b"\\,", b",")
    return " ".join(data.decode().split())


def walked(scripted: Scripted, data: bytes, name: str, *, keep_styles: tuple[str, ...] = ()) -> str:
    swapped = {ord("8"): "9"}
    engine = scripted(lambda source: [source.swapcase().translate(swapped)])
    translator = Translator(engine, Glossary.empty(), SrxSegmenter(), checks=[])
    document = read_document(data, name=name, options=replace(CHOSEN, keep_styles=keep_styles))
    return content(write_document(translator.translate(document).document))


def test_every_format_is_tried() -> None:
    # What becomes another format is tried as that.
    assert list(MAKERS) == [form for form in CODECS if form not in CONVERTED]


@pytest.mark.parametrize("form", MAKERS)
def test_addresses_names_and_numbers_stay(form: str, scripted: Scripted) -> None:
    name, make = MAKERS[form]
    source = make(SENTENCE)
    assert detect_format(source, name=name, options=CHOSEN) == form
    assert SAID in walked(scripted, source, name)


MARKED = [
    (p(r("Das "), run("G60 Tal", "notranslate"), r(" ist groß")), "G60 Tal"),
    (p(r("Das "), run("G60 Tal", "DoNotTranslate"), r(" ist groß")), "G60 Tal"),
    (p(r("Das "), run("G60 Tal", "tw4winInternal"), r(" ist groß")), "G60 Tal"),
    (p(r("Das "), run("G60 Tal", "tw4winExternal"), r(" ist groß")), "G60 Tal"),
    (p(r("Das "), run("G60 Tal", "Hausname"), r(" ist groß")), "G60 Tal"),
    (p(r("Das ist Seite "), FIELD.format("PAGE", r("Acht 8")), r(" von hier")), "Acht 8"),
]


@pytest.mark.parametrize(("body", "kept"), MARKED)
def test_marked_text_in_word_stays(body: str, kept: str, scripted: Scripted) -> None:
    said = walked(scripted, word(body), "a.docx", keep_styles=("Hausname",))
    assert f">{kept}<" in said
    assert "dAS " in said


FIELD_ON_SLIDE = '<a:fld id="{x}" type="datetime1"><a:rPr/><a:t>8. Mai</a:t></a:fld>'


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        (
            "a.pptx",
            test_pptx.show(
                test_pptx.shape(test_pptx.r("Das ist der ") + FIELD_ON_SLIDE + test_pptx.r(" hier"))
            ),
            "<a:t>8. Mai</a:t>",
        ),
        (
            "a.odt",
            writer("Das ist der <text:date>8. Mai</text:date> hier"),
            "<text:date>8. Mai</text:date>",
        ),
        (
            "a.xlf",
            one('<source>Das <mrk mtype="protected">G60 Tal</mrk> hier</source>'),
            'dAS <mrk mtype="protected">G60 Tal</mrk> HIER',
        ),
        (
            "a.xlf",
            two('<source>Das <mrk id="m" translate="no">G60 Tal</mrk> hier</source>'),
            '<target>dAS <mrk id="m" translate="no">G60 Tal</mrk> HIER</target>',
        ),
        (
            "a.po",
            f'{HEADER}#, python-format\nmsgid "Das %(Tal)s hier"\nmsgstr ""\n'.encode(),
            'msgstr "dAS %(Tal)s HIER"',
        ),
        (
            "a.html",
            b'<p>Das <span translate="no">G60 Tal</span> hier',
            '<p>dAS <span translate="no">G60 Tal</span> HIER',
        ),
        (
            "a.html",
            b'<p>Das <b class="x notranslate">G60 Tal</b> hier',
            '<p>dAS <b class="x notranslate">G60 Tal</b> HIER',
        ),
        ("a.html", b"<p>Das <code>G60 Tal</code> hier", "<p>dAS <code>G60 Tal</code> HIER"),
        ("a.html", b"<p>Das <kbd>G60 Tal</kbd> hier", "<p>dAS <kbd>G60 Tal</kbd> HIER"),
        ("a.md", b"# Kopf\n\nDas `G60 Tal` hier\n", "dAS `G60 Tal` HIER"),
        ("a.md", b"# Kopf\n\nDas <https://G60.example> hier\n", "dAS <https://G60.example> HIER"),
        (
            "a.json",
            ninjs('<p>Das <span translate="no">G60 Tal</span> und <code>G60</code> hier</p>'),
            'dAS <span translate=\\"no\\">G60 Tal</span> UND <code>G60</code> HIER',
        ),
        (
            "a.xml",
            newsml('Das <span translate="no">G60 Tal</span> und <code>G60</code> hier'),
            'dAS <span translate="no">G60 Tal</span> UND <code>G60</code> HIER',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("a.") else "",
)
def test_marked_text_stays(name: str, data: bytes, kept: str, scripted: Scripted) -> None:
    assert kept in walked(scripted, data, name)


def test_a_stretch_that_the_model_loses_is_put_back(scripted: Scripted) -> None:
    engine = scripted(lambda source: [source.replace("❰0❱", "it").swapcase()])
    translator = Translator(engine, Glossary.empty(), SrxSegmenter(), checks=[])
    document = read_document(b"<p>Lies <code>G60 Tal</code> heute", name="a.html")
    written = write_document(translator.translate(document).document).decode()
    assert written.count("<code>G60 Tal</code>") == 1
    assert "lIES" in written
