"""TBX: version 3 (ISO 30042:2019) in both styles and version 2 (martif) read, TBX-Basic written.

DCA style and version 2 name a data category in a `type` attribute, DCT style in the element's own
name; the reader looks at whichever is there.
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
from g60translate.glossary.rows import ADVICE, Row

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ENTRIES = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_TERMS = ("termSec", "tig", "ntig")
_STATUS = {
    "preferredTerm-admn-sts": Status.PREFERRED,
    "admittedTerm-admn-sts": Status.ADMITTED,
    "deprecatedTerm-admn-sts": Status.FORBIDDEN,
    "supersededTerm-admn-sts": Status.FORBIDDEN,
    "preferredTerm": Status.PREFERRED,
    "admittedTerm": Status.ADMITTED,
    "deprecatedTerm": Status.FORBIDDEN,
    "supersededTerm": Status.FORBIDDEN,
    "preferred": Status.PREFERRED,
    "admitted": Status.ADMITTED,
    "deprecated": Status.FORBIDDEN,
    "superseded": Status.FORBIDDEN,
}
_STATUS_VALUE = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_GENDER = {"masculine": "m", "feminine": "f", "neuter": "n"}
_GENDER_VALUE = {short: long for long, short in _GENDER.items()}
_GROUPS = ("descripGrp", "adminGrp", "termNoteGrp", "termGrp", "termCompGrp")
_KNOWN_CONCEPT = {"subjectField": "domain", "definition": "definition", "note": "concept_note"}
_KNOWN_TERM = ("administrativeStatus", "partOfSpeech", "grammaticalGender", "source", "note")
_ROOT = f'<tbx xmlns="{_NAMESPACE}" type="TBX-Basic" style="dca" xml:lang="en"/>'
_ID = re.compile(r"[\s|,;]+")
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
        reader = _Reader()
        rows = [row for entry in _inside(root, _ENTRIES) for row in reader.entry(entry)]
        return Imported(assemble(rows, name=name), tuple(reader.losses))

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


class _Reader:
    def __init__(self) -> None:
        self.losses: list[Loss] = []
        self._numbered = 0

    def entry(self, entry: Element) -> Iterator[Row]:
        self._numbered += 1
        where = f"line {entry.sourceline}"
        written = entry.get("id") or f"concept-{self._numbered}"
        concept_id = _ID.sub("-", written.strip()) or f"concept-{self._numbered}"
        facts = self._facts(entry, where)
        for section in _inside(entry, _LANGUAGES):
            lang = self._language(section)
            for category, text in _categories(section):
                # Definitions at language level describe the concept all the same.
                column = _KNOWN_CONCEPT.get(category, "")
                if column and column not in facts:
                    facts[column] = text
                else:
                    self._lose(section, f"{category} of the {lang} section")
            for number, term in enumerate(_inside(section, _TERMS)):
                cells = self._term(term, first=number == 0)
                yield Row(
                    f"line {term.sourceline}",
                    {"concept": concept_id, "lang": lang, **facts, **cells},
                )

    def _facts(self, entry: Element, where: str) -> dict[str, str]:
        facts: dict[str, str] = {}
        for category, text in _categories(entry):
            column = _KNOWN_CONCEPT.get(category, "")
            if column and column not in facts:
                facts[column] = text
            else:
                self.losses.append(Loss(where, f"{category} is not taken over"))
        return facts

    def _language(self, section: Element) -> str:
        tag = section.get(f"{_XML}lang") or section.get("lang") or ""
        lang = re.split("[-_]", tag)[0].lower()
        if lang != tag.lower():
            self._lose(section, f"the region of language {tag}")
        return lang

    def _term(self, section: Element, *, first: bool) -> dict[str, str]:
        term = next(_inside(section, ("term",)), None)
        found: dict[str, str] = {}
        for category, text in _categories(section):
            if category in _KNOWN_TERM and category not in found:
                found[category] = text
            else:
                self._lose(section, category)
        status = self._status(section, found.get("administrativeStatus", ""), first=first)
        inflect = Inflect.NOUN if found.get("partOfSpeech") == "noun" else Inflect.NONE
        gender = _GENDER.get(found.get("grammaticalGender", ""), "")
        noun = inflect is Inflect.NOUN
        return {
            "term": _text(term) if term is not None else "",
            "status": status.value,
            "inflect": f"{inflect.value}:{gender}" if noun and gender else inflect.value,
            "note": found.get("note", ""),
            "source": found.get("source", ""),
        }

    def _status(self, section: Element, value: str, *, first: bool) -> Status:
        if value in _STATUS:
            return _STATUS[value]
        # Without a verdict the first term of a language leads, as tools that know none do.
        if value:
            self._lose(section, f"administrativeStatus {value}")
        return Status.PREFERRED if first else Status.ADMITTED

    def _lose(self, element: Element, what: str) -> None:
        self.losses.append(Loss(f"line {element.sourceline}", f"{what} is not taken over"))


def _inside(element: Element, names: tuple[str, ...]) -> Iterator[Element]:
    return (child for child in element.iter() if local(child) in names)


def _categories(element: Element) -> Iterator[tuple[str, str]]:
    """The data categories of an entry, a language or a term, groups opened, sub-levels left out."""
    for child in element:
        name = local(child)
        if name in _GROUPS:
            yield from _categories(child)
        elif name and name not in (*_ENTRIES, *_LANGUAGES, *_TERMS, "term", "transacGrp"):
            category = child.get("type") or name
            if text := _text(child):
                yield category, text


def _text(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


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
