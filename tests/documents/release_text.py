"""The words and pictures of one press release with everything that an office puts into one.

Its sentences are those of document c-02 in corpus/press/dev.jsonl (CC0); table, caption, footnote
and letterhead are added. It has a letterhead with an image, a header, a footer with a field, a
heading, bold, italics and a link inside sentences, a footnote, a list, a table with a merged cell,
and an image with alternative text and caption.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

Sentence = tuple[tuple[str, str], ...]

SENDER = "Hagenbruch Thermotechnik"
KIND = "Medienmitteilung"
TITLE = (
    "Deutsch-chinesisches Joint Venture fertigt künftig in Hefei Thermomanagementsysteme für "
    "Elektrofahrzeuge"
)
# Of the pieces of a sentence, "b" is bold, "i" italic, "a" a link, "n" a footnote.
LEAD: Sentence = (
    ("b", "HEFEI, 17. Mai 2022"),
    ("", " – Der deutsche Automobilzulieferer "),
    ("a", "Hagenbruch Thermotechnik"),
    ("", " und das in Anhui ansässige Unternehmen "),
    ("i", "Huichi Auto Parts"),
    ("", " haben gestern den Vertrag zur Gründung eines Joint Ventures unterzeichnet."),
)
CAPITAL: Sentence = (
    ("", "Das Gemeinschaftsunternehmen wird mit einem Stammkapital von "),
    ("b", "480 Millionen Yuan"),
    ("n", "Zum Kurs vom 16. Mai 2022 sind das rund 68 Millionen Euro."),
    ("", " ausgestattet; beide Partner halten jeweils 50 Prozent der Anteile."),
)
QUOTE: Sentence = (
    ("i", "„Ein gutes Dutzend Fahrzeughersteller im Umkreis von drei Autostunden – das findet man "
          "anderswo kaum“"),
    ("", ", sagte der Asien-Pazifik-Chef von Hagenbruch."),
)  # fmt: skip
LIST_HEAD = "Die nächsten Schritte"
LIST: tuple[Sentence, ...] = (
    (("", "Die Produktion soll "), ("b", "Ende 2023"), ("", " mit zunächst 300.000 "
      "Wärmepumpenmodulen pro Jahr anlaufen.")),
    (("", "Es entstehen rund 620 Arbeitsplätze, ein Viertel davon in Forschung und Entwicklung."),),
    (("", "Das Vorhaben steht noch unter dem "), ("i", "Vorbehalt der Genehmigung"),
     ("", " durch die Kartellbehörden beider Länder.")),
)  # fmt: skip
TABLE_HEAD = "Das Gemeinschaftsunternehmen in Zahlen"
TABLE = (
    ("Stammkapital", "480 Millionen Yuan"),
    ("Anteile der Partner", "je 50 Prozent"),
    ("Arbeitsplätze", "rund 620"),
    ("Beginn der Produktion", "Ende 2023"),
)
ALT = "Luftbild des neuen Werks in Hefei"
CAPTION = "Abbildung 1: Das neue Werk liegt im Osten der Stadt."
PLACE: Sentence = (
    ("", "Ausgewählt wurde der Standort mit Unterstützung der Industrieallianz für Elektro- und "
         "Hybridfahrzeuge des "),
    ("b", "G60 S&T Innovation Valley"),
    ("", ", nachdem auch Wuhu und Huzhou in der engeren Wahl gestanden hatten."),
)  # fmt: skip
CONTACT: Sentence = (
    ("b", "Medienkontakt:"),
    ("", " Telefon +49 821 555 0142, "),
    ("a", "presse@hagenbruch.example"),
)
LINKS = {
    "Hagenbruch Thermotechnik": "https://www.hagenbruch.example/de/",
    "presse@hagenbruch.example": "mailto:presse@hagenbruch.example",
}


def _png(width: int, height: int, colour: Callable[[float, float], tuple[int, int, int]]) -> bytes:
    """A picture from a function of x and y between 0 and 1."""
    rows = b"".join(
        b"\0" + bytes(v for x in range(width) for v in colour(x / width, y / height))
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


LOGO = _png(
    360, 60, lambda x, y: (20, 90, 160) if (x * 6 + y) % 1 < 0.7 and x < 0.6 else (235, 240, 245)
)
PHOTO = _png(320, 160, lambda x, y: (120, 170, 220) if y < 0.5 else (90, int(120 + 60 * x), 80))
