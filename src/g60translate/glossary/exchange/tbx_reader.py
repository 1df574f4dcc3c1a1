"""The entries of a TBX file as glossary rows, and what of them has no place there.

DCA style and version 2 name a data category in a `type` attribute, DCT style in the element's own
name; the reader looks at whichever is there, and at the spellings of other programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from g60translate.documents.xml.parsing import Element, local
from g60translate.glossary.concept import Inflect, Status
from g60translate.glossary.exchange.exchange import Loss
from g60translate.glossary.exchange.tbx_status import (
    VERDICTS,
    letters,
    read_status,
    stays_untranslated,
    strictest,
)
from g60translate.glossary.rows import Row

_XML = "{http://www.w3.org/XML/1998/namespace}"
_ENTRIES = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_TERMS = ("termSec", "tig", "ntig")
_GROUPS = ("descripGrp", "adminGrp", "termNoteGrp", "termGrp", "termCompGrp")
GENDER = {"masculine": "m", "feminine": "f", "neuter": "n"}
_CONCEPT = {"subjectfield": "domain", "definition": "definition", "note": "concept_note"}
# A definition beside a term describes the concept all the same; a note there is the term's.
_CONCEPT_BELOW = {"subjectfield": "domain", "definition": "definition"}
_TERM = ("partofspeech", "grammaticalgender", "source", "note")
_ID = re.compile(r"[\s|,;]+")
# Chinese in the glossary is written in simplified characters.
_TRADITIONAL = re.compile(r"zh(?:[-_]\w+?)*?[-_](?:Hant|TW|HK|MO)(?:[-_]|$)", re.IGNORECASE)


def read_entries(root: Element) -> tuple[list[Row], tuple[Loss, ...]]:
    """The rows of all entries of a file, and what is not taken over."""
    reader = _Reader()
    rows = [row for entry in _inside(root, _ENTRIES) for row in reader.entry(entry)]
    return rows, tuple(reader.losses)


@dataclass(slots=True)
class _Draft:
    """A term while its language is read."""

    where: str
    tag: str
    cells: dict[str, str]
    verdict: Status | None
    known: bool
    """Whether the file says nothing about it, or something that is understood."""


class _Reader:
    def __init__(self) -> None:
        self.losses: list[Loss] = []
        self._numbered = 0

    def entry(self, entry: Element) -> Iterator[Row]:
        """The rows of one concept."""
        self._numbered += 1
        written = entry.get("id") or f"concept-{self._numbered}"
        concept_id = _ID.sub("-", written.strip()) or f"concept-{self._numbered}"
        facts: dict[str, str] = {}
        kept = self._facts(entry, facts, _CONCEPT, f"line {entry.sourceline}", "")
        drafts: dict[str, list[_Draft]] = {}
        for section in _inside(entry, _LANGUAGES):
            tag = section.get(f"{_XML}lang") or section.get("lang") or ""
            if _TRADITIONAL.match(tag):
                self._lose(section, f"what stands in {tag} (zh is simplified Chinese here)")
                continue
            lang = re.split("[-_]", tag)[0].lower()
            if lang != tag.lower():
                self._lose(section, f"the region of language {tag}")
            where = f"line {section.sourceline}"
            below = self._facts(section, facts, _CONCEPT, where, f" of the {lang} section")
            for term in _inside(section, _TERMS):
                draft = self._term(term, tag, facts)
                if kept or below:
                    draft.cells["dnt"] = "yes"
                drafts.setdefault(lang, []).append(draft)
        for lang, mine in drafts.items():
            _settle(mine)
            for draft in mine:
                cells = {"concept": concept_id, "lang": lang, **facts, **draft.cells}
                yield Row(draft.where, cells)

    def _facts(
        self, element: Element, facts: dict[str, str], wanted: dict[str, str], where: str, of: str
    ) -> bool:
        """Take over what describes the concept; whether it is not to be translated."""
        kept = False
        for category, text in _categories(element):
            column = wanted.get(letters(category), "")
            if column and column not in facts:
                facts[column] = text
            elif (stays := stays_untranslated(category, text)) is not None:
                kept = kept or stays
            else:
                self.losses.append(Loss(where, f"{category}{of} is not taken over"))
        return kept

    def _term(self, section: Element, tag: str, facts: dict[str, str]) -> _Draft:
        term = next(_inside(section, ("term",)), None)
        found: dict[str, str] = {}
        verdicts: list[Status] = []
        known, kept = True, False
        for category, text in _categories(section):
            name = letters(category)
            if name in VERDICTS:
                if (verdict := read_status(text)) is not None:
                    verdicts.append(verdict)
                else:
                    known = False
                    self._lose(section, f"{category} {text}")
            elif name in _TERM and name not in found:
                found[name] = text
            elif name in _CONCEPT_BELOW and _CONCEPT_BELOW[name] not in facts:
                facts[_CONCEPT_BELOW[name]] = text
            elif (stays := stays_untranslated(category, text)) is not None:
                kept = kept or stays
            else:
                self._lose(section, category)
        inflect = Inflect.NOUN if found.get("partofspeech") == "noun" else Inflect.NONE
        gender = GENDER.get(found.get("grammaticalgender", ""), "")
        noun = inflect is Inflect.NOUN
        cells = {
            "term": _text(term) if term is not None else "",
            "dnt": "yes" if kept else "",
            "inflect": f"{inflect.value}:{gender}" if noun and gender else inflect.value,
            "note": found.get("note", ""),
            "source": found.get("source", ""),
        }
        verdict = strictest(verdicts) if verdicts else None
        return _Draft(f"line {section.sourceline}", tag, cells, verdict, known)

    def _lose(self, element: Element, what: str) -> None:
        self.losses.append(Loss(f"line {element.sourceline}", f"{what} is not taken over"))


def _settle(drafts: list[_Draft]) -> None:
    """Give every term of a language its status.

    Without a verdict the first term leads, as in tools that know none; a verdict that is not
    understood never makes one preferred. Of several regions the first that has a preferred term
    keeps it; the region is noted at the others' terms.
    """
    led = next((d for d in drafts if d.verdict is Status.PREFERRED), None)
    if led is None:
        led = next((d for d in drafts if d.verdict is None and d.known), None)
    regional = len({draft.tag for draft in drafts}) > 1
    for draft in drafts:
        status = draft.verdict or (Status.PREFERRED if draft is led else Status.ADMITTED)
        if not draft.known and status is Status.PREFERRED:
            status = Status.ADMITTED
        if status is Status.PREFERRED and led is not None and draft.tag != led.tag:
            status = Status.ADMITTED
        draft.cells["status"] = status.value
        if regional and "-" in draft.tag.replace("_", "-"):
            note = draft.cells["note"]
            draft.cells["note"] = f"{note} ({draft.tag})" if note else draft.tag


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
