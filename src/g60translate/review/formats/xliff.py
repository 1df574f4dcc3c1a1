"""XLIFF 2.1 with the glossary and validation modules' data where they fit (OASIS, 2018).

Marks of codes stand in the text as in the other formats; findings are notes, terms are glossary
entries (module Glossary, 5.2).
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from g60translate.documents.xml.parsing import parse_xml
from g60translate.errors import BrokenDocument
from g60translate.review.sheet import Sheet

_CORE: Final = "urn:oasis:names:tc:xliff:document:2.0"
_GLOSSARY: Final = "urn:oasis:names:tc:xliff:glossary:2.0"
# The core is the default namespace; lxml's stubs know prefixes alone.
_NAMESPACES: Final[Any] = {None: _CORE, "gls": _GLOSSARY}
_TERM: Final = re.compile(r"Term: (.+) → (.+?)(?: \(missing\))?$")


class XliffReview:
    """One unit a segment, its id the segment's."""

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
            terms = [match.groups() for note in row.notes if (match := _TERM.match(note))]
            if terms:
                glossary = etree.SubElement(unit, f"{{{_GLOSSARY}}}glossary")
                for source, target in terms:
                    entry = etree.SubElement(glossary, f"{{{_GLOSSARY}}}glossEntry")
                    etree.SubElement(entry, f"{{{_GLOSSARY}}}term").text = source
                    etree.SubElement(entry, f"{{{_GLOSSARY}}}translation").text = target
            said = [note for note in row.notes if not _TERM.match(note)]
            if row.confidence is not None:
                said.append(f"Confidence {row.confidence:.2f}")
            if said:
                remarks = etree.SubElement(unit, f"{{{_CORE}}}notes")
                for note in said:
                    etree.SubElement(remarks, f"{{{_CORE}}}note").text = note
            segment = etree.SubElement(unit, f"{{{_CORE}}}segment", state="translated")
            for side, text in (("source", row.source), ("target", row.target)):
                element = etree.SubElement(segment, f"{{{_CORE}}}{side}")
                element.text = text
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)

    def read(self, data: bytes, *, name: str) -> dict[str, str]:
        """The targets by segment; segments that a tool has split are put together again."""
        root = parse_xml(data, name=name)
        if etree.QName(root).localname != "xliff":
            raise BrokenDocument(f"{name} is no XLIFF file.")
        marks = [n.text or "" for n in root.iter("{*}note") if n.get("category") == "g60-record"]
        found = {"": marks[0] if marks else ""}
        for unit in root.iter("{*}unit"):
            parts = [
                "".join(str(part) for part in target.itertext())
                for target in unit.iter("{*}target")
            ]
            found[unit.get("name") or ""] = "".join(parts)
        return found
