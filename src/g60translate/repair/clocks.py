"""Times of day of a sentence that were left as the source writes them, or that no clock shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.checks.figures.quantities import quantities
from g60translate.checks.figures.quantity import Quantity, QuantityKind
from g60translate.repair.change import Change
from g60translate.repair.style import HOURS, clock

_S = r"[ \u00a0]"
_SHOWN = re.compile(r"(?P<h>\d{1,2})(?:[.:](?P<m>[0-5]\d))?")
_UHR = rf"(?:{_S}?Uhr\b)"
_HALF = rf"(?:{_S}?(?P<p>[ap])(?:\.{_S}?m\.|\.?m\b))"
_TIME = re.compile(
    rf"(?<![\d.,:/€$£-])(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?(?![\d.,:]*\d|%|{_S}(?:percent|€))"
    rf"(?P<mark>{_UHR}?{_HALF}|{_UHR}|{_S}o['’]clock\b|{_S}?(?:hours|hrs)\b)?",
    re.IGNORECASE,
)
_HALF_PAST = re.compile(rf"\bhalf(?:{_S}past)?{_S}(?:{'|'.join(HOURS)}|\d{{1,2}})\b", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"\b(?:morning|afternoon|evening|night|tonight)\b", re.IGNORECASE)
_HOURS_A_DAY, _NOON = 24 * 60, 12 * 60


def clock_changes(
    source: str, target: str, source_lang: str, target_lang: str
) -> Iterator[tuple[Change, ...]]:
    """Changes of times, by times of the source that show the same hour and minute."""
    times = [
        quantity
        for quantity in quantities(source, source_lang, strict=True)
        if quantity.kind is QuantityKind.TIME
    ]
    if not times:
        return
    if target_lang == "en":
        yield from _halves(times, target)
    clocks = [found for found in _TIME.finditer(target) if found["mark"] or found["m"]]
    for place, found in enumerate(clocks):
        shown = int(found["h"]), int(found["m"] or 0)
        meant = {m for quantity in times for m in _only(quantity) if _shows(m, shown)}
        if len(meant) > 1 and len(clocks) == len(times):
            # “10 a.m. … 10 a.m.” for „10 Uhr … 22 Uhr“: the order tells which is which.
            meant = meant.intersection(_only(times[place]))
        if len(meant) != 1:
            continue
        (minutes,) = meant
        if _says(found, target_lang) == minutes:
            continue
        if target_lang == "en" and _PART_OF_DAY.search(target):
            continue
        text = clock(minutes, target_lang)
        start, end = found.span()
        if found["mark"] is None:
            end = found.end("m")
        yield (Change(start, end + _points(target, end, text), _ended(target, end, text)),)


def _points(target: str, end: int, text: str) -> int:
    """1 where one full stop ends an abbreviation and the sentence."""
    return int(text.endswith(".") and target[end : end + 1] == ".")


def _ended(target: str, end: int, text: str) -> str:
    """The time with the full stop of the sentence, where that was the one of “p.m.”."""
    is_last = target[end - 1] == "." and not target[end:].strip()
    return text if text.endswith(".") or not is_last else f"{text}."


def _halves(times: list[Quantity], target: str) -> Iterator[tuple[Change, ...]]:
    """„halb neun“ is half past eight."""
    halves = [q for q in times if q.text.lower().startswith("halb")]
    found = [*_HALF_PAST.finditer(target)]
    if len(halves) != 1 or len(found) != 1:
        return
    minutes = {int(reading[1:]) % _NOON for reading in halves[0].readings}
    if len(minutes) == 1:
        hour = HOURS[minutes.pop() // 60]
        yield (Change(*found[0].span(), f"half past {hour}"),)


def _only(quantity: Quantity) -> Iterator[int]:
    """The minutes since midnight that a time means, if it means one."""
    if len(quantity.readings) == 1:
        (reading,) = quantity.readings
        if reading[1:].isdigit():
            yield int(reading[1:])


def _shows(minutes: int, shown: tuple[int, int]) -> bool:
    """Whether a clock of 12 or of 24 hours may show this time as these two figures."""
    hour, minute = shown
    return minutes % 60 == minute and minutes // 60 % 12 == hour % 12


def _says(found: re.Match[str], lang: str) -> int | None:
    """What a time that is written in the manner of its language says; None for others."""
    hour, minute = int(found["h"]), int(found["m"] or 0)
    mark, half = (found["mark"] or "").lower(), (found["p"] or "").lower()
    if lang == "de":
        return (hour * 60 + minute) % _HOURS_A_DAY if "uhr" in mark and not half else None
    if half and "uhr" not in mark and 0 < hour <= 12:
        return hour % 12 * 60 + minute + (_NOON if half == "p" else 0)
    if not mark and ":" in found.group():
        return (hour * 60 + minute) % _HOURS_A_DAY
    return None
