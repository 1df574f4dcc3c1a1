"""Proper names: kept to the letter, unless the language has its own word for the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from difflib import get_close_matches
from functools import cache

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.reading.exonyms import EXONYMS
from g60translate.checks.reading.names import (
    Name,
    folded,
    is_slip,
    name_alone,
    names_in,
    words_of,
)
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
        """An error for a name that is altered or gone, a warning for what seems to be one."""
        if not {unit.source_lang, unit.target_lang} <= _READ or unit.source == unit.target:
            return
        yield from self._told(unit)
        yield from self._slips(unit)

    def _slips(self, unit: Unit) -> Iterable[Finding]:
        """Words that no dictionary has and that come back with another letter."""
        kept = set(words_of(unit.source))
        strange = [word for word in words_of(unit.target) if word not in kept and _is_long(word)]
        if not strange:
            return
        known = {folded(word) for word in words_of(unit.target)}
        told = {name.text for name in names_in(unit.source, unit.source_lang)}
        for word in dict.fromkeys(_capitalised(unit)):
            if word in told or _stands(word, known, unit):
                continue
            other = next((each for each in strange if is_slip(word, each)), None)
            # The target's dictionary first: the German one is eight times as large.
            if other is None or has_word(other, lang=unit.target_lang):
                continue
            # Capitals hide which words are names: AIEL is no word, though KIEL is one, a keel.
            shouted = word.isupper() and other.isupper() and not _is_word(other, unit)
            if shouted or not _is_word(word, unit):
                yield _finding(Name(word, "name"), [other], unit, severity=Severity.WARNING)

    def _told(self, unit: Unit) -> Iterable[Finding]:
        names = names_in(unit.source, unit.source_lang)
        pair = name_alone(unit.source)
        if not names and pair is None:
            return
        here = words_of(unit.target)
        known = {folded(word) for word in here}
        for name in names:
            if _is_owned(name.text, unit):
                continue
            if not _stands(name.text, known, unit):
                yield _finding(name, here, unit)
            elif (other := _elsewhere(name, unit)) is not None:
                message = f"“{name.after} {name.text}” has become “{other[0]}”."
                yield Finding(self.name, Severity.ERROR, unit.segment_id, message, other.span())
        if pair is not None and not names and folded(pair[0]) in known:
            name = Name(pair[1], "name")
            if not _stands(name.text, known, unit):
                yield _finding(name, here, unit, severity=Severity.WARNING)

    def examine_all(self, units: Sequence[Unit]) -> Iterable[Finding]:
        """A warning where a word that the document copies or calls a name elsewhere is another."""
        units = [u for u in units if {u.source_lang, u.target_lang} <= _READ]
        kept: set[str] = set()
        named: set[str] = set()
        places: list[tuple[Unit, list[str], set[str], set[str]]] = []
        for unit in units:
            words = _capitalised(unit)
            known = {folded(word) for word in words_of(unit.target)}
            told = {name.text for name in names_in(unit.source, unit.source_lang)}
            places.append((unit, words, known, told))
            kept.update(word for word in words if folded(word) in known)
            named |= told
        for unit, words, known, told in places:
            for word in dict.fromkeys(words):
                if word in told or word not in kept | named or _stands(word, known, unit):
                    continue
                if not _is_word(word, unit) or _is_named(word, named, unit):
                    name = Name(word, "name")
                    yield _finding(name, words_of(unit.target), unit, severity=Severity.WARNING)


def _capitalised(unit: Unit) -> list[str]:
    return [word for word in words_of(unit.source) if _is_long(word)]


def _is_long(word: str) -> bool:
    return len(word) > 3 and word[:1].isupper() and not word.endswith(("'s", "’s"))


def _is_word(word: str, unit: Unit) -> bool:
    """Whether it is a word of the source language, which is translated now and copied then."""
    if unit.source_lang not in LANGUAGES:
        return False
    parts = word.split("-")
    return any(has_word(part, lang=unit.source_lang) for part in parts)


def _is_named(word: str, named: Set[str], unit: Unit) -> bool:
    """Whether a word of the language is a name here: behind another name, as Petra before Vogel."""
    if word not in named:
        return False
    before = re.search(rf"(?<!\w)([^\W\d_]+)\s+{re.escape(word)}(?!\w)", unit.source)
    return before is not None and before[1] in named


def _elsewhere(name: Name, unit: Unit) -> re.Match[str] | None:
    """Another word behind a town's postcode, where the town itself is named as well."""
    if not name.after:
        return None
    behind = rf"(?<!\d){name.after}\s+[^\W\d_]+(?:[-’'][^\W\d_]+)*(?:\s[A-Z]\w+)?"
    found = re.search(behind, unit.target)
    if found is None or _stands(name.text, {folded(word) for word in words_of(found[0])}, unit):
        return None
    return found


def _stands(name: str, known: set[str], unit: Unit) -> bool:
    """Whether the target has the name, inflected or not, or its own word for the place."""
    shapes = {folded(name)}
    if unit.source_lang == "de" and name.endswith("s"):
        shapes.add(folded(name[:-1]))  # Frau Müllers Rede
    if unit.source_lang == "de" and name.endswith("er") and len(name) > 5:
        shapes.add(folded(name[:-2]))  # der Kieler Hafen
    shapes |= {f"{shape}s" for shape in shapes}
    if unit.target_lang == "de":
        shapes |= {f"{shape}er" for shape in shapes}  # the port of Kiel: der Kieler Hafen
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
