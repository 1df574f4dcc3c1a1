"""Proper names: kept to the letter, unless the language has its own word for the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.reading.names import EXONYMS, Name, folded, names_in, words_of
from g60translate.language.dictionary import LANGUAGES, has_word

_READ = frozenset({"de", "en"})


class NamesCheck:
    """A person, a firm or a place is not there, or is spelt otherwise than in the source.

    Names are told by what stands by them: a title before a person, a postcode before a town, the
    form of a company behind it, a dateline. A town may have a name of its own in the other
    language (Köln, Cologne).
    """

    name = "names"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """An error for a name that is altered or gone."""
        if not {unit.source_lang, unit.target_lang} <= _READ or unit.source == unit.target:
            return
        names = names_in(unit.source, unit.source_lang)
        if not names:
            return
        here = words_of(unit.target)
        known = {folded(word) for word in here}
        for name in names:
            if _stands(name.text, known, unit) or _is_owned(name.text, unit):
                continue
            yield _finding(name, here, unit)

    def examine_all(self, units: Sequence[Unit]) -> Iterable[Finding]:
        """A warning where a word that the document copies elsewhere is another one here."""
        units = [u for u in units if {u.source_lang, u.target_lang} <= _READ]
        kept: set[str] = set()
        places: list[tuple[Unit, list[str], set[str]]] = []
        for unit in units:
            words = _capitalised(unit)
            known = {folded(word) for word in words_of(unit.target)}
            places.append((unit, words, known))
            for word in words:
                if folded(word) in known:
                    kept.add(word)
        for unit, words, known in places:
            told = {name.text for name in names_in(unit.source, unit.source_lang)}
            for word in dict.fromkeys(words):
                if word not in kept or word in told or _stands(word, known, unit):
                    continue
                if not _is_word(word, unit):
                    name = Name(word, "name")
                    yield _finding(name, words_of(unit.target), unit, severity=Severity.WARNING)


def _capitalised(unit: Unit) -> list[str]:
    return [word for word in words_of(unit.source) if word[:1].isupper() and len(word) > 3]


def _is_word(word: str, unit: Unit) -> bool:
    """Whether it is a word of the source language, which is translated now and copied then."""
    if unit.source_lang not in LANGUAGES:
        return False
    parts = word.split("-")
    return any(has_word(part, lang=unit.source_lang) for part in parts)


def _stands(name: str, known: set[str], unit: Unit) -> bool:
    """Whether the target has the name, inflected or not, or its own word for the place."""
    shapes = {folded(name)}
    if unit.source_lang == "de" and name.endswith("s"):
        shapes.add(folded(name[:-1]))  # Frau Müllers Rede
    shapes |= {f"{shape}s" for shape in shapes}
    if shapes & known:
        return True
    return any(
        {folded(part) for part in words_of(own)} <= known
        for shape in shapes
        for own in _names_of_places(unit.source_lang).get(shape, ())
    )


def _is_owned(word: str, unit: Unit) -> bool:
    """Whether it is what somebody has: Frau Müllers Haus, Ms. Müller’s house."""
    owner = re.search(rf"(\w+)s\s+{re.escape(word)}(?!\w)", unit.source)
    return owner is not None and re.search(rf"{owner[1]}['’]s", unit.target) is not None


@cache
def _names_of_places(source_lang: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for german, english in EXONYMS.items():
        here, there = (german, english) if source_lang == "de" else (english, german)
        found[folded(here)] = (*found.get(folded(here), ()), there)
    return found


def _finding(
    name: Name, here: Sequence[str], unit: Unit, *, severity: Severity = Severity.ERROR
) -> Finding:
    kept = {folded(word) for word in words_of(unit.source)}
    strange = [word for word in here if word[:1].isupper() and folded(word) not in kept]
    near = get_close_matches(name.text, strange, n=1, cutoff=0.6)
    if near:
        start = unit.target.find(near[0])
        message = f"“{name.text}” ({name.kind}) has become “{near[0]}”."
        return Finding("names", severity, unit.segment_id, message, (start, start + len(near[0])))
    message = f"“{name.text}” ({name.kind}) is not in the translation: altered, translated or lost."
    return Finding("names", severity, unit.segment_id, message)
