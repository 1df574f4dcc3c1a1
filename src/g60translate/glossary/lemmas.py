"""Inflected nouns that no ending rule reaches, found by their lemmas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import ahocorasick

from g60translate.glossary.fold import Folded, fold, lower
from g60translate.glossary.search import Find, Pattern

LANGUAGES = frozenset({"de", "en", "fr"})
_WORD = re.compile(r"[^\W\d_]+")


class LemmaIndex:
    """Wordings of one language, found in any inflection that simplemma knows.

    simplemma's dictionary is loaded by the first call of `find`, about two seconds for German; an
    index without patterns never loads it. A word written with a capital is never found in one
    without: the German noun “Messe” is not the verb “messe”.
    """

    def __init__(self, patterns: Iterable[Pattern], *, lang: str) -> None:
        self._lang = lang
        self._patterns = tuple(patterns) if lang in LANGUAGES else ()
        self._automaton: ahocorasick.Automaton | None = None

    def find(self, folded: Folded) -> Iterator[Find]:
        """Every occurrence at word edges, with offsets into `folded`."""
        if not self._patterns:
            return
        if self._automaton is None:
            self._automaton = self._build()
        stream = _lemmatise(folded.plain, self._lang)
        for last, (length, entries) in self._automaton.iter(stream.text):
            start = stream.starts[last + 1 - length]
            end = stream.ends[last]
            if start < 0 or end < 0 or not (folded.is_edge(start) and folded.is_edge(end)):
                continue
            capitals = _capitals(folded.plain[start:end])
            for pattern, wanted in entries:
                if all(has or not need for need, has in zip(wanted, capitals, strict=False)):
                    yield Find(start, end, pattern)

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


@dataclass(slots=True)
class _Stream:
    """Text with its words replaced by lemmas.

    For each of its code points, where the original word starts and ends, or -1 inside a lemma.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


def _lemmatise(plain: str, lang: str) -> _Stream:
    stream = _Stream()
    parts: list[str] = []
    position = 0
    for word in _WORD.finditer(plain):
        start, end = word.span()
        if position < start:
            parts.append(lower(plain[position:start]))
            stream.starts.extend(range(position, start))
            stream.ends.extend(range(position + 1, start + 1))
        lemma = _lemma(word[0], lang)
        inside = [-1] * (len(lemma) - 1)
        parts.append(lemma)
        stream.starts += [start, *inside]
        stream.ends += [*inside, end]
        position = end
    parts.append(lower(plain[position:]))
    stream.starts.extend(range(position, len(plain)))
    stream.ends.extend(range(position + 1, len(plain) + 1))
    stream.text = "".join(parts)
    return stream


def _capitals(plain: str) -> tuple[bool, ...]:
    return tuple(word[0][0].isupper() for word in _WORD.finditer(plain))


@lru_cache(maxsize=65_536)
def _lemma(word: str, lang: str) -> str:
    """The word's lemma in lower case; a word in capitals is looked up as a noun."""
    from simplemma import lemmatize  # noqa: PLC0415  (loads a dictionary of several MB)

    shape = word.capitalize() if len(word) > 1 and word.isupper() else word
    return lower(lemmatize(shape, lang=lang, greedy=True)) or lower(word)
