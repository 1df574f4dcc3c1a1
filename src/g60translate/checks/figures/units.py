"""Scale words (million, 亿), percent signs and currencies around a figure."""

from __future__ import annotations

import re

from g60translate.checks.figures.measures import measure_after

_S = r"[ \u00a0]"
# word -> factor; where a letter may mean a scale or a unit of measure, both factors stand.
_SCALES: dict[str, list[tuple[str, tuple[int, ...]]]] = {
    "de": [
        (r"Hundert|hundert", (100,)),
        (r"Tausend|tausend|Tsd\b\.?", (10**3,)),
        (r"Million(?:en)?|Mio\b\.?|Mill\b\.", (10**6,)),
        (r"Milliarden?|Mrd\b\.?|Mia\b\.", (10**9,)),
        (r"Billion(?:en)?|Bio\b\.", (10**12,)),
    ],
    "en": [
        (r"[Hh]undred\b", (100,)),
        (r"[Tt]housand\b", (10**3,)),
        (r"[kK]\b", (1, 10**3)),
        (r"[Mm]illions?\b|mln\b|mn\b", (10**6,)),
        (r"[mM]\b", (1, 10**6)),
        (r"[Bb]illions?\b|bln\b|bn\b", (10**9,)),
        (r"[bB]\b", (1, 10**9)),
        (r"[Tt]rillions?\b|tn\b", (10**12,)),
    ],
    "fr": [
        (r"cents?\b", (100,)),
        (r"mille\b|milliers\b", (10**3,)),
        (r"[kK]€", (10**3,)),
        (r"millions?\b|Mio\b|M(?=€|\$|" + _S + r"?d['’])", (10**6,)),
        (r"milliards?\b|Mds?\b|Mrds?\b", (10**9,)),
        (r"billions?\b", (10**12,)),
    ],
    # 千米, 千克, 千瓦 are units of measure; 百分点 is a percentage point.
    "zh": [
        (r"万亿", (10**12,)),
        (r"千亿", (10**11,)),
        (r"百亿", (10**10,)),
        (r"十亿", (10**9,)),
        (r"亿", (10**8,)),
        (r"千万", (10**7,)),
        (r"百万", (10**6,)),
        (r"十万", (10**5,)),
        (r"万", (10**4,)),
        (r"千(?![米克瓦卡赫伏比字])", (10**3,)),
        (r"百(?!分)", (100,)),
        (r"成(?![立为员长本功都绩交果就])", (1, 10)),
    ],
}
_GAP = {
    "de": re.compile(rf"{_S}?-?"),
    "en": re.compile(rf"{_S}?-?"),
    "fr": re.compile(rf"{_S}?-?"),
    "zh": re.compile(rf"{_S}?[多余几来]?"),
}
_SCALE_WORDS = {
    lang: [(re.compile(pattern), factors) for pattern, factors in table]
    for lang, table in _SCALES.items()
}


def scale_after(text: str, place: int, lang: str) -> tuple[tuple[int, ...], int]:
    """Factors that the words at `place` may mean, and the place after them; (1,) for none.

    Two scale words multiply: "mille milliards" is 10**12.
    """
    factors: tuple[int, ...] = (1,)
    for _ in range(2):
        gap = _GAP.get(lang)
        start = gap.match(text, place) if gap else None
        if not start:
            break
        for pattern, wide in _SCALE_WORDS[lang]:
            if match := pattern.match(text, start.end()):
                factors = tuple(a * b for a in factors for b in wide)
                place = match.end()
                break
        else:
            break
    return factors, place


_PERCENT = re.compile(
    rf"{_S}?-?(?:%|‰|[Pp]rozent|[Pp]er{_S}?[Cc]ents?\b|[Pp]our[ \u00a0-]cents?\b|pct\b)"
)
_POINTS = re.compile(
    rf"{_S}?-?(?:%-Punkte?n?\b|(?:[Pp]rozentp|P)unkte?n?\b|[Pp]p\b|个?百分点"
    rf"|(?:[Pp]ercent(?:age)?[ \u00a0-])?[Pp]oints?\b)"
)
_SIGNS_BEFORE = {"₹": "INR", "₽": "RUB", "฿": "THB", "₩": "KRW", "₺": "TRY", "₴": "UAH", "₪": "ILS",
                 "₫": "VND"}  # fmt: skip
# The last sign of whatever stands for a currency before an amount.
_LAST_SIGNS = frozenset("€$£¥RDYPFKNBLWHr.币" + "".join(_SIGNS_BEFORE))
# ISO 4217 -> how it is written after and before an amount. A bare $ or "dollar" is read as USD;
# other dollars are written out with their country and then match neither. ¥ is yen and yuan.
_AFTER = {
    "EUR": r"€|EUR\b|[Ee]uros?\b|欧元",
    "USD": r"US-?\$|\$|USD\b|US-?{S}?[Dd]ollars?\b|U\.S\.{S}dollars?\b|[Dd]ollars?\b|美元|美金",
    "CNY": r"CNY\b|RMB\b|[Yy]uans?\b|人民币|元",
    "GBP": r"£|GBP\b|[Pp]fund\b|pounds?\b|livres{S}sterling|英镑",
    "JPY": r"JPY\b|[Yy]en\b|日元",
    "CHF": r"CHF\b|SFr\b\.?|Fr\.|[Ss]chweizer{S}Franken\b|[Ff]ranken\b|(?:Swiss{S})?[Ff]rancs\b"
    r"|francs{S}suisses|瑞士法郎|瑞郎",
    "INR": r"₹|INR\b|(?:[Ii]ndische{S})?[Rr]upien?\b|(?:Indian{S})?[Rr]upees?\b",
    "RUB": r"₽|RUB\b|[Rr]ubel\b|[Rr]o?ubles?\b",
    "THB": r"฿|THB\b|[Bb]aht\b",
    "PLN": r"zł\b|PLN\b|[Zz]ł?l?oty(?:s|ch)?\b|Zlotys?\b",
    "CZK": r"Kč|CZK\b|(?:tschechische{S})Kronen?\b|Czech{S}(?:crowns?|koruna)\b",
    "SEK": r"SEK\b|(?:schwedische{S})Kronen?\b|Swedish{S}(?:kronor|crowns?|krona)\b",
    "NOK": r"NOK\b|(?:norwegische{S})Kronen?\b|Norwegian{S}(?:kroner|crowns?|krone)\b",
    "DKK": r"DKK\b|(?:dänische{S})Kronen?\b|Danish{S}(?:kroner|crowns?|krone)\b",
    "KR": r"kr\b\.?|Kronen?\b|kron[aoe]r?\b|crowns?\b",
    "KRW": r"₩|KRW\b",
    "TRY": r"₺|TRY\b|(?:türkische{S})?Lira\b|(?:Turkish{S})?lira\b",
    "UAH": r"₴|UAH\b|[HhGg]r[yi]w?v?nj?i?a\b",
    "ILS": r"₪|ILS\b|[Ss]c?hekel\b|shekels?\b",
    "VND": r"₫|VND\b",
    "HUF": r"Ft\b|HUF\b|[Ff]orints?\b",
    "¥": r"¥",
    "cent": r"[Cc]ents?\b|ct\b",
}
_ALIKE = (
    frozenset({"°", "°C"}),
    frozenset({"°", "°F"}),
    frozenset({"¥", "JPY"}),
    frozenset({"¥", "CNY"}),
    *(frozenset({"KR", code}) for code in ("SEK", "NOK", "DKK", "CZK")),
)
CURRENCIES = frozenset(_AFTER)
_CODES = tuple(_AFTER)
# A group for each, in their order.
_CURRENCY_AFTER = re.compile(
    rf"(?:{_S}|-|{_S}de{_S}|{_S}d['’])?"
    rf"(?:{'|'.join(f'({pattern})' for pattern in _AFTER.values()).replace('{S}', _S)})"
)
_CURRENCY_BEFORE = [
    (re.compile(rf"(?<![A-Za-z])(?:{pattern}){_S}?-?$"), code)
    for code, pattern in {
        "EUR": r"€|EUR",
        "USD": r"US\$|\$|USD",
        "CNY": r"CNY|RMB|人民币",
        "GBP": r"£|GBP",
        "JPY": r"JPY",
        "CHF": r"CHF|SFr\.?|Fr\.",
        "KR": r"kr\.?",
        "¥": r"¥",
        **{code: rf"{sign}|{code}" for sign, code in _SIGNS_BEFORE.items()},
        **{code: code for code in ("PLN", "CZK", "SEK", "NOK", "DKK", "HUF")},
    }.items()
]


def same_unit(one: str, other: str) -> bool:
    """Whether two units may be one: kr is the crown of any country."""
    return one == other or frozenset({one, other}) in _ALIKE


def unit_around(text: str, start: int, end: int, lang: str) -> tuple[str, int]:
    """The unit of the figure at `start`..`end` and where it ends.

    `%`, `pp` for percentage points, an ISO 4217 code, a unit of measure, or empty.
    """
    if match := _POINTS.match(text, end):
        return "pp", match.end()
    before = _currency_before(text[max(0, start - 6) : start])
    if match := _PERCENT.match(text, end):
        # "€2.5 percent" is no percentage, nor an amount of money.
        return f"{before}%", match.end()
    if before:
        return before, end
    if match := _CURRENCY_AFTER.match(text, end):
        return _CODES[(match.lastindex or 1) - 1], match.end()
    return measure_after(text, end, lang)


def _currency_before(before: str) -> str:
    # Most figures have nothing before them that could be a currency.
    if before.rstrip(" \u00a0-")[-1:] in _LAST_SIGNS:
        for pattern, code in _CURRENCY_BEFORE:
            if pattern.search(before):
                return code
    return ""
