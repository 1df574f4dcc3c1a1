"""The words that cells hold beside their figures, German and English."""

from __future__ import annotations

import re

from g60translate.language.calendar import DAYS

_SMALL = {
    "de": {"bis": "to", "und": "and", "ca.": "approx.", "rund": "around", "etwa": "about",
           "ab": "from", "Ab": "From", "KW": "week"},
    "en": {"to": "bis", "and": "und", "approx.": "ca.", "around": "rund", "about": "etwa",
           "from": "ab", "From": "Ab"},
}  # fmt: skip
_SHORT_DAY = {"de": 2, "en": 3}


def _words(source: str, target: str) -> dict[str, str]:
    """What is read beside figures: small words, days of the week, whole and short."""
    days = [*zip(DAYS[source], DAYS[target], strict=True)]
    long, short = _SHORT_DAY[source], _SHORT_DAY[target]
    points = (f"{{}}{point}" for point in (".", ""))
    cut = {form.format(day[:long]): other[:short] for form in points for day, other in days}
    return {**dict(days), **cut, **_SMALL[source]}


WORDS = {"de": _words("de", "en"), "en": _words("en", "de")}
"""Each word of a language, and what the other one says for it."""
WORD = {
    lang: re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?=[ \u00a0,–-])")
    for lang, words in WORDS.items()
}
"""Finds one of them at its place, where a blank, a comma or a dash follows."""
