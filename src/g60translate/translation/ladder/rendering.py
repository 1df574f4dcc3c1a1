"""Writes a request in a model's own markers, and reads the markers out of its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from g60translate.documents.model import Inline, InlineKind
from g60translate.models.card import Markers
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
    the model has none left, or none at all, a span stays as it is. Codes take theirs last, and all
    or none: none also where one begins or ends inside what the model does not see.
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
            inline = bool(markers.term) and span not in request.protected
            mode = Mode.INLINE if inline else Mode.PLAIN
        free -= mode is Mode.PLACEHOLDER
        granted.append((span, text, mode))
    edits = []
    fills: dict[str, Fill] = {}
    edges: dict[str, str] = {}
    # Symbols count up from left to right, as in training.
    numbered = iter(markers.placeholders)
    hidden = [span for span, _, mode in granted if mode is not Mode.PLAIN]
    marks = _edges(request.codes, hidden, free=free) if with_codes else []
    for span, text, how in sorted([*granted, *marks], key=lambda item: item[0]):
        surface = request.text[slice(*span)]
        if how is None:
            symbol = next(numbered)
            edges[symbol] = text
            edits.append(Edit(*span, f" {symbol} " if surface else symbol))
        elif how is Mode.PLACEHOLDER:
            symbol = next(numbered)
            fills[symbol] = Fill(span, text)
            edits.append(Edit(*span, symbol))
        elif how in {Mode.INLINE, Mode.MASKED}:
            opening, separator, closing = markers.term  # type: ignore[misc]  # asked for only if trained
            shown = markers.mask if how is Mode.MASKED else surface
            edits.append(Edit(*span, f"{opening} {shown} {separator} {text} {closing}"))
    rendered, offsets = apply_edits(request.text, edits)
    return Rendered(rendered, request.text, offsets, fills, edges)


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
    for match in re.finditer("|".join(map(re.escape, (*markers.symbols, _BROKEN))), answer):
        symbol, (start, end) = match.group(), match.span()
        if symbol in rendered.fills and symbol not in used:
            used.add(symbol)
            edits.append(Edit(start, end, rendered.fills[symbol].text))
            sources.append(rendered.fills[symbol].source)
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
    text = _sentence_case(text, rendered.source)
    anchors = tuple(
        Anchor(source, offsets.forward((edit.start, edit.end)))
        for edit, source in zip(edits, sources, strict=True)
        if source is not None
    )
    complete = {*rendered.edges} <= used
    places = {
        tag: _between([offsets.forward((edit.start, edit.end))[0] for edit in found], text)
        for tag, found in edges.items()
        if found
    }
    return Filled(text, offsets, anchors, stray, places if complete else None)


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
