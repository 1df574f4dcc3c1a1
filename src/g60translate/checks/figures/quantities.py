"""Reads the quantities out of a text: numbers, dates, times, phone numbers, with their units.

A quantity holds every reading its text allows, in a form that no longer depends on language:
`1234.5`, `M11` for the month, `T540` for nine o'clock, `tel:12345678`.
Two quantities agree if they share a reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache

from g60translate.checks.figures.clocks import STRICT_LANGUAGES, read_strict_clocks
from g60translate.checks.figures.dates import read_clocks, read_dates, read_decades, read_months
from g60translate.checks.figures.halves import read_fractions, read_halves
from g60translate.checks.figures.measures import measure_after
from g60translate.checks.figures.notation import is_foreign
from g60translate.checks.figures.number_words import word_numbers
from g60translate.checks.figures.quantity import Page, Quantity, QuantityKind, canonical
from g60translate.checks.figures.signs import is_under_zero, sign_before
from g60translate.checks.figures.units import scale_after, unit_around

# Languages that write 1,234.5; the others of Europe and Latin America write 1.234,5 or 1 234,5.
_POINT_LANGUAGES = frozenset({"en", "zh", "ja", "ko", "th", "he", "hi"})
# A figure longer than this is a code; int() of a very long one would also be slow.
_MAX_DIGITS = 30

_DIGIT = re.compile(r"\d")
_FEWEST_OF_A_PHONE = 7
_S = r"[ \u00a0]"
_PHONE = re.compile(
    r"""
    (?: (?<![A-Za-z0-9+.,]) (?<!\d[ \u00a0]) (?:\+|00)[1-9]\d{0,2} (?:[ \u00a0./()\-]{0,3}\d){6,14}
      | (?:Tel|Telefon|Fon|Phone|Mobil|Mobile|Fax|Tél|Hotline|电话|热线|传真|手机)
        [^\d+,;]{0,6} (?P<bare>\+?\(?\d(?:[ \u00a0./()\-]{0,3}\d){5,14})
      | (?<![A-Za-z0-9.,+-]) \d{3}-\d{3}-\d{4} (?=\D|$)
      | (?<![A-Za-z0-9.,]) (?<!\d[ \u00a0]) \(?0\d{1,4}\)?
        [ \u00a0/\-]{1,3}\d{2,}(?:[ \u00a0\-]\d{2,})* (?=\D|$)
    ) (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
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
# What is numbered like this is no amount: § 3.100, Version 2.400.
_NUMBERED = re.compile(
    r"(?:§|\b(?:Abs|Art(?:ikel|icle)?|Nr|No|Ziff(?:er)?|Kap(?:itel)?|chapter|section|Abschnitt"
    r"|Version|Release|v))\.?[ \u00a0]?$",
    re.IGNORECASE,
)
_VULGAR = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3)}
_FRACTION_AFTER = re.compile(r"[ \u00a0]?([½¼¾⅓⅔])")
_RANGE_TO_SCALED = re.compile(
    rf"{_S}?(?:-|bis|to|and|und|oder|or|à|et|ou|至|到|—)+(?:zu{_S})?{_S}?[€$£¥]?"
    r"(?P<n>\d+(?:[.,]\d+)?)"
)


def quantities(text: str, lang: str, *, strict: bool = False) -> list[Quantity]:
    """All quantities of `text` in its order; `lang` is an ISO 639-1 code.

    `strict` reads times of day as one figure each, nine in the morning and in the evening apart;
    both sides of a comparison must be read so, and both be German or English.
    """
    return [*_read(text, lang, strict)]


# A text is checked, mended and checked again.
@lru_cache(maxsize=256)
def _read(text: str, lang: str, strict: bool) -> tuple[Quantity, ...]:
    page = Page(text, lang)
    found: list[Quantity] = []
    # From the most to the least specific, each blotting out what it has read.
    clocks = read_strict_clocks if strict else read_clocks
    readers: tuple[Callable[[Page], Iterator[Quantity]], ...] = (
        *(_phones, read_dates, read_decades, clocks, read_months, read_halves, _figures),
        *(_words, read_fractions),
    )
    if not _DIGIT.search(page.plain):
        timeless = (read_months, read_halves, _words, read_fractions)
        readers = (clocks, *timeless) if strict else timeless
    for read in readers:
        found += read(page)
    return tuple(sorted(found, key=lambda quantity: (quantity.start, quantity.end)))


def _phones(page: Page) -> Iterator[Quantity]:
    if len(_DIGIT.findall(page.plain)) < _FEWEST_OF_A_PHONE:
        return
    for match in _PHONE.finditer(page.plain):
        group = "bare" if match["bare"] else 0
        digits = re.sub(r"\D", "", match.group(group).replace("(0)", ""))
        if len(digits) < _FEWEST_OF_A_PHONE:
            continue
        # The last eight: country code and trunk zero come and go with the reader's country.
        yield page.make(*match.span(group), {f"tel:{digits[-8:]}"}, QuantityKind.PHONE)
        page.blot(*match.span(group))


def _figures(page: Page) -> Iterator[Quantity]:
    place = 0
    while match := _FIGURE.search(page.plain, place):
        made, place = _figure(page, match)
        yield made


def _figure(page: Page, match: re.Match[str]) -> tuple[Quantity, int]:
    start, end = match.span()
    values, end = _values(page, match)
    scale, after = scale_after(page.plain, end, page.lang)
    readings = {canonical(value * factor) for value in values for factor in scale}
    if scale == (1,):
        readings |= _borrowed(page, values, end)
        readings |= _expansions(page, match)
    elif page.lang == "zh":
        readings, after = _chained(page, values, scale, readings, after)
    if _NUMBERED.search(page.plain, max(0, start - 12), start):
        readings.add(f"no {match.group()}")
    unit, unit_end = unit_around(page.plain, start, after, page.lang)
    if not unit and len(scale) > 1:  # "90 m": the letter may be metres as well as millions
        unit, unit_end = measure_after(page.plain, end, page.lang)
    foreign = is_foreign(match.group(), page.lang, measured=bool(unit) or scale != (1,))
    sign = sign_before(page.plain, start, page.lang)
    made = page.make(
        start,
        max(after, unit_end),
        readings,
        soft=_is_part_of_a_name(page, start, end),
        unit=unit,
        sign=-2 if is_under_zero(page.plain, end, page.lang) else sign,
        foreign=foreign,
    )
    return made, max(end, after)


def _values(page: Page, match: re.Match[str]) -> tuple[set[Fraction], int]:
    whole, end = match.group(), match.end()
    if len(whole) > _MAX_DIGITS:
        return {Fraction(int(re.sub(r"\D", "", whole)[-_MAX_DIGITS:]))}, end
    if match["grouped"]:
        return _grouped(page, match)
    if match["dotted"]:
        return {Fraction(int(whole.replace(".", "")))}, end
    if match["pointed"]:
        return {Fraction(whole.replace(",", "."))}, end
    value = Fraction(int(whole))
    if vulgar := _FRACTION_AFTER.match(page.plain, end):
        return {value + Fraction(*_VULGAR[vulgar[1]])}, vulgar.end()
    return {value}, end


def _grouped(page: Page, match: re.Match[str]) -> tuple[set[Fraction], int]:
    """1.234 is 1234 in German and 1.234 in English; 1.234.567 and 1.234,5 are clear."""
    end = match.end()
    sep, tail = match["sep"], match["tail"]
    groups = match["grouped"].removesuffix(tail or "").rstrip(".,").split(sep)
    decimal = "." if page.lang in _POINT_LANGUAGES else ","
    if groups[0] == "0" or (sep == decimal and len(groups) == 2 and not tail):
        return {Fraction(f"{groups[0]}.{''.join(groups[1:])}")}, end
    value = Fraction(f"{''.join(groups)}.{tail}" if tail else "".join(groups))
    return {value}, end


def _borrowed(page: Page, values: set[Fraction], end: int) -> set[str]:
    """In "2 to 3 million" the 2 may mean millions as well."""
    match = _RANGE_TO_SCALED.match(page.plain, end)
    if not match:
        return set()
    scale, _ = scale_after(page.plain, match.end(), page.lang)
    return {canonical(value * factor) for value in values for factor in scale}


def _chained(
    page: Page, values: set[Fraction], scale: tuple[int, ...], readings: set[str], after: int
) -> tuple[set[str], int]:
    """1亿2000万 is 120 million: a smaller scale right behind a larger one adds to it."""
    match = _FIGURE.match(page.plain, after)
    if not match or len(match.group()) > 8 or not match["plain"]:
        return readings, after
    factor, end = scale_after(page.plain, match.end(), page.lang)
    rest = int(match.group()) * factor[0]
    if rest >= scale[0]:
        return readings, after
    return {canonical(value * scale[0] + rest) for value in values}, end


def _expansions(page: Page, match: re.Match[str]) -> set[str]:
    """The 19 of 2018/19 also means 2019."""
    before = page.plain[max(0, match.start() - 5) : match.start()]
    if match["plain"] and len(match.group()) == 2 and re.fullmatch(r"\d{4}[-/]", before):
        return {before[:2] + match.group()}
    return set()


def _is_part_of_a_name(page: Page, start: int, end: int) -> bool:
    before, after = page.plain[max(0, start - 2) : start], page.plain[end : end + 1]
    return bool(re.search(r"[A-Za-z]-?$", before)) or bool(
        re.match(r"[A-Z]", after) and not page.plain[end : end + 2].islower()
    )


def _words(page: Page) -> Iterator[Quantity]:
    for word in word_numbers(page.plain, page.lang):
        readings = {canonical(value) for value in word.values}
        if page.plain[word.end : word.end + 1] == "月":
            readings |= {f"M{reading}" for reading in readings}
        unit = "%" if word.percent else unit_around(page.plain, word.start, word.end, page.lang)[0]
        yield page.make(
            word.start, word.end, readings, required=False, unit=unit, spelled=word.cardinal
        )
    if page.lang not in STRICT_LANGUAGES:
        for match in re.finditer("[½¼¾⅓⅔]", page.plain):
            number = Fraction(*_VULGAR[match.group()])
            yield page.make(*match.span(), {canonical(number)}, required=False)
