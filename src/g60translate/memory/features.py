"""What similar sentences share: the beginnings of words, and of pairs of neighbouring words.

A sentence that is three quarters alike shares more than half of its words. The first letters of a
word survive its endings, pairs tell sentences of common words apart, and all figures count as one.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from itertools import pairwise
from typing import Final

_LETTERS: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_SPACES: Final = re.compile(r"\s+")


def key_of(text: str) -> str:
    """A text as exact matches compare it: composed (NFC), every run of white space one blank."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def features_of(text: str, lang: str) -> frozenset[int]:
    """The features of a sentence as 32-bit numbers; they differ from language to language."""
    words: list[str] = []
    for word in _WORD.findall(text.casefold()):
        if word >= "\u2e80":  # unspaced scripts: each sign is a word
            words += word
        else:
            words.append("#" if word[0].isdigit() else word[:_LETTERS])
    shown = {*words, *(f"{a} {b}" for a, b in pairwise(words))} or {text[:_LETTERS]}
    return frozenset(zlib.crc32(f"{lang} {feature}".encode()) for feature in shown)
