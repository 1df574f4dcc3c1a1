"""What edits teach over time: pairs to train on, and corrections that repeat."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from g60translate.memory.entry import Entry, Origin, State

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_LONGEST = 4
# Words of so few letters are in any sentence.
_SHORT = 3

TermsOf = Callable[[str], Iterable[tuple[str, str, Sequence[str]]]]
"""The terms of a source sentence: as they stand there, their concept, the wordings accepted."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence as a model translated it and as a person left it."""

    source: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Correction:
    """Words that people put in the place of others, and how often.

    `shared` are the words that all these sentences have in common in the source language, which
    the correction may be about; `terms` are (term, concept) whose wording was exchanged.
    """

    before: str
    after: str
    times: int
    shared: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


def human_pairs(
    entries: Iterable[Entry], *, source_lang: str, target_lang: str
) -> list[tuple[str, str, str]]:
    """Source, target and document of what people decided in this direction, each pair once."""
    found = {
        (entry.source, entry.target): entry.document
        for entry in entries
        if entry.origin is Origin.HUMAN
        and entry.state is State.APPROVED
        and (entry.source_lang, entry.target_lang) == (source_lang, target_lang)
    }
    return [(source, target, document) for (source, target), document in found.items()]


def edits_of(entries: Iterable[Entry], *, source_lang: str, target_lang: str) -> list[Edit]:
    """What people made of a model's sentences, where a memory has both."""
    sides: dict[tuple[str, ...], dict[Origin, str]] = {}
    for entry in entries:
        if (entry.source_lang, entry.target_lang) == (source_lang, target_lang):
            place = (entry.source, entry.before, entry.after, entry.document)
            sides.setdefault(place, {})[entry.origin] = entry.target
    return [
        Edit(place[0], said[Origin.MACHINE], said[Origin.HUMAN])
        for place, said in sides.items()
        if Origin.MACHINE in said and Origin.HUMAN in said
    ]


def corrections(
    edits: Iterable[Edit], *, least: int = 2, terms: TermsOf | None = None
) -> list[Correction]:
    """What was exchanged for what, `least` times or more; `terms` says what a source's are."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for edit in edits:
        was: list[str] = _WORD.findall(edit.old)
        now: list[str] = _WORD.findall(edit.new)
        for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            if kind == "replace" and b - a <= _LONGEST and d - c <= _LONGEST:
                found[" ".join(was[a:b]), " ".join(now[c:d])].append(edit.source)
    counted = Counter({words: len(sources) for words, sources in found.items()})
    return [
        Correction(
            *words,
            times,
            _shared(found[words]),
            tuple(_exchanged(found[words], words[0], terms)) if terms else (),
        )
        for words, times in counted.most_common()
        if times >= least
    ]


def _shared(sources: Sequence[str]) -> tuple[str, ...]:
    """The words of all these sentences, without short ones, the longest first."""
    words = set.intersection(*({*_WORD.findall(source)} for source in {*sources}))
    return tuple(sorted((w for w in words if len(w) > _SHORT), key=lambda w: (-len(w), w))[:3])


def _exchanged(sources: Sequence[str], before: str, terms: TermsOf) -> Iterator[tuple[str, str]]:
    """Terms of these sentences whose wording is what people put away, or has it in it."""
    told = {
        (surface, concept)
        for source in sources
        for surface, concept, wordings in terms(source)
        if any(before in wording or wording in before for wording in wordings)
    }
    yield from sorted(told)
