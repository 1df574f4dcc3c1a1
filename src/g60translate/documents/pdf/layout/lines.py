"""From words to the rows that they stand in, and to lines of one column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from g60translate.documents.pdf.extraction.raw import Piece
from g60translate.documents.pdf.geometry import Box, around

# Parts of a letter's size by which baselines of one row differ: raised and lowered signs.
_OFF = 0.45
# What is smaller and higher than the rest of its line is raised.
_SMALLER, _HIGHER = 0.86, 0.15
# Letter sizes: what is further apart is set with a tab, if other words of the line are nearer.
_FAR, _ALONE, _FARTHER = 3.0, 5.0, 2.5


@dataclass(slots=True)
class Row:
    """Words side by side, whatever columns they belong to, from left to right."""

    pieces: list[Piece]
    baseline: float
    size: float

    @property
    def box(self) -> Box:
        """What the words take up."""
        return around(piece.box for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a line that are set alike, with the blanks between them."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column.

    `size` is that of most of its letters. `first` is the width of its first word, and `gap` that
    of the blank behind it.
    """

    runs: tuple[Run, ...]
    box: Box
    baseline: float
    size: float
    first: float
    gap: float

    @property
    def text(self) -> str:
        """The words."""
        return "".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold, raised signs aside."""
        return all(run.bold for run in self.runs if not run.raised and run.text.strip())


def rows(pieces: Iterable[Piece]) -> list[Row]:
    """The rows of a page or of a part of it, from top to bottom."""
    found: list[Row] = []
    for piece in sorted(pieces, key=lambda each: (each.baseline, each.box.x0)):
        size = piece.style.size
        row = next(
            (
                row
                for row in reversed(found[-3:])
                if piece.baseline - row.baseline < _OFF * max(size, row.size)
            ),
            None,
        )
        if row is None:
            found.append(Row([piece], piece.baseline, size))
            continue
        row.pieces.append(piece)
        if size > 1.1 * row.size:
            row.baseline, row.size = piece.baseline, size
    for row in found:
        row.pieces.sort(key=lambda piece: piece.box.x0)
        row.size = main_size(row.pieces)
    return sorted(found, key=lambda row: row.baseline)


def main_size(pieces: Iterable[Piece]) -> float:
    """The size that most letters have."""
    letters: Counter[float] = Counter()
    for piece in pieces:
        letters[piece.style.size] += len(piece.text)
    return max(letters, key=lambda size: (letters[size], size))


def line_of(pieces: Sequence[Piece]) -> Line:
    """A line of words that stand from left to right."""
    size = main_size(pieces)
    baseline = next(piece.baseline for piece in pieces if piece.style.size == size)
    runs: list[Run] = []
    tab = _tab(pieces)
    for place, piece in enumerate(pieces):
        style = piece.style
        raised = style.size < _SMALLER * size and baseline - piece.baseline > _HIGHER * style.size
        run = Run(piece.text, style.bold, style.italic, raised, piece.link)
        blank = "" if place == 0 else _blank(pieces[place - 1], piece, tab)
        if runs and _alike(runs[-1], run):
            runs[-1] = _with_text(run, runs[-1].text + blank + piece.text)
        elif runs and blank:
            # The blank goes with what is not marked, so that links and bold end at words.
            if runs[-1] == _with_text(Run(""), runs[-1].text):
                runs[-1] = _with_text(runs[-1], runs[-1].text + blank)
                runs.append(run)
            elif run == Run(run.text):
                runs.append(_with_text(run, blank + run.text))
            else:
                runs += [Run(blank), run]
        else:
            runs.append(run)
    first, second = pieces[0].box, pieces[1].box if len(pieces) > 1 else None
    gap = 0.0 if second is None else second.x0 - first.x1
    return Line(tuple(runs), around(p.box for p in pieces), baseline, size, _first(pieces), gap)


def _tab(pieces: Sequence[Piece]) -> float:
    """The gap that was made with a tab, and not by drawing a line out to its edges."""
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(pieces) if not _touch(a, b)]
    size = pieces[0].style.size
    if len(gaps) < 2:
        return _ALONE * size
    return max(_FAR * size, _FARTHER * median(gaps))


def _blank(before: Piece, piece: Piece, tab: float) -> str:
    """What stands between two words; a tab where they are far from each other."""
    if _touch(before, piece):
        return ""
    return "\t" if piece.box.x0 - before.box.x1 > tab else " "


def _first(pieces: Sequence[Piece]) -> float:
    """How wide the first word is, with all its parts."""
    end = pieces[0].box.x1
    for before, piece in pairwise(pieces):
        if not _touch(before, piece):
            break
        end = piece.box.x1
    return end - pieces[0].box.x0


def _touch(before: Piece, piece: Piece) -> bool:
    return piece.glued and piece.box.x0 - before.box.x1 < 0.4 * piece.style.size


def _alike(one: Run, other: Run) -> bool:
    return _with_text(one, "") == _with_text(other, "")


def _with_text(run: Run, text: str) -> Run:
    return Run(text, run.bold, run.italic, run.raised, run.link)
