"""Shares words out over cues and lines, so that subtitles can be read in their time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

# The usual limit of broadcasters' style guides; a Chinese character counts as two.
_LINE_WIDTH = 42
_PAUSE = re.compile(r"[,;:.!?…，、。；：！？]\W*\Z")
_CLOSING = frozenset("，。、；：！？）」』”’…,.;:!?)")
_MARKUP = re.compile(r"<[^<>\r\n]*>|\{\\[^{}\r\n]*\}")

Pair = tuple[str, str]
"""The opening and the closing source of a pair."""


@dataclass(slots=True)
class Word:
    """`raw` as it is written, `shown` without markup; `space` whether a space stands before it.

    `pairs` are those open where the word begins.
    """

    raw: str = ""
    shown: str = ""
    space: bool = False
    pairs: tuple[Pair, ...] = ()

    @property
    def width(self) -> int:
        """Columns, with the space before the word."""
        return display_width(self.shown) + self.space


class WordList:
    """Takes text and markup in order and makes words of it.

    Chinese is cut between any two characters, but not before closing punctuation.
    """

    def __init__(self) -> None:
        self.words: list[Word] = []
        self._word = Word()
        self._pairs: list[Pair] = []

    def text(self, character: str, spelt: str) -> None:
        """Take one character and how it is written; white space ends a word."""
        if character.isspace():
            self.end_word()
            self._word.space = True
            return
        beside = character + self._word.shown[-1:]
        wide = any(east_asian_width(c) in "WF" for c in beside)
        if wide and self._word.shown and character not in _CLOSING:
            self.end_word()
        self._add(spelt, character)

    def open(self, raw: str, closing: str) -> None:
        """Take the beginning of a pair, which goes to the next word."""
        self._add(raw, "")
        self._pairs.append((raw, closing))

    def close(self, raw: str) -> None:
        """Take the end of a pair, which goes to the word before."""
        if self._pairs:
            self._pairs.pop()
        if self._word.raw or not self.words:
            self._add(raw, "")
        else:
            self.words[-1].raw += raw

    def mark(self, raw: str) -> None:
        """Take a code that is not shown."""
        self._add(raw, "")

    def end_word(self) -> None:
        """Put the word that was collected into the list."""
        if self._word.raw:
            self.words.append(self._word)
            self._word = Word()

    def _add(self, raw: str, shown: str) -> None:
        if not self._word.raw:
            self._word.pairs = tuple(self._pairs)
        self._word.raw += raw
        self._word.shown += shown


def lay_out(
    words: Sequence[Word],
    breaks: Sequence[int],
    originals: Sequence[str],
    *,
    taken: Sequence[int],
    line_end: str,
) -> list[str]:
    """One text for each of the `originals`, which are the cues as they were.

    `taken` are the columns of their lines that belong to something else. `breaks` are the places in
    `words` where the translation has its cue breaks. Where they leave a cue without text, the words
    are shared out in the proportions of the originals.
    """
    bounds = [0, *sorted(breaks), len(words)]
    if len(bounds) != len(originals) + 1 or not all(
        any(word.shown.strip() for word in words[start:end]) for start, end in pairwise(bounds)
    ):
        bounds = _shared(words, [display_width(text) for text in originals])
    texts = []
    for (start, end), original, columns in zip(pairwise(bounds), originals, taken, strict=True):
        pairs = words[start].pairs if start < end else ()
        opening = "".join(raw for raw, _ in pairs)
        left_open = words[end].pairs if start < end < len(words) else ()
        closing = "".join(raw for _, raw in reversed(left_open))
        longest = max(display_width(line) for line in re.split("\r\n|\r|\n", original) or [""])
        lines = _lines(words[start:end], max(longest, _LINE_WIDTH - columns))
        texts.append(opening + line_end.join(lines) + closing)
    return texts


def display_width(text: str) -> int:
    """Columns of a text without its markup; wide characters take two."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in _MARKUP.sub("", text))


def _shared(words: Sequence[Word], weights: Sequence[int]) -> list[int]:
    """Bounds of the shares; a break prefers the end of a clause to an exact proportion."""
    ends = list(accumulate(word.width for word in words))
    whole, total = ends[-1] if ends else 0, max(sum(weights), 1)
    bounds = [0]
    for number, wanted in enumerate(list(accumulate(weights))[:-1], start=1):
        goal = whole * wanted / total
        left = len(weights) - number
        choices = range(bounds[-1] + 1, len(words) - left + 1)
        bounds.append(
            min(
                choices,
                key=lambda i: (
                    abs(ends[i - 1] - goal) + (0 if _PAUSE.search(words[i - 1].raw) else 5)
                ),
                default=min(bounds[-1] + 1, len(words)),
            )
        )
    return [*bounds, len(words)]


def _lines(words: Sequence[Word], width: int) -> list[str]:
    """As few lines as fit into `width`, of much the same length."""
    if not words:
        return []
    total = sum(word.width for word in words)
    count = max(1, -(-total // width))
    limits = range(-(-total // count), width + 1)
    tries = (_filled(words, limit) for limit in limits)
    return next((t for t in tries if len(t) <= count), _filled(words, width))


def _filled(words: Sequence[Word], limit: int) -> list[str]:
    """Greedy lines of at most `limit` columns, but for words that are longer."""
    lines = [words[0].raw]
    width = words[0].width - words[0].space
    for word in words[1:]:
        if width + word.width > limit:
            lines.append(word.raw)
            width = word.width - word.space
        else:
            lines[-1] += " " * word.space + word.raw
            width += word.width
    return lines
