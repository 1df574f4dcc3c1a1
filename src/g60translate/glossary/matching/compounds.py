"""Compounds that a text writes in another way: with a hyphen, without, or with a part left hanging.

German: “Außen- und Innenminister” speaks of the Außenminister, “Hafenamt und -behörde” of the
Hafenbehörde; “Datenschutz-Grundverordnung” and “Datenschutzgrundverordnung” are one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = r"[^\W\d_]"
_HYPHEN = "[-‐‑]"
# Parts that hang before a whole compound: “Außen-, Innen- und Finanzminister”.
_HANGING = re.compile(
    rf"(?<!{_WORD})({_WORD}{{2,}}{_HYPHEN})(?!{_WORD})"
    rf"((?:\s*(?:,|/|und|oder|sowie|bzw\.|beziehungsweise|wie|bis)\s+{_WORD}+{_HYPHEN})*"
    rf"\s*(?:/|(?:,\s*)?(?:und|oder|sowie|bzw\.|beziehungsweise|wie auch|als auch|wie|bis)\s)\s*"
    rf"(?:{_WORD}+\s+){{0,2}}?)"
    rf"({_WORD}{{4,}}(?:{_HYPHEN}{_WORD}+)*)(?!{_HYPHEN}|{_WORD})"
)
# Parts that hang behind one: “Hafenamt und -behörde”.
_TRAILING = re.compile(
    rf"({_WORD}{{4,}})(?:\s*(?:,|/|und|oder|sowie|bzw\.)\s*)({_HYPHEN}{_WORD}{{3,}})"
)
_HYPHENED = re.compile(
    rf"(?<!{_WORD})({_WORD}{{3,}}(?:{_HYPHEN}{_WORD}{{3,}})+)(?!{_WORD}|{_HYPHEN})"
)
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """`text[start:end]` may stand for any of these words, the likeliest first."""

    start: int
    end: int
    words: tuple[str, ...]


def readings(text: str) -> Iterator[Reading]:
    """The other ways to write what stands in the text; nothing for text without such a hyphen."""
    if not re.search(_HYPHEN, text):
        return
    at = 0
    while match := _HANGING.search(text, at):
        yield _hanging(match)
        at = match.end(1)
    for match in _TRAILING.finditer(text):
        yield _trailing(match)
    for match in _HYPHENED.finditer(text):
        yield Reading(*match.span(1), (joined(match.group(1)),))


def joined(compound: str) -> str:
    """A compound without its hyphens: its later parts begin with small letters."""
    first, *others = re.split(_HYPHEN, compound)
    return first + "".join(part[:1].lower() + part[1:] for part in others)


def joinable(wording: str) -> bool:
    """Whether a wording has words with hyphens that may be written without."""
    return any(
        not any(part.isupper() for part in re.split(_HYPHEN, match.group(1)))
        for match in _HYPHENED.finditer(wording)
    )


def without_hyphens(wording: str) -> str:
    """The wording with each such word in one."""

    def mend(match: re.Match[str]) -> str:
        parts = re.split(_HYPHEN, match.group(1))
        return match.group(1) if any(map(str.isupper, parts)) else joined(match.group(1))

    return _HYPHENED.sub(mend, wording)


def _hanging(match: re.Match[str]) -> Reading:
    part, whole = match.group(1)[:-1], match.group(3)
    plain = joined(whole) if re.search(_HYPHEN, whole) else whole
    rests = [plain[at:] for at in range(1, len(plain) - _SHORTEST + 1)]
    return Reading(*match.span(1), tuple(part + rest.lower() for rest in rests))


def _trailing(match: re.Match[str]) -> Reading:
    whole, part = match.group(1), match.group(2)[1:]
    fronts = [whole[:at] for at in range(len(whole) - 1, 1, -1)]
    return Reading(*match.span(2), tuple(front + part.lower() for front in fronts))
