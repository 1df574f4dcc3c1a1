"""From the letters of a page to its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from g60translate.documents.pdf.extraction.raw import Piece, Style
from g60translate.documents.pdf.geometry import Box, around

# A gap of so many letter sizes ends a word even where no blank was set.
_GAP = 0.4
UNREAD = "\ufffd"
"""A letter that the file gives no meaning."""
# Where PDFium finds a blank there is none if the gap is smaller.
_SEEN = 0.08


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter where it stands; `box` goes from its origin to where the next one begins."""

    sign: str
    box: Box
    baseline: float
    style: Style


class Blank(Enum):
    """White between words: one of the file, or one that PDFium takes from where letters stand."""

    REAL = "real"
    GUESSED = "guessed"


def words(letters: Iterable[Letter | Blank]) -> Iterator[Piece]:
    """Words and parts of words in the order of the file."""
    held: list[Letter] = []
    glued = False
    guessed = False
    for letter in letters:
        if letter is Blank.GUESSED:
            guessed = True
            continue
        ends = letter is Blank.REAL
        if isinstance(letter, Letter):
            ends = not letter.sign.strip() or (
                guessed and bool(held) and not _is_close(held[-1], letter)
            )
            guessed = False
        if ends:
            if held:
                yield _piece(held, glued=glued)
            held, glued = [], False
        if not isinstance(letter, Letter) or not letter.sign.strip():
            continue
        if held and not _goes_on(held[-1], letter):
            yield _piece(held, glued=glued)
            glued = _touches(held[-1], letter)
            held = []
        held.append(letter)
    if held:
        yield _piece(held, glued=glued)


def readable(pieces: Sequence[Piece]) -> tuple[list[Piece], int]:
    """The words without letters of no meaning, and how many those are.

    One that stands before a line is taken for a bullet: fonts of signs often say nothing of what
    theirs mean.
    """
    found = []
    unread = 0
    for piece in pieces:
        text = piece.text.replace(UNREAD, "")
        if text == piece.text:
            found.append(piece)
        elif piece.text == UNREAD and _heads_a_line(piece, pieces):
            found.append(replace(piece, text="•"))
        else:
            unread += len(piece.text) - len(text)
            found += [replace(piece, text=text)] if text else []
    return found, unread


def _heads_a_line(piece: Piece, pieces: Sequence[Piece]) -> bool:
    size = piece.style.size
    beside = [
        other.box.x0 - piece.box.x1
        for other in pieces
        if other is not piece and abs(other.baseline - piece.baseline) < 0.3 * size
    ]
    near = [gap for gap in beside if -4 * size < gap < 3 * size]
    return bool(near) and min(near) > -0.1 * size


def bullets(dots: Iterable[Box], pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Dots that are drawn before words, as the sign that they stand for."""
    for dot in dots:
        height = dot.middle[1]
        near = [
            piece
            for piece in pieces
            if piece.box.top < height < piece.box.bottom
            and -1 < piece.box.x0 - dot.x1 < 2 * piece.style.size
        ]
        if near:
            word = min(near, key=lambda piece: piece.box.x0)
            box = Box(dot.x0, word.box.top, dot.x1, word.box.bottom)
            yield Piece("•", box, word.baseline, Style(word.style.size))


def _goes_on(last: Letter, letter: Letter) -> bool:
    """Whether a letter stands behind another in the same word and style."""
    return (
        last.style == letter.style
        and abs(last.baseline - letter.baseline) < 0.1 * letter.style.size
        and _touches(last, letter)
    )


def _is_close(last: Letter, letter: Letter) -> bool:
    """Whether a letter stands so near to another that nobody sees a blank."""
    gap = letter.box.x0 - last.box.x1
    return _touches(last, letter) and gap < _SEEN * letter.style.size


def _touches(last: Letter, letter: Letter) -> bool:
    size = max(last.style.size, letter.style.size)
    # A combining accent may be set on the letter before it.
    near = -1.2 * size < letter.box.x0 - last.box.x1 < _GAP * size
    return near and abs(last.baseline - letter.baseline) < 0.6 * size


def _piece(letters: list[Letter], *, glued: bool) -> Piece:
    text = "".join(letter.sign for letter in letters)
    return Piece(
        # Ligatures become letters, and accents part of the letters that they stand on.
        unicodedata.normalize("NFC", _spelt(text)),
        around(letter.box for letter in letters),
        letters[0].baseline,
        letters[0].style,
        glued,
    )


def _spelt(text: str) -> str:
    if not any("\ufb00" <= sign <= "\ufb06" for sign in text):
        return text
    return "".join(
        unicodedata.normalize("NFKC", sign) if "\ufb00" <= sign <= "\ufb06" else sign
        for sign in text
    )
