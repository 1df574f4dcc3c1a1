from __future__ import annotations

import pytest

from g60translate.checks.check import Severity
from g60translate.checks.length import LengthCheck
from tests.checks.units import examine, worst

DE = (
    "Die Konferenz war gespickt mit Höhepunkten, und zahlreiche wichtige Kooperationsprojekte "
    "wurden in Anwesenheit der neun Städte unterzeichnet."
)
EN = (
    "The conference was full of highlights, and numerous important cooperation projects were "
    "signed in the presence of the nine cities."
)
ZH = "会议亮点纷呈，众多重要合作项目在九城市代表的见证下签约，涉及科技、产业和金融等多个领域。"


@pytest.mark.parametrize(
    ("pair", "source", "target", "severity"),
    [
        ("de-en", DE, EN, None),
        ("en-de", EN, DE, None),
        ("zh-en", ZH, EN, None),
        ("en-zh", EN, ZH, None),
        ("de-en", DE, EN[:55], Severity.ERROR),
        ("de-en", DE, EN * 3, Severity.ERROR),
        ("zh-en", ZH, EN[:40], Severity.ERROR),
        ("en-zh", EN, ZH[:14], Severity.ERROR),
        ("de-sv", DE, EN[:40], Severity.WARNING),
        ("de-en", DE, "", Severity.ERROR),
        ("de-en", DE, " \u00a0", Severity.ERROR),
        ("de-en", "…", "", None),
        ("de-en", "", "", None),
        ("de-en", "Ja.", "That is so.", None),
    ],
)
def test_lengths(pair: str, source: str, target: str, severity: Severity | None) -> None:
    assert worst(examine(LengthCheck(), source, target, pair)) is severity
