"""What the `glossary` commands print with `--json`."""

from __future__ import annotations

from dataclasses import dataclass

from g60translate.glossary.concept import Concept, TermHit
from g60translate.glossary.diff import Change
from g60translate.glossary.exchange.exchange import Loss
from g60translate.glossary.impact.breaches import Breach
from g60translate.glossary.impact.effects import TermChange
from g60translate.glossary.lint.remark import Remark
from g60translate.glossary.matching.match import Straddle

Concepts = list[Concept]
Changes = list[Change]


@dataclass(frozen=True, slots=True)
class Begun:
    """`glossary new`: the file, in which there is nothing yet."""

    file: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """`glossary add`, `set`, `remove`: the concept as it is now, and what lint says about it."""

    file: str
    concepts: tuple[Concept, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Hit(TermHit):
    """A term in a text, and the wording to use for it."""

    expected: str


@dataclass(frozen=True, slots=True)
class Hits:
    """`glossary find` in a text: its terms, and those given up because they share text."""

    hits: tuple[Hit, ...]
    straddles: tuple[Straddle, ...]


Found = Concepts | Hits


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRemark(Remark):
    """What lint says about one place of a glossary; `place` is its line in the file."""

    place: str


@dataclass(frozen=True, slots=True)
class Linted:
    """`glossary lint`: how many places were mended, and what there is to say."""

    mended: int
    remarks: tuple[PlacedRemark, ...]


@dataclass(frozen=True, slots=True)
class Transferred:
    """`glossary import`, `export`: what was written, and what did not come across."""

    done: str
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """A sentence that a change of glossary touches; see `glossary.impact.documents`."""

    segment_id: str
    text: str
    recut: bool
    changes: tuple[TermChange, ...]
    straddles: tuple[Straddle, ...]
    breaches: tuple[Breach, ...]
    would_change: bool


@dataclass(frozen=True, slots=True)
class Affected:
    """`glossary impact`: a document with its record, if one was found, and what is touched."""

    document: str
    record: str | None
    sentences: int
    touched: tuple[Touched, ...]


Impact = list[Affected]
