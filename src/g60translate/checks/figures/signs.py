"""Signs before figures in German and English, and words of falling that stand for a minus."""

from __future__ import annotations

import re

_S = r"[ \u00a0]"
_ABOUT = {
    "de": rf"(?:(?:rund|etwa|knapp|gut|fast|circa|ca\.|mehr{_S}als|bis{_S}zu){_S})?",
    "en": rf"(?:(?:about|around|nearly|almost|roughly|some|just|over|more{_S}than|up{_S}to){_S})*",
}
_MONEY = r"(?:(?:€|\$|£|EUR|CHF)[ \u00a0]?)?"
_STRONG = {
    "de": re.compile(
        rf"(?:(?P<minus>\bminus)|(?P<plus>\bplus))(?:{_S}von)?{_S}{_ABOUT['de']}{_MONEY}$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"(?:(?P<minus>\b(?:minus|negative))|(?P<plus>\bplus))(?:{_S}of)?{_S}"
        rf"{_ABOUT['en']}{_MONEY}$",
        re.IGNORECASE,
    ),
}
_WEAK = {
    "de": re.compile(
        r"(?:(?P<minus>rückgang|einbruch|abnahme|senkung|verringerung|einbußen?|minderung)"
        r"|(?P<plus>anstieg|zuwachs|zunahme|wachstum|steigerung|erhöhung))s?"
        rf"{_S}(?:von|um){_S}{_ABOUT['de']}{_MONEY}$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:(?P<minus>decline|drop|fall|decrease|reduction|slump|dip|cut|loss)"
        r"|(?P<plus>increase|rise|growth|gain|jump|uptick))s?"
        rf"{_S}(?:of|by){_S}{_ABOUT['en']}{_MONEY}$",
        re.IGNORECASE,
    ),
}
_SIGNED = re.compile(r"(?:^|[\s(\[„“\"»:;/])(?P<sign>[-−–+])(?:€|\$|£|EUR|CHF)?[ \u00a0]?$")
# Words that say a minus wherever they stand, and such as say it of a change alone: "fell by 3".
_BELOW = {
    "de": re.compile(
        r"minus|verlust|verl[io]e?r|niedrig|unter|defizit|negativ|kälte|frost|fehl|schuld",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"minus|negative|\bdown|below|\blos[set]|freezing|deficit|under|shortfall|in the red|debt",
        re.IGNORECASE,
    ),
}
_FALLING = {
    "de": re.compile(
        r"rückg|rückläuf|\bsank|sink|gesunken|\bfiel|fall|fällt|gefallen|einbruch|abnahme|"
        r"\bnahm.*\bab\b|senk|wenig|geringer|gekürzt|kürzung|schrumpf|einbuß|reduz|nachlass|"
        r"rabatt|verbillig|zurück",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"declin|\bf[ae]ll|drop|decreas|\blow|\bcut|reduc|shr[aui]nk|slump|less|fewer|s[aiu]nk|"
        r"contract|sl[iu]d|slip|plunge|dip|shed|discount|off\b",
        re.IGNORECASE,
    ),
}
_CHANGE = re.compile(
    rf"\b(?:um|von|by|of){_S}(?:(?:rund|etwa|about|around|minus|−|–|-)[ \u00a0]?)*$", re.IGNORECASE
)


_UNDER_ZERO = {
    "de": re.compile(rf"(?:{_S}?°C?|{_S}Grad)(?:{_S}Celsius)?{_S}unter{_S}(?:[Nn]ull|dem Gefrier)"),
    "en": re.compile(rf"(?:{_S}?°C?|{_S}degrees)(?:{_S}Celsius)?{_S}below{_S}(?:zero|freezing)"),
}


def is_under_zero(text: str, end: int, lang: str) -> bool:
    """Whether degrees below zero stand behind the figure that ends at `end`."""
    return lang in _UNDER_ZERO and bool(_UNDER_ZERO[lang].match(text, end))


def sign_before(text: str, start: int, lang: str) -> int:
    """The sign of the figure at `start`: 2 or -2 said outright, 1 or -1 by a noun, 0 for none."""
    if lang not in _STRONG or not start:
        return 0
    before = text[max(0, start - 5) : start]
    if signed := _SIGNED.search(before):
        # `^` is the beginning of the text, or a cut that is none.
        joined = len(before) < start and signed.start() == 0 and before[0] in "-−–+"
        earlier = text[: start - len(before) + signed.start()].rstrip()
        if not joined and not earlier[-1:].isdigit() and not _is_bullet(signed.group()):
            return 2 if signed["sign"] == "+" else -2
    if before[-1] not in " \u00a0€$£":
        return 0
    before = text[max(0, start - 40) : start]
    for strength, patterns in ((2, _STRONG), (1, _WEAK)):
        if match := patterns[lang].search(before):
            return strength if match["plus"] else -strength
    return 0


def _is_bullet(sign: str) -> bool:
    """A dash with a space behind it is a dash."""
    return sign[-1:] in " \u00a0"


def is_said_otherwise(text: str, start: int, other: str, langs: tuple[str, str]) -> bool:
    """Whether words of `other` may stand for the minus of the figure at `start` of `text`.

    `langs` are the languages of `text` and `other`. What fell “by −3” has fallen by 3, but what
    fell “to −3” has not fallen to 3.
    """
    if _BELOW[langs[1]].search(other):
        return True
    change = not text[:start].strip(" -−–") or _CHANGE.search(text[max(0, start - 20) : start])
    return bool(change and _FALLING[langs[1]].search(other))
