"""How German and English write a figure, a time of day and a date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from g60translate.language.calendar import MONTHS

LANGUAGES = frozenset({"de", "en"})

_SEPARATORS = "'’ \u00a0\u202f\u2009"
# 1.204,72 and 1 204,72; the Swiss 1'204.72; 1204,72.
_GERMAN = re.compile(
    rf"(?P<whole>\d{{1,3}}(?:(?P<group>[.{_SEPARATORS}])\d{{3}})(?:(?P=group)\d{{3}})*|\d+)"
    r"(?:(?P<mark>[.,])(?P<decimals>\d+))?"
)
_ENGLISH = re.compile(
    r"(?P<whole>\d{1,3}(?P<group>,)\d{3}(?:,\d{3})*|\d+)(?:(?P<mark>\.)(?P<decimals>\d+))?"
)
_PATTERNS = {"de": _GERMAN, "en": _ENGLISH}
_MARKS = {"de": (".", ","), "en": (",", ".")}
HOURS = (
    *("twelve", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten", "eleven"),
)
_NOON = 12 * 60
# Two digits of a year say which century only where no birthday and no plan can be meant.
_THIS_CENTURY, _LAST_CENTURY = 30, 50


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure without its notation: 1.204,70 is `whole` 1204, `decimals` 70, grouped."""

    whole: str
    decimals: str | None
    is_grouped: bool

    def written(self, lang: str) -> str:
        """The figure as `lang` writes it, zeros and all."""
        group, mark = _MARKS[lang]
        whole = self.whole
        if self.is_grouped:
            first = len(whole) % 3 or 3
            whole = group.join([whole[:first], *re.findall(r"\d{3}", whole[first:])])
        return whole if self.decimals is None else f"{whole}{mark}{self.decimals}"


def read_figure(text: str, lang: str) -> Figure | None:
    """The figure that `text` is in the notation of `lang`; None for what may be something else.

    14.30 is no German figure (it may be a time), nor is 0.500 or 1.2.3.
    """
    match = _PATTERNS[lang].fullmatch(text)
    if match is None:
        return None
    group, mark = match["group"] or "", match["mark"]
    if lang == "de" and mark == "." and group not in {"'", "’"}:
        return None
    if group and text.startswith("0"):
        return None
    return Figure(re.sub(r"\D", "", match["whole"]), match["decimals"], bool(group))


def renotated(figure: str, source_lang: str, target_lang: str) -> str | None:
    """The figure in the notation of the other language; None for what may be something else."""
    read = read_figure(figure, source_lang)
    return None if read is None else read.written(target_lang)


def clock(minutes: int, lang: str) -> str:
    """A time of day, in minutes since midnight: 2:30 p.m., noon, 14.30 Uhr."""
    minutes %= 2 * _NOON
    hour, minute = divmod(minutes, 60)
    if lang == "de":
        return f"{hour}.{minute:02} Uhr" if minute else f"{hour} Uhr"
    if minutes % _NOON == 0:
        return "noon" if minutes else "midnight"
    shown = f"{hour % 12 or 12}:{minute:02}" if minute else str(hour % 12 or 12)
    return f"{shown} {'p' if minutes >= _NOON else 'a'}.m."


def date(day: int, month: int, year: str, lang: str) -> str:
    """A date with the name of its month: February 1, 2024; 1. Februar 2024; no year if empty."""
    name = MONTHS[lang][month - 1]
    if lang == "de":
        return f"{day}. {name} {year}".rstrip()
    return f"{name} {day}, {year}" if year else f"{name} {day}"


def whole_year(digits: str) -> str | None:
    """The year that two or four digits mean; None where two may be of either century."""
    if len(digits) != 2:
        return digits
    if int(digits) <= _THIS_CENTURY:
        return f"20{digits}"
    return f"19{digits}" if int(digits) >= _LAST_CENTURY else None
