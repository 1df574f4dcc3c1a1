from __future__ import annotations

import pytest

from g60translate.memory.repair import repaired

OPEN = ("Der Hafen öffnet am 8. November um 9 Uhr.", "The port opens on November 8 at 9 a.m.")


@pytest.mark.parametrize(
    ("wanted", "remembered", "target", "right"),
    [
        (
            "Der Hafen öffnet am 12. November.",
            "Der Hafen öffnet am 8. November.",
            "The port opens on November 8.",
            "The port opens on November 12.",
        ),
        (
            "Der Hafen öffnet am 8. Mai.",
            "Der Hafen öffnet am 8. November.",
            "The port opens on November 8.",
            "The port opens on May 8.",
        ),
        (
            "Am Dienstag kamen 1.250,5 Tonnen an.",
            "Am Montag kamen 2.300,7 Tonnen an.",
            "On Monday 2,300.7 tonnes arrived.",
            "On Tuesday 1,250.5 tonnes arrived.",
        ),
        (
            "Frau Petersen leitet die Werft.",
            "Frau Lüders leitet die Werft.",
            "Ms. Lüders heads the shipyard.",
            "Ms. Petersen heads the shipyard.",
        ),
    ],
)
def test_figures_dates_and_names_are_exchanged(
    wanted: str, remembered: str, target: str, right: str
) -> None:
    assert repaired(wanted, remembered, target, source_lang="de", target_lang="en") == right


@pytest.mark.parametrize(
    ("wanted", "remembered", "target"),
    [
        # Another word, a word more, a figure that stands twice, one that stands inside another,
        # a name that the translation does not copy.
        ("Die Werft öffnet.", "Der Hafen öffnet.", "The port opens."),
        ("Der neue Hafen öffnet.", "Der Hafen öffnet.", "The port opens."),
        ("Um 9 Uhr kommen 7.", "Um 9 Uhr kommen 9.", "At 9 a.m. 9 come."),
        ("Es sind 7 da.", "Es sind 5 da.", "There are 1.5 there."),
        ("In München regnet es.", "In Köln regnet es.", "It is raining in Cologne."),
        ("Der Hafen öffnet.", "Der Hafen öffnet.", "The port opens."),
    ],
)
def test_where_one_cannot_be_sure_nothing_is_mended(
    wanted: str, remembered: str, target: str
) -> None:
    assert repaired(wanted, remembered, target, source_lang="de", target_lang="en") is None


def test_terms_are_exchanged_by_their_wordings() -> None:
    terms = {
        "Messe": (("trade fair", "fair"), "trade fair"),
        "Ausstellung": (("exhibition",), "exhibition"),
    }
    mended = repaired(
        "Die Ausstellung endet.",
        "Die Messe endet.",
        "The fair ends.",
        source_lang="de",
        target_lang="en",
        terms=terms,
    )
    assert mended == "The exhibition ends."
