"""What the walk makes of sentences and documents."""

from __future__ import annotations

from dataclasses import dataclass, field

from g60translate.checks.check import Finding
from g60translate.documents.model import Block, Document
from g60translate.translation.codes.restore import Restored
from g60translate.translation.preparation import Sentence
from g60translate.translation.request import Translation


@dataclass(frozen=True, slots=True)
class TranslatedSegment:
    """One sentence with everything that is known about its translation.

    `translation` is None where there was nothing to translate and the text was carried over.
    `confidence` is the chance from 0 to 1 that the model's translation is good; None where no
    model was asked.
    """

    block: Block
    sentence: Sentence
    restored: Restored
    translation: Translation | None
    findings: tuple[Finding, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TranslatedDocument:
    """The document in the target language and the segments it was made from."""

    document: Document
    segments: tuple[TranslatedSegment, ...] = field(default=())

    @property
    def missed_terms(self) -> int:
        """Term occurrences that no rung of the ladder settled."""
        return sum(
            not outcome.result.met
            for segment in self.segments
            if segment.translation is not None
            for outcome in segment.translation.outcomes
        )
