"""Settles the tracked changes of Word: all of them accepted, or all refused.

Clause numbers are those of ISO/IEC 29500-1:2016. Rows and cells that were inserted or deleted as
such (17.13.5.16) stay marked: they lie around paragraphs, not in them. A paragraph whose mark goes
and the next one become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from g60translate.documents.office.docx.properties import W
from g60translate.documents.options import TrackedChanges
from g60translate.documents.xml.parsing import Element, local
from g60translate.documents.xml.units import Unit

_NEW, _OLD = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
_RANGES = tuple(f"{W}move{way}Range{end}" for way in ("From", "To") for end in ("Start", "End"))
_FORMER = {f"{W}rPrChange": f"{W}rPr", f"{W}pPrChange": f"{W}pPr"}
_DELETED = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
# Any of these in its source means that there is something to settle.
_SIGN = re.compile(rb"<\w+:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange)\b")
_RANGE = re.compile("(?:bookmark|comment|perm|move|customXml|proofErr).*")
_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[\s>]")
# What may stand between two paragraphs that become one: marks of ranges, and nothing that says
# anything. Paragraphs in different cells, and a paragraph and a table, stay apart.
_BETWEEN = re.compile(
    rb"""(?:\s|<!--.*?-->|<(?:\w+:)?(?:bookmark|comment|perm|move|customXml|proofErr)\w*"""
    rb"""(?:[^>"']|"[^"]*"|'[^']*')*/>)*""",
    re.DOTALL,
)
# A paragraph without anything is no unit of its own.
_EMPTY = re.compile(_BETWEEN.pattern + rb"<(?:\w+:)?p(?:\s[^<>]*)?/>", re.DOTALL)


def has_revisions(source: bytes) -> bool:
    """Whether a stretch of a part may hold tracked changes."""
    return _SIGN.search(source) is not None


def joined(units: Iterable[Unit], how: TrackedChanges, *, name: str) -> Iterator[Unit]:
    """The units of a part, those made one whose paragraphs become one when changes are settled."""
    waiting: Unit | None = None
    for unit in units:
        is_paragraph = _PARAGRAPH.match(unit.content) is not None
        if waiting is not None:
            between = unit.source[waiting.end : unit.start]
            if is_paragraph and _BETWEEN.fullmatch(between):
                whole = replace(unit, start=waiting.start)
            else:
                yield waiting
                whole = unit
        else:
            whole = unit
        waiting = None
        if not (is_paragraph and has_revisions(unit.content) and _is_open(unit, how, name=name)):
            yield whole
        elif (empty := _EMPTY.match(unit.source, unit.end)) is not None:
            yield replace(whole, end=empty.end())
        else:
            waiting = whole
    if waiting is not None:
        yield waiting


def _is_open(unit: Unit, how: TrackedChanges, *, name: str) -> bool:
    """Whether the mark of this paragraph goes."""
    gone, _ = _ways(how)
    return any(True for _ in _marked_paragraphs(unit.parsed(name=name), gone))


def _ways(how: TrackedChanges) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of what goes, and of what stays."""
    return (_OLD, _NEW) if how == "accept" else (_NEW, _OLD)


def settle(root: Element, how: TrackedChanges, *, removable: bool) -> None:
    """Leave one text under `root`: the new one, or for `refuse` the old one.

    A paragraph whose own mark goes is put before the text of the next one, whose properties stay
    (17.13.5.15). Where there is none, it goes once nothing is left in it, if it is `removable`:
    cells, notes and headers must have one.
    """
    gone, staying = _ways(how)
    for paragraph in list(root.iter(f"{W}p")):
        if _is_marked(paragraph, gone):
            _put_before_next(paragraph)
    vanishing = list(_marked_paragraphs(root, gone)) if removable else []
    for element in list(root.iter(*gone, *_RANGES)):
        _remove(element)
    for element in list(root.iter(*staying)):
        _unwrap(element)
    for element in list(root.iter(*_DELETED)):
        element.tag = _DELETED[str(element.tag)]
    for element in list(root.iter(*_FORMER)):
        _settle_format(element, how)
    for paragraph in vanishing:
        properties = paragraph.find(f"{W}pPr")
        ends_section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
        if not ends_section and all(child is properties for child in paragraph):
            _remove(paragraph)


def _marked_paragraphs(root: Element, names: tuple[str, ...]) -> Iterator[Element]:
    """Outermost paragraphs whose mark was inserted or deleted (17.13.5.15, 17.13.5.20)."""
    for paragraph in root.findall(f"{W}p"):
        if _is_marked(paragraph, names):
            yield paragraph


def _is_marked(paragraph: Element, names: tuple[str, ...]) -> bool:
    return any(paragraph.find(f"{W}pPr/{W}rPr/{name}") is not None for name in names)


def _put_before_next(paragraph: Element) -> None:
    """Let the next paragraph begin with what this one holds, if one follows in the same place."""
    following = paragraph.getnext()
    while following is not None and (not local(following) or _RANGE.fullmatch(local(following))):
        following = following.getnext()
    ends_section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
    if following is None or following.tag != f"{W}p" or ends_section:
        return
    place = 0 if following.find(f"{W}pPr") is None else 1
    following[place:place] = [child for child in paragraph if child.tag != f"{W}pPr"]
    _remove(paragraph)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    """Put the content of an element in its place."""
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)


def _settle_format(former: Element, how: TrackedChanges) -> None:
    """Forget the former properties, or bring them back (17.13.5.29, 17.13.5.31)."""
    properties = former.getparent()
    assert properties is not None
    properties.remove(former)
    old = former.find(_FORMER[str(former.tag)])
    if how == "refuse" and old is not None:
        # A paragraph's former properties have neither those of its mark nor its section.
        staying = [child for child in properties if local(child) in ("rPr", "sectPr")]
        properties[:] = [*old, *staying]
