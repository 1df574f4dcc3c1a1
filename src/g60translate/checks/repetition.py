"""Words said twice or more, the classic stumble of neural decoding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from g60translate.checks.check import Finding, Severity, Unit

# Han and kana are counted sign by sign, everything else word by word.
_HAN = r"\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff"
_FIRST_OF_THEM = "\u3040"
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MAX_PHRASE = 12
_LONG_ECHO = 7

# Doublings that grammar asks for.
_LEGITIMATE = frozenset(
    {"die", "der", "das", "den", "dem", "sie", "was", "wir", "uns", "ihr", "ihnen", "es", "sich"}
    | {"zu", "in", "an", "auf", "aus", "that", "had", "is", "it", "her", "you", "so", "no"}
    | {"very", "really", "nous", "vous", "elle", "en"}
)


@dataclass(frozen=True, slots=True)
class _Loop:
    """`count` copies of a phrase of `size` tokens, one after the other, from token `first` on."""

    first: int
    size: int
    count: int


@dataclass(frozen=True, slots=True)
class _Said:
    """A text's tokens in small letters, where they stand, and the loops that they run in."""

    tokens: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    loops: tuple[_Loop, ...]

    # An answer is looked at when it is judged and again when it is checked.
    @staticmethod
    @lru_cache(maxsize=512)
    def of(text: str) -> _Said:
        """Read a text."""
        pattern = _WORD if max(text, default="") < _FIRST_OF_THEM else _words_and_signs()
        spans = tuple(match.span() for match in pattern.finditer(text))
        tokens = tuple(text[start:end].casefold() for start, end in spans)
        return _Said(tokens, spans, tuple(_loops(tokens)))


class RepetitionCheck:
    """The translation says something twice that the source says once.

    The engine ran in a circle; strike the repetition and see whether anything is missing after it.
    """

    name = "repetition"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """An error for phrases said twice in a row, a warning for words and distant echoes."""
        said, source = _Said.of(unit.target), _Said.of(unit.source)
        spans, tokens = said.spans, said.tokens
        loops = [
            loop
            for loop in said.loops
            if _counts(loop, tokens) and not _is_rhetoric(loop, spans, unit.target)
        ]
        if sum(loop.count - 1 for loop in loops) > sum(loop.count - 1 for loop in source.loops):
            for loop in loops:
                severity = _severity(loop, tokens)
                start = spans[loop.first][0]
                phrase = unit.target[start : spans[loop.first + loop.size - 1][1]]
                end = spans[loop.first + loop.size * loop.count - 1][1]
                message = f"“{phrase}” stands there {loop.count} times in a row."
                yield Finding(self.name, severity, unit.segment_id, message, (start, end))
        elif (echo := _echo(tokens)) and not _echo(source.tokens, size=4):
            span = (spans[echo[0]][0], spans[echo[0] + echo[1] - 1][1])
            message = f"“{unit.target[slice(*span)]}” stands there twice; the source says it once."
            yield Finding(self.name, Severity.WARNING, unit.segment_id, message, span)


def _loops(tokens: Sequence[str]) -> list[_Loop]:
    """Immediate repetitions, the shortest period at each place first, none overlapping."""
    found: list[_Loop] = []
    place = 0
    while place < len(tokens):
        for size in range(1, min(_MAX_PHRASE, (len(tokens) - place) // 2) + 1):
            if tokens[place] != tokens[place + size]:
                continue
            phrase = tokens[place : place + size]
            count = 1
            while tokens[place + count * size : place + (count + 1) * size] == phrase:
                count += 1
            if count > 1:
                found.append(_Loop(place, size, count))
                place += size * count
                break
        else:
            place += 1
    return found


@cache
def _words_and_signs() -> re.Pattern[str]:
    """For texts with Han or kana; such ranges take long to compile."""
    return re.compile(rf"[{_HAN}]|[^\W{_HAN}]+(?:['’][^\W{_HAN}]+)*")


def _is_han(token: str) -> bool:
    return token >= _FIRST_OF_THEM and (
        "\u3400" <= token[0] <= "\u9fff" or token[0] <= "\u30ff" or "\uf900" <= token[0] <= "\ufaff"
    )


def _counts(loop: _Loop, tokens: Sequence[str]) -> bool:
    first = tokens[loop.first]
    if any(ch.isdigit() for ch in first) and loop.size == 1:
        return False  # "20 20", "100 100": the numbers check looks at these
    if _is_han(first):
        # 人人, 研究研究: reduplication is grammar up to two signs.
        return loop.size >= 3 or loop.count >= 3
    return loop.count >= 3 or loop.size >= 2 or first not in _LEGITIMATE


def _is_rhetoric(loop: _Loop, spans: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a sentence ends between the two copies: "the works. The works"."""
    second = loop.first + loop.size
    between = text[spans[second - 1][1] : spans[second][0]]
    return loop.count == 2 and loop.size < 4 and any(mark in between for mark in ".!?。！？，,")


def _severity(loop: _Loop, tokens: Sequence[str]) -> Severity:
    # „von Jahr zu Jahr zu“ and "year on year on" are language, so two words twice only warn.
    if _is_han(tokens[loop.first]):
        heavy = loop.size >= 4 or (loop.count >= 3 and loop.size >= 2) or loop.count >= 5
    else:
        heavy = loop.size >= 3 or (loop.count >= 3 and loop.size >= 2) or loop.count >= 4
    return Severity.ERROR if heavy else Severity.WARNING


def _echo(tokens: Sequence[str], *, size: int = _LONG_ECHO) -> tuple[int, int] | None:
    """Where a phrase of at least `size` tokens comes again, not overlapping, as (first, length)."""
    if tokens and sum(map(_is_han, tokens)) * 2 > len(tokens):
        size *= 2
    seen: dict[tuple[str, ...], int] = {}
    for place in range(len(tokens) - size + 1):
        phrase = tuple(tokens[place : place + size])
        first = seen.setdefault(phrase, place)
        if first + size <= place:
            length = size
            while place + length < len(tokens) and (
                first + length < place and tokens[first + length] == tokens[place + length]
            ):
                length += 1
            return place, length
    return None
