"""Sentences of subtitle files, which may run through several cues."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from g60translate.documents.codes import Step, walk
from g60translate.documents.flow.flow import Flow, Piece, PieceKind, build_flow
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.subtitles.lines import WordList, display_width, lay_out
from g60translate.documents.subtitles.stretches import LINE_END, MARKUP, Stretch, find_groups
from g60translate.documents.subtitles.timings import find_cues


@dataclass(frozen=True, slots=True)
class Sentence:
    """The stretches of cues that one block runs through, and the block's flow."""

    flow: Flow
    stretches: tuple[Stretch, ...]


def find_sentences(
    source: str, *, decode: Callable[[str], str], blank_ends: bool
) -> Iterator[Sentence]:
    """Blocks of one to four stretches: a cue that does not end its sentence goes on in the next.

    `blank_ends` says whether a blank line ends a cue.
    """
    groups = find_groups(source, find_cues(source, blank_ends=blank_ends))
    for number, group in enumerate(groups, start=1):
        pieces: list[Piece] = []
        for index, stretch in enumerate(group):
            if index:
                before = group[index - 1].end
                pieces.append(Piece(PieceKind.STANDALONE, before, stretch.start, "cue", " "))
            pieces.extend(_pieces(source, stretch))
        flow = build_flow(
            pieces,
            source=source,
            decode=decode,
            block_id=f"b{number}",
            kind=BlockKind.SUBTITLE,
        )
        if flow is not None:
            # Stretches at the edge that hold nothing but markup stay outside the flow.
            inside = [part for part in group if flow.start < part.end and part.start < flow.end]
            yield Sentence(flow, tuple(inside))


def render(
    source: str,
    sentence: Sentence,
    block: Block,
    *,
    spell: Callable[[str], str],
    between: Callable[[int, int], str],
) -> str:
    """The source for `flow.start:flow.end`: every cue has text, no line is too wide.

    `between` gives what stands between two stretches as it is now: other sentences may.
    """
    flow = sentence.flow
    words = WordList()
    breaks: list[int] = []
    for event in walk(block, original=flow.block):
        if event.step is Step.TEXT:
            for character in event.value:
                words.text(character, spell(character))
            continue
        code = flow.codes[event.value]
        where = code.closing if event.step is Step.CLOSE else code.opening
        assert where is not None
        raw = source[slice(*where)]
        if event.step is Step.OPEN:
            assert code.closing is not None
            words.open(raw, source[slice(*code.closing)])
        elif event.step is Step.CLOSE:
            words.close(raw)
        elif code.name == "cue":
            words.end_word()
            breaks.append(len(words.words))
        else:
            words.mark(raw)
    words.end_word()
    parts = sentence.stretches
    shown = [source[max(part.start, flow.start) : min(part.end, flow.end)] for part in parts]
    line_end = LINE_END.search(source)
    texts = lay_out(
        words.words,
        breaks,
        shown,
        taken=[_taken(source, part) for part in parts],
        line_end=line_end.group() if line_end else "\n",
    )
    pieces = [texts[0]]
    for before, after, text in zip(parts, parts[1:], texts[1:], strict=False):
        pieces += (between(before.end, after.start), text)
    return "".join(pieces)


def _taken(source: str, part: Stretch) -> int:
    """Columns on the lines of a stretch that are not its own: a dash, a note, another stretch."""
    before = LINE_END.split(source[part.cue.start : part.start])[-1]
    behind = LINE_END.split(source[part.end : part.cue.end])[0]
    return display_width(before) + display_width(behind)


def _pieces(source: str, stretch: Stretch) -> Iterator[Piece]:
    """Text and markup; a line end is a space."""
    position = stretch.start
    for markup in MARKUP.finditer(source, stretch.start, stretch.end):
        if markup.start() > position:
            yield Piece(PieceKind.TEXT, position, markup.start())
        position = markup.end()
        if not markup.group(2):
            yield Piece(PieceKind.STANDALONE, markup.start(), position, "x")
        else:
            kind = PieceKind.CLOSE if markup.group(1) else PieceKind.OPEN
            yield Piece(kind, markup.start(), position, markup.group(2))
    if stretch.end > position:
        yield Piece(PieceKind.TEXT, position, stretch.end)
