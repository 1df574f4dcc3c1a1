"""The glossary that table rows describe, or all that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from g60translate.errors import Fault, GlossaryError
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import CasePolicy, Concept, Inflect, Status, Term
from g60translate.glossary.mojibake import unmangled
from g60translate.glossary.rows import (
    ADVICE,
    COLUMNS,
    CONCEPT_COLUMNS,
    UNPRINTABLE,
    Row,
    split_forms,
)

_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"", "no", "n", "false", "0"})
_GENDERS = ("m", "f", "n")
# Remarks may have several lines; the rest cannot be written as XML.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ID = re.compile(r"[^\s|,;]+")
_LANG = re.compile(r"[a-z]{2}")
_REGIONAL = re.compile(r"([A-Za-z]{2})[-_][A-Za-z0-9_-]+")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Placed:
    """A glossary and where it stands in its file.

    `places` names for each concept id the row of each of its terms, in the terms' order.
    """

    glossary: Glossary
    places: Mapping[str, tuple[str, ...]]


def assemble(rows: Iterable[Row], *, name: str, faults: Sequence[Fault] = ()) -> Glossary:
    """The glossary that these rows describe.

    `faults` are those already found while the table was read. All faults are collected, then
    raised as one GlossaryError.
    """
    return assemble_placed(rows, name=name, faults=faults).glossary


def assemble_placed(rows: Iterable[Row], *, name: str, faults: Sequence[Fault] = ()) -> Placed:
    """The same with the places of all terms."""
    reader = _Reader(list(faults))
    for row in rows:
        reader.read(row)
    if reader.faults:
        raise GlossaryError(name, reader.faults, advice=ADVICE)
    drafts = reader.drafts.values()
    return Placed(
        Glossary(tuple(draft.finish() for draft in drafts), name=name),
        MappingProxyType({draft.id: tuple(draft.places) for draft in drafts}),
    )


@dataclass(slots=True)
class _Draft:
    """A concept while its rows come in."""

    id: str
    terms: list[Term] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    facts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Column -> (value, where it was first said)."""

    def finish(self) -> Concept:
        fact = {column: self.facts.get(column, ("", ""))[0] for column in CONCEPT_COLUMNS}
        return Concept(
            id=self.id,
            terms=tuple(self.terms),
            domain=fact["domain"],
            definition=fact["definition"],
            note=fact["concept_note"],
            priority=int(fact["priority"] or 0),
            valid_from=fact["valid_from"],
        )


class _Reader:
    """Turns rows into drafts and remembers every fault."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self.drafts: dict[str, _Draft] = {}

    def read(self, row: Row) -> None:
        if not any(row.cell(column) for column in COLUMNS):
            return
        concept_id = row.cell("concept")
        if not concept_id:
            self._fault(row, "concept", "the concept id is missing")
            return
        if not _ID.fullmatch(concept_id) or UNPRINTABLE.search(concept_id):
            self._fault(
                row, "concept", f"concept id {concept_id!r} may not contain white space, | , or ;"
            )
            return
        draft = self.drafts.setdefault(concept_id, _Draft(concept_id))
        self._read_facts(row, draft)
        draft.terms.append(self._term(row))
        draft.places.append(row.where)

    def _fault(self, row: Row, column: str, message: str) -> None:
        self.faults.append(Fault(row.places.get(column, row.where), message))

    def _read_facts(self, row: Row, draft: _Draft) -> None:
        for column in CONCEPT_COLUMNS:
            value = self._remark(row, column)
            if not value:
                continue
            known, where = draft.facts.setdefault(column, (value, row.where))
            if value != known:
                self._fault(
                    row,
                    column,
                    f"{column} of concept {draft.id} is {value!r} here and {known!r} at {where}",
                )
            elif column == "priority" and not re.fullmatch(r"[+-]?\d{1,6}", value, re.ASCII):
                self._fault(row, column, f"priority {value!r} is not a whole number")
                draft.facts[column] = ("0", row.where)
            elif column == "valid_from" and not _DATE.fullmatch(value):
                self._fault(row, column, f"valid_from {value!r} is not a date such as 2024-03-31")

    def _term(self, row: Row) -> Term:
        inflect, _, gender = row.cell("inflect").lower().partition(":")
        if gender and (gender not in _GENDERS or inflect != Inflect.NOUN.value):
            self._fault(
                row,
                "inflect",
                f"inflect {row.cell('inflect')!r}: a gender is noun:m, noun:f or noun:n",
            )
            gender = ""
        return Term(
            lang=self._lang(row),
            text=self._text(row),
            status=self._choice(row, "status", row.cell("status"), Status.PREFERRED),
            case=self._choice(row, "case", row.cell("case"), CasePolicy.AUTO),
            inflect=self._choice(row, "inflect", inflect, Inflect.NONE),
            gender=gender,
            forms=self._forms(row),
            do_not_translate=self._dnt(row),
            note=self._remark(row, "note"),
            source=self._remark(row, "source"),
        )

    def _remark(self, row: Row, column: str) -> str:
        text = row.cell(column)
        if found := _UNWRITABLE.search(text):
            self._fault(row, column, f"{column} contains the control character {found[0]!r}")
        return text

    def _text(self, row: Row) -> str:
        text = row.cell("term")
        if not text:
            self._fault(row, "term", "the term is missing")
        elif found := UNPRINTABLE.search(text):
            self._fault(row, "term", f"the term {text!r} {_unprintable(found[0], text)}")
        return text

    def _forms(self, row: Row) -> tuple[str, ...]:
        forms = split_forms(row.cell("forms"))
        for form in forms:
            if found := UNPRINTABLE.search(form):
                self._fault(row, "forms", f"the form {form!r} {_unprintable(found[0], form)}")
        return forms

    def _lang(self, row: Row) -> str:
        written = row.cell("lang")
        lang = written.lower()
        if regional := _REGIONAL.fullmatch(lang):
            message = f"language {written!r} carries a region; write {regional[1]}"
        elif not lang:
            message = "the language is missing"
        elif not _LANG.fullmatch(lang):
            message = f"language {written!r} is not a two-letter ISO 639-1 code such as de"
        else:
            return lang
        self._fault(row, "lang", message)
        return lang

    def _dnt(self, row: Row) -> bool:
        cell = row.cell("dnt").lower()
        if cell not in _YES | _NO:
            self._fault(row, "dnt", f"dnt {row.cell('dnt')!r} is neither yes nor no")
        return cell in _YES

    def _choice(self, row: Row, column: str, cell: str, default: _Choice) -> _Choice:
        kind = type(default)
        try:
            return kind(cell.lower()) if cell else default
        except ValueError:
            valid = ", ".join(member.value for member in kind)
            self._fault(row, column, f"{column} {cell!r} is not one of {valid}")
            return default


def _unprintable(char: str, text: str) -> str:
    """What is wrong with a wording that has this character."""
    if (meant := unmangled(text)) != text:
        return f"was read in a wrong encoding and should be {meant!r}"
    return f"contains the control character {char!r}"
