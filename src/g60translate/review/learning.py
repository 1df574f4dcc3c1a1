"""What edits teach over time: pairs to train on, and corrections that repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from g60translate.memory.entry import Entry, Origin, State

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Correction:
    """Words that people put in the place of others, and how often."""

    before: str
    after: str
    times: int


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


def corrections(pairs: Iterable[tuple[str, str]], *, least: int = 2) -> list[Correction]:
    """What was exchanged for what, over (old, new) texts, `least` times or more."""
    counted: Counter[tuple[str, str]] = Counter()
    for old, new in pairs:
        was: list[str] = _WORD.findall(old)
        now: list[str] = _WORD.findall(new)
        for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            if kind == "replace" and b - a <= _LONGEST and d - c <= _LONGEST:
                counted[" ".join(was[a:b]), " ".join(now[c:d])] += 1
    return [
        Correction(before, after, times)
        for (before, after), times in counted.most_common()
        if times >= least
    ]
