"""Numbers, dates, times and phone numbers on both sides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.figures.clocks import STRICT_LANGUAGES
from g60translate.checks.figures.comparing import compare_pairs
from g60translate.checks.figures.dates import dotted_dates
from g60translate.checks.figures.quantities import quantities
from g60translate.checks.figures.quantity import Page, Quantity, QuantityKind
from g60translate.checks.figures.units import same_unit

# Languages whose numerals, scales and months are known; elsewhere a difference only warns.
_KNOWN = frozenset({"de", "en", "fr", "zh"})
# Where a date with full stops reads as a decimal or as nothing.
_UNDOTTED = frozenset({"en", "fr", "zh"})
# A sentence has a handful of figures; a table pasted into one segment is compared without pairing.
_MAX_PAIRED = 400
_MAX_ALIKE = 30
_FIGURE = re.compile(r"\d(?:[\d.,'’]*\d)?")


class NumbersCheck:
    """A number, date, time, percentage or currency is missing or another than in the source.

    1.234,5 in German is 1,234.5 in English; 28.6亿 is 2.86 billion. Compare the figure with the
    source before the text goes out.
    """

    name = "numbers"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """An error for a figure that changed or vanished, a warning for one that appeared."""
        strict = {unit.source_lang, unit.target_lang} <= STRICT_LANGUAGES
        source = quantities(unit.source, unit.source_lang, strict=strict)
        target = quantities(unit.target, unit.target_lang, strict=strict)
        pairs, missing, surplus = _match(source, target)
        sure = unit.source_lang in _KNOWN and unit.target_lang in _KNOWN
        changed = _changed(missing, surplus)
        for old, new in changed:
            missing.remove(old)
            surplus.remove(new)
            severity = Severity.ERROR if sure and not old.soft else Severity.WARNING
            message = f"“{old.text}” became “{new.text}”."
            if (figure := _figure(old)) and figure == _figure(new):
                message = f"“{figure}” was copied as it is, and reads as another number here."
            yield Finding(self.name, severity, unit.segment_id, message, (new.start, new.end))
        for old in missing:
            yield Finding(
                self.name,
                Severity.ERROR if sure and _is_weighty(old) else Severity.WARNING,
                unit.segment_id,
                f"The {old.kind} “{old.text}” is missing.",
            )
        for new in surplus:
            message = f"The {new.kind} “{new.text}” is not in the source."
            yield Finding(
                self.name, Severity.WARNING, unit.segment_id, message, (new.start, new.end)
            )
        for remark in compare_pairs(pairs, source, target, unit):
            yield Finding(self.name, remark.severity, unit.segment_id, remark.message, remark.span)
        yield from self._foreign_dates(unit)

    def _foreign_dates(self, unit: Unit) -> Iterable[Finding]:
        if unit.target_lang not in _UNDOTTED:
            return
        for start, end in dotted_dates(Page(unit.target, unit.target_lang)):
            message = f"The date “{unit.target[start:end]}” is written the German way."
            yield Finding(self.name, Severity.WARNING, unit.segment_id, message, (start, end))


def _match(
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


def _changed(
    missing: Sequence[Quantity], surplus: Sequence[Quantity]
) -> list[tuple[Quantity, Quantity]]:
    """Missing and surplus figures of one kind, the most similar ones first."""
    missing, surplus = missing[:_MAX_ALIKE], surplus[:_MAX_ALIKE]
    candidates = sorted(
        (
            (SequenceMatcher(None, _digits(old), _digits(new)).ratio(), old, new)
            for old in missing
            for new in surplus
            if old.kind == new.kind
        ),
        key=lambda entry: -entry[0],
    )
    taken: list[Quantity] = []
    changed = []
    for _, old, new in candidates:
        if old not in taken and new not in taken:
            taken += [old, new]
            changed.append((old, new))
    return changed


def _figure(quantity: Quantity) -> str:
    """The digits with the marks between them."""
    found = _FIGURE.search(quantity.text)
    return found.group() if found else ""


def _digits(quantity: Quantity) -> str:
    return "".join(ch for ch in quantity.text if ch.isdigit())


def _is_weighty(quantity: Quantity) -> bool:
    """Whether a missing figure is surely a fault: not a lone digit, which is often paraphrased."""
    if quantity.soft or quantity.spelled:
        return False
    return (
        bool(quantity.unit)
        or quantity.kind is not QuantityKind.NUMBER
        or (len(_digits(quantity)) > 1)
    )
