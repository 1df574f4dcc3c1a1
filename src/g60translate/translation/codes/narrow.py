"""Where a code that covers a part of a word goes in the word's translation."""

from __future__ import annotations

import re

from g60translate.spans import Span

_WORD = re.compile(r"[^\W\u2e80-\U0010ffff]+")


def same_word(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word; a Han sign is a word by itself."""
    return left.isalnum() and right.isalnum() and left < "\u2e80" and right < "\u2e80"


def whole_words(text: str, span: Span) -> Span:
    """The span with the rest of the words that it cuts."""
    start, end = span
    if start == end:
        return span
    while start and same_word(text[start - 1], text[start]):
        start -= 1
    while end < len(text) and same_word(text[end - 1], text[end]):
        end += 1
    return (start, end)


def narrowed(source: str, part: Span, target: str, run: Span) -> tuple[Span, bool]:
    """The place in `run` for a code over `part`, which cuts words, and whether it is sure.

    `run` translates the whole words of `part`. It is sure where the cut words stand in the run as
    they are, where the part's own signs stand at the same end of the run, where the part is an
    initial, and where the run has more words than the source, as compounds do: then its first or
    last one is taken. Else the part is as long, in proportion, as it was.
    """
    whole = whole_words(source, part)
    run = whole_words(target, run)
    copied = target.casefold().find(source[slice(*whole)].casefold(), *run)
    if copied >= 0:
        return (copied + part[0] - whole[0], copied + part[1] - whole[0]), True
    cut = [match.span() for match in _WORD.finditer(source, *whole)]
    words = [match.span() for match in _WORD.finditer(target, *run)]
    if len(cut) < 2 or len(words) < 2:
        return _in_word(source, part, whole, target, run)
    # Only the words at the edges are cut.
    (start, _), sure_start = _in_word(source, (part[0], cut[0][1]), cut[0], target, words[0])
    (_, end), sure_end = _in_word(source, (cut[-1][0], part[1]), cut[-1], target, words[-1])
    first = run[0] if part[0] == whole[0] else start
    last = run[1] if part[1] == whole[1] else end
    return (first, last), sure_start and sure_end


def _in_word(source: str, part: Span, whole: Span, target: str, run: Span) -> tuple[Span, bool]:
    if part == whole:
        return run, True
    inside, said = source[slice(*part)].casefold(), target[slice(*run)].casefold()
    if part[0] == whole[0] and (len(inside) == 1 or said.startswith(inside)):
        return (run[0], run[0] + len(inside)), True
    if part[1] == whole[1] and said.endswith(inside):
        return (run[1] - len(inside), run[1]), True
    words = [match.span() for match in _WORD.finditer(target, *run)]
    if len(words) > 1 and part[0] == whole[0]:
        return (run[0], words[0][1]), True
    if len(words) > 1 and part[1] == whole[1]:
        return (words[-1][0], run[1]), True
    return in_proportion(part, whole, run), False


def in_proportion(part: Span, whole: Span, run: Span) -> Span:
    """The stretch of `run` that `part` is of `whole`: at least one sign, and not all of several."""
    length, room = whole[1] - whole[0], run[1] - run[0]
    size = max(1, min(round((part[1] - part[0]) * room / length), room - 1))
    start = min(round((part[0] - whole[0]) * room / length), room - size)
    if part[1] == whole[1]:
        start = room - size
    return (run[0] + start, run[0] + start + size)


def nearest_word(text: str, place: int) -> Span:
    """The word that a place is in or behind, else the one after it, else the place itself."""
    words = [match.span() for match in _WORD.finditer(text)]
    before = [word for word in words if word[0] < place]
    return before[-1] if before else words[0] if words else (place, place)


def word_count(text: str, span: Span) -> int:
    """How many words begin in a span."""
    return len(_WORD.findall(text, *span))


def occurrences(text: str, wanted: str) -> list[Span]:
    """Where a stretch stands in a text, not inside a word or a number."""
    if not wanted:
        return []
    found = (match.span() for match in re.finditer(re.escape(wanted), text))
    return [
        (start, end)
        for start, end in found
        if not (start and same_word(text[start - 1], text[start]))
        and not (end < len(text) and same_word(text[end - 1], text[end]))
    ]
