"""A line of a test set: text, the inline codes in it, and how sure the model was of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from g60translate.documents.model import Inline, InlineKind
from g60translate.errors import InputError

_CODE = re.compile(r"<(/?)([a-z]+[0-9]*)(/?)>")


@dataclass(frozen=True, slots=True)
class Line:
    """`logprob` is the mean log-probability (natural log) per target piece, None where unknown."""

    text: str
    inlines: tuple[Inline, ...] = ()
    logprob: float | None = None


TranslateLines = Callable[[str, str, Sequence[Line]], Sequence[Line]]
"""Source language, target language and lines in; as many translated lines out."""


def parse_marked(marked: str, *, where: str) -> Line:
    """A line with its codes written out: `<b>…</b>` around text, `<fn/>` at a place.

    Names are letters and a number where a kind comes twice in a line. Raises InputError naming
    `where` for codes that cross, are not closed or stand there twice.
    """
    parts: list[str] = []
    codes: dict[str, Inline] = {}
    waiting: list[str] = []
    length = at = 0
    for match in _CODE.finditer(marked):
        parts.append(marked[at : match.start()])
        length += match.start() - at
        at = match.end()
        closing, name, alone = match.groups()
        if closing:
            if not waiting or waiting.pop() != name:
                raise InputError(f"{where}: {match.group()} closes what is not open.")
            codes[name] = replace(codes[name], end=length)
            continue
        if name in codes:
            raise InputError(f"{where}: the code {name!r} stands there twice. Number the codes.")
        kind = InlineKind.STANDALONE if alone else InlineKind.PAIRED
        codes[name] = Inline(length, length, name, kind)
        if not alone:
            waiting.append(name)
    if waiting:
        raise InputError(f"{where}: <{waiting[-1]}> is not closed.")
    return Line("".join([*parts, marked[at:]]), tuple(codes.values()))
