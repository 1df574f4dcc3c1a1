"""Reads the quantities out of a text: numbers, dates, times, phone numbers, with their units.

A quantity holds every reading its text allows, in a form that no longer depends on language:
`1234.5`, `M11` for the month, `tel:12345678`. Two quantities agree if they share a reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from g60translate.checks.number_words import word_numbers
from g60translate.checks.quantity_units import scale_after, unit_around
from g60translate.checks.urls import addresses


class QuantityKind(StrEnum):
    """What sort of figure a quantity is, for the wording of messages."""

    NUMBER = "number"
    MONTH = "month"
    PHONE = "phone number"


@dataclass(frozen=True, slots=True)
class Quantity:
    """`text[start:end]` and all that it may mean.

    `required` is False for what only may answer a figure of the other side: number words, months
    without a day. `soft` marks digits that are part of a name (COVID-19, A380). `unit` is `%`, an
    ISO 4217 code or empty.
    """

    start: int
    end: int
    text: str
    readings: frozenset[str]
    kind: QuantityKind = QuantityKind.NUMBER
    required: bool = True
    soft: bool = False
    unit: str = ""


# Languages that write 1,234.5; the others of Europe and Latin America write 1.234,5 or 1 234,5.
_POINT_LANGUAGES = frozenset({"en", "zh", "ja", "ko", "th", "he", "hi"})
# A figure longer than this is a code; int() of a very long one would also be slow.
_MAX_DIGITS = 30

# One sign for one sign, so that offsets stay: full-width forms, and one kind of hard space.
_PLAIN = str.maketrans(
    "０１２３４５６７８９％．：／－（）\u202f\u2009\u2007\u2011\u2012\u2013\u2212~～〜",
    "0123456789%.:/-()\u00a0\u00a0\u00a0-------",
)

# 5，000 groups digits; 2018，2019 lists years.
_WIDE_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")

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

_S = r"[ \u00a0]"
_PHONE = re.compile(
    r"""
    (?: (?<![A-Za-z0-9+]) (?:\+|00)[1-9]\d{0,2} (?:[ \u00a0./()\-]{0,3}\d){6,14}
      | (?:Tel|Telefon|Fon|Phone|Mobil|Mobile|Fax|Tél|Hotline|电话|热线|传真|手机)
        [^\d+,;]{0,6} (?P<bare>\+?\(?\d(?:[ \u00a0./()\-]{0,3}\d){5,14})
      | (?<![A-Za-z0-9.,+-]) \d{3}-\d{3}-\d{4} (?=\D|$)
      | (?<![A-Za-z0-9.,]) \(?0\d{1,4}\)?[ \u00a0/\-]{1,3}\d{2,}(?:[ \u00a0\-]\d{2,})*
        (?=\D|$)
    ) (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
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

_FIGURE = re.compile(
    r"""
    (?<![\d])
    (?: (?P<grouped>\d{1,3}(?P<sep>[.,'’ \u00a0])\d{3}(?:(?P=sep)\d{3})*(?![\d])
            (?:(?!(?P=sep))[.,](?P<tail>\d+))?)
      | (?P<dotted>\d+(?:\.\d+){2,})
      | (?P<pointed>\d+[.,]\d+(?![.,]?\d))
      | (?P<plain>\d+)
    )
    """,
    re.VERBOSE,
)
_VULGAR = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3)}
_RANGE_TO_SCALED = re.compile(
    rf"{_S}?(?:-|bis|to|and|und|oder|or|à|et|ou|至|到|—)+(?:zu{_S})?{_S}?[€$£¥]?"
    r"(?P<n>\d+(?:[.,]\d+)?)"
)


def quantities(text: str, lang: str) -> list[Quantity]:
    """All quantities of `text` in its order; `lang` is an ISO 639-1 code."""
    return sorted(_Reader(text, lang).read(), key=lambda q: (q.start, q.end))


def canonical(value: Fraction) -> str:
    """One spelling for one value, whatever wrote it."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{value.numerator}/{value.denominator}"


class _Reader:
    """One reading of one text; passes run from the most to the least specific pattern."""

    def __init__(self, text: str, lang: str) -> None:
        self.text = text
        self.lang = lang
        self.plain = _WIDE_COMMA.sub(",", text.translate(_PLAIN))
        for start, end, _ in addresses(text):
            self._blot(start, end)

    def _blot(self, start: int, end: int) -> None:
        self.plain = self.plain[:start] + "\ufffc" * (end - start) + self.plain[end:]

    def read(self) -> Iterator[Quantity]:
        for each in (self._phones, self._dates, self._decades, self._clocks, self._month_words):
            yield from each()
        yield from self._figures()
        yield from self._words()

    def _make(
        self,
        start: int,
        end: int,
        readings: set[str],
        kind: QuantityKind = QuantityKind.NUMBER,
        *,
        required: bool = True,
        soft: bool = False,
        unit: str = "",
    ) -> Quantity:
        text = self.text[start:end].strip()
        return Quantity(start, end, text, frozenset(readings), kind, required, soft, unit)

    def _phones(self) -> Iterator[Quantity]:
        for match in _PHONE.finditer(self.plain):
            group = "bare" if match["bare"] else 0
            digits = re.sub(r"\D", "", match.group(group).replace("(0)", ""))
            if len(digits) < 7:
                continue
            # The last eight: country code and trunk zero come and go with the reader's country.
            yield self._make(*match.span(group), {f"tel:{digits[-8:]}"}, QuantityKind.PHONE)
            self._blot(*match.span(group))

    def _dates(self) -> Iterator[Quantity]:
        patterns = [_ISO_DATE, _DOTTED_DATE, _SLASH_DATE]
        for pattern in [*patterns, _HAN_DATE] if self.lang == "zh" else patterns:
            for match in pattern.finditer(self.plain):
                if made := self._date(match):
                    yield from made
                    self._blot(*match.span())
        if self.lang == "zh":
            for match in _HAN_SHORT_YEAR.finditer(self.plain):
                yield self._make(*match.span("y"), _short_year(match["y"]))
                self._blot(*match.span("y"))

    def _date(self, match: re.Match[str]) -> list[Quantity]:
        if match.re is _SLASH_DATE:
            return self._slashed(match)
        month, day, year = int(match["m"]), match["d"], match["y"]
        if not 1 <= month <= 12 or (day and not 1 <= int(day) <= 31):
            return []
        if match.re is _DOTTED_DATE and not self._is_dotted_date(match):
            return []
        made = [self._make(*match.span("m"), {f"M{month}"}, QuantityKind.MONTH)]
        if day:
            made.append(self._make(*match.span("d"), {str(int(day))}))
        if year:
            readings = {year} if len(year) == 4 else _short_year(year)
            made.append(self._make(*match.span("y"), readings))
        return made

    def _is_dotted_date(self, match: re.Match[str]) -> bool:
        # "Version 1.1." is no date; two digits each, a year or a date's preposition say it is one.
        padded = len(match["d"]) == 2 and len(match["m"]) == 2
        return bool(padded or match["y"] or _DATE_WORD.search(self.plain[: match.start()]))

    def _slashed(self, match: re.Match[str]) -> list[Quantity]:
        first, second = int(match[1]), int(match[2])
        if min(first, second) > 12 or max(first, second) > 31 or 0 in {first, second}:
            return []
        made = [
            self._make(*match.span(place), {str(number), f"M{number}"})
            for place, number in ((1, first), (2, second))
        ]
        if match["y"]:
            readings = {match["y"]} if len(match["y"]) == 4 else _short_year(match["y"])
            made.append(self._make(*match.span("y"), readings))
        return made

    def _decades(self) -> Iterator[Quantity]:
        for match in _DECADE.finditer(self.plain):
            name = next(n for n in ("d", "en", "fr", "de") if match[n])
            number = int(match[name])
            readings = {str(number), str(number % 100)}
            if number < 100:
                century = int(match["c"]) - 1 if match["c"] else 19
                readings |= {str(century * 100 + number), str(2000 + number)}
            start = match.start("c") if match["c"] else match.start(name)
            yield self._make(start, match.end(name), readings)
            self._blot(start, match.end(name))

    def _clocks(self) -> Iterator[Quantity]:
        for match in _CLOCK.finditer(self.plain):
            hour_at = next(n for n in ("h", "h2", "h3") if match[n] is not None)
            if match["h3"] is not None and self.lang != "zh" and "点" in match.group():
                continue
            hour = int(match[hour_at])
            if hour > 24:
                continue
            half = match["ap"] or match["ap3"]
            # 20 Uhr is 8 in the evening; 0 and 24 are 12 at night.
            readings = {str(hour), str(hour % 12), str(hour % 12 + 12)} if half else {str(hour)}
            if hour > 12 or hour == 0:
                readings |= {str(hour % 12), "12"} if hour in {0, 24} else {str(hour % 12)}
            if self.lang in {"en", "zh"}:  # 下午 or "p.m." may stand further away
                readings.add(str(hour % 12 + 12))
            yield self._make(*match.span(hour_at), readings)
            minute_at = next((n for n in ("min", "min2", "min3", "min3b") if match[n]), hour_at)
            if minute_at != hour_at and int(match[minute_at]):
                yield self._make(*match.span(minute_at), {str(int(match[minute_at]))})
            self._blot(match.start(), match.end(minute_at))

    def _month_words(self) -> Iterator[Quantity]:
        pattern = _MONTH_WORDS.get(self.lang)
        for match in pattern.finditer(self.plain) if pattern else ():
            dated = _DAY_BEFORE.search(self.plain[: match.start()]) or _NUMBER_AFTER.match(
                self.plain, match.end()
            )
            number = (match.lastgroup or "m0")[1:]
            yield self._make(
                *match.span(), {f"M{number}"}, QuantityKind.MONTH, required=bool(dated)
            )

    def _figures(self) -> Iterator[Quantity]:
        place = 0
        while match := _FIGURE.search(self.plain, place):
            made, place = self._figure(match)
            yield made

    def _figure(self, match: re.Match[str]) -> tuple[Quantity, int]:
        start, end = match.span()
        values, end = self._values(match)
        scale, after = scale_after(self.plain, end, self.lang)
        readings = {canonical(value * factor) for value in values for factor in scale}
        if scale == (1,):
            readings |= self._borrowed(values, end)
            readings |= self._expansions(match)
        elif self.lang == "zh":
            readings, after = self._chained(values, scale, readings, after)
        unit, unit_end = unit_around(self.plain, start, after)
        soft = self._is_part_of_a_name(start, end)
        made = self._make(start, max(after, unit_end), readings, soft=soft, unit=unit)
        return made, max(end, after)

    def _values(self, match: re.Match[str]) -> tuple[set[Fraction], int]:
        whole, end = match.group(), match.end()
        if len(whole) > _MAX_DIGITS:
            return {Fraction(int(re.sub(r"\D", "", whole)[-_MAX_DIGITS:]))}, end
        if match["grouped"]:
            return self._grouped(match)
        if match["dotted"]:
            return {Fraction(int(whole.replace(".", "")))}, end
        if match["pointed"]:
            return {Fraction(whole.replace(",", "."))}, end
        value = Fraction(int(whole))
        if vulgar := re.compile(r"[ \u00a0]?([½¼¾⅓⅔])").match(self.plain, end):
            return {value + Fraction(*_VULGAR[vulgar[1]])}, vulgar.end()
        return {value}, end

    def _grouped(self, match: re.Match[str]) -> tuple[set[Fraction], int]:
        """1.234 is 1234 in German and 1.234 in English; 1.234.567 and 1.234,5 are clear."""
        end = match.end()
        sep, tail = match["sep"], match["tail"]
        groups = match["grouped"].removesuffix(tail or "").rstrip(".,").split(sep)
        decimal = "." if self.lang in _POINT_LANGUAGES else ","
        if groups[0] == "0" or (sep == decimal and len(groups) == 2 and not tail):
            return {Fraction(f"{groups[0]}.{''.join(groups[1:])}")}, end
        value = Fraction(f"{''.join(groups)}.{tail}" if tail else "".join(groups))
        return {value}, end

    def _borrowed(self, values: set[Fraction], end: int) -> set[str]:
        """In "2 to 3 million" the 2 may mean millions as well."""
        match = _RANGE_TO_SCALED.match(self.plain, end)
        if not match:
            return set()
        scale, _ = scale_after(self.plain, match.end(), self.lang)
        return {canonical(value * factor) for value in values for factor in scale}

    def _chained(
        self, values: set[Fraction], scale: tuple[int, ...], readings: set[str], after: int
    ) -> tuple[set[str], int]:
        """1亿2000万 is 120 million: a smaller scale right behind a larger one adds to it."""
        match = _FIGURE.match(self.plain, after)
        if not match or len(match.group()) > 8 or not match["plain"]:
            return readings, after
        factor, end = scale_after(self.plain, match.end(), self.lang)
        rest = int(match.group()) * factor[0]
        if rest >= scale[0]:
            return readings, after
        return {canonical(value * scale[0] + rest) for value in values}, end

    def _expansions(self, match: re.Match[str]) -> set[str]:
        """The 19 of 2018/19 also means 2019."""
        before = self.plain[max(0, match.start() - 5) : match.start()]
        if match["plain"] and len(match.group()) == 2 and re.fullmatch(r"\d{4}[-/]", before):
            return {before[:2] + match.group()}
        return set()

    def _is_part_of_a_name(self, start: int, end: int) -> bool:
        before, after = self.plain[max(0, start - 2) : start], self.plain[end : end + 1]
        return bool(re.search(r"[A-Za-z]-?$", before)) or bool(
            re.match(r"[A-Z]", after) and not self.plain[end : end + 2].islower()
        )

    def _words(self) -> Iterator[Quantity]:
        for word in word_numbers(self.plain, self.lang):
            readings = {canonical(value) for value in word.values}
            if self.plain[word.end : word.end + 1] == "月":
                readings |= {f"M{reading}" for reading in readings}
            unit = "%" if word.percent else unit_around(self.plain, word.start, word.end)[0]
            yield self._make(word.start, word.end, readings, required=False, unit=unit)
        for match in re.finditer("[½¼¾⅓⅔]", self.plain):
            number = Fraction(*_VULGAR[match.group()])
            yield self._make(*match.span(), {canonical(number)}, required=False)


def _short_year(digits: str) -> set[str]:
    return {str(int(digits)), f"19{digits}", f"20{digits}"}
