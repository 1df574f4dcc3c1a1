"""Fractions, multiples, ordinals and the two twelves of a clock in words, German and English.

Words of this kind are often said otherwise, so none is asked for. But where both sides have as
many of a kind, those of the one are those of the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

_LANGUAGES = frozenset({"de", "en"})
_S = r"[ \u00a0-]"
_SHARES = {
    "de": {"drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "achtel": 8, "zehntel": 10},
    "en": {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10},
}
_COUNTS = {
    "de": {"ein": 1, "eines": 1, "einem": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5},
    "en": {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5},
}
_ORDINALS = {
    "de": ("dritt", "viert", "fünft", "sechst", "sieb(?:en)?t", "acht", "neunt", "zehnt", "elft",
           "zwölft"),
    "en": ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
           "twelfth"),
}  # fmt: skip
_TIMES = {
    "de": (
        r"(?:ver)?doppel\w*|zweifach\w*|zweimal so",
        r"(?:ver)?dreifach\w*|dreimal so",
        r"(?:ver)?vierfach\w*|viermal so",
    ),
    "en": (
        r"doubl\w+|twofold|twice as|two times as",
        r"tripl\w+|threefold|trebl\w+|three times as",
        r"quadrupl\w+|fourfold|four times as",
    ),
}
_TWELVES = {"de": ("Mittag", "Mitternacht"), "en": ("noon|midday", "midnight")}


def _shares(lang: str) -> str:
    names, counts = "|".join(_SHARES[lang]), "|".join(_COUNTS[lang])
    if lang == "de":
        # „das Viertel“ is a part of a town, „Viertel vor acht“ a time.
        return rf"(?P<count>{counts}){_S}?(?P<share>{names})n?(?!{_S}(?:vor|nach)\b)"
    # "a third" without more may be one more, and "the third quarter" a part of a year.
    alone = r"(?:of\b|more\b|less\b|fewer\b|higher\b|lower\b|to\b)"
    return (
        rf"(?P<count>one|a(?={_S}\w+[ \u00a0]{alone})){_S}(?P<share>{names})"
        rf"|(?P<counts>two|three|four|five){_S}(?P<shares>{names})s"
    )


def _numbered(forms: tuple[str, ...], ending: str) -> str:
    return "|".join(f"(?P<n{n}>(?:{form}){ending})" for n, form in enumerate(forms, start=0))


_PATTERNS = {
    lang: (
        re.compile(rf"\b(?:{_shares(lang)})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{_numbered(_TIMES[lang], '')})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{_numbered(_TWELVES[lang], '')})\b"),
        re.compile(
            # "one fifth" is none.
            rf"(?<!\bone[ -])(?<!\ba[ -])\b"
            rf"(?:{_numbered(_ORDINALS[lang], 'e[mnrs]?' if lang == 'de' else '')})\b",
            re.IGNORECASE,
        ),
    )
    for lang in ("de", "en")
}

# One of these is in every such word of the source, and few sentences have one.
_PARTS = {
    "de": ("ritte", "iertel", "viert", "ünft", "sechst", "siebt", "siebent", "achte", "neunt",
           "zehnt", "elft", "zwölft", "doppel", "fach", "mal so", "mittag", "mitternacht"),
    "en": ("third", "quarter", "fourth", "fift", "sixth", "sevent", "eight", "ninth", "tenth",
           "elevent", "twelfth", "doubl", "twofold", "times as", "twice", "tripl", "threefold",
           "trebl", "quadrupl", "fourfold", "noon", "midday", "midnight"),
}  # fmt: skip

Word = tuple[str, tuple[int, int]]
"""A word as it stands, and where."""


def other_relations(
    source: str, target: str, source_lang: str, target_lang: str
) -> Iterator[tuple[str, Word]]:
    """For each such word of the source that has become another: it, and what stands there now."""
    if {source_lang, target_lang} != _LANGUAGES:
        return
    folded = source.lower()
    if not any(part in folded for part in _PARTS[source_lang]):
        return
    for here, there in zip(_PATTERNS[source_lang], _PATTERNS[target_lang], strict=True):
        old = [*_read(here, source, source_lang)]
        new = [*_read(there, target, target_lang)] if old else []
        if len(old) != len(new):
            continue
        lost = Counter(value for value, _ in old) - Counter(value for value, _ in new)
        came = Counter(value for value, _ in new) - Counter(value for value, _ in old)
        was = [word for value, (word, _) in old if value in lost]
        yield from zip(was, (word for value, word in new if value in came), strict=False)


def _read(pattern: re.Pattern[str], text: str, lang: str) -> Iterator[tuple[Fraction, Word]]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        share = groups.get("share") or groups.get("shares")
        if share:
            count = _COUNTS[lang][(groups["count"] or groups.get("counts") or "").lower()]
            value = Fraction(count, _SHARES[lang][share.lower()])
        else:
            value = Fraction((match.lastgroup or "n0")[1:])
        yield value, (match.group(), match.span())
