"""Figures of a sentence that were left in the notation of its source, set right by rule.

Everything is decided by what the source shows, and every change is proven: the check of numbers
must have less to object to with it than without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, pairwise

from g60translate.checks.check import Severity, Unit
from g60translate.checks.figures.matching import changed, digits, figure, match
from g60translate.checks.figures.quantities import quantities
from g60translate.checks.figures.quantity import Quantity, QuantityKind
from g60translate.checks.numbers import NumbersCheck
from g60translate.repair.change import Change, apply_changes
from g60translate.repair.clocks import clock_changes
from g60translate.repair.dated import date_changes
from g60translate.repair.style import LANGUAGES, read_figure, renotated
from g60translate.spans import Span

_HINT = {
    "en": re.compile(
        r"\d[.,:'’]\d|\d[ \u00a0]?[ap]\.?[ \u00a0]?m|Uhr|clock|\b[Hh]alf|\d\.[ \u00a0][JFMASOND]",
        re.IGNORECASE,
    ),
    "de": re.compile(r"\d[.,'’]\d|\d[ \u00a0]?[ap]\.?[ \u00a0]?m|\d[ \u00a0]?Uhr", re.IGNORECASE),
}
_RAW = re.compile(r"\d+(?:[.,'’]\d+)+")
_ALIKE = 0.75
_LEAST_DIGITS = 4
_S = r"[ \u00a0]"
_SCALE = rf"(?:{_S}(?:million|billion|thousand|trillion|Millionen|Milliarden|Mio\.|Mrd\.))?"
_SIGN_BEHIND = re.compile(rf"(?P<scale>{_SCALE}){_S}?(?P<sign>[€$£₹₽฿])")
_SIGN_BEFORE = re.compile(rf"(?P<sign>[€$£₹₽฿]){_S}?$")
_SCALE_BEHIND = re.compile(_SCALE)


def sentence_changes(
    source: str,
    target: str,
    source_lang: str,
    target_lang: str,
    *,
    frozen: Sequence[Span] = (),
    cuts: Sequence[int] = (),
) -> tuple[Change, ...]:
    """Sorted changes that do not overlap, for German and English only.

    They keep off the `frozen` spans of the target and never replace what a place of `cuts`, the
    edge of an inline code, lies inside of.
    """
    if {source_lang, target_lang} != LANGUAGES or not _HINT[target_lang].search(target):
        return ()
    unit = Unit("", source, target, source_lang, target_lang)
    known = _objections(unit)
    if not any(known):
        return ()
    taken: list[Change] = []
    for options in chain(
        date_changes(source, target, source_lang, target_lang),
        clock_changes(source, target, source_lang, target_lang),
        _figures(unit),
    ):
        for change in options:
            if any(change.overlaps(span) for span in frozen) or any(map(change.is_cut_by, cuts)):
                continue
            tried = sorted([*taken, change], key=lambda one: one.start)
            if any(a.end > b.start for a, b in pairwise(tried)):
                continue
            left = _objections(unit, tried)
            if left < known:
                taken, known = tried, left
                break
    return tuple(taken)


def _objections(unit: Unit, changes: Sequence[Change] = ()) -> tuple[int, int]:
    """How much the check of numbers objects to, errors first."""
    target = apply_changes(unit.target, changes)
    tried = Unit("", unit.source, target, unit.source_lang, unit.target_lang)
    found = [finding.severity for finding in NumbersCheck().examine(tried)]
    return found.count(Severity.ERROR), found.count(Severity.WARNING)


def _figures(unit: Unit) -> Iterator[tuple[Change, ...]]:
    """For each figure that is written otherwise than it should be: changes, the best one first."""
    source = quantities(unit.source, unit.source_lang, strict=True)
    target = quantities(unit.target, unit.target_lang, strict=True)
    pairs, missing, surplus = match(source, target)
    broken = [span for span in _raw_figures(unit.target) if not _reads(unit.target[slice(*span)])]
    for span in broken:
        text = _shown_by(unit, [*missing, *(old for old, _ in pairs)], span, len(broken))
        if text is not None:
            yield _options(unit, span, text)
    for old, new in pairs:
        if new.foreign and not old.soft:
            span = _figure_span(unit.target, new)
            text = renotated(unit.target[slice(*span)], unit.source_lang, unit.target_lang)
            if text is not None:
                yield _options(unit, span, text)
    for old, new in changed(missing, surplus):
        if old.soft or old.kind is not QuantityKind.NUMBER:
            continue
        shown, span = figure(old), _figure_span(unit.target, new)
        text = renotated(shown, unit.source_lang, unit.target_lang)
        if text is not None and re.sub(r"\D", "", unit.target[slice(*span)]) == digits(old):
            yield _options(unit, span, text)


def _raw_figures(text: str) -> Iterator[Span]:
    for found in _RAW.finditer(text):
        yield found.span()


def _reads(text: str) -> bool:
    """Whether it is a figure in some notation, or something else than a figure."""
    if read_figure(text, "de") or read_figure(text, "en"):
        return True
    marks = re.sub(r"\d", "", text)
    # A time or a price; a date, a version, an address of a machine.
    return len(marks) == 1 or (set(marks) == {"."} and _is_numbered(text))


def _is_numbered(text: str) -> bool:
    return max(map(len, text.split("."))) < _LEAST_DIGITS and len(re.sub(r"\D", "", text)) < 6


def _shown_by(unit: Unit, old: Sequence[Quantity], span: Span, how_many: int) -> str | None:
    """The only figure of the source that a broken one can stand for, in the right notation."""
    broken = re.sub(r"\D", "", unit.target[slice(*span)])
    shown = [figure(q) for q in old if q.kind is QuantityKind.NUMBER and not q.soft]
    same = [one for one in shown if re.sub(r"\D", "", one) == broken]
    if not same and how_many == 1:
        long = [one for one in shown if len(re.sub(r"\D", "", one)) >= _LEAST_DIGITS]
        same = [
            one
            for one in long
            if SequenceMatcher(None, re.sub(r"\D", "", one), broken).ratio() >= _ALIKE
        ]
    if len({*same}) != 1:
        return None
    return renotated(same[0], unit.source_lang, unit.target_lang)


def _figure_span(text: str, quantity: Quantity) -> Span:
    """Where the digits of a figure stand, without its unit."""
    found = re.compile(r"\d(?:[\d.,'’]*\d)?").search(text, quantity.start, quantity.end)
    return found.span() if found else (quantity.start, quantity.end)


def _options(unit: Unit, span: Span, text: str) -> tuple[Change, ...]:
    """The change with the sign of its currency where the language puts it, then without."""
    start, end = span
    alone = Change(start, end, text)
    if unit.target[start:end] == text:
        return ()
    if unit.target_lang == "en" and (sign := _SIGN_BEHIND.match(unit.target, end)):
        return Change(start, sign.end(), f"{sign['sign']}{text}{sign['scale']}"), alone
    if unit.target_lang == "de" and (sign := _SIGN_BEFORE.search(unit.target, 0, start)):
        scale = _SCALE_BEHIND.match(unit.target, end)
        behind = scale.end() if scale else end
        wide = f"{text}{unit.target[end:behind]}\u00a0{sign['sign']}"
        return Change(sign.start(), behind, wide), alone
    return (alone,)
