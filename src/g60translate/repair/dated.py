"""Dates and times of day that stand by themselves, as the other language writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.language.calendar import MONTHS
from g60translate.repair.change import Change
from g60translate.repair.style import clock, date, whole_year

_S = r"[ \u00a0]"
_TO = rf"(?P<to>{_S}?[–-]{_S}?|{_S}(?:bis|to){_S})"
_DOTTED = re.compile(
    rf"(?P<d>\d{{1,2}})\.{_S}?(?P<m>\d{{1,2}})\.(?:{_S}?(?P<y>\d{{4}}|\d{{2}}))?(?!\d|\.\d)"
)
_SLASHED = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4}|\d{2})(?![\d/])")
_ARTICLE = re.compile(r"\bthe $")
_NAMES = {lang: "|".join(names) for lang, names in MONTHS.items()}
_NAMED = {
    "de": re.compile(rf"(?P<d>\d{{1,2}})\.{_S}?(?P<m>{_NAMES['de']})(?:{_S}(?P<y>\d{{4}}))?\b"),
    "en": re.compile(
        rf"(?:(?P<m>{_NAMES['en']}){_S}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?{_S}(?P<y>\d{{4}}))?"
        rf"|(?P<d2>\d{{1,2}}){_S}(?P<m2>{_NAMES['en']})(?:,?{_S}(?P<y2>\d{{4}}))?)\b"
    ),
}
# The point of the German day before the English month.
_HALF_GERMAN = re.compile(rf"(?<![\d.,])(?P<d>\d{{1,2}})\.{_S}(?:{_NAMES['en']})\b")
_TIME = {
    "de": re.compile(
        rf"(?:(?P<h0>\d{{1,2}})(?:[.:](?P<m0>[0-5]\d))?(?:{_S}?Uhr)?{_TO})?"
        rf"(?P<h>\d{{1,2}})(?:[.:](?P<m>[0-5]\d))?{_S}?Uhr\b"
    ),
    "en": re.compile(
        rf"(?:(?P<h0>\d{{1,2}})(?:[.:](?P<m0>[0-5]\d))?{_S}?(?P<p0>[ap])\.?m\.?{_TO})?"
        rf"(?P<h>\d{{1,2}})(?:[.:](?P<m>[0-5]\d))?{_S}?(?P<p>[ap])(?:\.m\.|m\b)",
        re.IGNORECASE,
    ),
}
_LAST_HOUR = 24


def dates_at(text: str, place: int, source_lang: str, target_lang: str) -> tuple[str, int] | None:
    """The date at `place` in the other language and where it ends; None where there is none.

    A day that may be a month as well (02/03/2024) is none, nor is a year of an unknown century.
    """
    if source_lang == "de" and (match := _DOTTED.match(text, place)):
        return _dotted(match, target_lang)
    if source_lang == "en" and (match := _SLASHED.match(text, place)):
        return _slashed(match)
    match = _NAMED[source_lang].match(text, place)
    if match is None:
        return None
    groups = match.groupdict()
    name = groups["m"] or groups["m2"]
    day = int(groups["d"] or groups["d2"])
    year = groups["y"] or groups.get("y2") or ""
    month = MONTHS[source_lang].index(name) + 1
    return (date(day, month, year, target_lang), match.end()) if _is_day(day, month) else None


def date_changes(
    source: str, target: str, source_lang: str, target_lang: str
) -> Iterator[tuple[Change, ...]]:
    """Changes of dates that stand in an English sentence as the German one writes them."""
    if (source_lang, target_lang) != ("de", "en"):
        return
    days = {match["d"] for match in _NAMED["de"].finditer(source)}
    for match in _HALF_GERMAN.finditer(target):
        if match["d"] in days:
            yield (Change(match.end("d"), match.end("d") + 1, ""),)
    known = [_day_of(match) for match in _DOTTED.finditer(source)]
    for match in _DOTTED.finditer(target):
        found = _dotted(match, target_lang) if _day_of(match) in known else None
        if found is None:
            continue
        start, (text, end) = match.start(), found
        if not match["y"] and not target[end:].strip():
            text += "."  # the point of the date was the end of the sentence as well
        article = _ARTICLE.search(target, 0, start)
        yield (Change(article.start() if article else start, end, text),)
    for day, month, digits in known:
        year = whole_year(digits)
        broken = [*_broken(day, month, digits).finditer(target)]
        if _is_day(day, month) and year is not None and len(broken) == 1:
            yield (Change(*broken[0].span(), date(day, month, year, target_lang)),)


def _broken(day: int, month: int, year: str) -> re.Pattern[str]:
    """A date of which a model has made a figure: 15,08.2024, 15,2024 or 24.12."""
    rest = rf"(?:[.,:]0?{month})?[.,:]{year}" if year else rf"[.,:]0?{month}"
    return re.compile(rf"(?<![\d.,])0?{day}{rest}(?!\d|[.,]\d)")


def _day_of(match: re.Match[str]) -> tuple[int, int, str]:
    return int(match["d"]), int(match["m"]), match["y"] or ""


def is_unsure_date(text: str, place: int, lang: str) -> bool:
    """Whether a date at `place` may be one of two days: 02/03/2024."""
    match = _SLASHED.match(text, place) if lang == "en" else None
    return match is not None and not text[:place][-1:].isdigit() and _slashed(match) is None


def _dotted(match: re.Match[str], target_lang: str) -> tuple[str, int] | None:
    day, month, year = int(match["d"]), int(match["m"]), match["y"] or ""
    padded = len(match["d"]) == len(match["m"]) == 2
    if not _is_day(day, month) or not (year or padded):
        return None
    whole = whole_year(year) if year else ""
    return None if whole is None else (date(day, month, whole, target_lang), match.end())


def _slashed(match: re.Match[str]) -> tuple[str, int] | None:
    first, second, year = int(match["a"]), int(match["b"]), whole_year(match["y"])
    days = {(d, m) for d, m in ((first, second), (second, first)) if _is_day(d, m)}
    if len(days) != 1 or year is None:
        return None
    ((day, month),) = days
    return f"{day:02}.{month:02}.{year}", match.end()


def _is_day(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def times_at(text: str, place: int, source_lang: str, target_lang: str) -> tuple[str, int] | None:
    """The time or the span of time at `place` and where it ends; None where there is none."""
    match = _TIME[source_lang].match(text, place)
    if match is None:
        return None
    groups = match.groupdict()
    last = _minutes(groups["h"], groups["m"], groups.get("p"))
    if last is None:
        return None
    if groups["h0"] is None:
        return clock(last, target_lang), match.end()
    first = _minutes(groups["h0"], groups["m0"], groups.get("p0"))
    if first is None:
        return None
    joint = groups["to"]
    if joint.strip().isalpha():
        joint = " bis " if target_lang == "de" else " to "
    # „9–17 Uhr“ names the hour once.
    opening = clock(first, target_lang).removesuffix(" Uhr")
    return f"{opening}{joint}{clock(last, target_lang)}", match.end()


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    shown = int(hour)
    if shown > (12 if half else _LAST_HOUR) or (half and not shown):
        return None
    if half:
        shown = shown % 12 + (12 if half.lower() == "p" else 0)
    return shown * 60 + int(minute or 0)
