from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from g60translate.documents.codec import CODECS, load_codec
from g60translate.documents.files import detect_format, read_document
from g60translate.documents.marks import CODEC_SUFFIXES, TEXT_SUFFIXES
from g60translate.errors import UnsupportedFormat
from tests.conftest import ROOT

CASES = sorted((ROOT / "tests" / "cases" / "text").glob("unknown-*"))


def archive(mimetype: str, *, first: bool = True) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as handle:
        parts = [("mimetype", mimetype), ("content.xml", "<x/>")]
        for name, content in parts if first else reversed(parts):
            handle.writestr(name, content)
    return target.getvalue()


def refusal(data: bytes | str, name: str) -> str:
    with pytest.raises(UnsupportedFormat) as caught:
        detect_format(data.encode() if isinstance(data, str) else data, name=name)
    return str(caught.value)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_files_of_users_are_refused_with_what_to_do(path: Path) -> None:
    data = path.read_bytes()
    for name in (path.name, "x.txt", "-"):
        # A table of two cells a line, or a key and a value, may be prose under another name.
        assert "--format text" in refusal(data, name)
    assert read_document(data, name=path.name, format="text").format == "text"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>Das Tal</text></TEI>', "XML"),
        ("<TEI><text><p>Das Tal</p></text></TEI>", "XML"),
        ("<!-- von Hand -->\n<feed><entry><title>Tal</title></entry></feed>\n", "XML"),
        ("<resources>\n  <color name='a'>Tal</color>\n</resources>", "XML"),
        ('<rss version="2.0"><channel><title>Das Tal', "XML"),
        ("<tmx version='1.4'><header/><body/></tmx>", "XML"),
        ('<?xml version="1.0"?><a>Tal', "XML"),
        ('<?php echo "Das Tal"; ?>', "program"),
        ("#!/bin/sh\necho Tal\n", "program"),
        ('{"a": 1}', "JSON"),
        ('["Das Tal", "Der Berg"]', "JSON"),
        ('{\n  "title": "Das Tal",\n  "text": "unvoll', "JSON"),
        ('[{"a": "Tal"', "JSON"),
        ('{"a": "Tal"}\n{"a": "Berg"}\n', "JSON"),
        ("Name;Ort\nBlum;Kiel\nMond;Lübeck\n", "table"),
        ('"Name","Ort"\n"Blum, Anna","Kiel"\n', "table"),
        ("id,name,ort\n1,Blum,Kiel\n2,Mond,Plön\n", "table"),
        ("menu.file=Datei\nmenu.help = Hilfe\n# Ende\n", "program"),
        ("[Allgemein]\nname=Tal\nfarbe = blau\n", "program"),
        ("[Script Info]\nTitle: Tal\n[Events]\nDialogue: 0,0:00:01.00\n", "subtitle"),
        ("{100}{200}Das Tal\n", "subtitle"),
        ("0:00:01.000,0:00:02.000\nDas Tal\n", "subtitle"),
        ("% Kommentar\n\\documentclass[a4paper]{scrartcl}\nDas Tal", "TeX"),
        ("\\section{Das Tal}\nText", "TeX"),
        ("BEGIN:VCARD\nFN:Anna\nEND:VCARD\n", "card"),
    ],
)
def test_structure_is_told_under_any_name(text: str, kind: str) -> None:
    for name in ("x.txt", "x", "-", "x.log"):
        assert kind in refusal(text, name)
    assert kind in refusal("\ufeff" + text.replace("\n", "\r\n"), "x.txt")
    assert kind in refusal(text.encode("utf-16"), "x.txt")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (archive("application/vnd.oasis.opendocument.graphics"), "x.odg", "OpenDocument"),
        (archive("application/vnd.oasis.opendocument.graphics", first=False), "x", "OpenDocument"),
        (archive("application/vnd.oasis.opendocument.graphics")[:90], "x.odg", "OpenDocument"),
        (b"\xef\xbb\xbf%!PS-Adobe-3.0\n", "x.txt", "PostScript"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "x.doc", "Office file locked"),
        (b"%!PS-Adobe-3.0\n", "x.ps", "PostScript"),
    ],
    # Archives hold the time, and a test is known by its name.
    ids=["odg", "mimetype last", "cut off", "ps with a mark", "doc", "ps"],
)
def test_other_formats_are_named(data: bytes, name: str, kind: str) -> None:
    assert kind in refusal(data, name)


@pytest.mark.parametrize(
    "suffix",
    [
        *(".csv", ".tsv", ".properties", ".tex", ".eml", ".ics", ".ass", ".json", ".xml", ".yaml"),
        *(".rss", ".doc", ".rtf", ".wiki", ".py", ".sql", *sorted(CODEC_SUFFIXES)),
    ],
)
def test_a_text_with_the_name_of_another_format(suffix: str) -> None:
    assert "--format text" in refusal("Das Tal ist grün.\n", f"x{suffix.upper()}")


def test_a_name_that_is_no_format_of_ours_is_no_hindrance() -> None:
    for name in ("x", "-", "x.log", "x.de", "LIESMICH", "x.2024"):
        assert detect_format(b"Das Tal ist gr\xc3\xbcn.\n", name=name) == "text"


@pytest.mark.parametrize(
    "text",
    [
        "<Ort>, 3. Mai – Die Messe ist eröffnet.\nSie dauert <Zahl> Tage.",
        "<Name einsetzen> lädt ein.",
        "<presse@hafen.example>\nDie Messe ist eröffnet.",
        "<< Zurück\nDie Messe",
        "<3 für Kiel",
        "<p>Die Messe</p>",
        "<mein-kasten>Die Messe</mein-kasten>",
        "{Platzhalter} wird eröffnet.",
        "{{ titel }}\n\nDie Messe",
        "{ein Satz in Klammern}",
        "[1] Die Messe",
        "[Foto: Anna Blum]\n\nDie Messe ist eröffnet.",
        '["Zitat"] sagte sie.',
        "[Kiel]\nDie Messe = das Ereignis",
        "From: Anna Blum\nTo: alle\nSubject: Messe\n\nDie Messe ist eröffnet.",
        "Von: presse@hafen.example\nAn: redaktion@zeitung.example\nBetreff: Messe\n\nText",
        "Content-Type: so heißt das Feld, das die Art nennt.\n",
        "Die Messe ist eröffnet; sie dauert drei Tage.\nDer Eintritt ist frei; Kinder auch.",
        "Kiel, Plön, Preetz\nLübeck, Eutin, Ahrensbök\nHusum, Tönning, Garding\n",
        "1,5 Prozent\n2,5 Prozent\n3,5 Prozent\n",
        "Pressemitteilung\n\nName,Ort,Zahl\nBlum,Kiel,3\nMond,Plön,4\n\nDie Messe ist eröffnet.",
        "Telefon\t0431 0000\nFax\t0431 0001\nMail\tx@y.example\n",
        "x = 3\ny = 4",
        "@anna: Die Messe ist eröffnet!\n@bert: Gut.",
        "\\o/ Die Messe ist eröffnet.",
        "C:\\Texte\\messe.txt\nDie Messe",
        "Termin: 3. Mai\nOrt: Kiel\n\nDie Messe",
        "BEGIN: 3. Mai\nDie Messe",
        "www.hafen.example\nDie Messe = a.b",
        "PDF-Dateien beginnen mit %PDF-1.7.",
        "#Kiel #Messe",
    ],
)
def test_prose_is_not_refused(text: str) -> None:
    for name in ("x.txt", "x", "-", "x.md"):
        assert detect_format(text.encode(), name=name) in ("text", "markdown")


def test_markdown_may_hold_data() -> None:
    front = '{\n"title": "Tal"\n}\n\n# Tal\n'
    for text in (front, "<Kasten>\nTal\n</Kasten>\n\n# Tal\n", "\\begin{x}\n", "a;b\nc;d\n"):
        assert detect_format(text.encode(), name="x.md") == "markdown"
    assert "JSON" in refusal(json.dumps({"a": 1}), "x.md")
    assert "XML" in refusal('<a xmlns="x"/>', "x.md")


def test_press_releases_are_texts() -> None:
    for path in (ROOT / "corpus" / "releases").glob("*"):
        assert detect_format(path.read_bytes(), name="-") == "text"
    lines = (ROOT / "corpus" / "press" / "dev.jsonl").read_text("utf-8").splitlines()
    for line in lines:
        for lang in ("de", "en"):
            text = json.loads(line).get(lang)
            if text:
                assert detect_format(text.encode(), name="-") in ("text", "markdown")


def test_names_of_the_formats_are_those_of_their_codecs() -> None:
    suffixes = {suffix for name in CODECS for suffix in load_codec(name).suffixes}
    assert suffixes - TEXT_SUFFIXES.keys() == CODEC_SUFFIXES
