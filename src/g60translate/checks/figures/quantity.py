"""What a figure may mean, and the page from which figures are read off one kind at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from g60translate.protection.addresses import addresses
from g60translate.protection.placeholders import placeholders


class QuantityKind(StrEnum):
    """What sort of figure a quantity is, for the wording of messages."""

    NUMBER = "number"
    MONTH = "month"
    PHONE = "phone number"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Quantity:
    """`text[start:end]` and all that it may mean.

    `required` is False for what only may answer a figure of the other side: number words, months
    without a day; of these the `spelled` ones, cardinals in words, are asked for as well. `soft`
    marks digits that are part of a name (COVID-19, A380). `unit` is `%`, `pp` (percentage points),
    an ISO 4217 code, a unit of measure or empty. `sign` is 2 or -2 where a sign stands by (`−8`,
    “minus 8”), 1 or -1 where a noun says it (“ein Rückgang von 8”), else 0. `foreign` marks a
    figure in the notation of another language. A time of day agrees with other times by its
    readings, with other figures by its `loose` ones.
    """

    start: int
    end: int
    text: str
    readings: frozenset[str]
    kind: QuantityKind = QuantityKind.NUMBER
    required: bool = True
    soft: bool = False
    unit: str = ""
    spelled: bool = False
    sign: int = 0
    foreign: bool = False
    loose: frozenset[str] = frozenset()

    @property
    def is_asked_for(self) -> bool:
        """Whether the other side must have it."""
        return self.required or self.spelled

    def agrees(self, other: Quantity) -> bool:
        """Whether both may mean the same."""
        if self.kind is other.kind is QuantityKind.TIME:
            return not self.readings.isdisjoint(other.readings)
        return not (self.readings | self.loose).isdisjoint(other.readings | other.loose)


# One sign for one sign, so that offsets stay: full-width forms, and one kind of hard space.
_PLAIN = str.maketrans(
    "０１２３４５６７８９％．：／－（）\u202f\u2009\u2007\u2011\u2012\u2013\u2212~～〜",
    "0123456789%.:/-()\u00a0\u00a0\u00a0-------",
)

# 5，000 groups digits; 2018，2019 lists years.
_WIDE_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


class Page:
    """A text in `plain` spelling, sign for sign as long; what has been read is blotted out."""

    def __init__(self, text: str, lang: str) -> None:
        self.text = text
        self.lang = lang
        self.plain = _WIDE_COMMA.sub(",", text.translate(_PLAIN))
        for start, end, _ in addresses(text):
            self.blot(start, end)
        for start, end in placeholders(text):
            self.blot(start, end)

    def blot(self, start: int, end: int) -> None:
        """Hide a stretch from whoever reads next."""
        self.plain = self.plain[:start] + "\ufffc" * (end - start) + self.plain[end:]

    def make(
        self,
        start: int,
        end: int,
        readings: set[str],
        kind: QuantityKind = QuantityKind.NUMBER,
        *,
        required: bool = True,
        soft: bool = False,
        unit: str = "",
        spelled: bool = False,
        sign: int = 0,
        foreign: bool = False,
        loose: Iterable[str] = (),
    ) -> Quantity:
        """A quantity at `start`..`end` of the text."""
        text = self.text[start:end].strip()
        return Quantity(
            start,
            end,
            text,
            frozenset(readings),
            kind,
            required,
            soft,
            unit,
            spelled,
            sign,
            foreign,
            frozenset(loose),
        )


def canonical(value: Fraction) -> str:
    """One spelling for one value, whatever wrote it."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{value.numerator}/{value.denominator}"
