"""Numbers written as words: German, English, French, Chinese, and Roman numerals.

Words excuse a missing digit ("9 cities" for „neun Städte“). Only German and English cardinals from
three are asked for in the other language, because other words that count (one, second, half) are
idiom as often as figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number word or a run of them at `start`..`end`, with every value it may stand for.

    A `cardinal` says nothing but a number of three or more.
    """

    start: int
    end: int
    values: frozenset[Fraction]
    percent: bool = False
    cardinal: bool = False


_DE = {
    "null": 0, "ein": 1, "erst": 1, "zwei": 2, "zwo": 2, "beide": 2, "doppel": 2, "hälfte": 2,
    "halb": 2, "halbe": 2, "halben": 2,
    "paar": 2, "zwilling": 2, "drei": 3, "dritt": 3, "vier": 4, "fünf": 5, "sechs": 6, "sech": 6,
    "sieben": 7, "sieb": 7, "acht": 8, "neun": 9, "zehn": 10, "jahrzehnt": 10, "elf": 11,
    "zwölf": 12, "dutzend": 12, "mittag": 12, "mitternacht": 12, "rund um die uhr": 24,
    "dreizehn": 13, "vierzehn": 14,
    "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20,
    "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90, "hundert": 100, "jahrhundert": 100, "tausend": 1000,
    "jahrtausend": 1000, "million": 10**6, "mio": 10**6, "milliarde": 10**9, "billion": 10**12,
}  # fmt: skip
_EN = {
    "zero": 0, "a": 1, "an": 1, "one": 1, "once": 1, "first": 1, "single": 1, "two": 2, "twice": 2,
    "second": 2, "seconds": 2, "both": 2, "pair": 2, "couple": 2, "double": 2, "doubled": 2,
    "twin": 2, "half": 2, "three": 3, "third": 3, "thirds": 3, "triple": 3, "thrice": 3, "trio": 3,
    "four": 4, "fourth": 4, "quarter": 4, "quarters": 4, "five": 5, "fifth": 5, "fifths": 5,
    "six": 6, "sixth": 6, "seven": 7, "seventh": 7, "eight": 8, "eighth": 8, "nine": 9, "ninth": 9,
    "ten": 10, "tenth": 10, "tenths": 10, "tens": 10, "decade": 10, "decades": 10, "eleven": 11,
    "eleventh": 11, "twelve": 12, "twelfth": 12, "dozen": 12, "noon": 12, "midnight": 12,
    "around the clock": 24, "round the clock": 24, "round-the-clock": 24,
    "thirteen": 13, "thirteenth": 13, "fourteen": 14, "fourteenth": 14, "fortnight": 14,
    "fifteen": 15, "fifteenth": 15, "sixteen": 16, "sixteenth": 16, "seventeen": 17,
    "seventeenth": 17, "eighteen": 18, "eighteenth": 18, "nineteen": 19, "nineteenth": 19,
    "twenty": 20, "twentieth": 20, "twenties": 20, "thirty": 30, "thirtieth": 30, "thirties": 30,
    "forty": 40, "fortieth": 40, "forties": 40, "fifty": 50, "fiftieth": 50, "fifties": 50,
    "sixty": 60, "sixtieth": 60, "sixties": 60, "seventy": 70, "seventieth": 70, "seventies": 70,
    "eighty": 80, "eightieth": 80, "eighties": 80, "ninety": 90, "ninetieth": 90, "nineties": 90,
    "hundred": 100, "hundreds": 100, "hundredth": 100, "century": 100, "centuries": 100,
    "thousand": 1000, "thousands": 1000, "thousandth": 1000, "million": 10**6, "millions": 10**6,
    "millionth": 10**6, "billion": 10**9, "billions": 10**9, "trillion": 10**12,
}  # fmt: skip
_FR = {
    "zéro": 0, "un": 1, "une": 1, "premier": 1, "première": 1, "deux": 2, "second": 2,
    "seconde": 2, "moitié": 2, "double": 2, "doublé": 2, "demi": 2, "demie": 2, "trois": 3,
    "tiers": 3, "triple": 3, "triplé": 3, "quatre": 4, "quatr": 4, "quart": 4, "quarts": 4,
    "cinq": 5, "cinqu": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "neuv": 9, "dix": 10,
    "diz": 10, "décennie": 10, "décennies": 10, "onze": 11, "onz": 11, "douze": 12, "douz": 12,
    "midi": 12, "minuit": 12, "treize": 13, "treiz": 13, "quatorze": 14, "quatorz": 14,
    "quinze": 15, "quinz": 15, "seize": 16, "seiz": 16, "vingt": 20, "vingts": 20, "trente": 30,
    "trent": 30, "quarante": 40, "quarant": 40, "cinquante": 50, "cinquant": 50, "soixante": 60,
    "soixant": 60, "cent": 100, "cents": 100, "siècle": 100, "siècles": 100, "mille": 1000,
    "mill": 1000, "milliers": 1000, "millier": 1000, "million": 10**6, "millions": 10**6,
    "milliard": 10**9, "milliards": 10**9,
}  # fmt: skip


# What joins a number before it as a noun: "the twenty-first century" are no 2100.
_APART = frozenset({
    "century", "centuries", "jahrhundert", "jahrtausend", "siècle", "siècles", "decade", "decades",
    "jahrzehnt", "décennie", "décennies",
})  # fmt: skip
_CARDINALS = {
    "de": frozenset({
        "ein", "zwei", "drei", "vier", "fünf", "sechs", "sech", "sieben", "sieb", "acht", "neun",
        "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn",
        "achtzehn", "neunzehn", "zwanzig", "dreißig", "dreissig", "vierzig", "fünfzig", "sechzig",
        "siebzig", "achtzig", "neunzig", "hundert", "tausend", "million", "milliarde", "billion",
    }),
    "en": frozenset({
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
        "hundred", "thousand", "million", "billion",
    }),
}  # fmt: skip
# Only these make no number: "hundert Mal", "thousand".
_SCALES = frozenset({100, 1000, 10**6, 10**9, 10**12})


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_LETTER = "a-zà-öø-ÿœ"
# German numerals grow together, so one may follow another without an edge; the first stands at
# the start of its word (or after the month-less compounds "jahr...").
_MORPHEMES = {
    "de": (re.compile(rf"(?:{_alternatives(_DE)})"), _DE),
    "en": (re.compile(rf"(?<![{_LETTER}])(?:{_alternatives(_EN)})(?![{_LETTER}])"), _EN),
    "fr": (
        re.compile(rf"(?<![{_LETTER}])({_alternatives(_FR)})(?:i[eè]mes?|aines?)?(?![{_LETTER}])"),
        _FR,
    ),
}
_JOINTS = {
    "de": re.compile(r"(?:und)?|[ \u00a0-]"),
    "en": re.compile(r"(?:[ \u00a0-]|[ \u00a0-]and[ \u00a0-])"),
    "fr": re.compile(r"(?:[ \u00a0-]|[ \u00a0-]et[ \u00a0-])"),
}
# What makes another word of it: „vierte“, „Vierer“, „neun-“, „drei Viertel“.
_LETTERED = re.compile(
    rf"[{_LETTER}-]|[ \u00a0-]?(?:viertel|drittel|fünftel|quarter|third|fifth|tenth|o['’]clock|uhr)"
)
_PLURAL = re.compile("e?n")
_OPENER = re.compile(r"[.!?:„“\"»›–—-][ \u00a0]?$")
_WORD_START = re.compile(rf"(?<![{_LETTER}])")


def word_numbers(text: str, lang: str) -> Iterator[WordNumber]:
    """Number words in `text` (its length is that of the caller's text); none for other languages.

    A run of words ("two hundred and fifty") gives its value and its parts' values.
    """
    if lang == "zh":
        yield from _han_numbers(text)
    elif lang in _MORPHEMES:
        yield from _western_numbers(text, lang)
    yield from _roman_numbers(text)


def _western_numbers(text: str, lang: str) -> Iterator[WordNumber]:
    pattern, words = _MORPHEMES[lang]
    # Lower-casing İ lengthens the text; such a text keeps its case and loses only its words.
    folded = low if len(low := text.lower()) == len(text) else text
    run: list[tuple[int, int, int]] = []
    for match in pattern.finditer(folded):
        value = words[match.group(1) if match.lastindex else match.group()]
        joined = (
            bool(run)
            and match.group() not in _APART
            and _JOINTS[lang].fullmatch(folded, run[-1][1], match.start())
        )
        if not joined and run:
            yield _close(run, lang, folded, text)
            run = []
        if joined or lang != "de" or _WORD_START.match(folded, match.start()):
            run.append((match.start(), match.end(), value))
    if run:
        yield _close(run, lang, folded, text)


def _close(run: list[tuple[int, int, int]], lang: str, text: str, cased: str) -> WordNumber:
    values = {Fraction(value) for _, _, value in run}
    whole = set(_combine([value for _, _, value in run], lang))
    cardinal = len(whole) == 1 and min(whole) > 2 and _is_cardinal(run, lang, text, cased)
    values = whole if cardinal else values | whole
    if _CLOCK_AFTER.match(text, run[-1][1]):
        values |= {value + 12 for value in values if value <= 12}
    return WordNumber(run[0][0], run[-1][1], frozenset(values), cardinal=cardinal)


def _is_cardinal(run: list[tuple[int, int, int]], lang: str, text: str, cased: str) -> bool:
    start, end = run[0][0], run[-1][1]
    if run[-1][2] >= 10**6 and (plural := _PLURAL.match(text, end)):
        end = plural.end()
    if _LETTERED.match(text, end) or all(value in _SCALES for _, _, value in run):
        return False
    if any(text[a:b] not in _CARDINALS.get(lang, ()) for a, b, _ in run):
        return False
    # „die Elf“ is a team; at the beginning of a sentence anything has a capital.
    return (
        cased[start].islower() or not start or bool(_OPENER.search(cased, max(0, start - 2), start))
    )


def _combine(parts: list[int], lang: str) -> Iterator[Fraction]:
    """Values of a run of number words; a part that cannot continue the number starts a new one."""
    total = current = 0
    for part in parts:
        if part >= 1000:
            total, current = total + (current or 1) * part, 0
        elif part == 100:
            current = (current or 1) * 100
        elif _continues(current, part, lang):
            current = current + 76 if _is_quatre_vingt(current, part, lang) else current + part
        else:
            yield Fraction(total + current)
            total, current = 0, part
    yield Fraction(total + current)
    if len(parts) > 1 and parts[0] == 2:
        yield Fraction(parts[-1], 2)  # "half a million", „eine halbe Million“


def _is_quatre_vingt(current: int, part: int, lang: str) -> bool:
    return lang == "fr" and part == 20 and current % 100 == 4


def _continues(current: int, part: int, lang: str) -> bool:
    rest = current % 100
    if rest == 0:
        return True
    if lang == "de":
        return rest < 10 and part >= 20 and part % 10 == 0
    if lang == "fr" and (_is_quatre_vingt(current, part, lang) or rest in {60, 80, 10}):
        return part < 20 or rest == 4
    return rest >= 20 and rest % 10 == 0 and part < 10


_HAN_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "双": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "首": 1, "翻": 2, "倍": 2,
}  # fmt: skip
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_SCALES = {"万": 10**4, "亿": 10**8}
_HAN_RUN = re.compile(
    "(?P<percent>百分之)?"
    "(?P<run>[零〇一二三四五六七八九两双俩壹贰叁首十百千万亿翻倍]+(?:点[零〇一二三四五六七八九]+)?)"
    "(?P<tenths>成(?![立为员长本功都绩交果就])|折)?"
)
# Three o'clock may be 15:00 elsewhere.
_CLOCK_AFTER = re.compile(r"点|时|[ \u00a0](?:o[’']clock|Uhr|heures?|p\.?m)")
_HALF = re.compile("半|一半|对半")


def _han_numbers(text: str) -> Iterator[WordNumber]:
    for match in _HAN_RUN.finditer(text):
        whole, _, decimals = match["run"].partition("点")
        values = set(_han_values(whole))
        if decimals and values:
            digits = "".join(str(_HAN_DIGITS[sign]) for sign in decimals)
            # 三点五 is 3.5, and 八点四十 a time of day.
            values |= {value + Fraction(int(digits), 10 ** len(digits)) for value in values}
            values.add(Fraction(int(digits)))
        if match["tenths"]:
            # 六成 is 60 %; 六折 is 60 % of the price, so 40 % off.
            values |= {value * 10 for value in values} | {100 - value * 10 for value in values}
        if _CLOCK_AFTER.match(text, match.end()):
            values |= {value + 12 for value in values if value <= 12}
        if values:
            percent = bool(match["percent"] or match["tenths"])
            yield WordNumber(*match.span(), frozenset(values), percent=percent)
    for match in _HALF.finditer(text):
        yield WordNumber(*match.span(), frozenset({Fraction(2), Fraction(1, 2)}))


def _han_values(run: str) -> Iterator[Fraction]:
    """二〇二三 is 2023, 三千二百 is 3200, 十四五 is 14 and then 5."""
    if all(sign in _HAN_DIGITS for sign in run):
        yield from (Fraction(_HAN_DIGITS[sign]) for sign in run)
        yield Fraction(int("".join(str(_HAN_DIGITS[sign]) for sign in run)))
        return
    total = section = 0
    digit: int | None = None
    for sign in run:
        if sign in _HAN_DIGITS:
            if digit:  # a digit after a digit: the number before it is complete
                yield Fraction(total + section + digit)
                total = section = 0
            digit = _HAN_DIGITS[sign]
        elif sign in _HAN_UNITS:
            section += (1 if digit is None else digit) * _HAN_UNITS[sign]
            digit = None
        else:
            total = (total + (section + (digit or 0) or 1)) * _HAN_SCALES[sign]
            section, digit = 0, None
        if section + (digit or 0):
            yield Fraction(section + (digit or 0))
    yield Fraction(total + section + (digit or 0))


_ROMAN = re.compile(r"(?<![A-Za-z])(?=[IVXLC])(X{0,3}(?:IX|IV|V?I{0,3}))(?=e\b|ème\b|[^A-Za-z]|$)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def _roman_numbers(text: str) -> Iterator[WordNumber]:
    for match in _ROMAN.finditer(text):
        signs = [_ROMAN_VALUES[sign] for sign in match.group(1)]
        if signs:
            pairs = zip(signs, [*signs[1:], 0], strict=True)
            value = sum(-now if now < after else now for now, after in pairs)
            yield WordNumber(*match.span(1), frozenset({Fraction(value)}))
