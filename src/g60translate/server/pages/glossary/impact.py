"""What the table as it stands would do to documents, beside what the file demands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from g60translate.documents.model import Document
from g60translate.glossary.book import Glossary
from g60translate.reports.record.model import Record

if TYPE_CHECKING:
    from g60translate.glossary.impact.documents import SegmentImpact


@dataclass(frozen=True, slots=True)
class Release:
    """A document that a change is held against, and the record of its translation."""

    name: str
    document: Document
    pair: tuple[str, str]
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class TermEffect:
    """What a term of a sentence meets: `effect` is one of `glossary.impact.effects.Effect`."""

    effect: str
    surface: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A wording that the translation lacks, or a forbidden one that it has."""

    concept: str
    wording: str
    forbidden: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """A sentence that is touched."""

    id: str
    text: str
    recut: bool
    changes: tuple[TermEffect, ...]
    breaches: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class ReleaseImpact:
    """The touched sentences of a document, of `total`."""

    name: str
    total: int
    segments: tuple[Touched, ...]


def impact(old: Glossary, new: Glossary, releases: Iterable[Release]) -> Sequence[ReleaseImpact]:
    """What of each release is touched; nothing is translated."""
    # Nearly half of what the pages would load before the server answers.
    from g60translate.glossary.impact.documents import ImpactAssessor  # noqa: PLC0415
    from g60translate.segmentation.srx import SrxSegmenter  # noqa: PLC0415

    segmenter = SrxSegmenter()
    found = []
    for release in releases:
        source, target = release.pair
        assessor = ImpactAssessor(old, new, segmenter, source_lang=source, target_lang=target)
        assessed = assessor.assess(release.document, record=release.record)
        found.append(
            ReleaseImpact(release.name, assessed.total, tuple(map(_touched, assessed.segments)))
        )
    return found


def _touched(segment: SegmentImpact) -> Touched:
    return Touched(
        segment.segment_id,
        segment.text,
        segment.recut,
        tuple(
            TermEffect(each.effect.value, each.hit.surface, each.before, each.after)
            for each in segment.changes
        ),
        tuple(Broken(b.concept_id, b.wording, b.forbidden) for b in segment.breaches),
    )
