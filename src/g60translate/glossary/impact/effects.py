"""What a change of glossary does to one term of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from g60translate.glossary.concept import TermHit
from g60translate.glossary.matching.verify import TermVerifier

_Wordings = Sequence[tuple[str, str]]
"""Target wordings, each with what its capitals may do."""


class Effect(StrEnum):
    """The kinds of change, from the sentence's point of view.

    ADDED, REMOVED: the term is found only under the new, only under the old glossary. REWORDED:
    another wording is to be written. ACCEPTED: other wordings count as well, or no longer.
    FORBIDDEN: other wordings are forbidden.
    """

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    ACCEPTED = "accepted"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class TermChange:
    """One effect on the term at `[hit.start, hit.end)` of the sentence.

    `before` and `after` are target wordings: the one to write for ADDED, REMOVED and REWORDED,
    otherwise those that only the old and only the new glossary accepts or forbids.
    """

    effect: Effect
    hit: TermHit
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def __str__(self) -> str:
        wordings = [", ".join(map(repr, side)) for side in (self.before, self.after)]
        change = " → ".join(side or "–" for side in wordings)
        return f"{self.effect}: {self.hit.surface!r} ({self.hit.concept_id}): {change}"


def effects(
    before: TermHit | None, after: TermHit | None, *, old: TermVerifier, new: TermVerifier
) -> Iterator[TermChange]:
    """How the hits of both glossaries at one place differ, None where there is none."""
    if before is not None and after is not None:
        yield from _both(before, after, old=old, new=new)
    elif after is not None:
        yield TermChange(Effect.ADDED, after, after=(new.expected(after),))
    elif before is not None:
        yield TermChange(Effect.REMOVED, before, before=(old.expected(before),))


def _both(
    before: TermHit, after: TermHit, *, old: TermVerifier, new: TermVerifier
) -> Iterator[TermChange]:
    was, becomes = old.decision(before), new.decision(after)
    if was[0][0] != becomes[0][0]:
        yield TermChange(Effect.REWORDED, after, (was[0][0],), (becomes[0][0],))
    elif set(was) != set(becomes):
        yield TermChange(Effect.ACCEPTED, after, *_only(was, becomes))
    banned, bans = old.banned(before), new.banned(after)
    if set(banned) != set(bans):
        yield TermChange(Effect.FORBIDDEN, after, *_only(banned, bans))


def _only(old: _Wordings, new: _Wordings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The wordings in `old` alone and in `new` alone, in the glossary's order.

    Where both have a wording and its capitals may do something else, that is said beside it.
    """
    both = {form for form, _ in old} & {form for form, _ in new}

    def beyond(one: _Wordings, other: _Wordings) -> tuple[str, ...]:
        rest = [pair for pair in one if pair not in other]
        return tuple(f"{form} (capitals: {rule})" if form in both else form for form, rule in rest)

    return beyond(old, new), beyond(new, old)
