"""Numbers, dates, times and phone numbers on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.figures.clocks import STRICT_LANGUAGES
from g60translate.checks.figures.comparing import compare_pairs
from g60translate.checks.figures.dates import dotted_dates
from g60translate.checks.figures.matching import changed, digits, figure, match
from g60translate.checks.figures.quantities import quantities
from g60translate.checks.figures.quantity import Page, Quantity, QuantityKind
from g60translate.checks.figures.relations import other_relations
from g60translate.language.calendar import MONTHS

# Languages whose numerals, scales and months are known; elsewhere a difference only warns.
_KNOWN = frozenset({"de", "en", "fr", "zh"})
# Times, and dates that may mean two days, which no reader of this language knows.
_FOREIGN = {
    "en": re.compile(
        r"(?<![\d.,])\d{1,2}(?:[.:]\d\d)?[ \u00a0]?Uhr\b"
        r"|\b(?:1[3-9]|2[0-4])[ \u00a0]o['’]clock\b"
        rf"|(?<![\d.,])\d{{1,2}}\.[ \u00a0](?:{'|'.join(MONTHS['en'])})\b"
        r"|(?<![\d.,:])0{1,2}[.:][0-5]\d[ \u00a0]?[ap](?:\.[ \u00a0]?m\.|\.?m\b)"
    ),
    "de": re.compile(
        r"(?<![\d.,])\d{1,2}(?:[.:]\d\d)?[ \u00a0]?[ap](?:\.[ \u00a0]?m\.|\.?m\b)"
        r"|(?<![\d/])\d{1,2}/\d{1,2}/\d{4}(?![\d/])"
    ),
}
# Where a date with full stops reads as a decimal or as nothing.
_UNDOTTED = frozenset({"en", "fr", "zh"})


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
        pairs, missing, surplus = match(source, target)
        sure = unit.source_lang in _KNOWN and unit.target_lang in _KNOWN
        for old, new in changed(missing, surplus):
            missing.remove(old)
            surplus.remove(new)
            severity = Severity.ERROR if sure and not old.soft else Severity.WARNING
            message = f"“{old.text}” became “{new.text}”."
            if (shown := figure(old)) and shown == figure(new):
                message = f"“{shown}” was copied as it is, and reads as another number here."
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
        langs = unit.source_lang, unit.target_lang
        for old_word, (word, span) in other_relations(unit.source, unit.target, *langs):
            message = f"“{old_word}” became “{word}”."
            yield Finding(self.name, Severity.WARNING, unit.segment_id, message, span)
        yield from self._foreign_dates(unit)

    def _foreign_dates(self, unit: Unit) -> Iterable[Finding]:
        places: list[tuple[int, int]] = []
        if unit.target_lang in _UNDOTTED:
            places += dotted_dates(Page(unit.target, unit.target_lang))
        if pattern := _FOREIGN.get(unit.target_lang):
            places += [found.span() for found in pattern.finditer(unit.target)]
        for start, end in places:
            message = f"“{unit.target[start:end]}” is written as another language writes it."
            yield Finding(self.name, Severity.WARNING, unit.segment_id, message, (start, end))


def _is_weighty(quantity: Quantity) -> bool:
    """Whether a missing figure is surely a fault: not a lone digit, which is often paraphrased."""
    if quantity.soft or quantity.spelled:
        return False
    return (
        bool(quantity.unit)
        or quantity.kind is not QuantityKind.NUMBER
        or (len(digits(quantity)) > 1)
    )
