"""Letters of menus and buttons that a key reaches: `&Datei`, `A&bbrechen`, `_Datei`, `~Datei`.

Signs: `&` in Windows and Qt, `_` in GTK, `~` in LibreOffice. A translator sees the label without
its sign; the translation gets one before a letter of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from g60translate.documents.model import Block, Inline, InlineKind

# Behind letters an accelerator stands before a small letter: R&D and AT&T have none. A word with
# `=`, `/` or `?` in it is an address or a command.
_BEFORE = r"(?<![\w&=/?#%~.-])"
_INSIDE = r"(?<![^\s(„“\"'])[^\W\d_]+"
_AMPERSAND = re.compile(rf"(?:{_BEFORE}|{_INSIDE}(?=&[a-zäöüßà-ÿ]))(&)(?!\w+;|&)([^\W_])")
_BRACKETED = re.compile(r"(\s*\(&([^\W_])\))(?=\W*$)")
_UNDERLINE = re.compile(
    rf"(?:{_BEFORE}|{_INSIDE}(?=_[a-zäöüß]+(?:[\s…:!?,)]|\.\.\.|$)))(_)([^\W\d_])"
)
_TILDE = re.compile(rf"(?:{_BEFORE}|{_INSIDE}(?=~[a-zäöüß]))(~)([^\W\d_])")
# An underscore in a name begun with a small letter is a program's: datei_name.
_PROGRAMS_NAME = re.compile(r"(?<!\w)[a-z]\w*_\w")
_LONGEST_LABEL = 80
# Signs that are written twice where they are meant themselves.
_DOUBLED = frozenset("&_")
# Scripts that no key of a keyboard stands for: the letter follows in brackets.
_KEYLESS = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u3040-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Accelerator:
    """The sign at `[start, end)` of a label, with brackets around it if there are any."""

    start: int
    end: int
    sign: str
    letter: str


def find_accelerator(label: str) -> Accelerator | None:
    """The one accelerator of a label, None where there is none or more than one."""
    if len(label) > _LONGEST_LABEL or not any(sign in label for sign in "&_~"):
        return None
    if match := _BRACKETED.search(label):
        return Accelerator(match.start(1), match.end(1), "&", match.group(2))
    for sign, pattern in (("&", _AMPERSAND), ("_", _UNDERLINE), ("~", _TILDE)):
        found = list(pattern.finditer(label))
        if len(found) != 1 or (sign != "&" and label.count(sign) != 1):
            continue
        if sign == "_" and _PROGRAMS_NAME.search(label):
            continue
        return Accelerator(found[0].start(1), found[0].end(1), sign, found[0].group(2))
    return None


def put_accelerator(block: Block, accelerator: Accelerator) -> Block:
    """The translated label with the sign before a letter, and its other such signs written twice.

    The letter is the original's at the beginning of a word, or anywhere, or the first one there
    is. Where the script has no such letters, the original's comes in brackets at the end.
    """
    sign = accelerator.sign
    places = list(_open_places(block))
    insertions = [(p, sign) for p in places if sign in _DOUBLED and block.text[p] == sign]
    letters = [p for p in places if block.text[p].isalpha() and not _KEYLESS.match(block.text[p])]
    if letters:
        best = min(letters, key=lambda place: _rank(block.text, place, accelerator.letter))
        insertions.append((best, sign))
    else:
        end = len(block.text.rstrip(" .…:\n"))
        insertions.append((end, f"({sign}{accelerator.letter.upper()})"))
    for place, text in sorted(insertions, reverse=True):
        block = _inserted(block, place, text)
    return block


def _rank(text: str, place: int, letter: str) -> tuple[bool, bool, int]:
    begins = place == 0 or not text[place - 1].isalnum()
    same = text[place].lower() == letter.lower()
    return (not same, not begins, place)


def _open_places(block: Block) -> Iterator[int]:
    """Where the text is the translation's own."""
    closed = [code for code in block.inlines if code.kind is not InlineKind.PAIRED]
    return (
        place
        for place in range(len(block.text))
        if not any(code.start <= place < code.end for code in closed)
    )


def _inserted(block: Block, place: int, text: str) -> Block:
    def moved(code: Inline) -> Inline:
        start = code.start + len(text) * (code.start > place)
        return replace(code, start=start, end=code.end + len(text) * (code.end > place))

    return replace(
        block,
        text=block.text[:place] + text + block.text[place:],
        inlines=tuple(map(moved, block.inlines)),
    )
