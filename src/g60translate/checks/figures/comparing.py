"""What may be wrong between two figures of one value: unit, sign, notation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from g60translate.checks.check import Severity, Unit
from g60translate.checks.figures.clocks import STRICT_LANGUAGES
from g60translate.checks.figures.directions import direction, is_change
from g60translate.checks.figures.measures import MEASURES
from g60translate.checks.figures.quantity import Quantity, QuantityKind
from g60translate.checks.figures.signs import is_said_otherwise
from g60translate.checks.figures.units import CURRENCIES, same_unit

Pair = tuple[Quantity, Quantity]

_SAID_OUTRIGHT = 2
_AFTERNOON = 13 * 60
_LATE = re.compile(r"p\.?\s?m\b|afternoon|evening|night", re.IGNORECASE)


class Remark(NamedTuple):
    """What to say of a place in the target text."""

    severity: Severity
    message: str
    span: tuple[int, int]


def compare_pairs(
    pairs: Sequence[Pair], source: Sequence[Quantity], target: Sequence[Quantity], unit: Unit
) -> Iterator[Remark]:
    """Remarks on pairs that agree in value; `source` and `target` are all figures of the unit."""
    known = {unit.source_lang, unit.target_lang} <= STRICT_LANGUAGES
    named = {q.unit for q in source}, {q.unit for q in target}
    for old, new in pairs:
        span = (new.start, new.end)
        if severity := _unit_differs(old, new, named, known=known):
            message = f"“{old.text}” became “{new.text}”: another unit."
            yield Remark(severity, message, span)
        if known and (severity := _sign_differs(old, new, unit)):
            message = f"“{old.text}” became “{new.text}”: another sign."
            yield Remark(severity, message, span)
        if known and _is_vague(old, new, unit):
            message = f"“{old.text}” became “{new.text}”, which may be before noon."
            yield Remark(Severity.WARNING, message, span)
        if known and _turns(old, new, unit):
            message = f"“{old.text}” rises on one side and falls on the other."
            yield Remark(Severity.ERROR, message, span)
        if new.foreign:
            message = f"“{new.text}” is in the notation of another language."
            yield Remark(Severity.ERROR, message, span)


def _unit_differs(
    old: Quantity, new: Quantity, named: tuple[set[str], set[str]], *, known: bool
) -> Severity | None:
    if same_unit(old.unit, new.unit) or not (old.required and new.required):
        return None
    if old.unit and new.unit:
        return Severity.ERROR
    # "von 27,9 auf 26,5 Prozent" names the unit once, so a lost one counts if it is lost
    # everywhere.
    if "%" in {old.unit, new.unit} - (named[0] & named[1]):
        return Severity.WARNING
    if known and not new.unit and old.unit in CURRENCIES | MEASURES | {"pp"}:
        lost = not any(same_unit(old.unit, name) for name in named[1])
        return Severity.WARNING if lost else None
    return None


def _sign_differs(old: Quantity, new: Quantity, unit: Unit) -> Severity | None:
    if old.sign * new.sign < 0:
        return Severity.ERROR
    source_lang, target_lang = unit.source_lang, unit.target_lang
    if old.sign == -_SAID_OUTRIGHT and not new.sign:
        langs = (source_lang, target_lang)
        kept = is_said_otherwise(unit.source, old.start, unit.target, langs)
        return None if kept else Severity.ERROR
    if new.sign == -_SAID_OUTRIGHT and not old.sign:
        langs = (target_lang, source_lang)
        kept = is_said_otherwise(unit.target, new.start, unit.source, langs)
        return None if kept else Severity.WARNING
    return None


def _is_vague(old: Quantity, new: Quantity, unit: Unit) -> bool:
    """Whether nothing in English says that a time is after noon: 20.15, but “8:15”."""
    if unit.target_lang != "en" or old.kind is not QuantityKind.TIME or len(new.readings) == 1:
        return False
    meant = [int(reading[1:]) for reading in old.readings if reading[1:].isdigit()]
    late = len(meant) == 1 and meant[0] >= _AFTERNOON
    return late and ":" in new.text and not _LATE.search(unit.target)


def _turns(old: Quantity, new: Quantity, unit: Unit) -> bool:
    """Whether what fell by so much is said to have risen by it, or the other way round."""
    here, there = (
        (unit.source, old.start, unit.source_lang),
        (unit.target, new.start, unit.target_lang),
    )
    if old.sign or new.sign or not (is_change(*here) or is_change(*there)):
        return False
    return direction(unit.source, unit.source_lang) * direction(unit.target, unit.target_lang) < 0
