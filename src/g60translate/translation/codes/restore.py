"""Moves the inline codes of a sentence to where its words went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType

from g60translate.documents.model import Inline, InlineKind
from g60translate.repair.change import Repair
from g60translate.spans import Span
from g60translate.translation.codes.alignment import Alignment
from g60translate.translation.codes.placing import locate
from g60translate.translation.ladder.edits import Edit, OffsetMap, apply_edits

_NOWHERE: Mapping[str, Span] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Restored:
    """A target sentence with its codes.

    `misplaced` are tags whose place is a guess, since their words seem to be missing; `offsets`
    leads from the alignment's target text, which has no line breaks yet, to `text`. `repairs` are
    what was set right by rule.
    """

    text: str
    inlines: tuple[Inline, ...]
    offsets: OffsetMap
    misplaced: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()


def carried_over(text: str, codes: Sequence[Inline]) -> Restored:
    """A sentence with nothing to translate, as it was."""
    same, offsets = apply_edits(text, [])
    return Restored(same, tuple(codes), offsets)


def restore(
    codes: Sequence[Inline],
    alignment: Alignment,
    *,
    owned: Mapping[str, str],
    places: Mapping[str, Span] = _NOWHERE,
) -> Restored:
    """Place codes over `alignment.source` into `alignment.target`.

    `places` has those that are known, by tag; the others are told by the alignment.

    Every code comes back exactly once, and codes that were nested or disjoint in the source are so
    again. A code over a part of a word or a term goes over the same part of its translation. One
    whose words cannot be found stands, without extent, between the translations of what was before
    and behind it (a link on the nearest word), and is listed in `misplaced`. A standing-alone code
    brings along the text that it owns, such as a line break: `owned` has it by tag.
    """
    if not codes:
        return carried_over(alignment.target, ())
    spans, guessed = locate(codes, alignment, places)
    parents = _parents(codes)
    _nest(codes, spans, parents, guessed)
    placed = [
        replace(code, start=start, end=end) for code, (start, end) in zip(codes, spans, strict=True)
    ]
    text, inlines, offsets = _bring_owned_text(placed, alignment.target, owned)
    return Restored(text, inlines, offsets, tuple(codes[index].tag for index in sorted(guessed)))


def _parents(codes: Sequence[Inline]) -> list[int | None]:
    """For each code the index of the innermost earlier code around it."""
    parents: list[int | None] = []
    for index, code in enumerate(codes):
        around = [
            other
            for other in range(index)
            if codes[other].kind is not InlineKind.STANDALONE
            and codes[other].start <= code.start
            and code.end <= codes[other].end
        ]
        parents.append(around[-1] if around else None)
    return parents


def _nest(
    codes: Sequence[Inline],
    places: list[Span],
    parents: Sequence[int | None],
    guessed: AbstractSet[int],
) -> None:
    """Make `places` well-formed: children inside their parents, siblings apart.

    A guess yields: it does not stretch its parent, and it goes to its children.
    """
    vague = set(guessed)
    for index in reversed(range(len(codes))):
        parent = parents[index]
        if parent is None or index in vague or codes[index].kind is InlineKind.STANDALONE:
            continue
        a, b = places[index] if parent in vague else places[parent]
        places[parent] = (min(a, places[index][0]), max(b, places[index][1]))
        vague.discard(parent)
    for parent in (None, *range(len(codes))):
        children = [index for index in range(len(codes)) if parents[index] == parent]
        low, high = (0, max(b for _, b in places)) if parent is None else places[parent]
        # A code without extent goes around its siblings, so the others are laid out first.
        spanning = [c for c in children if codes[c].kind is not InlineKind.STANDALONE]
        floor = low
        for child in sorted(spanning, key=lambda c: places[c]):
            start = min(max(places[child][0], floor), high)
            places[child] = (start, min(max(places[child][1], start), high))
            floor = places[child][1]
        for child in children:
            if codes[child].kind is InlineKind.STANDALONE:
                place = min(max(places[child][0], low), high)
                for other in spanning:
                    a, b = places[other]
                    if a < place < b:
                        place = a if codes[child].end <= codes[other].start else b
                places[child] = (place, place)


def _bring_owned_text(
    placed: Sequence[Inline], target: str, owned: Mapping[str, str]
) -> tuple[str, tuple[Inline, ...], OffsetMap]:
    """Insert what standing-alone codes own, in place of the space where they stand."""
    owners = sorted((code for code in placed if owned.get(code.tag)), key=lambda code: code.start)
    edits: dict[str, Edit] = {}
    floor = 0
    for code in owners:
        start = end = max(code.start, floor)
        if target[end : end + 1] == " ":
            end += 1
        elif start > floor and target[start - 1] == " ":
            start -= 1
        edits[code.tag] = Edit(start, end, owned[code.tag])
        floor = end
    text, offsets = apply_edits(target, list(edits.values()))
    inlines = []
    for code in placed:
        if code.tag in edits:
            start, end = offsets.forward((edits[code.tag].start, edits[code.tag].end))
        else:
            start, end = offsets.forward((code.start, code.end))
        inlines.append(replace(code, start=start, end=end))
    return text, tuple(inlines), offsets
