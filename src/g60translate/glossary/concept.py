"""Concepts and their terms, in the sense of ISO 30042 (TBX): one concept, many languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The linguists' verdict on one term."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"


class CasePolicy(StrEnum):
    """How upper and lower case count when a term is looked for.

    AUTO means EXACT for acronyms (written without any lower-case letter) and ANY for the rest.
    """

    AUTO = "auto"
    EXACT = "exact"
    ANY = "any"


class Inflect(StrEnum):
    """Which forms are derived from the written one.

    NONE: only the term and its listed forms. NAME: a proper name, with or without a genitive
    ending. NOUN: the noun's regular case and plural endings as well.
    """

    NONE = "none"
    NAME = "name"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Term:
    """One wording of a concept in one language (ISO 639-1 code).

    `forms` are further accepted surface forms written out by the linguist; `gender` is m, f, n
    or empty; a term marked `do_not_translate` must stand in the target exactly as in the source.
    """

    lang: str
    text: str
    status: Status = Status.PREFERRED
    case: CasePolicy = CasePolicy.AUTO
    inflect: Inflect = Inflect.NONE
    gender: str = ""
    forms: tuple[str, ...] = ()
    do_not_translate: bool = False
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea with its terms in every language; the first preferred term of a language leads.

    `valid_from` (a year, month or day) is information for people: a concept holds at any date.
    """

    id: str
    terms: tuple[Term, ...]
    domain: str = ""
    definition: str = ""
    note: str = ""
    priority: int = 0
    valid_from: str = ""

    def preferred(self, lang: str) -> Term | None:
        """The term to use in this language, or None where the linguists have not decided."""
        return next((t for t in self.in_language(lang) if t.status is Status.PREFERRED), None)

    def in_language(self, lang: str) -> tuple[Term, ...]:
        """All terms in this language in the file's order, forbidden ones too."""
        return tuple(term for term in self.terms if term.lang == lang)


@dataclass(frozen=True, slots=True)
class TermHit:
    """A source term found at `text[start:end]` (code points, half-open) of a block or segment."""

    start: int
    end: int
    concept_id: str
    surface: str
