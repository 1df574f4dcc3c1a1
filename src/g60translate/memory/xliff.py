"""Finished segments of XLIFF 1.2 and 2.x files, as a memory takes them over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from g60translate.documents.xml.parsing import parse_xml
from g60translate.errors import BrokenDocument
from g60translate.memory.entry import Entry, Origin, State

# XLIFF 1.2, 2.1 and 2.2: states of a target that somebody has yet to look at.
_UNFINISHED: Final = frozenset({"new", "needs-translation", "needs-l10n", "needs-adaptation"})
_DRAFTS: Final = frozenset(
    {"initial", "needs-review-translation", "needs-review-l10n", "needs-review-adaptation"}
)


def read_xliff(path: Path, *, origin: Origin, now: datetime) -> Iterator[Entry]:
    """The segments that have a target, with their neighbours; drafts where the file says so.

    Raises BrokenDocument.
    """
    root = parse_xml(path.read_bytes(), name=str(path))
    kind = etree.QName(root)
    if kind.localname != "xliff":
        raise BrokenDocument(f"{path} is no XLIFF file: its root is {kind.localname!r}.")
    for file in root.iter("{*}file"):
        langs = [
            (file.get(one) or root.get(two) or "").split("-")[0].lower()
            for one, two in (("source-language", "srcLang"), ("target-language", "trgLang"))
        ]
        units = [*file.iter("{*}trans-unit", "{*}segment")]
        found = [(unit, _said(unit, "source"), _said(unit, "target")) for unit in units]
        for at, (unit, source, target) in enumerate(found):
            state = _state(unit)
            if not (source.strip() and target.strip()) or state in _UNFINISHED:
                continue
            yield Entry(
                langs[0],
                langs[1],
                source,
                target,
                origin,
                now,
                before=found[at - 1][1] if at else "",
                after=found[at + 1][1] if at + 1 < len(found) else "",
                document=file.get("original") or path.name,
                state=State.DRAFT if state in _DRAFTS else State.APPROVED,
            )


def _said(unit: etree._Element, side: str) -> str:
    element = unit.find(f"{{*}}{side}")
    if element is None:
        return ""
    # Native codes between the tags of 1.2 are no text.
    native = {"bpt", "ept", "ph", "it", "x", "bx", "ex"}
    return "".join(_words(element, native))


def _words(element: etree._Element, native: set[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname not in native:
            yield from _words(child, native)
        yield child.tail or ""


def _state(unit: etree._Element) -> str:
    target = unit.find("{*}target")
    return unit.get("state") or (target.get("state") if target is not None else None) or ""
