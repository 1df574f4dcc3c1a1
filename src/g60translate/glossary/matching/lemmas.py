"""Inflected nouns that no ending rule reaches, found by their lemmas."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, islice, repeat
from typing import TYPE_CHECKING

import ahocorasick

from g60translate.glossary.matching.fold import Folded, fold, fold_key, lower
from g60translate.glossary.matching.search import Find, Pattern
from g60translate.language.dictionary import LANGUAGES, Dictionaries

if TYPE_CHECKING:
    from simplemma import Lemmatizer

_WORD = re.compile(r"([^\W\d_]+)")
_MARK = "\0"
# Keeps an adjective's lemma apart from that of a noun: the German market, and German lessons.
_ADJECTIVE_MARK = "\1"
_ADJECTIVE_ENDING = re.compile("(?<=..)e[mnrs]?$")
_LONGEST_ENDING = 4
_MANY = 50
_UMLAUTS = str.maketrans("äöü", "aou")


class LemmaIndex:
    """Wordings of one language, found in any inflection that simplemma knows.

    simplemma's dictionary takes a tenth of a second to unpack for German, so it is asked only for a
    text whose words begin like all the words of some wording. A word written with a capital is
    never found in one without: the German noun “Messe” is not the verb “messe”.
    """

    def __init__(self, patterns: Iterable[Pattern], *, lang: str) -> None:
        self._lang = lang
        self._patterns = tuple(patterns) if lang in LANGUAGES else ()
        outlines = {_Outline.of(fold(p.wording).plain) for p in self._patterns}
        self._outlines = [(outline, outline.stems) for outline in outlines]
        self._automaton: ahocorasick.Automaton | None = None

    def find(self, folded: Folded, *, known: Iterable[Find] = ()) -> Iterator[Find]:
        """Every occurrence at word edges, with offsets into `folded`.

        `known` are finds of other kinds; what they cover is no reason to ask the dictionary.
        """
        if not self._may_hold_any(folded.plain, known):
            return
        if self._automaton is None:
            self._automaton = self._build()
        stream = _lemmatise(folded.plain, self._lang)
        for last, (length, entries) in self._automaton.iter(stream.text):
            if (end := stream.end(last + 1)) is None:
                continue
            if (start := stream.start(last + 1 - length)) is None:
                continue
            if not (folded.is_edge(start) and folded.is_edge(end)):
                continue
            capitals = _capitals(folded.plain[start:end])
            for pattern, wanted in entries:
                if all(has or not need for need, has in zip(wanted, capitals, strict=False)):
                    yield Find(start, end, pattern)

    def _may_hold_any(self, plain: str, known: Iterable[Find]) -> bool:
        if not self._outlines:
            return False
        bare = _bare(_without(plain, known))
        words = sorted(set(_WORD.findall(bare)))

        def begins_one(stem: str) -> bool:
            at = bisect_left(words, stem)
            return at < len(words) and words[at].startswith(stem)

        every = (o for o, stems in self._outlines if all(map(begins_one, stems)))
        likely = list(islice(every, _MANY + 1))
        # Looking for many shapes costs more than loading the dictionary once.
        return len(likely) > _MANY or any(outline.shape().search(bare) for outline in likely)

    def _build(self) -> ahocorasick.Automaton:
        entries: dict[str, list[tuple[Pattern, tuple[bool, ...]]]] = {}
        for pattern in self._patterns:
            plain = fold(pattern.wording).plain.strip()
            key = _lemmatise(plain, self._lang).text
            entries.setdefault(key, []).append((pattern, _capitals(plain)))
        automaton = ahocorasick.Automaton()
        for key, found in entries.items():
            automaton.add_word(key, (len(key), found))
        automaton.make_automaton()
        return automaton


@dataclass(frozen=True, slots=True)
class _Outline:
    """How a wording begins, word by word, in any of its inflections."""

    pieces: tuple[str, ...]
    """Separators at even places, words at odd ones."""

    @classmethod
    def of(cls, plain: str) -> _Outline:
        return cls(tuple(_WORD.split(_bare(plain.strip()))))

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(map(_stem, self.pieces[1::2]))

    def shape(self) -> re.Pattern[str]:
        """Matches every text that could be the wording inflected, and some others."""
        parts = [re.escape(piece) for piece in self.pieces]
        for at in range(1, len(parts), 2):
            word, stem = self.pieces[at], _stem(self.pieces[at])
            parts[at] = f"{stem}\\w{{0,{len(word) - len(stem) + _LONGEST_ENDING}}}"
        return re.compile(rf"\b{''.join(parts)}\b")


@dataclass(frozen=True, slots=True)
class _Stream:
    """Text with its words replaced by lemmas, in pieces: a separator, a word and so on.

    Marks around each lemma keep the automaton from finding what lies inside a word. `text_at` and
    `plain_at` hold where each piece starts in the two texts, and at last their ends.
    """

    text: str
    text_at: tuple[int, ...]
    plain_at: tuple[int, ...]

    def start(self, at: int) -> int | None:
        """The original offset of lemma offset `at`, None inside a word."""
        piece = bisect_right(self.text_at, at) - 1
        inside = at - self.text_at[piece]
        if inside and piece % 2:
            return None
        return self.plain_at[piece] + inside

    def end(self, at: int) -> int | None:
        """The same for an end: `at` is the offset after the last code point."""
        piece = bisect_left(self.text_at, at) - 1
        missing = self.text_at[piece + 1] - at
        if missing and piece % 2:
            return None
        return self.plain_at[piece + 1] - missing


def _lemmatise(plain: str, lang: str) -> _Stream:
    pieces = _WORD.split(plain)  # separators stand at even places, words at odd ones
    lemmas = list(pieces)
    lemmas[1::2] = map(_lemma, pieces[1::2], repeat(lang))
    if lang == "de":
        for at in range(1, len(pieces) - 2, 2):
            # Before a noun: “Roten” in “des Roten Platzes” is the adjective, not the colour.
            if pieces[at + 1] == " " and pieces[at][0].isupper() and pieces[at + 2][:1].isupper():
                lemmas[at] = _adjective(pieces[at]) or lemmas[at]
    return _Stream(
        "".join(lemmas),
        tuple(accumulate(map(len, lemmas), initial=0)),
        tuple(accumulate(map(len, pieces), initial=0)),
    )


def same_lemmas(one: str, other: str, *, lang: str) -> bool:
    """Whether two wordings are inflections of the same words; loads the dictionary."""
    plain = (fold(wording).plain.strip() for wording in (one, other))
    first, second = (_lemmatise(text, lang).text for text in plain)
    return first == second


def _without(plain: str, finds: Iterable[Find]) -> str:
    """The text less what the finds cover."""
    parts = []
    position = 0
    for find in sorted(finds, key=lambda f: f.start):
        parts.append(plain[position : find.start])
        position = max(position, find.end)
    return " ".join([*parts, plain[position:]])


def _stem(word: str) -> str:
    """What inflection leaves alone: all but the last letters."""
    return word[: max(2, len(word) - 4)]


def _bare(plain: str) -> str:
    """Small letters without umlauts, which come and go in inflection."""
    return lower(plain).translate(_UMLAUTS)


def _capitals(plain: str) -> tuple[bool, ...]:
    return tuple(word[0].isupper() for word in _WORD.findall(plain))


@lru_cache(maxsize=65_536)
def _lemma(word: str, lang: str) -> str:
    """The word's lemma in lower case between marks; a word in capitals is looked up as a noun."""
    shape = word.capitalize() if len(word) > 1 and word.isupper() else word
    return f"{_MARK}{lower(_lemmatizer().lemmatize(shape, lang=lang)) or lower(word)}{_MARK}"


@lru_cache(maxsize=65_536)
def _adjective(word: str) -> str:
    """The lemma of an inflected adjective between marks, nothing for any other word."""
    small = lower(word)
    ending = _ADJECTIVE_ENDING.search(small)
    if ending is None:
        return ""
    stem = small[: ending.start()]
    # ß is folded to ss, and the dictionary knows only one of them.
    for spelling in dict.fromkeys((small, small.replace("ss", "ß"))):
        lemma = fold_key(_lemmatizer().lemmatize(spelling, lang="de"))
        # hoher, dunkler and teurer lose a letter of hoch, dunkel and teuer.
        shortened = {lemma, lemma[:-2] + lemma[-1:], "hoh" if lemma == "hoch" else lemma}
        if stem in shortened:
            return f"{_MARK}{lemma}{_ADJECTIVE_MARK}{_MARK}"
    return ""


@cache
def _lemmatizer() -> Lemmatizer:
    """A lemmatizer of the shared dictionaries."""
    from simplemma import Lemmatizer  # noqa: PLC0415  (the rules of 40 languages)
    from simplemma.strategies import DefaultStrategy  # noqa: PLC0415

    strategy = DefaultStrategy(True, dictionary_factory=Dictionaries())
    return Lemmatizer(lemmatization_strategy=strategy)
