"""Mends a translation of a sentence that differs in figures, months or names alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from g60translate.language.calendar import DAYS, MONTHS
from g60translate.memory.features import CLOSING, key_of
from g60translate.memory.shape import FIGURE

_TOKEN: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*|\S")
_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NAME: Final = re.compile(r"(?=[^\W\d_])[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:-[^\W\d_]+)*")
_SWAPPED: Final = str.maketrans(".,", ",.")
# Languages that write 1.234,5; English writes 1,234.5.
_COMMA: Final = frozenset({"de", "fr"})


@dataclass(frozen=True, slots=True)
class _Known:
    """What may be exchanged in one direction; see `repaired`."""

    source_lang: str
    target_lang: str
    terms: Mapping[str, tuple[tuple[str, ...], str]]
    names: Mapping[str, str]


def repaired(
    wanted: str,
    remembered: str,
    target: str,
    *,
    source_lang: str,
    target_lang: str,
    terms: Mapping[str, tuple[tuple[str, ...], str]] | None = None,
    names: Mapping[str, str] | None = None,
) -> str | None:
    """The translation of `wanted`, from `target`, which translates `remembered`.

    None unless every difference is a figure, a month, a weekday, a name that the translation
    copies or that has another there (`names`), or a term (`terms`: surface → the wordings accepted
    for it, and the one to use), whose counterpart stands in the target exactly once; or else is in
    the signs that close the line, or in capitals.
    """
    (words, signs), (before, old_signs), (said, closing) = map(
        _unclosed, (wanted, remembered, target)
    )
    closed = _closing(signs, old_signs, closing)
    if closed is None:
        return None
    if key_of(words).casefold() == key_of(before).casefold():
        cased = _cased_like(words, before, said)
        same = signs == old_signs and words == before
        return None if cased is None or same else cased + closed
    known = _Known(source_lang, target_lang, terms or {}, names or {})
    swapped = _exchanged(words, before, said, known)
    return None if swapped is None else swapped + closed


def _exchanged(wanted: str, remembered: str, target: str, known: _Known) -> str | None:
    surfaces = sorted(known.terms, key=len, reverse=True)
    terms = [rf"(?<!\w){re.escape(surface)}(?!\w)" for surface in surfaces]
    token = re.compile("|".join([*terms, _TOKEN.pattern])) if terms else _TOKEN
    old, new = token.findall(remembered), token.findall(wanted)
    swaps: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if kind != "replace" or b - a != d - c:
            return None
        for at, (before, after) in enumerate(zip(old[a:b], new[c:d], strict=True), c + 1):
            if "1" in (before, after) and _counts(new[at : at + 1]):
                return None
            timed = known.target_lang == "en" and new[at : at + 1] == ["Uhr"]
            swap = (timed and _clocks(before, after, target)) or _swap(before, after, target, known)
            if swap is None:
                return None
            swaps.append(swap)
    if not swaps or len({before for before, _ in swaps}) != len(swaps):
        return None
    places = []
    for before, after in swaps:
        found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(before)}(?!\w)", target)]
        # A figure inside a longer one is another figure.
        found = [s for s in found if not _inside_figure(target, s)]
        if len(found) != 1:
            return None
        places.append((found[0], after))
    for (start, end), after in sorted(places, reverse=True):
        target = target[:start] + after + target[end:]
    return target


def _closing(wanted: str, remembered: str, closing: str) -> str | None:
    """The signs that close the target, exchanged as those of the source are; None if unclear."""
    if wanted == remembered:
        return closing
    if wanted.startswith(remembered):
        added = wanted[len(remembered) :]
        return closing if closing.endswith(added) else closing + added
    if remembered.startswith(wanted):
        return closing.removesuffix(remembered[len(wanted) :])
    return wanted if closing == remembered else None


def _cased_like(wanted: str, remembered: str, target: str) -> str | None:
    """The target in the capitals of `wanted`.

    None where all is in capitals in the memory and not in the text: which of the target's words
    would keep theirs, nobody can know.
    """
    if wanted.isupper() and len(wanted) > 1 and not remembered.isupper():
        return target.upper()
    if remembered.isupper() and len(remembered) > 1 and not wanted.isupper():
        return None
    if wanted[:1].isupper() and remembered[:1].islower():
        return target[:1].upper() + target[1:]
    return target


def _unclosed(text: str) -> tuple[str, str]:
    """A line without its closing signs, and these."""
    text = text.strip()
    words = text.rstrip(CLOSING)
    return (words, text[len(words) :]) if words else (text, "")


def _swap(before: str, after: str, target: str, known: _Known) -> tuple[str, str] | None:
    """What to look for in the target and what to put there; None where one cannot be sure."""
    if before in known.terms and after in known.terms:
        standing = [wording for wording in known.terms[before][0] if wording in target]
        return (standing[0], known.terms[after][1]) if standing else None
    if FIGURE.fullmatch(before) and FIGURE.fullmatch(after):
        return _figure(before, after, target, known)
    for names in (MONTHS, DAYS):
        here, there = names.get(known.source_lang, ()), names.get(known.target_lang, ())
        if before in here and after in here and there:
            return (there[here.index(before)], there[here.index(after)])
    if _NAME.fullmatch(before) and _NAME.fullmatch(after):
        # A name that the translation copies; a word that it translates would not stand there.
        return (known.names.get(before, before), known.names.get(after, after))
    return None


def _counts(following: Sequence[str]) -> bool:
    """Whether a figure before this word counts it: one visitor, but two visitors."""
    uncounted = {"von", "of", "sur", "Uhr", *(name for names in MONTHS.values() for name in names)}
    return any(word[0].isalpha() and word not in uncounted for word in following)


def _figure(before: str, after: str, target: str, known: _Known) -> tuple[str, str] | None:
    if re.search(rf"(?<!\w){re.escape(before)} ?[ap]\.? ?m\b", target):
        return None
    if (known.source_lang in _COMMA) == (known.target_lang in _COMMA) or (
        before.isdigit() and after.isdigit()
    ):
        return (before, after)
    if before.isdigit():
        # A clock time or a date keeps its signs, a number changes them.
        return (before, after.translate(_SWAPPED)) if _NUMBER.fullmatch(after) else None
    if re.search(rf"(?<!\w){re.escape(before)}(?!\w)", target):
        return (before, after)
    return (before.translate(_SWAPPED), after.translate(_SWAPPED))


def _clocks(before: str, after: str, target: str) -> tuple[str, str] | None:
    """Times of day as English counts them twice: 9 Uhr is 9 a.m., 15.30 Uhr is 3:30 p.m."""
    times = [re.fullmatch(r"(\d\d?)(?:[.:](\d\d))?", text) for text in (before, after)]
    shown = []
    for time in times:
        if time is None or not 0 < int(time[1]) < 24:
            return None
        hour, half = (int(time[1]) - 1) % 12 + 1, "ap"[int(time[1]) >= 12]
        minutes = time[2] or "00"
        short = f"{hour} {half}.m" if minutes == "00" else f"{hour}:{minutes} {half}.m"
        # The last stop may close the line, and is then set aside.
        shown.append((f"{hour}:{minutes} {half}.m", short))
    # As the remembered time is written, with its minutes or without.
    for old, new in zip(*shown, strict=True):
        if old in target:
            return old, new
    return None


def _inside_figure(text: str, span: tuple[int, int]) -> bool:
    before, after = text[: span[0]], text[span[1] :]
    return bool(re.search(r"\d[.,:]$", before) or re.match(r"[.,:]\d", after))
