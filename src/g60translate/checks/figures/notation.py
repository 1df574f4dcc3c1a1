"""Whether a figure is written as its language writes figures."""

from __future__ import annotations

import re

# 2,4 and 0,75 (three digits behind a comma are a group), 1.080,50, 3.400.000, 12'345.60, 12 345,60.
_NOT_ENGLISH = re.compile(
    r"\d+,\d{1,2}|\d+,\d{4,}|0,\d+|\d{1,3}(?:[. \u00a0]\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}"
    r"|\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?"
)
# 1,080.50, 3,400,000; and 2.4 where a unit says that it is no version and no date.
_NOT_GERMAN = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_POINTED = re.compile(r"\d+\.\d{1,2}")


def is_foreign(figure: str, lang: str, *, measured: bool) -> bool:
    """Whether `figure` (digits and their marks alone) is in another language's notation.

    `measured` says that a unit or a scale word stands by it.
    """
    if lang == "en":
        return bool(_NOT_ENGLISH.fullmatch(figure))
    if lang == "de":
        return bool(_NOT_GERMAN.fullmatch(figure) or (measured and _POINTED.fullmatch(figure)))
    return False
