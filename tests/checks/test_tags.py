from __future__ import annotations

import pytest

from g60translate.checks.check import Severity
from g60translate.checks.tags import TagsCheck
from g60translate.documents.model import Inline, InlineKind
from tests.checks.units import unit, worst

SOURCE = "Das rote Haus"
TARGET = "The red house"
BOLD = Inline(4, 8, "b1")
LINK = Inline(0, 13, "a1")
MARK = Inline(13, 13, "fn1", InlineKind.STANDALONE)
CODE = Inline(4, 8, "c1", InlineKind.PROTECTED)


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ((), (), None),
        ((LINK, BOLD), (LINK, Inline(4, 7, "b1")), None),
        ((MARK,), (Inline(3, 3, "fn1", InlineKind.STANDALONE),), None),
        ((BOLD,), (), Severity.ERROR),
        ((), (BOLD,), Severity.ERROR),
        ((BOLD,), (Inline(4, 7, "b1"), Inline(8, 9, "b1")), Severity.ERROR),
        ((BOLD, LINK), (Inline(0, 7, "b1"), Inline(4, 13, "a1")), Severity.ERROR),
        ((CODE,), (Inline(4, 7, "c1", InlineKind.PROTECTED),), Severity.ERROR),
        ((BOLD,), (Inline(4, 4, "b1"),), Severity.WARNING),
    ],
)
def test_codes(
    source: tuple[Inline, ...], target: tuple[Inline, ...], severity: Severity | None
) -> None:
    whole = unit(SOURCE, TARGET, source_inlines=source, target_inlines=target)
    assert worst(list(TagsCheck().examine(whole))) is severity
