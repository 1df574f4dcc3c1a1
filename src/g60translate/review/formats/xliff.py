"""XLIFF 2.1 with its modules for glossary, candidates and validation (OASIS, 2018).

Marks of codes stand in the text as in the other formats, since the source has none of its own; the
validation module asks for them. Findings are notes, terms are glossary entries (module Glossary),
and what a memory proposes is a candidate (module Translation Candidates).
"""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from g60translate.documents.xml.parsing import parse_xml
from g60translate.errors import BrokenDocument
from g60translate.review.sheet import Returned, ReturnedRow, Row, Sheet
from g60translate.review.tagged import marks_in

_CORE: Final = "urn:oasis:names:tc:xliff:document:2.0"
_GLOSSARY: Final = "urn:oasis:names:tc:xliff:glossary:2.0"
_MATCHES: Final = "urn:oasis:names:tc:xliff:matches:2.0"
_VALIDATION: Final = "urn:oasis:names:tc:xliff:validation:2.0"
# The core is the default namespace; lxml's stubs know prefixes alone.
_NAMESPACES: Final[Any] = {None: _CORE, "gls": _GLOSSARY, "mtc": _MATCHES, "val": _VALIDATION}
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class XliffReview:
    """One unit a segment, its name the segment's."""

    def write(self, sheet: Sheet) -> bytes:
        """The file; the state is `translated`, as XLIFF calls what nobody has reviewed yet."""
        root = etree.Element(f"{{{_CORE}}}xliff", nsmap=_NAMESPACES)
        root.set("version", "2.1")
        root.set("srcLang", sheet.source_lang)
        root.set("trgLang", sheet.target_lang)
        file = etree.SubElement(root, f"{{{_CORE}}}file", id="f1", original=sheet.document)
        notes = etree.SubElement(file, f"{{{_CORE}}}notes")
        etree.SubElement(notes, f"{{{_CORE}}}note", category="g60-record").text = sheet.digest
        for number, row in enumerate(sheet.rows, 1):
            unit = etree.SubElement(file, f"{{{_CORE}}}unit", id=f"u{number}", name=row.id)
            _describe(unit, row)
            segment = etree.SubElement(unit, f"{{{_CORE}}}segment", id="s1", state="translated")
            _sides(segment, row.source, row.target)
        return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)

    def read(self, data: bytes, *, name: str) -> Returned:
        """The file as it was saved; segments that a tool has split are put together again."""
        root = parse_xml(data, name=name)
        if etree.QName(root).localname != "xliff":
            raise BrokenDocument(f"{name} is no XLIFF file.")
        marks = [n.text or "" for n in root.iter("{*}note") if n.get("category") == "g60-record"]
        rows = (
            ReturnedRow(unit.get("name") or "", _said(unit, "source"), _said(unit, "target"))
            for unit in root.iter("{*}unit")
        )
        return Returned(marks[0] if marks else "", tuple(rows))


def _describe(unit: etree._Element, row: Row) -> None:
    """What is known of a segment, in the order of the core's schema: modules, then notes."""
    if row.proposal is not None:
        candidates = etree.SubElement(unit, f"{{{_MATCHES}}}matches")
        match = etree.SubElement(candidates, f"{{{_MATCHES}}}match", ref="#s1")
        match.set("similarity", f"{100 * row.proposal.score:.1f}")
        match.set("origin", row.proposal.memory)
        _sides(match, row.proposal.source, row.proposal.target)
    terms = {(source, wording): met for source, wording, met in row.terms}
    if terms:
        glossary = etree.SubElement(unit, f"{{{_GLOSSARY}}}glossary")
        for source, wording in terms:
            entry = etree.SubElement(glossary, f"{{{_GLOSSARY}}}glossEntry")
            etree.SubElement(entry, f"{{{_GLOSSARY}}}term").text = source
            etree.SubElement(entry, f"{{{_GLOSSARY}}}translation").text = wording
    marks = marks_in(row.target)
    if marks:
        validation = etree.SubElement(unit, f"{{{_VALIDATION}}}validation")
        for mark in marks:
            etree.SubElement(validation, f"{{{_VALIDATION}}}rule", isPresent=mark, occurs="1")
    said = [*row.remarks, *([row.proposed] if row.proposed else [])]
    said += [f"Term missing: {source} → {wording}" for source, wording, met in row.terms if not met]
    if row.confidence is not None:
        said.append(f"Confidence {row.confidence:.2f}")
    if said:
        remarks = etree.SubElement(unit, f"{{{_CORE}}}notes")
        for note in said:
            etree.SubElement(remarks, f"{{{_CORE}}}note").text = note


def _sides(parent: etree._Element, source: str, target: str) -> None:
    for side, text in (("source", source), ("target", target)):
        element = etree.SubElement(parent, f"{{{_CORE}}}{side}")
        element.text = text
        element.set(_SPACE, "preserve")


def _said(unit: etree._Element, side: str) -> str:
    """The texts of a unit's segments, and what stands between them, not those of its candidates."""
    texts = []
    for part in unit.iterchildren("{*}segment", "{*}ignorable"):
        element = part.find(f"{{*}}{side}")
        if element is None and part.tag.endswith("ignorable"):
            element = part.find("{*}source")
        texts += [] if element is None else [str(text) for text in element.itertext()]
    return "".join(texts)
