"""The shape of a line: what it says once its figures, dates and addressees are left open."""

from __future__ import annotations

import re
from typing import Final

from g60translate.language.calendar import DAYS, MONTHS
from g60translate.memory.features import bare, key_of

FIGURE: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_MONTH, _DAY = (
    re.compile(rf"\b(?:{'|'.join(n.casefold() for names in one.values() for n in names)})\b")
    for one in (MONTHS, DAYS)
)
_ADDRESSEE: Final = re.compile(
    r"\b((?:Frau|Herr|Mr\.|Ms\.|Mrs\.)(?: (?:Dr|Prof)\.)*|(?:Dr|Prof)\.)"
    r" (?!Dr\b|Prof\b)([A-ZÄÖÜ][\w-]+)"
)


def shape_of(text: str) -> str:
    """A line without case and closing signs, with marks for figures, months, days and addressees.

    Lines of one shape need not be alike in letters: “Stand: Mai 2027”, “Stand: November 2023”.
    """
    key = _ADDRESSEE.sub(r"\1 @", key_of(text))
    return FIGURE.sub("#", _DAY.sub("#d", _MONTH.sub("#m", bare(key))))
