"""What a check sees and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from g60translate.documents.model import Inline


class Severity(StrEnum):
    """ERROR: do not send it like this. WARNING: read this sentence. INFO: good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one segment; `span` is a half-open code point range of the target text."""

    check: str
    severity: Severity
    segment_id: str
    message: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment with its translation, as the field calls it (XLIFF, TMX): texts without markup.

    Inlines are relative to their own text. `missed_terms` are (source surface, expected target)
    pairs that enforcement could not settle; `forbidden_terms` the forbidden wordings it left in.
    """

    segment_id: str
    source: str
    target: str
    source_lang: str
    target_lang: str
    source_inlines: tuple[Inline, ...] = ()
    target_inlines: tuple[Inline, ...] = ()
    missed_terms: tuple[tuple[str, str], ...] = ()
    forbidden_terms: tuple[str, ...] = ()


class Check(Protocol):
    """Looks at one unit at a time; its class docstring is written for the translator."""

    name: str

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """Findings for this unit, none where all is well."""
        ...


@runtime_checkable
class DocumentCheck(Protocol):
    """A check that also looks at all units of a document together."""

    def examine_all(self, units: Sequence[Unit]) -> Iterable[Finding]:
        """Findings that no unit shows by itself."""
        ...
