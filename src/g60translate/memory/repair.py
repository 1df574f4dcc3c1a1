"""Mends a translation of a sentence that differs in figures, months or names alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Final

from g60translate.memory.features import CLOSING, bare, key_of

_TOKEN: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*|\S")
_FIGURE: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SWAPPED: Final = str.maketrans(".,", ",.")
# Languages that write 1.234,5; English writes 1,234.5.
_COMMA: Final = frozenset({"de", "fr"})

_MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
        *("August", "September", "Oktober", "November", "Dezember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
        *("août", "septembre", "octobre", "novembre", "décembre"),
    ),
}
_DAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}


def repaired(
    wanted: str,
    remembered: str,
    target: str,
    *,
    source_lang: str,
    target_lang: str,
    terms: Mapping[str, tuple[tuple[str, ...], str]] | None = None,
) -> str | None:
    """The translation of `wanted`, from `target`, which translates `remembered`.

    None unless every difference is a figure, a month, a weekday, a name that the translation
    copies, or a term (`terms`: surface → the wordings accepted for it, and the one to use), whose
    counterpart stands in the target exactly once; or else is in the signs that close the line, or
    in capitals.
    """
    one, other = key_of(wanted), key_of(remembered)
    if one != other and bare(one) == bare(other):
        return closed_like(wanted, remembered, target)
    old, new = _TOKEN.findall(remembered), _TOKEN.findall(wanted)
    swaps: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if kind != "replace" or b - a != d - c:
            return None
        for before, after in zip(old[a:b], new[c:d], strict=True):
            swap = _swap(before, after, target, source_lang, target_lang, terms or {})
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


def closed_like(wanted: str, remembered: str, target: str) -> str | None:
    """The target with the capitals and closing signs of `wanted`.

    None where all is in capitals in the memory and not in the text: which of the target's words
    would keep theirs, nobody can know.
    """
    words, signs = _unclosed(wanted)
    before, old_signs = _unclosed(remembered)
    said, closing = _unclosed(target)
    if signs != old_signs:
        # A sign that the translation does not have cannot be exchanged; one that it lacks is added.
        if closing not in (old_signs, ""):
            return None
        closing = signs
    if words == before:
        return said + closing
    if words.isupper() and len(words) > 1:
        said = said.upper()
    elif before.isupper() and len(before) > 1:
        return None
    elif words[:1].isupper() and before[:1].islower():
        said = said[:1].upper() + said[1:]
    return said + closing


def _unclosed(text: str) -> tuple[str, str]:
    """A line without its closing signs, and these."""
    text = text.strip()
    words = text.rstrip(CLOSING)
    return (words, text[len(words) :]) if words else (text, "")


def _swap(
    before: str,
    after: str,
    target: str,
    source_lang: str,
    target_lang: str,
    terms: Mapping[str, tuple[tuple[str, ...], str]],
) -> tuple[str, str] | None:
    """What to look for in the target and what to put there; None where one cannot be sure."""
    if before in terms and after in terms:
        standing = [wording for wording in terms[before][0] if wording in target]
        return (standing[0], terms[after][1]) if standing else None
    if _FIGURE.fullmatch(before) and _FIGURE.fullmatch(after):
        return _figure(before, after, target, source_lang, target_lang)
    for names in (_MONTHS, _DAYS):
        here, there = names.get(source_lang, ()), names.get(target_lang, ())
        if before in here and after in here and there:
            return (there[here.index(before)], there[here.index(after)])
    if before[:1].isupper() and after[:1].isupper() and before.isalpha() and after.isalpha():
        # A name that the translation copies; a word that it translates would not stand there.
        return (before, after)
    return None


def _figure(
    before: str, after: str, target: str, source_lang: str, target_lang: str
) -> tuple[str, str] | None:
    if "1" in (before, after) and not re.search(rf"(?<!\w){before}\.", target):
        # One visitor, two visitors: the words around it may change with the figure.
        return None
    if re.search(rf"(?<!\w){re.escape(before)} ?[ap]\.? ?m\b", target):
        # At 9 a.m., but at 3 p.m.
        return None
    if (source_lang in _COMMA) == (target_lang in _COMMA) or (before.isdigit() and after.isdigit()):
        return (before, after)
    if before.isdigit():
        # A clock time or a date keeps its signs, a number changes them.
        return (before, after.translate(_SWAPPED)) if _NUMBER.fullmatch(after) else None
    if re.search(rf"(?<!\w){re.escape(before)}(?!\w)", target):
        return (before, after)
    return (before.translate(_SWAPPED), after.translate(_SWAPPED))


def _inside_figure(text: str, span: tuple[int, int]) -> bool:
    before, after = text[: span[0]], text[span[1] :]
    return bool(re.search(r"\d[.,:]$", before) or re.match(r"[.,:]\d", after))
