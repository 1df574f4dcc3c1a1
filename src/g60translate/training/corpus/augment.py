"""Changed copies of training lines that teach the markers and the typography of press texts.

| change       | source                                | target                      |
|--------------|---------------------------------------|-----------------------------|
| terms        | … ⟦ Halle ¦ hall ⟧ … (or ▒ as source) | … hall …                    |
| placeholders | am ❰0❱ in ❰1❱                         | on ❰0❱ in ❰1❱               |
| tags         | die ❰0❱Halle❰1❱                       | the ❰0❱hall❰1❱              |
| capitals     | DIE HALLE                             | THE HALL                    |
| titles       | Die Neue Halle                        | The New Hall                |
| breaks       | die Messe- halle                      | the exhibition hall         |
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from g60translate.bitext.pairs import read_pairs
from g60translate.training.recipe import Augment
from g60translate.training.corpus.subwords import MARKERS

_WORD = re.compile(r"\w[\w\-’'&.]*\w|\w")
_OPEN, _BETWEEN, _CLOSE = MARKERS.term or ("", "", "")
_RESERVED = frozenset("".join(MARKERS.symbols)) - frozenset("0123456789")
_Item = TypeVar("_Item", str, tuple[int, int, str])
_LONGEST_TERM = 4
_MOST_MARKS = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Target wordings of source words; a few function words of both languages are no terms."""

    entries: Mapping[str, Sequence[str]] = field(default_factory=dict)
    common: frozenset[str] = frozenset()


def read_lexicon(
    path: Path,
    *,
    source_lang: str,
    target_lang: str,
    leave_out: Iterable[str] = (),
    turned: bool = False,
) -> Lexicon:
    """A bilingual word list as a lexicon, without entries that hold a left-out term.

    Only entries of up to four words and forty characters a side are of use inside a sentence.
    """
    banned = {term.casefold() for term in leave_out if term.strip()}
    entries: dict[str, list[str]] = {}
    for pair in read_pairs(path, source_lang=source_lang, target_lang=target_lang, turned=turned):
        sides = (pair.source.strip(), pair.target.strip())
        if any(not 2 <= len(s) <= 40 or len(s.split()) > _LONGEST_TERM for s in sides):
            continue
        if any(side.casefold() in banned for side in sides):
            continue
        entries.setdefault(sides[0], []).append(sides[1])
    return Lexicon(entries)


def common_words(lines: Iterable[str], *, count: int = 60) -> frozenset[str]:
    """The most frequent words, lower case: articles and the like, which nobody marks as terms."""
    counts: dict[str, int] = {}
    for line in lines:
        for match in _WORD.finditer(line):
            word = match.group().lower()
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return frozenset(word for word in ranked[:count] if not word.isdigit())


class Augmenter:
    """Changes lines by the recipe's shares; line number and seed alone decide the outcome."""

    def __init__(self, shares: Augment, lexicon: Lexicon, *, seed: int) -> None:
        self._shares, self._lexicon, self._seed = shares, lexicon, seed
        self._changes = (
            (shares.terms, self._terms),
            (shares.placeholders, self._placeholders),
            (shares.tags, self._tags),
            (shares.capitals, _capitals),
            (shares.titles, _titles),
            (shares.breaks, _break),
        )

    def change(self, source: str, target: str, *, number: int) -> tuple[str, str]:
        """The line as it goes into training, often unchanged."""
        rng = random.Random(f"{self._seed} {number}")  # noqa: S311
        drawn = rng.random()
        for share, change in self._changes:
            drawn -= share
            if drawn < 0:
                if _RESERVED.intersection(source) or _RESERVED.intersection(target):
                    break
                return change(source, target, rng) or (source, target)
        return source, target

    def _terms(self, source: str, target: str, rng: random.Random) -> tuple[str, str] | None:
        hits = self._hits(source, target)
        if not hits:
            return None
        for start, end, wording in _some(hits, rng, backwards=True):
            shown = MARKERS.mask if rng.random() < self._shares.masked else source[start:end]
            marked = f"{_OPEN} {shown} {_BETWEEN} {wording} {_CLOSE}"
            source = source[:start] + marked + source[end:]
        return source, target

    def _tags(self, source: str, target: str, rng: random.Random) -> tuple[str, str] | None:
        hits = [hit for hit in self._hits(source, target) if _occurs_once(hit[2], target)]
        if not hits:
            return None
        signs = list(MARKERS.placeholders)
        chosen = _some(hits, rng, most=2)
        # The wordings must not overlap either, or the tags would cross.
        spans = sorted(_find(wording, target) for _, _, wording in chosen)
        if any(a[1] > b[0] for a, b in pairwise(spans)):
            return None
        edits_source, edits_target = [], []
        for number, (start, end, wording) in enumerate(chosen):
            first, last = signs[2 * number], signs[2 * number + 1]
            edits_source.append((start, end, first, last))
            edits_target.append((*_find(wording, target), first, last))
        return _wrap(source, edits_source), _wrap(target, edits_target)

    def _placeholders(self, source: str, target: str, rng: random.Random) -> tuple[str, str] | None:
        same = [
            match.group()
            for match in _WORD.finditer(source)
            if self._is_copied(match.group(), source, target)
        ]
        if not same:
            return None
        words = sorted(_some(same, rng), key=source.index)
        signs = list(MARKERS.placeholders)
        # Mostly counted from 0 as an engine does it, sometimes any ten in rising order.
        if rng.random() < 0.3:
            signs = sorted(rng.sample(signs, len(words)))
        for sign, word in zip(signs, words, strict=False):
            source, target = source.replace(word, sign, 1), target.replace(word, sign, 1)
        return source, target

    def _is_copied(self, word: str, source: str, target: str) -> bool:
        return (
            (len(word) >= 3 or word.isdigit())
            and word.lower() not in self._lexicon.common
            and source.count(word) == 1
            and target.count(word) == 1
            and _occurs_once(word, target)
        )

    def _hits(self, source: str, target: str) -> list[tuple[int, int, str]]:
        """Disjoint (start, end, target wording), longest source terms first."""
        words = [match.span() for match in _WORD.finditer(source)]
        taken: set[int] = set()
        hits = []
        for length in range(_LONGEST_TERM, 0, -1):
            for first in range(len(words) - length + 1):
                span = range(first, first + length)
                if taken.intersection(span):
                    continue
                start, end = words[first][0], words[first + length - 1][1]
                wording = self._wording(source[start:end], target)
                if wording:
                    hits.append((start, end, wording))
                    taken.update(span)
        return hits

    def _wording(self, term: str, target: str) -> str | None:
        if term.lower() in self._lexicon.common:
            return None
        for wording in self._lexicon.entries.get(term, ())[:8]:
            if _occurs(wording, target):
                return wording
        # A name is its own translation.
        is_name = len(term) >= 4 and term[0].isupper()
        return term if is_name and _occurs(term, target) else None


def _some(
    items: Sequence[_Item], rng: random.Random, *, most: int = _MOST_MARKS, backwards: bool = False
) -> list[_Item]:
    chosen = rng.sample(items, min(len(items), rng.randint(1, most)))
    return sorted(chosen, reverse=backwards)


def _occurs(wording: str, text: str) -> bool:
    return wording in text and bool(re.search(rf"(?<!\w){re.escape(wording)}(?!\w)", text))


def _occurs_once(wording: str, text: str) -> bool:
    return text.count(wording) == 1 and _occurs(wording, text)


def _find(wording: str, text: str) -> tuple[int, int]:
    start = text.index(wording)
    return start, start + len(wording)


def _wrap(text: str, edits: Sequence[tuple[int, int, str, str]]) -> str:
    for start, end, first, last in sorted(edits, reverse=True):
        text = f"{text[:start]}{first}{text[start:end]}{last}{text[end:]}"
    return text


def _capitals(source: str, target: str, _: random.Random) -> tuple[str, str]:
    return source.upper(), target.upper()


def _titles(source: str, target: str, _: random.Random) -> tuple[str, str]:
    def title(text: str) -> str:
        return _WORD.sub(lambda m: m.group()[0].upper() + m.group()[1:], text)

    return title(source), title(target)


def _break(source: str, target: str, rng: random.Random) -> tuple[str, str] | None:
    """A long word divided at a line's end, as it comes out of a PDF; the target is whole."""
    long = [m.span() for m in _WORD.finditer(source) if m.end() - m.start() >= 10]
    if not long:
        return None
    start, end = rng.choice(long)
    at = rng.randint(start + 4, end - 4)
    if not source[at - 1].isalpha() or not source[at].isalpha():
        return None
    return f"{source[:at]}- {source[at:]}", target
