"""What a model, or a chain of models, can read and write, told from its own SentencePiece."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from g60translate.models.subwords import Subwords
from g60translate.protection.merging import merge_spans
from g60translate.spans import Span

# Signs with which a text says something that no other language says otherwise, beside the
# symbols of Unicode.
_TELLING = "‰‱•§&@#\\"

# Only what is so short is one with a sign beside it: m², 4½, F&E, 3^4, but not Hafen™.
_SHORT = 3

_BEFORE = re.compile(r"\w+(?:['’]\w+)*$")
_BEHIND = re.compile(r"\w+(?:['’]\w+)*")


class Writing:
    """Finds the stretches of a text that must not be shown to a model.

    Those are runs of characters for which the model has no piece, or which its normaliser makes
    into others (² into 2, ™ into TM), with the word or figure that they belong to.
    """

    def __init__(self, chain: Sequence[Subwords], *, markers: str = "") -> None:
        """Take the models in the order in which a text goes through them.

        All of them have to write the symbols; the letters and marks of a language only have to be
        read, by the first one. `markers` are signs that mean something to the model.
        """
        first = chain[0]
        read, _ = first.signs
        unwritten = {
            sign
            for sign in read
            if is_symbol(sign)
            and not all(sign in side for subwords in chain for side in subwords.signs)
        }
        own = {sign for sign in markers if not sign.isalnum()}
        self._known = (read | first.stand_ins) - unwritten - own
        self._unwritten = unwritten | own
        self._first = first
        listing = "".join(map(re.escape, sorted(self._known)))
        self._unknown = re.compile(rf"[^{listing}\s]+")
        self._is_known = lru_cache(maxsize=4096)(self._reads)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Sorted, disjoint spans of what the model is not to see (code points, half-open)."""
        if not self._unknown.search(text):
            return ()
        found = merge_spans(self._found(text))
        joined: list[Span] = []
        for start, end in found:
            if joined and _is_one_name(text, joined[-1], (start, end)):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return tuple(joined)

    def knows(self, text: str) -> bool:
        """Whether the model can be shown all of this."""
        return not self._unknown.search(text) or not any(self._found(text))

    def _found(self, text: str) -> Iterator[Span]:
        for match in self._unknown.finditer(text):
            for start, end in _clusters(text, *match.span()):
                if not self._is_known(text[start:end]):
                    yield _whole(text, start, end)

    def _reads(self, cluster: str) -> bool:
        """Whether the normaliser does no more than to compose a character that the model knows."""
        if any(sign in self._unwritten for sign in cluster):
            return False
        composed = "".join(map(_narrow, unicodedata.normalize("NFC", cluster)))
        normal = self._first.normal(cluster)
        # To fold case or a ligature changes no wording; µ (micro) made μ (mu) is another sign.
        same = normal in {composed, composed.lower()} or (
            len(normal) > len(composed) and normal.casefold() == composed.casefold()
        )
        return same and bool(normal) and all(sign in self._known for sign in normal)


def is_symbol(sign: str) -> bool:
    """Whether a sign means the same in every language: a currency, an operator, an arrow."""
    category = unicodedata.category(sign)
    return category[0] == "S" or category == "No" or sign in _TELLING


def _narrow(sign: str) -> str:
    """A full-width sign in its usual width, any other as it is."""
    kind, _, code = unicodedata.decomposition(sign).partition(" ")
    return chr(int(code, 16)) if kind in {"<wide>", "<narrow>"} else sign


def _clusters(text: str, start: int, end: int) -> Iterator[Span]:
    """Each character with the marks that combine with it; the first may lie before `start`."""
    while start and _combines(text[start]):
        start -= 1
    while start < end:
        behind = start + 1
        while behind < len(text) and _combines(text[behind]):
            behind += 1
        yield (start, behind)
        start = behind


def _combines(sign: str) -> bool:
    return sign > "\u02ff" and unicodedata.category(sign)[0] == "M"


def _whole(text: str, start: int, end: int) -> Span:
    """The sign at `text[start:end]` with what it belongs to."""
    first = text[start]
    before, behind = _BEFORE.search(text[:start]), _BEHIND.match(text, end)
    left = before.start() if before else start
    right = behind.end() if behind else end
    if first.isalpha() or unicodedata.category(first)[0] == "M":
        return (left, right)
    left_short = start - left > 0 and (text[left:start].isdigit() or start - left <= _SHORT)
    right_short = right > end and (text[end:right].isdigit() or right - end <= _SHORT)
    category = unicodedata.category(first)
    # A raised figure is one with its unit, a fraction with its figure; an amount is translated.
    if category == "No" or (category != "Sc" and left_short and right_short):
        return (left if left_short else start, right if right_short else end)
    if (first == "°" and right - end == 1) or (first == "№" and right_short):
        return (start, right)
    return (start, end)


def _is_one_name(text: str, left: Span, right: Span) -> bool:
    """Whether two stretches are words of one name, or signs of one row: Đà Nẵng, ★ ★."""
    gap = text[left[1] : right[0]]
    return len(gap) <= 1 and not gap.strip() and text[left[0]].isalpha() == text[right[0]].isalpha()
