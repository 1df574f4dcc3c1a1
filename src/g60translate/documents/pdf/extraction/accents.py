"""Letters that are set as a letter and an accent over it, as TeX does in its old fonts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from g60translate.documents.pdf.extraction.words import Blank, Letter

# Accents that stand by themselves, and those that combine.
_COMBINING = {
    "¨": "\u0308",
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
}
_DOTLESS = {"ı": "i", "ȷ": "j"}
# How many letters away in the file the one below an accent is looked for.
_NEAR = 400


def composed(letters: Sequence[Letter | Blank]) -> list[Letter | Blank]:
    """The same with each accent on the letter that it stands over, if there is one."""
    found: list[Letter | Blank | None] = list(letters)
    for place, accent in enumerate(letters):
        if not isinstance(accent, Letter) or accent.sign not in _COMBINING:
            continue
        for other in _around(place, len(found)):
            letter = found[other]
            if isinstance(letter, Letter) and letter is not accent and _stands_over(accent, letter):
                base = _DOTLESS.get(letter.sign, letter.sign)
                whole = unicodedata.normalize("NFC", base + _COMBINING[accent.sign])
                if len(whole) == 1:
                    found[other], found[place] = replace(letter, sign=whole), None
                    break
    return [letter for letter in found if letter is not None]


def _around(place: int, end: int) -> list[int]:
    """The places beside one, the next ones first."""
    beside = [place + step * side for step in range(1, _NEAR) for side in (1, -1)]
    return [each for each in beside if 0 <= each < end]


def _stands_over(accent: Letter, letter: Letter) -> bool:
    size = letter.style.size
    return (
        letter.sign.isalpha()
        and abs(accent.box.middle[0] - letter.box.middle[0]) < 0.3 * size
        and abs(accent.baseline - letter.baseline) < 0.5 * size
    )
