"""Quotation marks at the edges of a found term."""

from __future__ import annotations

import re

_PAIRS = {"„": "“”", "“": "”", "«": "»", "»": "«", "‹": "›", "‚": "‘’", "‘": "’", '"': '"',
          "《": "》", "〈": "〉", "「": "」", "『": "』"}  # fmt: skip
_OPENING = frozenset(_PAIRS)
_CLOSING = frozenset("".join(_PAIRS.values()))
_MARK = re.compile("[" + "".join(_OPENING | _CLOSING) + "]")
_FIRST_HAN = "⺀"
_THIN = " \u3000\u00a0\u202f\u2009"


def balance(
    text: str, span: tuple[int, int], *, within: tuple[int, int], quoted_as: str = ""
) -> tuple[int, int]:
    """The span, widened so that it takes both marks of a quotation or none.

    „Belt and Road“-Initiative is found from B to e; the opening mark before it belongs to it. Where
    the glossary writes the wording itself in marks (`quoted_as`), marks around the find belong to
    it too. The result stays inside `within`.
    """
    start, end = span
    whole = bool(quoted_as) and quoted_as[0] in _OPENING and quoted_as[-1] in _CLOSING
    before, after = _before(text, start, within[0]), _after(text, end, within[1])
    if whole and before < start and after > end:
        return before, after
    opened, closed = _unpaired(text[start:end])
    if closed and before < start:
        start = before
    if opened and after > end:
        end = after
    return start, end


def _before(text: str, start: int, floor: int) -> int:
    """The offset of an opening mark that stands before `start`, a blank between, or `start`."""
    at = start - 1
    if at - 1 >= floor and text[at] in _THIN:
        at -= 1  # as French sets it, and as Chinese text is often spaced
    return at if at >= floor and _opens(text, at) else start


def _after(text: str, end: int, ceiling: int) -> int:
    """The offset after a closing mark that stands at `end`, a blank between, or `end`."""
    at = end
    if at + 1 < ceiling and text[at] in _THIN:
        at += 1
    return at + 1 if at < ceiling and text[at] in _CLOSING else end


def _unpaired(text: str) -> tuple[bool, bool]:
    """Whether a quotation is opened and not closed in `text`, and the reverse."""
    if _MARK.search(text) is None:
        return False, False
    expected: list[str] = []
    closed = False
    for position, char in enumerate(text):
        inner = 0 < position < len(text) - 1
        if inner and text[position - 1].isalnum() and text[position + 1].isalnum():
            continue  # an apostrophe
        if expected and char in expected[-1]:
            expected.pop()
        elif _opens(text, position):
            expected.append(_PAIRS[char])
        elif char in _CLOSING:
            closed = True
    return bool(expected), closed


def _opens(text: str, position: int) -> bool:
    """Whether the mark here opens; one that serves both sides does before a word, not after one."""
    char = text[position]
    if char not in _OPENING or char not in _CLOSING:
        return char in _OPENING
    before = text[position - 1 : position]
    # Chinese sets no blank before a mark, and there “ always opens.
    return before >= _FIRST_HAN or not (before.isalnum() or before in (".", ")"))
