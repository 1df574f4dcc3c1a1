"""What the walk itself knows to be in doubt about a translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from g60translate.checks.check import Finding, Severity
from g60translate.documents.model import Remark
from g60translate.glossary.morphology.number import Fit
from g60translate.translation.translated import TranslatedSegment


def remarks(segment: TranslatedSegment) -> Iterator[Finding]:
    """Findings on what was lost, dropped, put in, placed by guessing or left as it is."""
    translation, name = segment.translation, segment.sentence.segment.id
    if segment.block.remark and segment.sentence.segment.start == 0:
        yield Finding("format", Severity.WARNING, name, segment.block.remark)
    for repair in segment.restored.repairs:
        message = f"“{repair.before}” was set right by rule: “{repair.after}”."
        yield Finding("numbers", Severity.INFO, name, message, repair.span)
    if translation is None:
        return
    for stretch in translation.lost:
        message = f"“{stretch}” must stay as it is, but the translation has lost it."
        yield Finding("protected", Severity.ERROR, name, message)
    for stretch in translation.dropped:
        message = f"Nothing in the translation seems to stand for “{stretch}”. Compare the two."
        yield Finding("coverage", Severity.WARNING, name, message)
    if translation.proposal is not None and translation.proposal.note:
        message = f"A remembered translation of this sentence {translation.proposal.note}."
        yield Finding("memory", Severity.WARNING, name, message)
    for outcome in translation.outcomes:
        if outcome.result.fit is Fit.MISFIT:
            term = outcome.result
            message = (
                f"“{term.hit.surface}” became “{term.form}”, which is in another number. "
                "Read the sentence."
            )
            yield Finding("terms", Severity.WARNING, name, message)
    for wording in translation.put_in:
        message = f"“{wording}” was put where it seems to belong. Read the sentence."
        yield Finding("terms", Severity.WARNING, name, message)
    if segment.restored.misplaced:
        message = "The place of some formatting is a guess: its words seem missing, or are one."
        yield Finding("codes", Severity.WARNING, name, message)
    if translation.stray:
        message = "The model left a marker in its answer, which was cut out. Read the sentence."
        yield Finding("markers", Severity.WARNING, name, message)
    if translation.parts > 1:
        message = f"Translated in {translation.parts} parts, cut at its clauses: read the joints."
        yield Finding("length", Severity.WARNING, name, message)


def with_remarks(
    segments: Sequence[TranslatedSegment], remarks: Sequence[Remark]
) -> tuple[TranslatedSegment, ...]:
    """The segments with what is to be said about the document, each remark where it belongs."""
    result = list(segments)
    for remark in remarks if result else ():
        at = next((n for n, each in enumerate(result) if each.block.id == remark.block_id), 0)
        name = result[at].sentence.segment.id
        finding = Finding("document", Severity.WARNING, name, remark.message)
        result[at] = replace(result[at], findings=(*result[at].findings, finding))
    return tuple(result)
