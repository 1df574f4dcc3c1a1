"""Sentences in capitals: shown to the model in ordinary case, and set in capitals again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from g60translate.models.subwords import Subwords
from g60translate.protection.merging import overlaps, without
from g60translate.spans import Span
from g60translate.translation.codes.restore import Restored
from g60translate.translation.request import Recased, Request, Translation

_WORD = re.compile(r"[^\W\d_]+")
_SHOUTED = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ]{4,}(?!\w)")
# A name of several words would come out in two cases.
_ALONE = re.compile(r"(?<![A-ZÀ-ÖØ-Þ]{2}[ -])(?<!\w)[A-ZÀ-ÖØ-Þ]{4,}(?!\w)(?![ -][A-ZÀ-ÖØ-Þ]{2})")

# What people stress so in a sentence. It is no name and no abbreviation.
_STRESS = {
    lang: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")
    for lang, words in {
        "de": "NICHTS?|NUR|NIE|NIEMALS|NIEMAND|KEIN(?:E[MNRS]?)?|ALLE[MNRS]?|IMMER|JEDE[MNRS]?|SEHR"
        "|BITTE|OHNE|AUCH|SOFORT|HEUTE|JETZT|DAFÜR|DAGEGEN|NEUE[MNRS]?|UNBEDINGT|ZWINGEND|VOR|NACH"
        "|MÜSSEN|MUSS|DÜRFEN|DARF",
        "en": "NOT|ONLY|NEVER|ALWAYS|ALL|MUST|NO|NOW|PLEASE|VERY|BEFORE|AFTER|WITHOUT|NEW",
    }.items()
}

# A word of so many letters at most is an abbreviation, unless it is a piece by itself otherwise.
_LONGEST_ABBREVIATION = 4
_VOWELS = frozenset("AEIOUYÄÖÜ")

# German writes its nouns with a capital. The words that the pieces do not know are nouns; those
# that both languages have (Team, Start) weigh more in small letters for the other language's sake.
_CAPITALISING = frozenset({"de"})
_NOUN_MARGIN = 4.0
_NOUN_LEAN = 0.6
_LONGEST_KNOWN = 2
_LONGEST_LITTLE = 3


class Casing:
    """Tells how a word in capitals is usually written, by the weights of the model's own pieces."""

    def __init__(self, subwords: Subwords, *, lang: str) -> None:
        self._subwords = subwords
        self._nouns = lang in _CAPITALISING
        self._stress = _STRESS.get(lang)
        self._usual = lru_cache(maxsize=4096)(self._ask)

    def recase(self, request: Request) -> tuple[Recased, ...]:
        """The words in capitals as they are usually written, where that differs.

        In a sentence that is not all in capitals only those that the model knows otherwise.
        """
        text = request.text
        stressed = [*self._stress.finditer(text)] if self._stress else []
        if not stressed and not _SHOUTED.search(text):
            return ()
        everywhere = is_in_capitals(request)
        bound = _bound(request, terms=not everywhere)
        opens = _WORD.search(text)
        found = []
        for match in (_WORD if everywhere else _ALONE).finditer(text):
            if overlaps(match.span(), bound):
                continue
            usual, known = self._usual(match.group())
            if opens is not None and match.start() == opens.start():
                usual = usual[:1].upper() + usual[1:]
            # What is no noun and no name was set in capitals for a reason that we do not know.
            if usual != match.group() and (everywhere or (known and usual[0].isupper())):
                found.append(Recased(*match.span(), usual))
        taken = {word.start for word in found}
        for match in () if everywhere else stressed:
            if match.start() in taken or overlaps(match.span(), bound):
                continue
            at_the_head = opens is not None and match.start() == opens.start()
            lower = match.group().lower()
            found.append(Recased(*match.span(), lower.capitalize() if at_the_head else lower))
        return tuple(sorted(found, key=lambda word: word.start))

    def _ask(self, word: str) -> tuple[str, bool]:
        """The usual shape of a word, and whether it is a piece by itself in that shape."""
        lower = word.lower()
        if len(word) > 1 and not _VOWELS & {*word}:
            return word, True
        shapes = {lower, lower.capitalize(), *_with_sharp_s(lower)}
        weights = {shape: self._subwords.weight(shape) for shape in shapes}
        known = any(number == 1 for number, _ in weights.values())
        if len(word) <= _LONGEST_ABBREVIATION and not known:
            return word, True
        if self._nouns:
            for shape, (number, weight) in weights.items():
                if shape[0].isupper() and len(shape) > _LONGEST_LITTLE:
                    margin = _NOUN_MARGIN if number > _LONGEST_KNOWN else _NOUN_LEAN
                    weights[shape] = (number, weight + margin)
        return max(sorted(shapes), key=lambda shape: weights[shape][1]), known


def _with_sharp_s(lower: str) -> Iterator[str]:
    """The word with each of its `ss` made ß, which capitals do not tell apart."""
    for match in re.finditer("ss", lower):
        shape = f"{lower[: match.start()]}ß{lower[match.end() :]}"
        yield from (shape, shape.capitalize())


def is_in_capitals(request: Request) -> bool:
    """Whether all letters are capitals but those of protected text and of terms."""
    bound = _bound(request, terms=True)
    words = [m for m in _WORD.finditer(request.text) if not overlaps(m.span(), bound)]
    return bool(words) and all(match.group().isupper() for match in words)


def _bound(request: Request, *, terms: bool) -> tuple[Span, ...]:
    hits = [(hit.start, hit.end) for hit in request.hits] if terms else []
    return (*request.protected, *hits)


def in_capitals(restored: Restored, translation: Translation, request: Request) -> Restored:
    """The sentence in capitals where its source is, or the words for those that are.

    Protected text stays as it is, and so do terms that have no capitals in the source.
    """
    alignment, offsets = translation.alignment, restored.offsets
    if is_in_capitals(request):
        small = [(h.start, h.end) for h in request.hits if not h.surface.isupper()]
        kept = [a.target for a in alignment.anchors if a.source in (*request.protected, *small)]
        raised = _all_without(kept, len(alignment.target))
    else:
        runs = alignment.project_apart([(word.start, word.end) for word in request.recased])
        raised = [run for run in runs if run is not None]
    text = list(restored.text)
    for start, end in offsets.forward_each(raised):
        text[start:end] = map(_capital, text[start:end])
    return replace(restored, text="".join(text))


def _all_without(kept: Sequence[Span], length: int) -> list[Span]:
    return [*without((0, length), sorted(kept))]


def _capital(sign: str) -> str:
    """The capital of a letter in one code point, so that no place moves: ẞ for ß.

    The official rules of German, § 25 E3, have had it beside SS since 2017.
    """
    capital = "ẞ" if sign == "ß" else sign.upper()
    return capital if len(capital) == 1 else sign
