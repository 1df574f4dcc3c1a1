"""Identifiers by their form or behind their word, and what only looks like one."""

from __future__ import annotations

import json

import pytest

from g60translate.protection.identifiers import identifiers
from g60translate.protection.merging import merge_spans
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IBAN DE89370400440532013000 gilt", ["DE89370400440532013000"]),
        ("IBAN: DE89 3704 0044 0532 0130 00.", ["DE89 3704 0044 0532 0130 00"]),
        ("AT61 1904 3002 3457 3201, danke", ["AT61 1904 3002 3457 3201"]),
        ("die BIC COBADEFFXXX.", ["COBADEFFXXX"]),
        ("BIC: MARKDEF1, SWIFT-Code GENODEFF", ["MARKDEF1", "GENODEFF"]),
        ("ISIN DE0007164600 steigt", ["DE0007164600"]),
        ("USt-IdNr. DE000000000", ["DE000000000"]),
        ("das Register HRB 0000 B. Und HRA 123", ["HRB 0000 B", "HRA 123"]),
        ("Az. 7 K 12/24 und VIII ZR 5/22", ["7 K 12/24", "VIII ZR 5/22"]),
        ("ISBN 978-3-16-148410-0", ["978-3-16-148410-0"]),
        ("DOI 10.1000/xyz123, siehe", ["10.1000/xyz123"]),
        ("Der Artikel LX-2207-B kostet", ["LX-2207-B"]),
        ("der Artikel XQZWVT zehn", ["XQZWVT"]),
        ("Bestellnummer AB-12 und Gutscheincode SOMMER24", ["AB-12", "SOMMER24"]),
        ("Teil 4711-A-22 und PM-2023-017", ["4711-A-22", "PM-2023-017"]),
        ("Commit 3f2a9bc und 9e107d9d372bb6826bd81d3542a419d6",
         ["3f2a9bc", "9e107d9d372bb6826bd81d3542a419d6"]),
        ("123e4567-e89b-12d3-a456-426614174000 da", ["123e4567-e89b-12d3-a456-426614174000"]),
        (r"Die Datei D:\Presse\Mai\rede.docx ist", [r"D:\Presse\Mai\rede.docx"]),
        (r"C:\Users\anna\Meine Dokumente\a.doc da", [r"C:\Users\anna\Meine Dokumente\a.doc"]),
        (r"D:\Presse und E:\Mai, %APPDATA%\Neu", [r"D:\Presse", r"E:\Mai", r"%APPDATA%\Neu"]),
        ("DIN EN 1090-2, ISO/IEC 27001:2022, DIN A4. VDE 0100-410",
         ["DIN EN 1090-2", "ISO/IEC 27001:2022", "DIN A4", "VDE 0100-410"]),
        (r"unter \\server\share\a.", [r"\\server\share\a"]),
        ("in /etc/hosts und ~/bin/x.", ["/etc/hosts", "~/bin/x"]),
        ("Siehe rede.docx, src/main.py, Bild_1.JPG!", ["rede.docx", "src/main.py", "Bild_1.JPG"]),
        ("v2.0 und Version 3.1, 1.2.3-rc.1", ["v2.0", "3.1", "1.2.3-rc.1"]),
        ("am 2024-05-03 und 2024-05-03T10:30:00Z", ["2024-05-03", "2024-05-03T10:30:00Z"]),
        ("192.168.0.1 und 00:1A:2b:3c:4d:5e", ["192.168.0.1", "00:1A:2b:3c:4d:5e"]),
        ("London SW1A 1AA, D-24103 Kiel, A-1010 Wien", ["SW1A 1AA", "D-24103", "A-1010"]),
        # What looks like one:
        ("in EN 50 Leute, ISO 9", []),
        ("am 31.12.2024, 3.5.24, 1.250.000 und 1.250.000.000 Euro", []),
        ("COVID-19, G60, A7, U21, B2B, CO2, 5G, G7-Gipfel, Boeing 747", []),
        ("NEUE BRÜCKE ERÖFFNET, BESUCHERINNEN, VERANSTALTUNG", []),
        ("10.30-12.00 Uhr, 2019-2020, 24/7, 12/2024, und/oder, Herr/Frau", []),
        ("Artikel 5 des Grundgesetzes, Artikel von Anna", []),
        ("Die Stadt hat 120.000 Einwohner. Am Ende.", []),
    ],
)  # fmt: skip
def test_only_what_can_hardly_be_anything_else(text: str, expected: list[str]) -> None:
    assert [text[slice(*span)] for span in merge_spans(identifiers(text))] == expected


def test_few_sentences_of_the_press_corpus_have_one() -> None:
    lines = (ROOT / "corpus/press/train.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["de"] for line in lines]
    found = [text[slice(*span)] for text in texts for span in identifiers(text)]
    assert found == ["VLN-204", "KR-300", "KR-350", "6.1.4", "PM-2023-017"]
