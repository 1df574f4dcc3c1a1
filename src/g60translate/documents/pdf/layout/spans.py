"""From the lines of a paragraph to its words, with words made whole that a line end divides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from g60translate.documents.pdf.layout.lines import Line, Run
from g60translate.documents.pdf.model import Span, Spans
from g60translate.documents.plain.lines import joint

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/?=&._-]\Z")


def spans_of(
    lines: Sequence[Line], *, skip: int = 0, notes: Mapping[str, int] | None = None
) -> Spans:
    """The words of these lines, but for the first `skip` letters.

    `notes` has the numbers of footnotes by the marks that stand for them here.
    """
    found: list[Span] = []
    for line in lines:
        for place, run in enumerate(_cut(line.runs, skip)):
            span = _span(run, notes or {})
            if found and place == 0:
                _join(found, span)
            found.append(span)
        skip = 0
    return tidy(found)


def _cut(runs: Sequence[Run], skip: int) -> Iterable[Run]:
    for run in runs:
        if skip < len(run.text):
            yield replace(run, text=run.text[skip:])
        skip = max(0, skip - len(run.text))


def _span(run: Run, notes: Mapping[str, int]) -> Span:
    number = notes.get(run.text.strip(), 0) if run.raised else 0
    if number:
        return Span("", note=number)
    return Span(run.text, run.bold, run.italic, run.raised, run.link)


def _join(found: list[Span], following: Span) -> None:
    """Make the last of these end as it does before the next line."""
    before = "".join(span.text for span in found)[-200:]
    after = following.text
    if not before or not after:
        between = "" if following.note else " "
        if before and between and not before.endswith(" "):
            found.append(Span(between))
        return
    if (_WIDE.match(before[-1]) and _WIDE.match(after)) or _ADDRESS.search(before):
        return
    joined = joint(before, after)
    if not joined.startswith(before):
        place = next(n for n in reversed(range(len(found))) if found[n].text)
        found[place] = replace(found[place], text=found[place].text[:-1])
    elif len(joined) > len(before) + len(after):
        last = found[-1]
        if last.link == following.link and not last.note:
            found[-1] = replace(last, text=last.text + " ")
        else:
            found.append(Span(" "))


def tidy(spans: Iterable[Span]) -> Spans:
    """The same with neighbours that are alike made one, and no white at the ends."""
    found: list[Span] = []
    for span in spans:
        if not span.text and not span.note:
            continue
        if found and not span.note and replace(found[-1], text="") == replace(span, text=""):
            found[-1] = replace(span, text=found[-1].text + span.text)
        else:
            found.append(span)
    if found and not found[0].note:
        found[0] = replace(found[0], text=found[0].text.lstrip())
    if found and not found[-1].note:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(span for span in found if span.text or span.note)
