"""Tabs and line breaks that part one thing from another: a sentence never runs over them.

A tab always does. A line break may only be layout ("Hafenverein eröffnet ⏎ neues Terminal"), so
that the lines on both sides decide.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from g60translate.documents.model import Block, BlockKind
from g60translate.segmentation.german import opens_sentence

_TAB = regex.compile(r"(?<=\S)\s*\t\s*(?=\S)")
_BREAK = regex.compile(r"\n\s*(?=\S)")
_ENDED = regex.compile(r"[.!?:;…。！？：；][\p{Pf}\p{Pe}\"'“”»«]*$")
# A comma, a hanging hyphen, an open bracket: the line goes on.
_GOES_ON = regex.compile(r"(?:[,&/+(\[„‚–—-]|\b\p{Ll}[\p{L}-]*)$")
_BULLET = regex.compile(r"[-–—•·*▪►✓]\s")
_LABEL = regex.compile(r"\p{Lu}[\p{L}.-]*(?:\s\p{L}+)?:(?:\s|$)")
_SMALL_WORD = regex.compile(r"\b\p{Ll}[\p{L}-]*")
# A line that ends as a sentence does, and not in "e. V." or "Hauptstr.".
_SENTENCE_END = regex.compile(r"(?<!str)(?<=\p{L}{4})[.!?]$")
# An address, a signature, a list of names: short lines of hardly anything but names and figures.
_SHORT, _MOST_SMALL_WORDS = 45, 1


def separator_ends(block: Block, *, lang: str) -> Iterator[int]:
    """The places behind tabs and line breaks of a block at which a sentence ends.

    Lines of subtitles are cut where there is room, so that they tell nothing.
    """
    text = block.text
    yield from (match.end() for match in _TAB.finditer(text))
    if "\n" not in text or block.kind is BlockKind.SUBTITLE:
        return
    lines = [line.strip() for line in text.split("\n")]
    is_list = all(map(_is_entry, lines))
    for match in _BREAK.finditer(text):
        before = text[: match.start()].rpartition("\n")[2].strip()
        after = text[match.end() :].partition("\n")[0].strip()
        if before and (
            _parts(before, after, lang=lang) or (is_list and not _GOES_ON.search(before))
        ):
            yield match.end()


def _parts(before: str, after: str, *, lang: str) -> bool:
    """Whether a line break between two lines ends a sentence."""
    if after[0].islower():
        return False
    if _ENDED.search(before) or _BULLET.match(after) or _LABEL.match(after):
        return True
    return lang == "de" and opens_sentence(after)


def _is_entry(line: str) -> bool:
    small = len(_SMALL_WORD.findall(line))
    is_short = len(line) <= _SHORT and small <= _MOST_SMALL_WORDS
    return is_short and not line[:1].islower() and not _SENTENCE_END.search(line)
