"""Gives pictures and formulas the spaces back that stood on their sides.

A model reads the two spaces around a picture as one and writes one, so that the picture would stick
to a word.
"""

from __future__ import annotations

from dataclasses import replace
from unicodedata import east_asian_width

from g60translate.documents.model import Block, Inline, InlineKind

# Standalone codes that a reader sees as a thing among the words.
PICTURES = frozenset(("img", "input"))
_NO_SPACE_BEFORE = ".,;:!?…)]}»”"


def spaced(block: Block, *, original: Block) -> Block:
    """The block with a space on each side of a code without text where `original` has one.

    One that had a space on one side only may change sides, unless it is a picture.
    """
    known = {code.tag: code for code in original.inlines}
    text, codes = block.text, list(block.inlines)
    for index in range(len(codes)):
        before = known.get(codes[index].tag)
        if before is None or not (_is_bare(before) and _is_bare(codes[index])):
            continue
        wanted = _sides(original.text, before.start)
        is_picture = before.tag.rstrip("0123456789") in PICTURES
        if all(wanted) or (any(wanted) and is_picture):
            text = _with_spaces(text, codes, index, wanted)
    return replace(block, text=text, inlines=tuple(codes))


def _with_spaces(text: str, codes: list[Inline], index: int, wanted: tuple[bool, bool]) -> str:
    """The text with the spaces that one code lacks; `codes` are moved along."""
    place = codes[index].start
    has = _sides(text, place)
    if not all(wanted) and any(has):
        return text
    behind_two = all(wanted) and not has[1] and text[place - 2 : place] == "  "
    if behind_two and all(code.start != place - 1 for code in codes):
        codes[index] = codes[index].shift(-1)
        return text
    if wanted[0] and not has[0] and place and not _is_wide(text[place - 1]):
        text = f"{text[:place]} {text[place:]}"
        _move(codes, index, place, before=True)
        place += 1
    after = text[place : place + 1]
    if wanted[1] and not has[1] and after not in _NO_SPACE_BEFORE and not _is_wide(after):
        text = f"{text[:place]} {text[place:]}"
        _move(codes, index, place, before=False)
    return text


def _move(codes: list[Inline], index: int, place: int, *, before: bool) -> None:
    """Make room for one space at a place, before or behind the code with this index."""
    for number, code in enumerate(codes):
        stays = code.start == place and (
            _is_bare(code) and number < index if before else number <= index
        )
        start = code.start + (code.start >= place and not stays)
        codes[number] = replace(code, start=start, end=max(start, code.end + (code.end > place)))


def _sides(text: str, place: int) -> tuple[bool, bool]:
    return text[:place].endswith(" "), text.startswith(" ", place)


def _is_bare(code: Inline) -> bool:
    return code.kind is InlineKind.STANDALONE and code.start == code.end


def _is_wide(character: str) -> bool:
    """Whether it is of a script that is written without spaces."""
    return bool(character) and east_asian_width(character) in "WF"
