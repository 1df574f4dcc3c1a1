"""Which figures of two texts answer each other, and which have become others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from g60translate.checks.figures.quantity import Quantity, QuantityKind
from g60translate.checks.figures.units import same_unit

# A sentence has a handful of figures; a table pasted into one segment is compared without pairing.
_MAX_PAIRED = 400
_MAX_ALIKE = 30
_FIGURE = re.compile(r"\d(?:[\d.,'’]*\d)?")


def match(
    source: Sequence[Quantity], target: Sequence[Quantity]
) -> tuple[list[tuple[Quantity, Quantity]], list[Quantity], list[Quantity]]:
    """Pairs that agree, then what nothing on the other side answers.

    Each figure answers one figure while there are enough; a repeated one may be said once.
    """
    free = list(target) if len(source) + len(target) <= _MAX_PAIRED else []
    pairs = []
    for old in source:
        answers = [new for new in free if old.agrees(new)]
        if answers:
            best = max(
                answers,
                key=lambda new: (
                    new.required == old.required,
                    same_unit(new.unit, old.unit),
                    new.sign * old.sign,
                ),
            )
            pairs.append((old, best))
            free.remove(best)
    answered = (_answers(target), _answers(source))
    missing = [q for q in source if q.is_asked_for and not answered[0](q)]
    surplus = [q for q in target if q.required and not answered[1](q)]
    return pairs, missing, surplus


def _answers(side: Sequence[Quantity]) -> Callable[[Quantity], bool]:
    """Whether some quantity of `side` agrees with one, told without a look at each."""
    times = {reading for q in side if q.kind is QuantityKind.TIME for reading in q.readings}
    loose = {reading for q in side for reading in q.loose}
    others = {reading for q in side if q.kind is not QuantityKind.TIME for reading in q.readings}

    def answered(quantity: Quantity) -> bool:
        if quantity.kind is QuantityKind.TIME:
            known = not times.isdisjoint(quantity.readings)
            return known or not others.isdisjoint(quantity.loose)
        return not (quantity.readings.isdisjoint(others) and quantity.readings.isdisjoint(loose))

    return answered


def changed(
    missing: Sequence[Quantity], surplus: Sequence[Quantity]
) -> list[tuple[Quantity, Quantity]]:
    """Missing and surplus figures of one kind, the most similar ones first."""
    missing, surplus = missing[:_MAX_ALIKE], surplus[:_MAX_ALIKE]
    candidates = sorted(
        (
            (SequenceMatcher(None, digits(old), digits(new)).ratio(), old, new)
            for old in missing
            for new in surplus
            if old.kind == new.kind
        ),
        key=lambda entry: -entry[0],
    )
    taken: list[Quantity] = []
    pairs = []
    for _, old, new in candidates:
        if old not in taken and new not in taken:
            taken += [old, new]
            pairs.append((old, new))
    return pairs


def figure(quantity: Quantity) -> str:
    """The digits with the marks between them."""
    found = _FIGURE.search(quantity.text)
    return found.group() if found else ""


def digits(quantity: Quantity) -> str:
    """The digits alone, in their order."""
    return "".join(ch for ch in quantity.text if ch.isdecimal())
