"""How much a German and an English sentence say: their words without those of grammar."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final

from g60translate.checks.length import size, spread

# Words of grammar, which one language needs where the other does not.
_GRAMMAR: Final[Mapping[str, frozenset[str]]] = {
    "de": frozenset(
        """
        der die das den dem des ein eine einen einem einer eines und oder aber auch in im an am auf
        aus bei beim mit nach von vom vor zu zum zur über unter für durch um gegen ohne bis seit ist
        sind war waren wird werden wurde wurden hat haben hatte sein ihre ihr ihren ihrem ihrer
        seine seiner seinen seinem sich es er sie wir ich als wie dass daß nicht noch nur schon so
        dort hier da dabei damit dazu daran darauf sowie wenn weil was wer wo kann können soll
        sollen will wollen muss müssen dieser diese dieses diesem diesen man mehr sehr zwischen
        während rund etwa
        """.split()  # noqa: SIM905  a list of words reads better than a list of strings
    ),
    "en": frozenset(
        """
        the a an and or but also in on at of to for from by with as is are was were be been being
        has have had will would can could may might shall should must not no its it he she they we i
        you his her their our your this that these those which who whom what when where there here
        than then so such into over under out up about between during after before more most some
        any all both each other do does did per if while because
        """.split()  # noqa: SIM905
    ),
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,]*")
# Both sexes are named where English has one word: Bürgerinnen und Bürger.
_BOTH = re.compile(r"(?<!\w)(\w{3,}?)(?:e?r?innen (?:und|oder|sowie) (?=\1))")
# From these lengths on a German word is one of two or of three.
_OF_TWO, _OF_THREE = 12, 18
_LETTERS_DE_TO_EN = 1.12
# Means and spreads over the 4,741 pairs that the press corpus did not have when this was made.
_MEAN_LENGTH, _SPREAD_LENGTH = 0.1, 0.8
_MEAN_WORDS, _SPREAD_WORDS = 0.15, 0.55


def telling_words(text: str, lang: str) -> float:
    """How many English words say what the text says, those of grammar left out; de and en only."""
    grammar = _GRAMMAR[lang]
    words = [word for word in _WORD.findall(text) if word.lower() not in grammar]
    if lang != "de":
        return float(len(words))
    return sum(1 + 0.6 * (len(w) > _OF_TWO) + 0.5 * (len(w) > _OF_THREE) for w in words)


def surplus(german: str, english: str) -> float:
    """How much more the English says than the German; about −1.5 to 1.5 for good translations.

    The sum of two deviations, each in units of its spread: of the letters, and of the words that
    say something.
    """
    german = _BOTH.sub("", german)
    letters = max(1.0, size(german) / _LETTERS_DE_TO_EN), max(1.0, size(english))
    length = math.log(letters[1] / letters[0]) / spread(sum(letters) / 2)
    words = telling_words(german, "de"), telling_words(english, "en")
    content = math.log((words[1] + 0.5) / (words[0] + 0.5)) * math.sqrt(sum(words) / 2 + 1)
    return (length - _MEAN_LENGTH) / _SPREAD_LENGTH + (content - _MEAN_WORDS) / _SPREAD_WORDS
