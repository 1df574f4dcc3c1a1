"""Tabs and line breaks that part one thing from another, and breaks that are only layout."""

from __future__ import annotations

import pytest

from g60translate.documents.files import read_document
from g60translate.documents.model import Block, BlockKind
from g60translate.segmentation.srx import SrxSegmenter
from tests.conftest import CASES

SEGMENTER = SrxSegmenter()


def cut(text: str, lang: str = "de", kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    segments = SEGMENTER.segment(Block("b", kind, text), lang=lang)
    assert "".join(segment.text for segment in segments) == text
    return [segment.text for segment in segments]


# "|" marks where a sentence ends.
TEXTS = [
    "Siehe Kapitel\t|3",
    "Umschlag\t|1.250 Tonnen\t|Tonnage",
    "Erstellt am 27.11.26\t|Siehe Kapitel\n|„Wir sind stolz“, sagte der Vorsitzende.",
    "\tEingerückt bleibt ein Satz.",
    "Name: \t |Petra Muster",
    "Tel.:\t|0431 12345   Büro\n|Der Termin steht fest.",
    "Die Sitzung ist beendet\n|Der Rat tagt im Mai wieder.",
    "Der Rat sagt:\n|Ja zum Hafen.",
    "Musterstadt\n|Presseamt\n|Hauptweg 9\n|24103 Kiel",
    "Kontakt:\n|Petra Muster\n|Telefon: 0431 12345",
    "– Neue Kita eröffnet gleich heute\n|– Altes Bad schließt bald ganz",
    "Hafenfest in Kiel\n|Großer Andrang am Wochenende",
    "Hafenverein Musterstadt e. V.\n|Hauptstr. 5\n|24103 Kiel",
    "Petra Muster\n|Leiterin der Pressestelle\n|Stadt Kiel",
    # Only layout.
    "Die Stadt\nKiel baut.",
    "Hafenverein eröffnet\nneues Terminal",
    "Die Stadt Kiel hat am Montag das neue\nTerminal des Hafens eröffnet.",
    "Die Stadt Kiel, die\nHansestadt Lübeck und der Rat kommen.",
    "Hafen-, Werft- und\nStadtplanung",
    "Neues Terminal für den Hafen\nKiel eröffnet",
    "Am Montag, dem\n3. Mai",
    "Ein Bericht über Meier,\nMüller und Schulze",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_separators_end_a_sentence_and_layout_does_not(marked: str) -> None:
    assert cut(marked.replace("|", "")) == marked.split("|")


def test_other_languages_have_separators_too() -> None:
    assert cut("See chapter\t3", "en") == ["See chapter\t", "3"]
    assert cut("The port says:\nWelcome.", "en") == ["The port says:\n", "Welcome."]
    assert cut("The new terminal of the\nPort of Kiel", "en") == [
        "The new terminal of the\nPort of Kiel"
    ]


def test_lines_of_subtitles_tell_nothing() -> None:
    assert len(cut("Guten Tag\nHerr Muster", kind=BlockKind.SUBTITLE)) == 1


def test_the_tab_and_the_break_of_the_case() -> None:
    data = (CASES / "office" / "languages-and-comments.docx").read_bytes()
    block = next(b for b in read_document(data, name="x.docx").blocks if "\t" in b.text)
    assert [line.strip()[:13] for line in cut(block.text)] == [
        "Erstellt am 2", "Siehe Kapitel", "„Wir sind sto",
    ]  # fmt: skip
