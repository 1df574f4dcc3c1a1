"""Times of day in German and English, read strictly: 9 Uhr is 9 a.m., 21 Uhr is 9 p.m.

A time is one quantity whose readings are minutes since midnight, `T540` for nine in the morning.
Where nothing tells the half of the day (“halb neun”, “at 8:30”) it has both readings. Other
languages are read by `dates.read_clocks`, which does not tell the halves apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.checks.figures.quantity import Page, Quantity, QuantityKind

STRICT_LANGUAGES = frozenset({"de", "en"})

_DAY = 24 * 60
_S = r"[ \u00a0]"
_HOUR = r"(?P<h>[01]?\d|2[0-4])"
_MINUTES = r"(?:[.:](?P<m>[0-5]\d)(?::[0-5]\d)?)"
_HOUR_WORDS = {
    "de": (
        *("null", "eins|ein", "zwei", "drei", "vier", "fünf", "sechs"),
        *("sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    ),
    "en": (
        *("zero", "one", "two", "three", "four", "five", "six"),
        *("seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
}
_WORD_HOUR = {
    lang: "|".join(f"(?P<w{hour}>{word})" for hour, word in enumerate(words))
    for lang, words in _HOUR_WORDS.items()
}
# Minutes away from the hour that is named.
_AWAY = {
    "de": "(?P<half>halb)|(?P<q3>drei[ -]?viertel)|(?P<q>viertel)_(?P<dir>vor|nach)|"
    "(?<=um_)(?P<five>fünf|zehn|zwanzig|5|10|20)_(?P<dir2>vor|nach)",
    "en": "(?P<half>half[ -]past)|(?<=(?:at|by)_)(?P<slang>half)|(?:a_)?(?P<q>quarter)_"
    "(?P<dir>to|before|of|till|past|after)|(?P<five>five|ten|twenty)(?:_minutes)?_"
    "(?P<dir2>to|before|past|after)",
}
_COUNT = {
    "5": 5,
    "10": 10,
    "20": 20,
    "fünf": 5,
    "five": 5,
    "zehn": 10,
    "ten": 10,
    "zwanzig": 20,
    "twenty": 20,
}
_BEFORE_THE_HOUR = frozenset({"vor", "to", "before", "of", "till"})

_RANGE = {
    "de": rf"(?={_S}?(?:bis|-|und|oder){_S}?(?:etwa{_S}|ca\.{_S})?\d{{1,2}}(?:[.:]\d\d)?{_S}?Uhr)",
    "en": rf"(?={_S}?(?:to|-|and|until|or){_S}?\d{{1,2}}(?:[.:]\d\d)?{_S}?[ap]\.?{_S}?m\b)",
}
_MERIDIEM = rf"(?:(?P<half_day>[apAP])(?:\.{_S}?[mM]\.|\.?[mM]\b))"
_EDGE = r"(?<![\d.,:])(?<!\d{3}-)"


def _spoken(lang: str, behind: str) -> str:
    away = _AWAY[lang].replace("_", _S)
    return (
        rf"(?<!\w)(?:(?:{away}){_S}(?:(?P<digit>\d{{1,2}})(?![\d.,])|(?:{_WORD_HOUR[lang]})\b)"
        rf"(?!{_S}(?:Million|Milliard|million|billion|percent|Prozent)){behind})"
    )


_WRITTEN = {
    "de": re.compile(
        rf"{_EDGE}{_HOUR}(?:{_MINUTES}?{_S}?(?P<mark>(?:Uhr|UHR)\b(?:{_S}(?P<m2>[0-5]\d)\b)?)"
        rf"|{_MINUTES.replace('<m>', '<m3>')}?{_RANGE['de']}|:(?P<bare>[0-5]\d)(?![:\d]))"
    ),
    "en": re.compile(
        rf"{_EDGE}(?P<h>\d{{1,2}})(?:{_MINUTES}?{_S}?(?P<mark>{_MERIDIEM})"
        rf"|(?P<mark2>{_S}o['’]clock)|(?={_S}(?:in{_S}the|this){_S}(?:morning|afternoon|evening)\b)"
        rf"|(?={_S}(?:at{_S}night|tonight)\b)"
        rf"|{_MINUTES.replace('<m>', '<m3>')}?{_RANGE['en']}|:(?P<bare>[0-5]\d)(?![:\d]))",
        re.IGNORECASE,
    ),
}
_SPOKEN = {
    "de": re.compile(_spoken("de", rf"(?:{_S}Uhr\b)?"), re.IGNORECASE),
    "en": re.compile(_spoken("en", rf"(?:{_S}?{_MERIDIEM})?"), re.IGNORECASE),
}
_WORDS = {
    "de": re.compile(rf"\b(?:{_WORD_HOUR['de']}){_S}Uhr\b", re.IGNORECASE),
    "en": re.compile(rf"\b(?:{_WORD_HOUR['en']}){_S}(?:o['’]clock\b|{_MERIDIEM})", re.IGNORECASE),
}
_NAMED = {
    "de": re.compile(r"(?P<midnight>\b(?:24 Uhr )?Mitternacht\b)|(?P<noon>\b(?:12 Uhr )?Mittag\b)"),
    "en": re.compile(
        r"\b(?:(?:12|twelve)[ \u00a0])?(?:(?P<midnight>midnight)|(?P<noon>noon|midday|noontime))\b",
        re.IGNORECASE,
    ),
}
_HINT = {
    "de": re.compile(
        r"Uhr|UHR|\d:\d\d|[Hh]alb|iertel|Mitt|mitt|[Uu]m (?:fünf|zehn|zwanzig|5|10|20) "
    ),
    "en": re.compile(
        r"\d[ \u00a0]?[apAP]\.?[ \u00a0]?[mM]|\d:\d\d|clock|noon|midday|night|past |half |"
        r"\d[ \u00a0](?:in the|this) [mae]|"
        r"quarter |\b(?:five|ten|twenty|minutes) (?:to|after|before) |[a-z] [ap]\.?m\b",
        re.IGNORECASE,
    ),
}

_PART = {
    "de": r"\w*?(?:(?P<pm>nachmittags?|abends?)|(?P<am>vormittags?|morgens|früh|(?<=\w)morgen"
    r"|(?-i:Morgen))|(?P<night>(?<!mitter)nachts?)|(?P<midday>mittags?))",
    "en": r"(?:(?P<pm>afternoon|evening|tonight)|(?P<am>morning)|(?P<night>night))",
}
_PART_AFTER = {
    "de": re.compile(
        rf"{_S}(?:am{_S}|in{_S}der{_S}|des{_S})?(?:(?:sp|fr)äten{_S}|frühen{_S})?{_PART['de']}\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf",?{_S}(?:(?:in{_S}the|at|this){_S})?(?:early{_S}|late{_S})?{_PART['en']}\b",
        re.IGNORECASE,
    ),
}
_PART_BEFORE = {
    "de": re.compile(
        rf"(?<!\w){_PART['de']},?{_S}"
        rf"(?:(?:um|gegen|ab|bis|von|vor|nach|seit|kurz|punkt|zwischen|etwa|genau|schon){_S}){{0,3}}$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"\b{_PART['en']}{_S}(?:(?:at|from|by|until|around|about|shortly|before|after){_S}){{1,3}}$",
        re.IGNORECASE,
    ),
}
# Where such a word stands anywhere, a German hour may be one of the second half of the day.
_LATE = re.compile(r"[Aa]bend|(?<![Mm]itter)[Nn]acht|[Nn]achmittag|[Mm]ittags")


def read_strict_clocks(page: Page) -> Iterator[Quantity]:
    """Times of day off a German or English page, each one quantity, blotted out."""
    lang = page.lang
    if not _HINT[lang].search(page.plain):
        return
    for match in _NAMED[lang].finditer(page.plain):
        minutes = 0 if match["midnight"] else 12 * 60
        made = page.make(*match.span(), _readings({minutes}), QuantityKind.TIME, required=False)
        page.blot(*match.span())
        yield made
    for patterns in (_SPOKEN, _WORDS, _WRITTEN):
        for match in patterns[lang].finditer(page.plain):
            clock = _clock(page, match)
            if clock is not None:
                page.blot(*match.span())
                yield clock


def _clock(page: Page, match: re.Match[str]) -> Quantity | None:
    groups = match.groupdict()
    spelled = match.re in _WORDS.values()
    hour, bare = _hour(groups), groups.get("bare")
    if hour > 24:
        return None
    minute = int(groups.get("m") or groups.get("m2") or groups.get("m3") or bare or 0)
    shown = hour * 60 + minute
    is_spoken = match.re in _SPOKEN.values()
    if is_spoken:
        shown += _away(groups)
    times = _times(page, match, shown, is_spoken=is_spoken)
    loose = {str(hour)} if not minute and not is_spoken else set()
    if bare:
        loose = {str(hour), str(minute)}
    elif loose and times:
        loose |= {str(time // 60) for time in times}
    # A time that no clock shows (15 p.m.) agrees with none but itself.
    readings = _readings(times) if times else {f"T {match.group().lower()}"}
    return page.make(
        *match.span(),
        readings,
        QuantityKind.TIME,
        required=not spelled,
        spelled=spelled,
        loose=loose,
    )


def _hour(groups: dict[str, str | None]) -> int:
    if figure := groups.get("h") or groups.get("digit"):
        return int(figure)
    return next(n for n in range(13) if groups.get(f"w{n}"))


def _away(groups: dict[str, str | None]) -> int:
    if groups["half"]:
        return 30 if "past" in groups["half"].lower() else -30
    if groups.get("slang"):
        return 30
    if groups.get("q3"):
        return -15
    far = 15 if groups["q"] else _COUNT[(groups["five"] or "").lower()]
    direction = (groups["dir"] or groups["dir2"] or "").lower()
    return -far if direction in _BEFORE_THE_HOUR else far


def _times(page: Page, match: re.Match[str], shown: int, *, is_spoken: bool) -> set[int]:
    """Minutes since midnight that may be meant; none where there is no such time."""
    half_day = (match.groupdict().get("half_day") or "").lower()
    if half_day:
        if not 0 <= shown < 13 * 60:
            return set()
        return {shown % 720 + (720 if half_day == "p" else 0)}
    if shown >= 13 * 60 or shown < 60:
        both = {shown, shown + 720} if is_spoken and shown < 60 else {shown}
        return {time % _DAY for time in both}
    part = _PART_AFTER[page.lang].match(page.plain, match.end()) or _PART_BEFORE[page.lang].search(
        page.plain[max(0, match.start() - 40) : match.start()]
    )
    if part:
        return {_in_part(part.lastgroup or "", shown)}
    if page.lang == "en" or is_spoken or _LATE.search(page.text):
        return {shown % 720, shown % 720 + 720}
    return {shown}


def _in_part(part: str, shown: int) -> int:
    """The time that `shown` (1:00 to 12:59) is in this part of the day."""
    first, second = shown % 720, shown % 720 + 720
    if part == "am":
        return first
    if part == "night":
        return second if first >= 360 else first
    if part == "midday":
        return second if first < 10 * 60 else first
    return second


def _readings(times: set[int]) -> set[str]:
    return {f"T{time % _DAY}" for time in times}
