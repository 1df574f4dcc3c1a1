"""From the pages of a file to the whole that is made of it: what is a heading, a point, a note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from g60translate.documents.pdf.extraction.raw import Image
from g60translate.documents.pdf.layout.blocks import (
    Block,
    blocks,
    is_lettered,
    note_mark,
    number_of,
    raised_marks,
)
from g60translate.documents.pdf.layout.grids import Grid
from g60translate.documents.pdf.layout.lines import Line
from g60translate.documents.pdf.layout.page import Laid
from g60translate.documents.pdf.layout.running import running
from g60translate.documents.pdf.layout.spans import spans_of, tidy
from g60translate.documents.pdf.model import (
    Editable,
    Figure,
    Heading,
    Item,
    Paragraph,
    Part,
    Spans,
    Table,
    text_of,
)

# As parts of the size of most letters: what is a heading, one beyond doubt, and a footnote.
_LARGER, _LARGE, _NOTE = 1.08, 1.25, 0.95
_HEADING, _BOLD_HEADING = 300, 150
_SIZES = 0.06
_ENDED = re.compile(r"[.!?:;…。！？]['\"”’“»«)\]]*\Z")


@dataclass(slots=True)
class _Text:
    """A block on its way, with the footnotes of its page."""

    block: Block
    notes: Mapping[str, int]


_Piece = _Text | Image | Grid


@dataclass(slots=True)
class _Builder:
    body: float
    notes: dict[int, Spans] = field(default_factory=dict)
    pieces: list[_Piece] = field(default_factory=list)

    def add(self, page: Laid, runs: set[int]) -> None:
        """Take in a page."""
        regions = [[thing for thing in region if id(thing) not in runs] for region in page.regions]
        lines = [line for line in page.lines() if id(line) not in runs]
        marks = set(raised_marks(lines))
        found: list[list[Block | Image | Grid]] = [
            blocks(region, body=self.body, marks=marks) for region in regions
        ]
        ours = dict(self._notes(found, marks))
        for column in found:
            for each in column:
                if isinstance(each, Block):
                    self._add_text(_Text(each, ours))
                else:
                    self.pieces.append(each)

    def _notes(
        self, found: Sequence[list[Block | Image | Grid]], marks: set[str]
    ) -> Iterator[tuple[str, int]]:
        """Take the footnotes out of the ends of columns; their marks with their numbers."""
        taken: list[tuple[str, Block]] = []
        for column in found:
            begin = _first_note(column, marks, self.body)
            for each in column[begin:]:
                assert isinstance(each, Block)
                mark = note_mark(each.lines[0], marks)
                if mark:
                    taken.append((mark, each))
                else:
                    taken[-1][1].lines.extend(each.lines)
            del column[begin:]
            rest = [each for each in column if isinstance(each, Block)]
            if rest:
                rest[-1].last = True
        # They are numbered as they come; a mark that comes twice on a page is no note's.
        for mark, block in taken:
            number = len(self.notes) + 1
            skip = len(block.lines[0].runs[0].text) if block.lines[0].runs[0].raised else 0
            skip = skip or len(re.match(r"\S+\s*", block.lines[0].text)[0])  # type: ignore[index]
            self.notes[number] = spans_of(block.lines, skip=skip)
            yield mark, number

    def _add_text(self, text: _Text) -> None:
        recent = range(len(self.pieces) - 1, max(-1, len(self.pieces) - 4), -1)
        at = next((place for place in recent if isinstance(self.pieces[place], _Text)), 0)
        last = self.pieces[at] if self.pieces else None
        if isinstance(last, _Text) and _goes_on(
            last.block, text.block, self.body, apart=at < len(self.pieces) - 1
        ):
            merged = replace(last.block, lines=[*last.block.lines, *text.block.lines])
            merged.right, merged.last = text.block.right, text.block.last
            self.pieces[at] = _Text(merged, {**last.notes, **text.notes})
        else:
            self.pieces.append(text)

    def parts(self) -> Iterator[Part]:
        """What the pieces are."""
        levels = _levels(self.pieces, self.body)
        places: list[float] = []
        for place, piece in enumerate(self.pieces):
            if isinstance(piece, Image):
                yield Figure(piece.kind, piece.data, piece.box.width, piece.box.height)
            elif isinstance(piece, Grid):
                yield _table(piece)
            else:
                following = self.pieces[place + 1] if place + 1 < len(self.pieces) else None
                yield self._text(piece, levels, places, following)

    def _text(
        self,
        text: _Text,
        levels: Sequence[float],
        places: list[float],
        following: _Piece | None,
    ) -> Part:
        block = text.block
        if block.marker and not is_lettered(block.marker):
            spans = spans_of(block.lines, skip=len(block.marker), notes=text.notes)
            return Item(_depth(places, block), spans, number_of(block.marker))
        places.clear()
        spans = spans_of(block.lines, notes=text.notes)
        level = _heading(block, spans, levels, self.body, following)
        if level:
            return Heading(level, tidy(replace(span, bold=False) for span in spans))
        return Paragraph(spans)


def build(pages: Sequence[Laid], *, title: str = "", lang: str = "") -> Editable:
    """The whole of these pages."""
    runs = running(pages)
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines():
            if id(line) not in runs:
                sizes[line.size] += len(line.text)
    builder = _Builder(max(sizes, key=lambda size: (sizes[size], -size), default=10.0))
    for page in pages:
        builder.add(page, runs)
    return Editable(tuple(builder.parts()), builder.notes, title, lang)


def _first_note(column: Sequence[Block | Image | Grid], marks: set[str], body: float) -> int:
    """Where the footnotes begin: small text to the end of a column, the first with a mark."""
    begin = len(column)
    for place in reversed(range(len(column))):
        block = column[place]
        if not isinstance(block, Block) or block.size > _NOTE * body:
            break
        if note_mark(block.lines[0], marks):
            begin = place
    return begin


def _goes_on(block: Block, following: Block, body: float, *, apart: bool) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    last, first = block.lines[-1], following.lines[0]
    if not (block.last and following.first) or following.marker or not _alike(last, first):
        return False
    text = last.text.rstrip()
    small = first.text.lstrip("„“\"'»«(")[:1].islower()
    ended = _ENDED.search(text) is not None
    if text.endswith(("-", "\u00ad")) or (small and not ended):
        return True
    if apart or last.size > _LARGER * body or last.bold:
        # A headline that its column had no room for.
        large = not apart and last.size > _LARGER * body
        return large and len(block.text) + len(following.text) <= _HEADING
    full = block.right - last.box.x1 <= first.first + 0.5 * first.size
    return full and (small or not (ended or _is_indented(following)))


def _alike(last: Line, first: Line) -> bool:
    return abs(last.size - first.size) <= _SIZES * last.size and last.bold == first.bold


def _is_indented(block: Block) -> bool:
    first = block.lines[0]
    return len(block.lines) > 1 and first.box.x0 - block.lines[1].box.x0 > 0.8 * first.size


def _levels(pieces: Iterable[_Piece], body: float) -> list[float]:
    """The sizes of headings, the largest first; those that are nearly one are one."""
    sizes = sorted(
        {
            piece.block.size
            for piece in pieces
            if isinstance(piece, _Text) and _is_large(piece.block, piece.block.text, body)
        },
        reverse=True,
    )
    found: list[float] = []
    for size in sizes:
        if not found or found[-1] - size > _SIZES * size:
            found.append(size)
    return found


def _is_large(block: Block, text: str, body: float) -> bool:
    if len(text) > _HEADING or block.size < _LARGER * body or not _speaks(text):
        return False
    return block.size >= _LARGE * body or not text.rstrip().endswith((".", ","))


def _speaks(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def _heading(
    block: Block, spans: Spans, levels: Sequence[float], body: float, following: _Piece | None
) -> int:
    """The level of a heading; 0 for what is none."""
    text = text_of(spans)
    if _is_large(block, text, body):
        place = next(
            (n for n, size in enumerate(levels) if size - block.size <= _SIZES * size), len(levels)
        )
        return min(place + 1, 3)
    heads = isinstance(following, Image | Grid) or (
        isinstance(following, _Text) and not following.block.bold
    )
    if (
        block.bold
        and heads
        and len(text) <= _BOLD_HEADING
        and _speaks(text)
        and not text.endswith((".", ",", ":", ";"))
        and block.size > _NOTE * body
    ):
        return min(len(levels) + 1, 3)
    return 0


def _depth(places: list[float], block: Block) -> int:
    """How deep a point lies, by where its mark stands; `places` are those of the points around."""
    x0, size = block.lines[0].box.x0 - block.left, block.size
    # A new column begins elsewhere, and so a point further left than all others is outermost.
    while places and x0 < places[-1] - 0.5 * size:
        places.pop()
    if not places or x0 > places[-1] + 0.5 * size:
        places.append(x0)
    return min(len(places) - 1, 2)


def _table(grid: Grid) -> Table:
    return Table(tuple(tuple(tuple(_paragraphs(cell)) for cell in row) for row in grid.cells))


def _paragraphs(lines: Sequence[Line]) -> Iterator[Spans]:
    if not lines:
        return
    body = lines[0].size
    for block in blocks(lines, body=body):
        assert isinstance(block, Block)
        yield spans_of(block.lines)
