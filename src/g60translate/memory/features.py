"""What a sentence is found by: its text, its text without case and closing signs, its words.

Similar sentences share the beginnings of words, and of pairs of neighbouring words. The first
letters of a word survive its endings, pairs tell sentences of common words apart. All figures count
as one, and with a neighbour for themselves, since some lines differ in their figures alone.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from itertools import pairwise
from typing import Final

Pair = tuple[str, str]
"""Source and target language."""

# What may close a line without changing its meaning; a question mark changes it.
CLOSING: Final = " .:!…,;–—-*：。！，；"
_LETTERS: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")


def key_of(text: str) -> str:
    """A text as exact matches compare it: composed (NFC), every run of white space one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def bare(key: str) -> str:
    """A key without case and closing signs; itself where nothing else would be left."""
    return key.casefold().rstrip(CLOSING) or key


def hash_of(*texts: str) -> int:
    """Texts as a signed 64-bit number, which SQLite keeps and finds in little room."""
    digest = hashlib.blake2b("\0".join(texts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def features_of(text: str, pair: Pair) -> frozenset[int]:
    """The features of a sentence as 32-bit numbers; they differ from direction to direction."""
    words: list[str] = []
    for word in _WORD.findall(text.casefold()):
        if word >= "\u2e80":  # unspaced scripts: each sign is a word
            words += word
        else:
            words.append(word)
    stems = ["#" if word[0].isdigit() else word[:_LETTERS] for word in words]
    shown = {*stems, *(f"{a} {b}" for a, b in pairwise(stems))} or {text[:_LETTERS]}
    shown.update(f"{a}={b}" for a, b in pairwise(words) if a[0].isdigit() or b[0].isdigit())
    start = zlib.crc32(f"{pair[0]} {pair[1]} ".encode())
    return frozenset(zlib.crc32(feature.encode(), start) for feature in shown)
