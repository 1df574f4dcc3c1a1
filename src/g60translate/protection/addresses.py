"""Web and mail addresses, handles and hashtags in running text of any language."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Literal, NamedTuple

Kind = Literal["url", "mail", "handle", "hashtag"]

# Han text runs on without a space after an address, so its signs are no part of one; Latin
# letters with marks are, as in https://münchen.example/straße.
_LETTER = r"A-Za-zÀ-ÖØ-öø-ɏ"
_PART = rf"[{_LETTER}0-9_~!$&'()*+,;=:@%/?#.\[\]\-]"
_DOMAINS = "com|org|net|info|biz|gov|edu|int|eu|de|at|ch|cn|hk|tw|uk|us|fr|be|lu|io|ai|app|dev|news"
_ADDRESS = re.compile(
    rf"""
    (?<![{_LETTER}0-9@._-])
    (?: (?P<mail>(?<![%+])[{_LETTER}0-9._%+-]+@[{_LETTER}0-9-]+(?:\.[{_LETTER}0-9-]+)+)
      | (?P<url>(?i:https?|ftp)://{_PART}+ | (?i:www)\.{_PART}+
        | [A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*\.(?:{_DOMAINS})
          (?![{_LETTER}0-9-])(?:/{_PART}*)?)
      | (?P<handle>(?<!/)@[A-Za-z_][A-Za-z0-9_]{{2,}})
      | (?P<hashtag>(?<![\w&/])\#(?=\w*[^\W\d])\w+)
    )
    """,
    re.VERBOSE,
)
# Every address has one of these, and few texts do; much quicker to look for.
_HINT = re.compile(rf"[@#]|://|www\.|\.(?:{_DOMAINS})(?![{_LETTER}0-9-])", re.IGNORECASE)
# A full stop after an address ends the sentence, not the address.
_TRAILING = ".,;:!?'\"*"
_BRACKETS = {")": "(", "]": "["}


class Address(NamedTuple):
    """An address at `text[start:end]` (code points, half-open)."""

    start: int
    end: int
    kind: Kind


def addresses(text: str, *, kinds: Container[Kind] = ("url", "mail", "handle")) -> list[Address]:
    """All addresses of these kinds from left to right, none overlapping.

    The sentence's own punctuation and brackets around an address are no part of it.
    """
    if not _HINT.search(text):
        return []
    found = []
    for match in _ADDRESS.finditer(text):
        kind: Kind = match.lastgroup or "url"  # type: ignore[assignment]
        if kind in kinds:
            found.append(Address(match.start(), match.start() + len(_core(match.group())), kind))
    return found


def _core(whole: str) -> str:
    """The address without what belongs to the sentence: `x)` of `(www.g60.cn/x)`."""
    while whole:
        last = whole[-1]
        opening = _BRACKETS.get(last)
        unopened = opening is not None and whole.count(last) > whole.count(opening)
        if last not in _TRAILING and not unopened:
            break
        whole = whole[:-1]
    return whole
