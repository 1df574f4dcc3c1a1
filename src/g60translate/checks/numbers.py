"""Numbers, dates, times and phone numbers on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.figures.dates import dotted_dates
from g60translate.checks.figures.quantities import quantities
from g60translate.checks.figures.quantity import Page, Quantity, QuantityKind

# Languages whose numerals, scales and months are known; elsewhere a difference only warns.
_KNOWN = frozenset({"de", "en", "fr", "zh"})
# Where a date with full stops reads as a decimal or as nothing.
_UNDOTTED = frozenset({"en", "fr", "zh"})
# A sentence has a handful of figures; a table pasted into one segment is compared without pairing.
_MAX_PAIRED = 400
_MAX_ALIKE = 30


class NumbersCheck:
    """A number, date, time, percentage or currency is missing or another than in the source.

    1.234,5 in German is 1,234.5 in English; 28.6亿 is 2.86 billion. Compare the figure with the
    source before the text goes out.
    """

    name = "numbers"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """An error for a figure that changed or vanished, a warning for one that appeared."""
        source = quantities(unit.source, unit.source_lang)
        target = quantities(unit.target, unit.target_lang)
        pairs, missing, surplus = _match(source, target)
        sure = unit.source_lang in _KNOWN and unit.target_lang in _KNOWN
        changed = _changed(missing, surplus)
        for old, new in changed:
            missing.remove(old)
            surplus.remove(new)
            severity = Severity.ERROR if sure and not old.soft else Severity.WARNING
            message = f"“{old.text}” became “{new.text}”."
            if old.text == new.text:
                message = f"“{old.text}” was copied as it is, and reads as another number here."
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
        # "von 27,9 auf 26,5 Prozent" names the unit once, so a lost one counts if it is lost
        # everywhere.
        shared = {q.unit for q in source} & {q.unit for q in target}
        yield from self._units(unit, pairs, shared)
        yield from self._foreign_dates(unit)

    def _foreign_dates(self, unit: Unit) -> Iterable[Finding]:
        if unit.target_lang not in _UNDOTTED:
            return
        for start, end in dotted_dates(Page(unit.target, unit.target_lang)):
            message = f"The date “{unit.target[start:end]}” is written the German way."
            yield Finding(self.name, Severity.WARNING, unit.segment_id, message, (start, end))

    def _units(
        self, unit: Unit, pairs: Sequence[tuple[Quantity, Quantity]], shared: set[str]
    ) -> Iterable[Finding]:
        for old, new in pairs:
            if old.unit == new.unit or not (old.required and new.required):
                continue
            if old.unit and new.unit:
                severity = Severity.ERROR
            elif "%" in {old.unit, new.unit} - shared:
                severity = Severity.WARNING
            else:
                continue  # a currency named once for several amounts
            message = f"“{old.text}” became “{new.text}”: another unit."
            yield Finding(self.name, severity, unit.segment_id, message, (new.start, new.end))


def _match(
    source: Sequence[Quantity], target: Sequence[Quantity]
) -> tuple[list[tuple[Quantity, Quantity]], list[Quantity], list[Quantity]]:
    """Pairs that agree, then what nothing on the other side answers.

    Each figure answers one figure while there are enough; a repeated one may be said once.
    """
    free = list(target) if len(source) + len(target) <= _MAX_PAIRED else []
    pairs = []
    for old in source:
        answers = [new for new in free if old.readings & new.readings]
        if answers:
            best = max(
                answers, key=lambda new: (new.required == old.required, new.unit == old.unit)
            )
            pairs.append((old, best))
            free.remove(best)
    sides = (source, target)
    spoken = [frozenset(reading for q in side for reading in q.readings) for side in sides]
    missing = [q for q in source if q.required and not q.readings & spoken[1]]
    surplus = [q for q in target if q.required and not q.readings & spoken[0]]
    return pairs, missing, surplus


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


def _digits(quantity: Quantity) -> str:
    return "".join(ch for ch in quantity.text if ch.isdigit())


def _is_weighty(quantity: Quantity) -> bool:
    """Whether a missing figure is surely a fault: not a lone digit, which is often paraphrased."""
    if quantity.soft:
        return False
    return (
        bool(quantity.unit)
        or quantity.kind is not QuantityKind.NUMBER
        or (len(_digits(quantity)) > 1)
    )
