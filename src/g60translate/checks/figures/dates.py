"""Reads dates, decades, times of day and months off a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.checks.figures.quantity import Page, Quantity, QuantityKind

_S = r"[ \u00a0]"
_MONTHS = {
    "de": (
        "Januar|Jänner|Jan", "Februar|Feber|Feb", "März|Mär|Mrz", "April|Apr", "Mai", "Juni|Jun",
        "Juli|Jul", "August|Aug", "September|Sept|Sep", "Oktober|Okt", "November|Nov",
        "Dezember|Dez",
    ),
    "en": (
        "January|Jan", "February|Feb", "March|Mar", "April|Apr", "May", "June|Jun", "July|Jul",
        "August|Aug", "September|Sept|Sep", "October|Oct", "November|Nov", "December|Dec",
    ),
    "fr": (
        "janvier|janv", "février|févr", "mars", "avril|avr", "mai", "juin", "juillet|juil",
        "août", "septembre|sept", "octobre|oct", "novembre|nov", "décembre|déc",
    ),
}  # fmt: skip


def _month_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    groups = []
    for number, forms in enumerate(names, 1):
        cased = "|".join(f"{form}|{form.capitalize()}|{form.upper()}" for form in forms.split("|"))
        groups.append(f"(?P<m{number}>{cased})")
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(groups)})(?![^\W\d_])")


_MONTH_WORDS = {lang: _month_pattern(names) for lang, names in _MONTHS.items()}
_DAY_BEFORE = re.compile(r"\d(?:\.|st|nd|rd|th|er)?[ \u00a0-](?:of[ \u00a0])?$")
_NUMBER_AFTER = re.compile(r"\.?[ \u00a0,]{1,2}\d")

_ISO_DATE = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)")
_DOTTED_DATE = re.compile(
    rf"(?<![\d.,])(?P<d>\d{{1,2}})\.{_S}?(?P<m>\d{{1,2}})\.(?:{_S}?(?P<y>\d{{4}}|\d{{2}}(?!\d)))?(?!\d)"
)
_DATE_WORD = re.compile(r"(?:am|vom|bis|zum|dem|den|ab|seit|le|du|au)[ \u00a0]$", re.IGNORECASE)
_SLASH_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(?P<y>\d{4}|\d{2}))?(?![\d/])")
_HAN_DATE = re.compile(
    rf"(?<!\d)(?:(?P<y>\d{{2}}|\d{{4}}){_S}?年(?!前|来|内|后|间|以)的?)?{_S}?"
    rf"(?P<m>\d{{1,2}}){_S}?月(?:份|{_S}?(?P<d>\d{{1,2}}){_S}?[日号]?)?"
)
_HAN_SHORT_YEAR = re.compile(
    rf"(?<!\d)(?P<y>\d{{2}}){_S}?年(?!前|来|内|后|间|以|{_S}?\d{{1,2}}{_S}?月)"
)
_DECADE = re.compile(
    r"(?<!\d)(?:(?P<c>\d{2})[ \u00a0]?世纪[ \u00a0]?)?(?P<d>\d0)[ \u00a0]?年代"
    r"|(?<!\d)['’]?(?P<en>\d0|\d{3}0)s\b"
    r"|années[ \u00a0](?P<fr>\d0|\d{3}0)|(?<!\d)(?P<de>\d0|\d{3}0)er\b"
)
_CLOCK = re.compile(
    rf"""
    (?<![\d.,:]) (?:
      (?P<h>[01]?\d|2[0-4])[:.](?P<min>[0-5]\d)(?::[0-5]\d)?{_S}?
        (?:(?P<ap>[apAP])\.?{_S}?[mM]\b\.?|Uhr|UHR|(?=(?:bis|-|und){_S}?\d{{1,2}}\.\d{{2}}{_S}Uhr))
    | (?P<h2>[01]?\d|2[0-4]):(?P<min2>[0-5]\d)(?![:\d])
    | (?P<h3>\d{{1,2}}){_S}?(?:(?P<ap3>[apAP])(?:\.{_S}?[mM]\.|[mM]\b)|Uhr|UHR|[hH](?![A-Za-z]){_S}?
        (?P<min3>[0-5]\d)?|[点时](?!间)(?:(?P<min3b>[0-5]?\d)分)?)
    )
    """,
    re.VERBOSE,
)


def read_dates(page: Page) -> Iterator[Quantity]:
    """Days, months and years of dates in figures, each a quantity of its own."""
    patterns = [_ISO_DATE, _DOTTED_DATE, _SLASH_DATE]
    for pattern in [*patterns, _HAN_DATE] if page.lang == "zh" else patterns:
        for match in pattern.finditer(page.plain):
            if made := _date(page, match):
                yield from made
                page.blot(*match.span())
    if page.lang == "zh":
        for match in _HAN_SHORT_YEAR.finditer(page.plain):
            yield page.make(*match.span("y"), _short_year(match["y"]))
            page.blot(*match.span("y"))


def _date(page: Page, match: re.Match[str]) -> list[Quantity]:
    if match.re is _SLASH_DATE:
        return _slashed(page, match)
    month, day, year = int(match["m"]), match["d"], match["y"]
    if not 1 <= month <= 12 or (day and not 1 <= int(day) <= 31):
        return []
    if match.re is _DOTTED_DATE and not _is_dotted_date(page, match):
        return []
    made = [page.make(*match.span("m"), {f"M{month}"}, QuantityKind.MONTH)]
    if day:
        made.append(page.make(*match.span("d"), {str(int(day))}))
    if year:
        readings = {year} if len(year) == 4 else _short_year(year)
        made.append(page.make(*match.span("y"), readings))
    return made


def _is_dotted_date(page: Page, match: re.Match[str]) -> bool:
    # "Version 1.1." is no date; two digits each, a year or a date's preposition say it is one.
    padded = len(match["d"]) == 2 and len(match["m"]) == 2
    return bool(
        padded
        or match["y"]
        or _DATE_WORD.search(page.plain[max(0, match.start() - 6) : match.start()])
    )


def _slashed(page: Page, match: re.Match[str]) -> list[Quantity]:
    first, second = int(match[1]), int(match[2])
    if min(first, second) > 12 or max(first, second) > 31 or 0 in {first, second}:
        return []
    made = [
        page.make(*match.span(place), {str(number), f"M{number}"})
        for place, number in ((1, first), (2, second))
    ]
    if match["y"]:
        readings = {match["y"]} if len(match["y"]) == 4 else _short_year(match["y"])
        made.append(page.make(*match.span("y"), readings))
    return made


def dotted_dates(page: Page) -> Iterator[tuple[int, int]]:
    """Where a date stands as German writes it, „08.11.“ or „3.4.2023“."""
    for match in _DOTTED_DATE.finditer(page.plain):
        if _date(page, match):
            yield match.span()


def read_decades(page: Page) -> Iterator[Quantity]:
    """The 1990s, die 90er, les années 90, 20世纪90年代."""
    for match in _DECADE.finditer(page.plain) if "0" in page.plain else ():
        name = next(n for n in ("d", "en", "fr", "de") if match[n])
        number = int(match[name])
        readings = {str(number), str(number % 100)}
        if number < 100:
            century = int(match["c"]) - 1 if match["c"] else 19
            readings |= {str(century * 100 + number), str(2000 + number)}
        start = match.start("c") if match["c"] else match.start(name)
        yield page.make(start, match.end(name), readings)
        page.blot(start, match.end(name))


def read_clocks(page: Page) -> Iterator[Quantity]:
    """Hours and minutes; a full hour has no minutes."""
    for match in _CLOCK.finditer(page.plain):
        hour_at = next(n for n in ("h", "h2", "h3") if match[n] is not None)
        if match["h3"] is not None and page.lang != "zh" and "点" in match.group():
            continue
        hour = int(match[hour_at])
        if hour > 24:
            continue
        half = match["ap"] or match["ap3"]
        # 20 Uhr is 8 in the evening; 0 and 24 are 12 at night.
        readings = {str(hour), str(hour % 12), str(hour % 12 + 12)} if half else {str(hour)}
        if hour > 12 or hour == 0:
            readings |= {str(hour % 12), "12"} if hour in {0, 24} else {str(hour % 12)}
        if page.lang in {"en", "zh"}:  # 下午 or "p.m." may stand further away
            readings.add(str(hour % 12 + 12))
        yield page.make(*match.span(hour_at), readings)
        minute_at = next((n for n in ("min", "min2", "min3", "min3b") if match[n]), hour_at)
        if minute_at != hour_at and int(match[minute_at]):
            yield page.make(*match.span(minute_at), {str(int(match[minute_at]))})
        page.blot(match.start(), match.end(minute_at))


def read_months(page: Page) -> Iterator[Quantity]:
    """Names of months; required only beside a day or a year, for "may" and "march" are words."""
    pattern = _MONTH_WORDS.get(page.lang)
    for match in pattern.finditer(page.plain) if pattern else ():
        dated = _DAY_BEFORE.search(
            page.plain[max(0, match.start() - 10) : match.start()]
        ) or _NUMBER_AFTER.match(page.plain, match.end())
        number = (match.lastgroup or "m0")[1:]
        yield page.make(*match.span(), {f"M{number}"}, QuantityKind.MONTH, required=bool(dated))


def _short_year(digits: str) -> set[str]:
    return {str(int(digits)), f"19{digits}", f"20{digits}"}
