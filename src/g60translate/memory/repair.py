"""Mends a translation of a sentence that differs in figures, months or names alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Final

_TOKEN: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*|\S")
_FIGURE: Final = re.compile(r"\d+(?:[.,:]\d+)*")
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
}
_DAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
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
    copies, or a term (`terms`: surface → the wordings accepted for it, and the one to use), and its
    counterpart stands in the target exactly once.
    """
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
        swap = (source_lang in _COMMA) != (target_lang in _COMMA)
        if swap and not re.search(rf"(?<!\w){re.escape(before)}(?!\w)", target):
            before = before.translate(_SWAPPED)
        # Clock times and plain figures are the same; decimals and groups change their signs.
        return (before, after.translate(_SWAPPED) if swap else after)
    for names in (_MONTHS, _DAYS):
        here, there = names.get(source_lang, ()), names.get(target_lang, ())
        if before in here and after in here and there:
            return (there[here.index(before)], there[here.index(after)])
    if before[:1].isupper() and after[:1].isupper() and before.isalpha() and after.isalpha():
        # A name that the translation copies; a word that it translates would not stand there.
        return (before, after)
    return None


def _inside_figure(text: str, span: tuple[int, int]) -> bool:
    before, after = text[: span[0]], text[span[1] :]
    return bool(re.search(r"\d[.,:]$", before) or re.match(r"[.,:]\d", after))
