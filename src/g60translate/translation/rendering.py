"""Writes a request in a model's own markers, and reads the markers out of its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from g60translate.models.card import Markers
from g60translate.translation.alignment import Anchor
from g60translate.translation.edits import Edit, OffsetMap, apply_edits
from g60translate.translation.request import Request
from g60translate.translation.subwords import Span


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
    """A request's text as the model sees it, with the way back to `source`."""

    text: str
    source: str
    offsets: OffsetMap
    fills: Mapping[str, Fill]


@dataclass(frozen=True, slots=True)
class Filled:
    """A model's answer with its placeholders filled in.

    `stray` counts marker symbols that stood for nothing and were cut out.
    """

    text: str
    offsets: OffsetMap
    anchors: tuple[Anchor, ...]
    stray: int


def render(
    request: Request, *, expected: Sequence[str], modes: Sequence[Mode], markers: Markers
) -> Rendered:
    """Mark up a request.

    `expected` and `modes` go with `request.hits`. Protected spans take placeholders first; where
    the model has none left, or none at all, a span stays as it is.
    """
    wanted = [(span, request.text[slice(*span)], Mode.PLACEHOLDER) for span in request.protected]
    wanted += [
        ((hit.start, hit.end), text, mode)
        for hit, text, mode in zip(request.hits, expected, modes, strict=True)
    ]
    free = len(markers.placeholders)
    granted = []
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
    # Symbols count up from left to right, as in training.
    numbered = iter(markers.placeholders)
    for span, text, mode in sorted(granted):
        surface = request.text[slice(*span)]
        if mode is Mode.PLACEHOLDER:
            symbol = next(numbered)
            fills[symbol] = Fill(span, text)
            edits.append(Edit(*span, symbol))
        elif mode in {Mode.INLINE, Mode.MASKED}:
            opening, separator, closing = markers.term  # type: ignore[misc]  # asked for only if trained
            shown = markers.mask if mode is Mode.MASKED else surface
            edits.append(Edit(*span, f"{opening} {shown} {separator} {text} {closing}"))
    rendered, offsets = apply_edits(request.text, edits)
    return Rendered(rendered, request.text, offsets, fills)


# What SentencePiece makes of byte pieces that are no character.
_BROKEN = "\ufffd"


def fill(answer: str, *, rendered: Rendered, markers: Markers) -> Filled:
    """Put the wordings in place of their placeholders; a second copy and strays are cut out."""
    edits: list[Edit] = []
    sources: list[Span | None] = []
    used: set[str] = set()
    stray = 0
    for match in re.finditer("|".join(map(re.escape, (*markers.symbols, _BROKEN))), answer):
        symbol, (start, end) = match.group(), match.span()
        if symbol in rendered.fills and symbol not in used:
            used.add(symbol)
            edits.append(Edit(start, end, rendered.fills[symbol].text))
            sources.append(rendered.fills[symbol].source)
        else:
            stray += 1
            # Take one of two neighbouring spaces along.
            if start and answer[start - 1] == " " and answer[end : end + 1] in {" ", ""}:
                start -= 1
            if edits and start < edits[-1].end:
                start = edits[-1].end
            edits.append(Edit(start, end, ""))
            sources.append(None)
    text, offsets = apply_edits(answer, edits)
    text = _sentence_case(text, rendered.source)
    anchors = tuple(
        Anchor(source, offsets.forward((edit.start, edit.end)))
        for edit, source in zip(edits, sources, strict=True)
        if source is not None
    )
    return Filled(text, offsets, anchors, stray)


def _sentence_case(target: str, source: str) -> str:
    """A capital at the start where the source has one: a filled-in term may begin in lower case.

    Only the plain case of one code point for another is mended, so that offsets stay.
    """
    capital = target[:1].upper()
    plain_word = target[1:2].islower() or not target[1:2].isalpha()
    if source[:1].isupper() and target[:1].islower() and plain_word and len(capital) == 1:
        return capital + target[1:]
    return target
