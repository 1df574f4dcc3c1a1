"""Which lines of a plain text are one paragraph, and what stays around their words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.model import BlockKind
from g60translate.documents.plain.lines import find_lines
from g60translate.documents.plain.text import TextCodec
from tests.conftest import ROOT
from tests.documents.pretend import shout, translated

CODEC = TextCodec()
CASES = ROOT / "tests" / "cases" / "text"
BODY = (
    "Die Stadtwerke haben am Montag zwölf neue Busse gekauft, die ab dem\n"
    "Sommer auf allen Linien der Stadt fahren. Der Rat hatte den Kauf im\n"
    "Herbst beschlossen und das Geld dafür aus dem Haushalt bewilligt.\n"
)


def texts(source: str) -> list[str]:
    return [block.text for block in CODEC.read(source.encode(), name="x.txt").blocks]


def rewritten(source: str) -> str:
    document = CODEC.read(source.encode(), name="x.txt")
    assert CODEC.write(document).decode() == source
    return CODEC.write(translated(document)).decode()


@pytest.mark.parametrize(
    "source",
    ["Die Ein- und\nAusfuhr stieg.", "Das Fest für\nKinder ruht.", "Two rooms of the\nOld Town."],
)
def test_no_line_ends_with_a_word_that_needs_another(source: str) -> None:
    assert texts(f"{source}\n") == [source.replace("\n", " ")]


def test_bullets_as_word_writes_them() -> None:
    source = "o Die Stadt\no Der Rat\n\uf0b7 Das Land\no weh\n"
    assert texts(source) == ["Die Stadt", "Der Rat", "Das Land", "o weh"]


@pytest.mark.parametrize("name", ["longest-line", "letterhead", "underlined-headings"])
def test_each_line_of_a_case_stays_a_line(name: str) -> None:
    source = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    assert rewritten(source) == shout(source)


def test_rules_and_marks_at_the_head_of_a_line_stay() -> None:
    source = (CASES / "rules-and-bullets.txt").read_text(encoding="utf-8")
    written = rewritten(source)
    assert written.lower() == source.lower()
    assert written.endswith("==============================\n>> DIE STADT WÄCHST.\n")
    assert texts(source)[-2:] == ["Die Stadt Kiel, Möwenhörn 9, 24999 Kiel", "Die Stadt wächst."]


def test_words_that_a_line_end_divides_are_made_whole() -> None:
    source = (CASES / "divided-words.txt").read_text(encoding="utf-8")
    (text,) = texts(source)
    for word in ("Hafenverwaltung", "Der Vorstand sagte", "Wasserschutzpolizei"):
        assert word in text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Ver-", "eine", "Vereine"),
        ("Nord-", "und Südtor", "Nord- und Südtor"),
        ("Hin-", "oder Rückfahrt", "Hin- oder Rückfahrt"),
        ("Ein-", "bzw. Ausfuhr", "Ein- bzw. Ausfuhr"),
        ("Tür-", "sowie Torbau", "Tür- sowie Torbau"),
        ("Baden-", "Württemberg", "Baden-Württemberg"),
        ("E-", "Mail", "E-Mail"),
        ("Wirt\u00ad", "schaft", "Wirtschaft"),
        ("Groß‐", "baustelle", "Großbaustelle"),
        ("Haupt-", "undichtigkeit", "Hauptundichtigkeit"),
    ],
)
def test_a_hyphen_at_the_line_end(before: str, after: str, expected: str) -> None:
    assert texts(f"Das sind die {before}\n{after} der Stadt.\n") == [
        f"Das sind die {expected} der Stadt."
    ]
    assert texts(f"- Das sind die {before}\r\n  {after} der Stadt.\r\n") == [
        f"Das sind die {expected} der Stadt."
    ]


@pytest.mark.parametrize(
    "source",
    [
        "Zug-\n- Bus-\n- Bahn",
        "Kontakt-\nTelefon: 0123",
        "Das war 5-\n2024 endet es",
        "Ein Text -\nnoch einer",
    ],
)
def test_a_hyphen_that_divides_nothing(source: str) -> None:
    assert len(texts(source)) == source.count("\n") + 1


@pytest.mark.parametrize(
    "head",
    [
        "Gemeinde Möwenfels, Amt für Häfen und Kanäle, Hafenstraße 12\n"
        "24999 Möwenfels\nTelefon 0431 123456, Telefax 0431 123457\n",
        "Stadtwerke Musterhausen GmbH · Am Alten Markt 5 · 12345 Musterhausen\n"
        "Geschäftsführung: Dr. Anna Blum, Jens Kai · Amtsgericht Musterhausen\n"
        "IBAN DE89 3704 0044 0532 0130 00 · BIC COBADEFFXXX\n",
        "Landesamt für Wasserbau und Küstenschutz, Pressestelle in Möwenfels\n"
        "Dr. Anna Blum, Leiterin der Pressestelle und Sprecherin des Hauses\n"
        "Ansprechpartner für Rückfragen: Jens Kai\n",
        "Die Stadt Möwenfels, ihre Häfen und das Amt für Kanäle teilen mit:\n"
        "presse@moewenfels.example\nwww.moewenfels.example\n",
        "Pressestelle der Stadtwerke Musterhausen, Am Alten Markt Nummer 5\n"
        "• Busse und Bahnen\n1. Fähren\n",
        "Der Rat der Stadt beschließt die Satzung für den Markt am Hafen\n"
        "Die Messe in der Halle beginnt am Montag mit einem großen Fest\n"
        "Neue Busse fahren ab Juni auf der Linie 7 durch die Altstadt\n",
    ],
)
@pytest.mark.parametrize("body", ["", f"\n{BODY}\n{BODY}"])
def test_lines_that_are_long_stay_lines(head: str, body: str) -> None:
    lines = [" ".join(line.split()) for line in head.splitlines()]
    found = texts(head + body)
    assert [text for text in found if text not in " ".join(BODY.split())] == [
        line.removeprefix("• ").removeprefix("1. ") for line in lines
    ]
    if body:
        assert found[-1] == " ".join(BODY.split())


def test_one_line_that_is_longer_does_not_hide_the_width() -> None:
    source = f"{'Sehr langer Kopf der Seite ' * 3}mit 90 Zeichen\n\n{BODY}\n{BODY}"
    assert texts(source)[1:] == [" ".join(BODY.split())] * 2


@pytest.mark.parametrize(
    ("second", "joins"),
    [
        ("2021 wurde der Plan beschlossen.", True),
        ("14. Fünfjahresplan steht er.", True),
        ("Bürgermeister: „Das ist gut.“", True),
        ("„schön“ sei es.", True),
        ("Telefon: 0431 123456", False),
        ("E-Mail presse@kiel.example", False),
        ("• Punkt", False),
        ("- Punkt", False),
    ],
)
def test_what_may_go_on_with_a_wrapped_line(second: str, joins: bool) -> None:
    first = "Die Stadt Kiel hat mit vielen anderen Städten darüber beraten, was der"
    assert (f"{first} {second}" in texts(f"{BODY}\n{first}\n{second}\n")) is joins


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("****** ENDE ******", ["ENDE"]),
        ("+++ Eilmeldung +++", ["Eilmeldung"]),
        ("* Ende *", ["Ende"]),
        ("== Titel ==", ["Titel"]),
        ("--- Ende der Mitteilung ---", ["Ende der Mitteilung"]),
        ("| Kasten |", ["Kasten"]),
        (">> Die Stadt wächst.", ["Die Stadt wächst."]),
        ("> > zitiert\n>auch", ["zitiert", "auch"]),
        ("> - Punkt", ["Punkt"]),
        ("- [ ] Aufgabe\n- [x] fertig", ["Aufgabe", "fertig"]),
        ("► Punkt\n✓ fertig\n➜ weiter", ["Punkt", "fertig", "weiter"]),
        ("— Anna Blum", ["Anna Blum"]),
        ("### Kopf ###\n-#-#-\nText", ["Kopf", "Text"]),
        ("*Fußnote ohne Leerzeichen", ["*Fußnote ohne Leerzeichen"]),
        ("Der Preis sinkt –\ner steigt", ["Der Preis sinkt –", "er steigt"]),
        ("-5 Grad", ["-5 Grad"]),
        ("»Wort« sagt er", ["»Wort« sagt er"]),
    ],
)
def test_marks_and_rules_stay_outside(source: str, words: list[str]) -> None:
    assert texts(source) == words
    assert rewritten(source) == shout(source).replace("[X]", "[x]")


def test_a_rule_ends_a_wrapped_paragraph() -> None:
    for rule in ("=" * 60, "*" * 60, "- " * 30, "·····", "_" * 23):
        source = f"{BODY}{rule}\n{BODY}"
        assert texts(source) == [" ".join(BODY.split())] * 2
        assert f"\n{rule}\n" in rewritten(source)


def test_columns_with_tabs_stay_columns() -> None:
    source = "  Name:\tAnna Blum\t \t12 km\n• Ort:\tKiel\t\n"
    document = CODEC.read(source.encode(), name="x")
    assert [block.text for block in document.blocks] == [
        *("Name:", "Anna Blum", "12 km"),
        *("Ort:", "Kiel"),
    ]
    assert {block.kind for block in document.blocks} == {BlockKind.TABLE_CELL}
    assert rewritten(source) == shout(source)


def test_a_framed_word_is_no_list_item() -> None:
    kinds = [block.kind for block in CODEC.read(b"a.\n\n*** b ***\n* c\n", name="x").blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]


PARTS = st.sampled_from(
    ["wort ", "Vor-", "***", " *** ", ">", "- ", "\n", "\r\n", "\n\n", "Tel.: 1", "x" * 50, "=="]
)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.lists(PARTS, max_size=12).map("".join))
def test_words_and_marks_lie_in_their_lines(source: str) -> None:
    for line in find_lines(source):
        assert line.lead <= line.start <= line.end <= line.stop
        assert source[line.lead : line.stop] == line.text == line.text.strip()
    document = CODEC.read(source.encode(), name="x")
    assert CODEC.write(document).decode() == source
    for block in document.blocks:
        assert block.text == block.text.strip()
