from __future__ import annotations

import pytest

from g60translate.checks.check import Severity, Unit
from g60translate.checks.quotes import QuotesCheck
from g60translate.checks.run import run_document_checks
from g60translate.documents.model import Block, BlockKind
from g60translate.segmentation.srx import SrxSegmenter
from tests.checks.units import examine, worst
from tests.conftest import ROOT

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


def test_quotations_of_a_release_that_close_with_a_lesser_mark_are_found() -> None:
    """Each paragraph of the case that holds several sentences, closed with ’ in its last one."""
    segmenter = SrxSegmenter()
    text = (ROOT / "tests" / "cases" / "text" / "long-quotations.txt").read_text(encoding="utf-8")
    closing = 0
    for paragraph in text.strip().split("\n\n"):
        for segment in segmenter.segment(Block("b", BlockKind.PARAGRAPH, paragraph), lang="de"):
            source = segment.text.strip()
            fitting = source.translate(str.maketrans("„“»«", "“”“”"))
            assert worst(examine(QuotesCheck(), source, fitting, "de-en")) is None
            if "”" in fitting and "“" not in fitting:
                wrong = fitting.replace("”", "’")
                found = worst(examine(QuotesCheck(), source, wrong, "de-en"))
                assert found is Severity.WARNING
                closing += 1
    assert closing == 6


def test_a_quotation_over_sentences_closes_with_the_partner_of_what_opened_it() -> None:
    pairs = [
        ("Er sagte: „Wir kommen.", 'He said: "We come.'),
        ("Wir bleiben.", "We stay."),
        ("Wir bauen.“", "We build.”"),
        ("„Das ist gut.", "“This is good."),
        ("Das freut uns.“", 'We are pleased."'),
        ("„Das ist gut.", "“This is good."),
        ("Das freut uns.“", "We are pleased.”"),
        ("„Das ist gut“, sagte er.", '"This is good," he said.'),
    ]
    units = [Unit(str(n), *pair, "de", "en") for n, pair in enumerate(pairs)]
    found = run_document_checks(units, names=["quotes"])
    assert [(f.segment_id, f.severity) for f in found] == [
        ("2", Severity.WARNING),
        ("4", Severity.WARNING),
    ]
    assert found[0].message == 'The quotation opens with " and closes with ”.'
