"""Search for many wordings at once in folded text, and the choice among overlapping finds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import ahocorasick

from g60translate.glossary.concept import CasePolicy
from g60translate.glossary.matching.fold import Folded, fold
from g60translate.protection.addresses import addresses

# Where Chinese goes on to another word: 财政部 in 财政部长 or 财政部门, 中国制造 in 中国制造业.
# In 外交部长期 (“the ministry has long …”) it does not.
_GOES_ON = re.compile("部(?:长(?![期江三远久年城春沙途效达])|门)|造业")


class CaseRule(StrEnum):
    """How a find's capitals must relate to the wording's.

    SAME: equal. GAINED: the text may have more of them (sentence start, headline, ALL CAPS) but
    may not have lost any. ANY: they do not count.
    """

    SAME = "same"
    GAINED = "gained"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wording to look for and what it stands for.

    `rank` decides between finds of equal length, the smallest first.
    """

    wording: str
    rule: CaseRule
    concept_id: str
    rank: tuple[int, ...] = ()
    term: int = 0
    """Index of the term in its concept."""


@dataclass(frozen=True, slots=True)
class Find:
    """A pattern found at `[start, end)` of the folded text."""

    start: int
    end: int
    pattern: Pattern

    @property
    def order(self) -> tuple[int, tuple[int, ...], int, str, int, str]:
        """Sort key: longest, then best rank, then leftmost; the rest makes it total."""
        pattern = self.pattern
        length = self.end - self.start
        return (
            -length,
            pattern.rank,
            self.start,
            pattern.concept_id,
            pattern.term,
            pattern.wording,
        )


class PatternIndex:
    """An Aho-Corasick automaton over folded wordings.

    Uses `iter()`, never `iter_long()`: pyahocorasick 2.3.1 misses matches in the latter.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        entries: dict[str, list[tuple[Pattern, str]]] = {}
        for pattern in patterns:
            folded = fold(pattern.wording.strip())
            if key := folded.text.strip():
                entries.setdefault(key, []).append((pattern, folded.plain.strip()))
        self._automaton = ahocorasick.Automaton()
        for key, found in entries.items():
            self._automaton.add_word(key, (len(key), found))
        self._empty = not entries
        if entries:
            self._automaton.make_automaton()

    def find(self, folded: Folded) -> list[Find]:
        """Every occurrence at word edges that keeps its case rule, overlapping ones too.

        Web and mail addresses are left out, and a few places where Chinese is known to go on.
        """
        if self._empty:
            return []
        finds: list[Find] = []
        is_edge, cuts = folded.is_edge, folded.cuts
        padded = folded.plain + " "
        for last, (length, entries) in self._automaton.iter(folded.text):
            start, end = last + 1 - length, last + 1
            around = padded[last : end + 1]
            if around.isascii() and around.isalnum() and end not in cuts:
                continue  # inside a word, as most are: `is_edge` would say the same, slower
            if is_edge(end) and is_edge(start) and not _GOES_ON.match(folded.text, last):
                plain = folded.plain[start:end]
                finds += [
                    Find(start, end, pattern)
                    for pattern, wording in entries
                    if keeps_case(plain, wording, pattern.rule)
                ]
        return _outside_addresses(finds, folded)


def select(finds: Sequence[Find]) -> list[Find]:
    """The finds that stand when no two may overlap, in text order.

    The longer one wins over what it contains or straddles, then the better rank, then the left.
    """
    taken: list[Find] = []
    covered: set[int] = set()
    for find in sorted(finds, key=lambda f: f.order):
        # A shorter find that overlaps a longer one has an end inside it.
        if find.start not in covered and find.end - 1 not in covered:
            covered.update(range(find.start, find.end))
            taken.append(find)
    return sorted(taken, key=lambda f: f.start)


def straddling(finds: Sequence[Find]) -> list[tuple[Find, Find]]:
    """The finds of `select`, each beside those it kept out by reaching into them from one side.

    Only between different concepts; what lies inside a find that stands is no rival of any.
    """
    standing = select(finds)
    starts = [find.start for find in standing]
    pairs = []
    for find in sorted(finds, key=lambda f: (f.start, f.end, f.order)):
        first = max(bisect_right(starts, find.start) - 1, 0)
        near = standing[first : bisect_left(starts, find.end)]
        rivals = [rival for rival in near if rival.end > find.start]
        if any(rival.start <= find.start and find.end <= rival.end for rival in rivals):
            continue
        pairs += [
            (rival, find)
            for rival in rivals
            if not (find.start <= rival.start and rival.end <= find.end)
            and rival.pattern.concept_id != find.pattern.concept_id
        ]
    return pairs


def _outside_addresses(finds: list[Find], folded: Folded) -> list[Find]:
    """The finds less those inside an address, where a name is no use of the term."""
    spans = addresses(folded.source, kinds=("url", "mail")) if finds else ()
    if not spans:
        return finds
    kept = []
    for find in finds:
        start, end = folded.span(find.start, find.end)
        if not any(start < closes and opens < end for opens, closes, _ in spans):
            kept.append(find)
    return kept


def keeps_case(found: str, wording: str, rule: CaseRule) -> bool:
    """Whether `found` relates to `wording` (same length, both folded) as the rule demands."""
    if rule is CaseRule.ANY or found == wording:
        return True
    if rule is CaseRule.SAME:
        return False
    return all(
        there == here or not here.isupper() for there, here in zip(found, wording, strict=True)
    )


def is_acronym(text: str) -> bool:
    """Written without any lower-case letter, as CIIE, G60 or 进博会."""
    return not any(char.islower() for char in text)


def search_rule(policy: CasePolicy, text: str) -> CaseRule:
    """How the case of a source text counts for a term of this policy."""
    exact = policy is CasePolicy.EXACT or (policy is CasePolicy.AUTO and is_acronym(text))
    return CaseRule.SAME if exact else CaseRule.ANY


def proof_rule(policy: CasePolicy, text: str) -> CaseRule:
    """How the case of a translation counts: it may gain capitals, and lose none."""
    if policy is CasePolicy.AUTO and not is_acronym(text):
        return CaseRule.GAINED
    return search_rule(policy, text)
