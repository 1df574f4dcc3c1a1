"""Words of a sentence as alignment counts them, and how much two of them look alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from g60translate.spans import Span

# A Han or kana character is a word of its own, and so is a sign that other languages spell out
# (`%` is `Prozent`). A number holds its separators, an abbreviation its points.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|\d+(?:[.,:’]\d+)*"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[%‰°€$£¥&]"
    r"|[^\W\u3040-\u30ff\u3400-\u9fff]+"
)
_JOINTS = "-‑’'"

# Letters that stand for each other in words that European languages share.
_RESPELT = str.maketrans("kz", "cc")
_SHORTEST_RESEMBLANCE = 3

# Words this short in lower case are articles, prepositions and the like more often than not.
_LITTLE = 3

# Articles, prepositions and conjunctions of the languages of the press corpus. Chinese signs that
# are also parts of longer words are left out.
_NO_LAST = (
    "a an the and or of from by with to in at for as will "
    "der die das den dem des ein eine einen einem einer eines und oder von vom zum zur im am "
    "le la les l un une des de du d et ou à au aux par pour"
)
_NO_FIRST = "and or but of und oder aber et ou mais 的"

NEVER_LAST = frozenset(_NO_LAST.split())
"""Words that no phrase ends with."""

NEVER_FIRST = frozenset(_NO_FIRST.split())
"""Words that no phrase begins with."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text and the spans of its words; the parts of `Third-Quarter` and `company’s` are words."""

    text: str
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """Cut a text into words."""
        return cls(text, tuple(match.span() for match in _WORD.finditer(text)))

    def __len__(self) -> int:
        return len(self.spans)

    def __getitem__(self, index: int) -> str:
        start, end = self.spans[index]
        return self.text[start:end]

    def inside(self, span: Span) -> npt.NDArray[np.bool_]:
        """Which words share a code point with `span`."""
        return np.array([overlap(word, span) for word in self.spans], bool)

    def among(self, those: AbstractSet[str]) -> npt.NDArray[np.bool_]:
        """Which words are one of `those`, in this very case."""
        return np.array([self[index] in those for index in range(len(self))], bool)

    @property
    def little(self) -> npt.NDArray[np.bool_]:
        """Which words look as if they held others together and said little themselves."""
        words = (self[index] for index in range(len(self)))
        return np.array([len(w) <= _LITTLE and w.isalpha() and w.islower() for w in words], bool)

    @property
    def signs_before(self) -> npt.NDArray[np.bool_]:
        """Which words have a sign between them and the word before, joints left aside."""
        ends = [0, *(end for _, end in self.spans)]
        gaps = [self.text[end:start] for end, (start, _) in zip(ends, self.spans, strict=False)]
        return np.array([bool(gap.strip(f" {_JOINTS}")) for gap in gaps], bool)

    @property
    def joints(self) -> npt.NDArray[np.bool_]:
        """For each place before, between and behind words, whether it lies inside a joined word."""
        between = [
            left[1] + 1 == right[0] and self.text[left[1]] in _JOINTS
            for left, right in zip(self.spans, self.spans[1:], strict=False)
        ]
        return np.array([False, *between, False][: len(self) + 1], bool)


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a code point."""
    return one[0] < other[1] and other[0] < one[1]


def likeness(one: str, other: str) -> float:
    """From 0 to 1, how likely two words are the same across languages, by their signs alone.

    Equal words and equal numbers (`14,2` and `14.2`) have 1, related ones (`Oktober` and
    `October`) 0.15 to 0.4. A single letter is like nothing.
    """
    if one[0].isdigit() or other[0].isdigit():
        return float(bool(_digits(one)) and _digits(one) == _digits(other))
    a, b = _folded(one), _folded(other)
    if a == b:
        return float(len(a) > 1 or not a.isascii() or not a.isalpha())
    if min(len(a), len(b)) < _SHORTEST_RESEMBLANCE or a[0] != b[0]:
        return 0.0
    shared = _common_subsequence(a, b) / max(len(a), len(b))
    return 0.5 * shared - 0.1 if shared >= 0.5 else 0.0


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word)) if word[0].isdigit() else ""


def _folded(word: str) -> str:
    """Without case, accents and the letters that spelling swaps."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c)).translate(_RESPELT)


def _common_subsequence(a: str, b: str) -> int:
    """The length of the longest common subsequence."""
    lengths = [0] * (len(b) + 1)
    for left in a:
        corner = 0
        for column, right in enumerate(b, start=1):
            above = lengths[column]
            lengths[column] = corner + 1 if left == right else max(above, lengths[column - 1])
            corner = above
    return lengths[-1]
