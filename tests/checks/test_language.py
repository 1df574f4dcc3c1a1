from __future__ import annotations

import pytest

from g60translate.checks.check import Severity
from g60translate.checks.language import LanguageCheck
from tests.checks.units import examine, worst

DE = "Weitere Auskünfte erteilt die Pressestelle des Ministeriums gerne am Telefon."
EN = "The press office of the ministry will gladly give you more information by phone."
FR = "Le service de presse du ministère vous renseigne volontiers par téléphone."
ZH = "更多信息请致电该部新闻办公室咨询。"


@pytest.mark.parametrize(
    ("pair", "source", "target", "severity"),
    [
        ("de-en", DE, EN, None),
        ("de-fr", DE, FR, None),
        ("en-zh", EN, ZH, None),
        ("zh-en", ZH, EN, None),
        ("de-en", DE, DE, Severity.ERROR),
        ("de-en", DE, DE.upper(), Severity.ERROR),
        ("zh-en", ZH, ZH, Severity.ERROR),
        ("en-zh", EN, "Call the office for more", Severity.ERROR),
        ("de-en", DE, "Die Pressestelle hilft Ihnen jederzeit gerne weiter, rufen Sie uns an.",
         Severity.ERROR),
        ("de-en", DE, FR, Severity.WARNING),
        ("de-en", DE, "The press office, " + DE[21:69] + " will help.", Severity.WARNING),
        ("zh-en", ZH, "For more, call 新闻办公室 of the ministry today.", Severity.WARNING),
        # Names, quotations and short labels may stay as they are.
        ("de-en", "HQ Dev. Factors Matchmaking", "HQ Dev. Factors Matchmaking", None),
        ("de-en", "G60 S&T Innovation Valley", "G60 S&T Innovation Valley", None),
        ("de-en", "Er sagte: „Ich bin ein Berliner und bleibe es.“",
         "He said: “Ich bin ein Berliner und bleibe es.”", None),
        ("zh-en", "“四叶草”", "“Four-leaf Clover” (四叶草)", None),
        ("de-en", r"C:\Meine alte Ablage\eine neue rede.docx, bitte",
         r"C:\Meine alte Ablage\eine neue rede.docx, please", None),
        ("de-en", "SHA 3f786850e387550fdab836ed7e6dc881de23001b, 7f786850e387550fdab836ed7e6dc881d",
         "SHA 3f786850e387550fdab836ed7e6dc881de23001b, 7f786850e387550fdab836ed7e6dc881d", None),
        ("en-en", EN, EN, None),
        ("de-en", DE, "", None),
    ],
)  # fmt: skip
def test_languages(pair: str, source: str, target: str, severity: Severity | None) -> None:
    assert worst(examine(LanguageCheck(), source, target, pair)) is severity


def test_a_copied_passage_is_marked() -> None:
    target = "The press office erteilt die Pressestelle des Ministeriums gerne am Telefon."
    (finding,) = examine(LanguageCheck(), DE, target)
    assert finding.span is not None
    assert target[slice(*finding.span)].startswith("erteilt die")


def test_han_signs_of_a_german_text_and_placeholders_are_no_passage() -> None:
    source = "Die Messe heißt auf Chinesisch 中国国际进口博览会."
    assert not examine(LanguageCheck(), source, "Chinese calls it 中国国际进口博览会.")
    assert examine(LanguageCheck(), "Die Messe heißt so.", "It is called 中国国际进口博览会.")
    listed = "{a}, {b}, {c}, {d}, {e}, {f}, {g}"
    assert not examine(LanguageCheck(), f"Teile sind {listed}.", f"Parts are {listed}.")
