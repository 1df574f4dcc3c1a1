"""Settles the tracked changes of Word: all of them accepted, or all refused.

Clause numbers are those of ISO/IEC 29500-1:2016. Rows and cells that were inserted or deleted as
such (17.13.5.16) stay marked: they lie around paragraphs, not in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.documents.office.docx.properties import W
from g60translate.documents.options import TrackedChanges
from g60translate.documents.xml.parsing import Element, local

_NEW, _OLD = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
_RANGES = tuple(f"{W}move{way}Range{end}" for way in ("From", "To") for end in ("Start", "End"))
_FORMER = {f"{W}rPrChange": f"{W}rPr", f"{W}pPrChange": f"{W}pPr"}
_DELETED = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
# Any of these in its source means that there is something to settle.
_SIGN = re.compile(rb"<\w+:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange)\b")


def has_revisions(source: bytes) -> bool:
    """Whether a stretch of a part may hold tracked changes."""
    return _SIGN.search(source) is not None


def settle(root: Element, how: TrackedChanges, *, removable: bool) -> None:
    """Leave one text under `root`: the new one, or for `refuse` the old one.

    A paragraph whose own mark goes, goes with it once nothing is left in it, if it is `removable`:
    cells, notes and headers must have one.
    """
    gone, staying = (_OLD, _NEW) if how == "accept" else (_NEW, _OLD)
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
        if any(paragraph.find(f"{W}pPr/{W}rPr/{name}") is not None for name in names):
            yield paragraph


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
