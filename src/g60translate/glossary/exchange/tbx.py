"""TBX: version 3 (ISO 30042:2019) in both styles and version 2 (martif) read, TBX-Basic written.

What is read is in `tbx_reader.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from g60translate.documents.xml.parsing import Element, local, parse_xml
from g60translate.errors import Fault, GlossaryError
from g60translate.glossary.assembly import assemble
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import CasePolicy, Concept, Inflect, Status, Term
from g60translate.glossary.exchange.exchange import Exported, Imported, Loss, Pair
from g60translate.glossary.exchange.tbx_reader import GENDER, read_entries
from g60translate.glossary.rows import ADVICE

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_STATUS_VALUE = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_GENDER_VALUE = {short: long for long, short in GENDER.items()}
_ROOT = f'<tbx xmlns="{_NAMESPACE}" type="TBX-Basic" style="dca" xml:lang="en"/>'
# Names without a colon (XML 1.0, 2.3 Name; Namespaces in XML, 3 NCName).
_NAME_START = (
    "A-Z_a-zÀ-ÖØ-öø-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_REST = f"{_NAME_START}.0-9·\u0300-\u036f\u203f\u2040-"
_XML_NAME = re.compile(f"[{_NAME_START}][{_NAME_REST}]*")
_NO_NAME_CHARACTER = re.compile(f"[^{_NAME_REST}]")


class TbxExchange:
    """Reads any TBX-Basic dialect, writes version 3 in DCA style."""

    name = "tbx"
    suffixes = (".tbx", ".xml")
    holds = "terms with status, gender, note and source; subject, definition and note of concepts"

    def read(self, data: bytes, *, name: str, pair: Pair | None) -> Imported:  # noqa: ARG002
        """Parse TBX; what has no place in the glossary is listed as lost."""
        root = parse_xml(data, name=name)
        if local(root) not in ("tbx", "martif"):
            fault = Fault("root element", f"is <{local(root)}>; TBX begins with <tbx> or <martif>")
            raise GlossaryError(name, [fault], advice=ADVICE)
        rows, losses = read_entries(root)
        return Imported(assemble(rows, name=name), losses)

    def write(self, glossary: Glossary, *, pair: Pair | None) -> Exported:  # noqa: ARG002
        """TBX-Basic, DCA style: any tool that reads TBX 3 takes it."""
        ids = _xml_ids(glossary)
        losses = [loss for concept in glossary for loss in _losses(concept, ids[concept.id])]
        root = etree.fromstring(_ROOT)
        description = _add(_add(_add(root, "tbxHeader"), "fileDesc"), "sourceDesc")
        _add(description, "p", f"Glossary {glossary.name}, written by g60translate")
        body = _add(_add(root, "text"), "body")
        for concept in glossary:
            _write_concept(body, concept, ids[concept.id])
        etree.indent(root)
        data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
        assert isinstance(data, bytes)
        return Exported(data + b"\n", tuple(losses))


def _xml_ids(glossary: Glossary) -> dict[str, str]:
    """The ids to write: TBX demands XML names, so “5-plan” becomes “_5-plan”."""
    taken = {concept.id for concept in glossary if _XML_NAME.fullmatch(concept.id)}
    ids = {known: known for known in taken}
    for concept in glossary:
        if concept.id in taken:
            continue
        plain = _NO_NAME_CHARACTER.sub("_", concept.id)
        name = base = plain if _XML_NAME.fullmatch(plain) else f"_{plain}"
        number = 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        ids[concept.id] = name
    return ids


def _write_concept(body: Element, concept: Concept, xml_id: str) -> None:
    entry = _add(body, "conceptEntry", id=xml_id)
    if concept.domain:
        _add(entry, "descrip", concept.domain, type="subjectField")
    if concept.definition:
        _add(entry, "descrip", concept.definition, type="definition")
    if concept.note:
        _add(entry, "note", concept.note)
    for lang in dict.fromkeys(term.lang for term in concept.terms):
        section = _add(entry, "langSec")
        section.set(f"{_XML}lang", lang)
        for term in concept.in_language(lang):
            _write_term(section, term)


def _write_term(section: Element, term: Term) -> None:
    target = _add(section, "termSec")
    _add(target, "term", term.text)
    _add(target, "termNote", _STATUS_VALUE[term.status], type="administrativeStatus")
    if term.inflect is Inflect.NOUN:
        _add(target, "termNote", "noun", type="partOfSpeech")
        if term.gender:
            _add(target, "termNote", _GENDER_VALUE[term.gender], type="grammaticalGender")
    if term.source:
        _add(target, "admin", term.source, type="source")
    if term.note:
        _add(target, "note", term.note)


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    child = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    child.text = " ".join(text.split()) or None
    return child


def _losses(concept: Concept, xml_id: str) -> Iterator[Loss]:
    if xml_id != concept.id:
        yield Loss(concept.id, f"its id is written as {xml_id}")
    for name in ("priority", "valid_from"):
        if getattr(concept, name):
            yield Loss(concept.id, f"its {name} is left out")
    remarks = (concept.definition, concept.note, *(t.note + t.source for t in concept.terms))
    if any("\n" in remark for remark in remarks):
        yield Loss(concept.id, "line breaks in its remarks are not kept")
    for term in concept.terms:
        lost = []
        if term.case is not CasePolicy.AUTO:
            lost.append("case")
        if term.inflect is Inflect.NAME:
            lost.append("inflect")
        if term.forms:
            lost.append("forms")
        if term.do_not_translate:
            lost.append("dnt")
        if lost:
            where = f"{concept.id}, {term.lang} {term.text!r}"
            yield Loss(where, f"{', '.join(lost)} not kept")
