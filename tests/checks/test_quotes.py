from __future__ import annotations

import pytest

from g60translate.checks.check import Severity
from g60translate.checks.quotes import QuotesCheck
from tests.checks.units import examine, worst

SPEECH_DE = "„Wir haben lange auf diesen Tag gewartet“, sagte sie."
SPEECH_EN = "“We have waited long for this day,” she said."


@pytest.mark.parametrize(
    ("pair", "source", "target", "severity"),
    [
        ("de-en", SPEECH_DE, SPEECH_EN, None),
        ("de-en", SPEECH_DE, '"We have waited long for this day," she said.', None),
        ("de-en", SPEECH_DE, "‘We have waited long for this day,’ she said.", None),
        ("de-en", SPEECH_DE, "'We’ve waited long for this day,' she said.", None),
        ("de-fr", SPEECH_DE, "« Nous attendions ce jour depuis longtemps », dit-elle.", None),
        ("de-zh", SPEECH_DE, "“我们等这一天等了很久，”她说。", None),
        ("zh-de", "“我们等这一天等了很久，”她说。", SPEECH_DE, None),
        ("de-en", SPEECH_DE, "We have waited long for this day, she said.", Severity.WARNING),
        ("de-en", "Sie sagte, man habe gewartet.", SPEECH_EN, Severity.WARNING),
        ("de-en", SPEECH_DE, "“We have waited long for this day, she said.", Severity.WARNING),
        ("de-en", "Der „Taler“ ist weg.", "The taler is gone.", Severity.INFO),
        ("zh-en", "“一带一路”倡议", "the Belt and Road Initiative", Severity.INFO),
        ("en-de", SPEECH_EN, SPEECH_EN, Severity.INFO),
        ("en-de", SPEECH_EN, SPEECH_DE, None),
        # A quotation over two sentences opens in one and closes in the other.
        ("de-en", "„Das ist neu.", "“This is new.", None),
        ("de-en", "Das bleibt so.“", "It stays like this.”", None),
        ("de-en", "Sie sagt’s den Kindern.", "It’s the children’s (’90s).", None),
        ("en-zh", "a book", "《书》", None),
    ],
)
def test_quotation_marks(pair: str, source: str, target: str, severity: Severity | None) -> None:
    assert worst(examine(QuotesCheck(), source, target, pair)) is severity


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ("Wir bauen.“ Dann ging er.", "We build.’ Then he left.", Severity.WARNING),
        ("Wir zahlen!“", "We pay!’", Severity.WARNING),
        ("Das Land hilft uns.“", "The state helps us.'", Severity.WARNING),
        ("Das ist neu“, sagte Frau Blum.", "This is new,’ said Ms Blum.", Severity.WARNING),
        ("Das freut uns sehr.“", "We are very pleased.", Severity.WARNING),
        ("Wir bauen.«", "We build.’", Severity.WARNING),
        ("Wir bauen.»", "We build.‘", Severity.WARNING),
        ("Der Minister sagte: „Wir kommen.", "The minister said: We come.", Severity.WARNING),
        ("Er sagte: »Wir kommen.", "He said: “We come.", None),
        ("Er sagte: „Wir kommen.", "He said: ‘We come.", Severity.WARNING),
        ("Wir bauen.“", "We build.”", None),
        ("Wir bauen.«", 'We build."', None),
        ("Das ist neu“, sagte Frau Blum.", "This is new”, said Ms Blum.", None),
        ("Das ist das Haus der Eltern.“", "This is the parents’ house.”", None),
        ("Wir bauen. Wir bleiben.", "We build. It is the parents’.", None),
    ],
)
def test_a_quotation_over_several_sentences_closes_as_it_opened(
    source: str, target: str, severity: Severity | None
) -> None:
    assert worst(examine(QuotesCheck(), source, target, "de-en")) is severity
