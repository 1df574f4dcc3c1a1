"""Cues of subtitle files, and the sentences that run through several of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from g60translate.documents.codes import Step, walk
from g60translate.documents.flow import Flow, Piece, PieceKind, build_flow
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.subtitles.lines import WordList, lay_out

_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{3}"
TIMING = re.compile(rf"^[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}[^\r\n]*", re.MULTILINE)
_LINE_END = re.compile("\r\n|\r|\n")
_BLANK = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t]*(?=\r\n|\r|\n|\Z)")
_MARKUP = re.compile(r"<(/?)([a-zA-Z]*)[^<>\r\n]*>|\{\\[^{}\r\n]*\}")
# A line that begins so is somebody else's.
_DASH = re.compile(r"\s*(?:<[^<>]*>)*\s*[-–—]\s*\S")
_ENDS = re.compile(r"[.!?…。！？:：;；♪][\"'”’“»«)\]」』]*\s*(?:</\w+>\s*)*\Z")
_MAX_CUES = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """The text of one cue: `source[start:end]`, without the line end behind it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The cues that one block runs through, and the block's flow."""

    flow: Flow
    cues: tuple[Cue, ...]


def find_cues(source: str) -> list[Cue]:
    """The cues with text, in the file's order."""
    cues = []
    for timing in TIMING.finditer(source):
        line_end = _LINE_END.match(source, timing.end())
        if line_end is None:
            continue
        start = line_end.end()
        blank = _BLANK.search(source, line_end.start())
        end = max(start, blank.start()) if blank is not None else len(source)
        if source[start:end].strip():
            cues.append(Cue(start, end))
    return cues


def find_sentences(source: str, *, decode: Callable[[str], str]) -> Iterator[Sentence]:
    """Blocks of one to four cues: a cue that does not end its sentence goes on in the next."""
    count = 0
    for group in _groups(source, find_cues(source)):
        pieces: list[Piece] = []
        for number, cue in enumerate(group):
            if number:
                before = group[number - 1].end
                pieces.append(Piece(PieceKind.STANDALONE, before, cue.start, "cue", " "))
            pieces.extend(_pieces(source, cue))
        flow = build_flow(
            pieces,
            source=source,
            decode=decode,
            block_id=f"b{count + 1}",
            kind=BlockKind.SUBTITLE,
        )
        if flow is not None:
            count += 1
            # Cues at the edge that hold nothing but markup stay outside the flow.
            inside = [cue for cue in group if flow.start < cue.end and cue.start < flow.end]
            yield Sentence(flow, tuple(inside))


def render(source: str, sentence: Sentence, block: Block, *, spell: Callable[[str], str]) -> str:
    """The source for `flow.start:flow.end`: every cue has text, no line is too wide."""
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
        elif code.name == "br":
            words.line_end()
        else:
            words.mark(raw)
    words.end_word()
    cues = sentence.cues
    shown = [source[max(cue.start, flow.start) : min(cue.end, flow.end)] for cue in cues]
    line_end = _LINE_END.search(source)
    texts = lay_out(words.words, breaks, shown, line_end=line_end.group() if line_end else "\n")
    pieces = [texts[0]]
    for before, after, text in zip(cues, cues[1:], texts[1:], strict=False):
        pieces += (source[before.end : after.start], text)
    return "".join(pieces)


def _groups(source: str, cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    group: list[Cue] = []
    for cue in cues:
        if group and not _goes_on(source, group, cue):
            yield group
            group = []
        group.append(cue)
    if group:
        yield group


def _goes_on(source: str, group: Sequence[Cue], cue: Cue) -> bool:
    """Whether the sentence of the last cue goes on in this one."""
    last = source[group[-1].start : group[-1].end]
    return not (
        len(group) == _MAX_CUES
        or _ENDS.search(last.rstrip())
        or _DASH.match(source, cue.start, cue.end)
        or any(_DASH.match(line) for line in _LINE_END.split(last))
    )


def _pieces(source: str, cue: Cue) -> Iterator[Piece]:
    """Text and markup; a line end is a space, but a code where another speaker begins."""
    position = cue.start
    stops: list[tuple[int, int, re.Match[str] | None]] = [
        (match.start(), match.end(), match)
        for match in _MARKUP.finditer(source, cue.start, cue.end)
    ]
    stops += [
        (match.start(), match.end(), None)
        for match in _LINE_END.finditer(source, cue.start, cue.end)
        if _DASH.match(source, match.end(), cue.end)
    ]
    for start, end, markup in sorted(stops, key=lambda stop: stop[0]):
        if start > position:
            yield Piece(PieceKind.TEXT, position, start)
        if markup is None:
            yield Piece(PieceKind.STANDALONE, start, end, "br", "\n")
        elif not markup.group(2):
            yield Piece(PieceKind.STANDALONE, start, end, "x")
        else:
            kind = PieceKind.CLOSE if markup.group(1) else PieceKind.OPEN
            yield Piece(kind, start, end, markup.group(2))
        position = end
    if cue.end > position:
        yield Piece(PieceKind.TEXT, position, cue.end)
