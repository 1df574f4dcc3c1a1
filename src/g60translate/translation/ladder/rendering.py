"""Writes a request in a model's own markers, and reads the markers out of its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count

from g60translate.documents.model import Inline, InlineKind
from g60translate.models.card import Markers
from g60translate.protection.merging import overlaps
from g60translate.spans import Span
from g60translate.translation.codes.alignment import Anchor
from g60translate.translation.ladder.edits import Edit, OffsetMap, apply_edits
from g60translate.translation.request import Request


class Mode(StrEnum):
    """How one span is shown to the model."""

    PLAIN = "plain"
    INLINE = "inline"
    MASKED = "masked"
    PLACEHOLDER = "placeholder"
    STAND_IN = "stand-in"


@dataclass(frozen=True, slots=True)
class Fill:
    """What a placeholder stands for: a span of the request's text and its wording in the target."""

    source: Span
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A request's text as the model sees it, with the way back to `source`.

    `edges` has the tags of inline codes by their placeholders: two of a pair, one of a mark.
    """

    text: str
    source: str
    offsets: OffsetMap
    fills: Mapping[str, Fill]
    edges: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """A model's answer with its placeholders filled in.

    `stray` counts marker symbols that stood for nothing and were cut out. `places` are the places
    of the codes by their tags, None where a code's placeholder is missing.
    """

    text: str
    offsets: OffsetMap
    anchors: tuple[Anchor, ...]
    stray: int
    places: Mapping[str, Span] | None = None


def render(
    request: Request,
    *,
    expected: Sequence[str],
    modes: Sequence[Mode],
    markers: Markers,
    with_codes: bool = False,
) -> Rendered:
    """Mark up a request.

    `expected` and `modes` go with `request.hits`. Protected spans take placeholders first; where
    the model has none left, or none at all, something that it is likely to copy stands in. Codes
    take theirs last, and all or none: none also where one begins or ends inside what the model does
    not see.
    """
    wanted = [(span, request.text[slice(*span)], Mode.PLACEHOLDER) for span in request.protected]
    wanted += [
        ((hit.start, hit.end), text, mode)
        for hit, text, mode in zip(request.hits, expected, modes, strict=True)
    ]
    free = len(markers.placeholders)
    granted: list[tuple[Span, str, Mode | None]] = []
    for span, text, asked in wanted:
        mode = asked
        if mode is Mode.PLACEHOLDER and free == 0:
            # The model can still be told a term inline, if it was trained for that.
            mode = Mode.INLINE if markers.term else Mode.PLAIN
            if span in request.protected:
                mode = Mode.STAND_IN
        free -= mode is Mode.PLACEHOLDER
        granted.append((span, text, mode))
    edits = []
    fills: dict[str, Fill] = {}
    edges: dict[str, str] = {}
    # Symbols count up from left to right, as in training.
    numbered = iter(markers.placeholders)
    stand_ins = _stand_ins(request)
    hidden = [span for span, _, mode in granted if mode is not Mode.PLAIN]
    marks = _edges(request.codes, hidden, free=free) if with_codes else []
    for span, text, how in sorted([*granted, *marks], key=lambda item: item[0]):
        surface = _as_shown(request, span)
        if how is None:
            symbol = next(numbered)
            edges[symbol] = text
            edits.append(Edit(*span, f" {symbol} " if surface else symbol))
        elif how in {Mode.PLACEHOLDER, Mode.STAND_IN}:
            symbol = next(numbered if how is Mode.PLACEHOLDER else stand_ins)
            fills[symbol] = Fill(span, text)
            before, behind = _apart(request.text, span)
            edits.append(Edit(*span, f"{' ' * before}{symbol}{' ' * behind}"))
        elif how in {Mode.INLINE, Mode.MASKED}:
            opening, separator, closing = markers.term  # type: ignore[misc]  # asked for only if trained
            shown = markers.mask if how is Mode.MASKED else surface
            edits.append(Edit(*span, f"{opening} {shown} {separator} {text} {closing}"))
    edits += [
        Edit(word.start, word.end, word.usual)
        for word in request.recased
        if not overlaps((word.start, word.end), hidden)
    ]
    rendered, offsets = apply_edits(request.text, sorted(edits, key=lambda e: (e.start, e.end)))
    return Rendered(rendered, request.text, offsets, fills, edges)


def _stand_ins(request: Request) -> Iterator[str]:
    """Codes that no text of the request holds: most models copy what looks like a part number.

    The embedded model, when it was not shown its placeholders, copied X1, X2 … 131 of 143 times,
    numbers 125 times.
    """
    return (code for code in map("X{}".format, count(1)) if code not in request.text)


def _as_shown(request: Request, span: Span) -> str:
    """A stretch of the request with its words in the case in which the model is shown them."""
    start, end = span
    words = [w for w in request.recased if start <= w.start and w.end <= end]
    edits = [Edit(w.start - start, w.end - start, w.usual) for w in words]
    return apply_edits(request.text[start:end], edits)[0]


def _apart(text: str, span: Span) -> tuple[bool, bool]:
    """Whether a letter or digit touches the span before it and behind it."""
    start, end = span
    return text[start - 1 : start].isalnum(), text[end : end + 1].isalnum()


def _edges(
    codes: Sequence[Inline], hidden: Sequence[Span], *, free: int
) -> list[tuple[Span, str, Mode | None]]:
    """Where codes begin and end, with their tags, those that end at a place first.

    A mark has its whole span, which is the space that a line break stands for.
    """
    edges: list[tuple[Span, int, str]] = []
    for number, code in enumerate(codes):
        if code.kind is InlineKind.STANDALONE:
            edges.append(((code.start, code.end), 0, code.tag))
        else:
            # Of several that begin or end together, the outer ones stand outside.
            edges.append(((code.start, code.start), 1 + number, code.tag))
            edges.append(((code.end, code.end), -1 - number, code.tag))
    taken = [*hidden, *((c.start, c.end) for c in codes if c.kind is InlineKind.STANDALONE)]
    cut = any(
        span != other and span[0] < other[1] and other[0] < span[1]
        for span, _, _ in edges
        for other in taken
    )
    if cut or len(edges) > free:
        return []
    return [(span, tag, None) for span, _, tag in sorted(edges)]


# What SentencePiece makes of byte pieces that are no character.
_BROKEN = "\ufffd"


def fill(answer: str, *, rendered: Rendered, markers: Markers) -> Filled:
    """Put the wordings in place of their placeholders; a second copy and strays are cut out."""
    edits: list[Edit] = []
    sources: list[Span | None] = []
    used: set[str] = set()
    edges: dict[str, list[Edit]] = {tag: [] for tag in rendered.edges.values()}
    stray = 0
    for match in _symbols(rendered, markers).finditer(answer):
        symbol, (start, end) = match.group(), match.span()
        if symbol in rendered.fills and symbol not in used:
            used.add(symbol)
            found = rendered.fills[symbol]
            # What touched a word in the source was shown apart from it.
            before, behind = _apart(rendered.source, found.source)
            floor = edits[-1].end if edits else 0
            if before and start > floor and answer[:start].strip() and answer[start - 1] == " ":
                start -= 1
            if behind and answer[end : end + 1] == " " and answer[end:].strip():
                end += 1
            edits.append(Edit(start, end, found.text))
            sources.append(found.source)
        else:
            edge = rendered.edges.get(symbol) if symbol not in used else None
            used.add(symbol)
            stray += edge is None
            # Take one of two neighbouring spaces along.
            if start and answer[start - 1] == " " and answer[end : end + 1] in {" ", ""}:
                start -= 1
            elif not answer[:start].strip() and answer[end : end + 1] == " ":
                end += 1
            if edits and start < edits[-1].end:
                start = edits[-1].end
            edits.append(Edit(start, end, ""))
            sources.append(None)
            if edge is not None:
                edges[edge].append(edits[-1])
    text, offsets = apply_edits(answer, edits)
    anchors = tuple(
        Anchor(source, offsets.forward((edit.start, edit.end)))
        for edit, source in zip(edits, sources, strict=True)
        if source is not None
    )
    # What stands for itself, such as a file's name, is no word that a sentence begins with.
    copied = [a for a in anchors if text[slice(*a.target)] == rendered.source[slice(*a.source)]]
    if not any(anchor.target[0] == 0 for anchor in copied):
        text = _sentence_case(text, rendered.source)
    complete = {*rendered.edges} <= used
    places = {
        tag: _between([offsets.forward((edit.start, edit.end))[0] for edit in found], text)
        for tag, found in edges.items()
        if found
    }
    return Filled(text, offsets, anchors, stray, places if complete else None)


def _symbols(rendered: Rendered, markers: Markers) -> re.Pattern[str]:
    """What is no text in an answer; `re` keeps the patterns of the models at work."""
    signs = (*markers.symbols, _BROKEN)
    codes = [symbol for symbol in rendered.fills if symbol not in signs]
    return re.compile("|".join([*map(re.escape, signs), *(rf"{code}(?!\d)" for code in codes)]))


def _between(edges: Sequence[int], text: str) -> Span:
    """From the first to the last of a code's edges, spaces at both ends left out."""
    start, end = min(edges), max(edges)
    inside = text[start:end]
    if not inside.strip():
        return (start, end)
    return (start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip()))


def _sentence_case(target: str, source: str) -> str:
    """A capital at the start where the source has one: a filled-in term may begin in lower case.

    Only the plain case of one code point for another is mended, so that offsets stay.
    """
    capital = target[:1].upper()
    plain_word = target[1:2].islower() or not target[1:2].isalpha()
    if source[:1].isupper() and target[:1].islower() and plain_word and len(capital) == 1:
        return capital + target[1:]
    return target
