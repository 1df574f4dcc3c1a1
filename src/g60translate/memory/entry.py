"""What a memory holds: a sentence, its translation, and who decided so, when and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from g60translate.bitext.units import Code, Details


class Origin(StrEnum):
    """Who made a translation: a person in review, another program's memory, or the model."""

    HUMAN = "human"
    IMPORTED = "imported"
    MACHINE = "machine"


class State(StrEnum):
    """How far one has gone with it: DRAFT is never used by itself, only proposed."""

    DRAFT = "draft"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Entry:
    """One remembered translation; languages are ISO 639-1 codes, `changed` is in UTC.

    `before` and `after` are the source sentences around it, '' at the edge of a document or where
    they are not known. `unit` binds the entries that came from one unit of several languages.
    `source_tag` and `target_tag` are the languages as the file wrote them, with their regions;
    `unit_details`, `source_details` and `target_details` what its elements said besides.
    """

    source_lang: str
    target_lang: str
    source: str
    target: str
    origin: Origin
    changed: datetime
    source_codes: tuple[Code, ...] = ()
    target_codes: tuple[Code, ...] = ()
    before: str = ""
    after: str = ""
    document: str = ""
    author: str = ""
    state: State = State.APPROVED
    unit: str = ""
    source_tag: str = ""
    target_tag: str = ""
    unit_details: Details = field(default_factory=Details)
    source_details: Details = field(default_factory=Details)
    target_details: Details = field(default_factory=Details)

    def turned(self) -> Entry:
        """The same translation in the other direction, without context, which is in a language."""
        return Entry(
            self.target_lang,
            self.source_lang,
            self.target,
            self.source,
            self.origin,
            self.changed,
            source_codes=self.target_codes,
            target_codes=self.source_codes,
            document=self.document,
            author=self.author,
            state=self.state,
            unit=self.unit,
            source_tag=self.target_tag,
            target_tag=self.source_tag,
            unit_details=self.unit_details,
            source_details=self.target_details,
            target_details=self.source_details,
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry with the number under which the memory keeps it."""

    number: int
    entry: Entry


Counts = Mapping[str, int]
"""How many entries there are of each kind."""
