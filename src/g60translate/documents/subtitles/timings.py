"""Cues of subtitle files by their timing lines: where their texts lie, when and where shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,:] ?\d{1,3})?"
_ARROW = r"(?:-{1,3}>|[–—]>|→)"
TIMING = re.compile(rf"(?<![^\r\n])[ \t]*({_TIME})[ \t]*{_ARROW}[ \t]*({_TIME})([^\r\n]*)")
"""A timing line: from, to, and settings."""
_LINE_END = r"(?:\r\n|\r|\n)"
_BLANK = re.compile(rf"{_LINE_END}[ \t]*(?=[\r\n]|\Z)")
_NUMBER = re.compile(rf"(?<![^\r\n])[ \t]*\d+[ \t]*{_LINE_END}(?:[ \t]*{_LINE_END})*\Z")
# Advanced SubStation tags that put a cue elsewhere, as players of SubRip know them.
_POSITION = re.compile(r"\\(?:an?\d+|pos\([^()]*\)|move\([^()]*\))")
_SPACE = " \t\r\n\ufeff"


@dataclass(frozen=True, slots=True)
class Cue:
    """The text of one cue is `source[start:end]`, white space at its edges aside.

    It is shown from `begin` to `finish`, in milliseconds; `place` is what the file says of where.
    """

    start: int
    end: int
    begin: int
    finish: int
    place: str


def find_cues(source: str, *, blank_ends: bool = False) -> list[Cue]:
    """The cues with text, in the file's order.

    A blank line ends a text only where `blank_ends` (WebVTT, 6.3). Otherwise it goes on to the next
    timing line, or the number before it.
    """
    timings = list(TIMING.finditer(source))
    numbered = bool(timings) and _NUMBER.search(source, 0, timings[0].start()) is not None
    cues = []
    for timing, following in zip_longest(timings, timings[1:]):
        start = timing.end()
        end = len(source) if following is None else following.start()
        if following is not None and numbered:
            number = _NUMBER.search(source, start, end)
            end = number.start() if number is not None else end
        blank = _BLANK.search(source, start, end) if blank_ends else None
        # The end of the timing line itself may be followed by a blank line.
        end = blank.start() if blank is not None else end
        text = source[start:end]
        start += len(text) - len(text.lstrip(_SPACE))
        end -= len(text) - len(text.rstrip(_SPACE))
        if start < end:
            place = " ".join([timing[3].strip(), *_POSITION.findall(source, start, end)])
            cues.append(Cue(start, end, _milliseconds(timing[1]), _milliseconds(timing[2]), place))
    return cues


def _milliseconds(time: str) -> int:
    """`[hours:]minutes:seconds[.fraction]`; with three colons the last part is a fraction."""
    whole, _, fraction = time.replace(",", ".").partition(".")
    parts = [int(part) for part in whole.split(":")]
    if len(parts) == 4:
        fraction = f"{parts.pop():03}"
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds * 1000 + int(fraction.strip().ljust(3, "0") or 0)
