"""Halves and fractions in German and English: eineinhalb, 1½, one and a half, drei Viertel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from g60translate.checks.figures.quantity import Page, Quantity, canonical
from g60translate.checks.figures.units import scale_after, unit_around

_S = r"[ \u00a0]"
_WHOLE = {
    "de": {"ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
           "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12},
    "en": {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
           "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a": 1, "an": 1},
}  # fmt: skip
_NAMES = {lang: "|".join(words) for lang, words in _WHOLE.items()}
_HALF_MORE = {
    "de": re.compile(
        rf"\b(?:(?P<other>anderthalb)|(?P<whole>\d{{1,3}}|{_NAMES['de']})(?:und|-)?"
        r"(?P<part>einhalb|dreiviertel|einviertel|eindrittel|zweidrittel)(?:e[nrsm]?)?"
        rf"|(?P<apart>{_NAMES['de']}){_S}und{_S}(?:ein(?:e[nrsm]?)?{_S})halbe?[nrsm]?\b)"
        r"(?:e[nrsm]?)?",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"\b(?P<whole>\d{{1,3}}|{_NAMES['en']})(?P<joint>[ \u00a0-])"
        rf"(?:(?P<scale>hundred|thousand|million|billion|trillion){_S})?and(?P=joint)"
        r"(?P<part>a(?P=joint)half|a(?P=joint)quarter|three(?P=joint)quarters|a(?P=joint)third"
        r"|two(?P=joint)thirds)\b",
        re.IGNORECASE,
    ),
}
_NAMED = {
    "half": Fraction(1, 2), "halb": Fraction(1, 2), "einviertel": Fraction(1, 4),
    "quarter": Fraction(1, 4), "dreiviertel": Fraction(3, 4), "quarters": Fraction(3, 4),
    "eindrittel": Fraction(1, 3), "third": Fraction(1, 3), "zweidrittel": Fraction(2, 3),
    "thirds": Fraction(2, 3),
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_FIGURED = re.compile(rf"(?<![\d.,/])(?:(?P<whole>\d{{1,3}}){_S}?)?(?P<sign>[½¼¾⅓⅔])")
_SIGNS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3)}
# What one and a half of these are in the next smaller unit, which the other language may name.
_SMALLER = {
    "de": re.compile(r"[ \u00a0-]?(?P<year>[Jj]ahr|jährig)|[ \u00a0-]?(?P<hour>[Ss]tunde|stündig)"),
    "en": re.compile(r"[ \u00a0-](?P<year>years?)\b|[ \u00a0-](?P<hour>hours?)\b"),
}
_PARTS = {"year": 12, "hour": 60}
# "a year and a half"
_BEHIND = re.compile(
    r"\ba[ \u00a0](?P<noun>year|hour|month|day|hundred|thousand|million|billion|trillion)"
    r"[ \u00a0]and[ \u00a0]a[ \u00a0]half\b",
    re.IGNORECASE,
)
_HINT = {
    "de": re.compile(r"einhalb|derthalb|viertel|drittel|und ein\w* halb|[½¼¾⅓⅔]", re.IGNORECASE),
    "en": re.compile(
        r"and[ \u00a0-](?:a|two|three)[ \u00a0-](?:half|third|quarter)|[½¼¾⅓⅔]", re.IGNORECASE
    ),
}
_FRACTION = {
    "de": re.compile(
        r"\b(?:(?P<half>hälfte|halb(?:e[nrsm]?)?)"
        rf"|(?P<count>ein(?:e[nmrs]?)?|zwei|drei|vier)?(?:{_S})?"
        r"(?P<part>drittel|viertel|fünftel|sechstel|achtel|zehntel)[ns]?)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:(?P<half>half)|(?:(?P<count>an?|one|two|three|four)[ \u00a0-])?"
        r"(?P<part>third|quarter|fifth|sixth|eighth|tenth)s?)\b",
        re.IGNORECASE,
    ),
}
_COUNTS = {"zwei": 2, "two": 2, "drei": 3, "three": 3, "vier": 4, "four": 4}
_NAMED_PARTS = {
    "drittel": 3, "third": 3, "viertel": 4, "quarter": 4, "fünftel": 5, "fifth": 5, "sechstel": 6,
    "sixth": 6, "achtel": 8, "eighth": 8, "zehntel": 10, "tenth": 10,
}  # fmt: skip


def read_halves(page: Page) -> Iterator[Quantity]:
    """Figures and words with a half or another fraction behind them, blotted out.

    Words are `spelled`, so they are asked for; figures are required.
    """
    if page.lang not in _HINT or not _HINT[page.lang].search(page.plain):
        return
    for match in _HALF_MORE[page.lang].finditer(page.plain):
        whole = (match["whole"] or match.groupdict().get("apart") or "ein").lower()
        number = int(whole) if whole.isdigit() else _WHOLE[page.lang][whole]
        name = re.split(r"[ \u00a0-]", (match["part"] or "half").lower())[-1]
        part = _NAMED[name.removeprefix("ein") if name == "einhalb" else name]
        factor = _SCALES[scale.lower()] if (scale := match.groupdict().get("scale")) else 1
        yield _made(page, match, (number + part) * factor, spelled=True)
    for match in _BEHIND.finditer(page.plain) if page.lang == "en" else ():
        noun = match["noun"].lower()
        value = Fraction(3, 2) * _SCALES.get(noun, 1)
        readings = {canonical(value), canonical(value * _PARTS.get(noun, 1))}
        yield page.make(*match.span(), readings, required=False, spelled=True)
        page.blot(*match.span())
    for match in _FIGURED.finditer(page.plain):
        value = Fraction(*_SIGNS[match["sign"]]) + int(match["whole"] or 0)
        yield _made(page, match, value, spelled=False)


def _made(page: Page, match: re.Match[str], value: Fraction, *, spelled: bool) -> Quantity:
    scale, after = scale_after(page.plain, match.end(), page.lang)
    readings = {canonical(value * factor) for factor in scale}
    if smaller := _SMALLER[page.lang].match(page.plain, match.end()):
        readings.add(canonical(value * _PARTS[smaller.lastgroup or ""]))
    unit, end = unit_around(page.plain, match.start(), after, page.lang)
    # A lone ½ is often said in other words.
    required = not spelled and value > 1
    made = page.make(
        match.start(), max(after, end), readings, required=required, spelled=spelled, unit=unit
    )
    page.blot(match.start(), after)
    return made


# Compounds that hold a half or a quarter of a year or an hour, and how many months or minutes.
_COMPOUNDS = {
    "de": re.compile(
        r"(?P<n6>halbjahr|halbjähr|halbe[ns]? jahr)|(?P<n30>halbst[uü]nd|halben? stunde)"
        r"|(?P<n3>vierteljahr|vierteljähr)|(?P<n15>viertelst[uü]nd)"
        r"|(?P<n45>dreiviertelst[uü]nd)|(?P<n9>dreivierteljahr)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?P<n6>half[ -]?(?:a[ -])?year|semi-?annual|biannual)"
        r"|(?P<n30>half[ -](?:an[ -])?hour)|(?P<n15>quarter[ -](?:of an[ -])?hour)",
        re.IGNORECASE,
    ),
}


def read_fractions(page: Page) -> Iterator[Quantity]:
    """What a fraction in words is in percent: “drei Viertel” may answer “75 percent”."""
    if page.lang in _COMPOUNDS:
        for match in _COMPOUNDS[page.lang].finditer(page.plain):
            yield page.make(*match.span(), {(match.lastgroup or "n")[1:]}, required=False)
    pattern = _FRACTION.get(page.lang)
    for match in pattern.finditer(page.plain) if pattern else ():
        if match["half"]:
            value = Fraction(1, 2)
        else:
            count = _COUNTS.get((match["count"] or "").lower(), 1)
            value = Fraction(count, _NAMED_PARTS[match["part"].lower()])
        percent = value * 100
        rounded = {percent, Fraction(int(percent)), Fraction(int(percent) + 1)}
        readings = {canonical(number) for number in ({value} | rounded)}
        if percent.denominator == 1:
            readings = {canonical(value), canonical(percent)}
        yield page.make(*match.span(), readings, required=False, unit="%")
