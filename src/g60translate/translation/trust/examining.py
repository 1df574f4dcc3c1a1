"""Looks at translated segments: what the checks find, and how sure one may be in their light."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.figures.clocks import STRICT_LANGUAGES
from g60translate.checks.run import run_checks, run_document_checks
from g60translate.checks.severities import Severities, regraded
from g60translate.translation.translated import TranslatedSegment
from g60translate.translation.trust.doubt import Doubt
from g60translate.translation.trust.remarks import remarks


class Examiner:
    """Attaches findings and confidence to the segments of one language pair."""

    def __init__(
        self,
        doubt: Doubt,
        *,
        source_lang: str,
        target_lang: str,
        checks: Sequence[str] | None,
        severities: Severities,
    ) -> None:
        """`checks` are names, None for all; confidence knows nothing of the house's severities."""
        self._doubt = doubt
        self.source_lang, self.target_lang = source_lang, target_lang
        self._checks = checks
        self._severities = severities

    def each(self, segments: Sequence[TranslatedSegment]) -> Iterator[TranslatedSegment]:
        """Attach findings: the checks', and what the walk itself knows to be in doubt."""
        found: dict[str, list[Finding]] = {}
        units = [self._unit(segment) for segment in segments if segment.translation is not None]
        for finding in (*run_checks(units, names=self._checks), *self._bare(segments)):
            found.setdefault(finding.segment_id, []).append(finding)
        for segment in segments:
            name = segment.sentence.segment.id
            checked = found.get(name, ())
            if segment.translation is not None and segment.translation.recalled is not None:
                # Whoever decided that "Kind regards" will do meant it to be short.
                checked = [finding for finding in checked if finding.check != "length"]
            yield self._weigh(segment, (*remarks(segment), *checked))

    def together(self, segments: Sequence[TranslatedSegment]) -> tuple[TranslatedSegment, ...]:
        """Attach what only the whole document shows; a stream of blocks never has it whole."""
        units = [self._unit(segment) for segment in segments if segment.translation is not None]
        found: dict[str, list[Finding]] = {}
        for finding in run_document_checks(units, names=self._checks):
            found.setdefault(finding.segment_id, []).append(finding)
        return tuple(
            self._weigh(
                segment,
                (
                    *(f for f in segment.findings if f.check != "doubt"),
                    *found[segment.sentence.segment.id],
                ),
            )
            if segment.sentence.segment.id in found
            else segment
            for segment in segments
        )

    def graded(self, segments: Sequence[TranslatedSegment]) -> tuple[TranslatedSegment, ...]:
        """The segments with their findings as the house sees them.

        That comes last: how sure one may be of a sentence does not depend on what a house minds.
        """
        if not self._severities:
            return tuple(segments)
        return tuple(
            replace(segment, findings=regraded(segment.findings, self._severities))
            for segment in segments
        )

    def _bare(self, segments: Sequence[TranslatedSegment]) -> list[Finding]:
        """What the check of numbers says of text without words, which no model was asked for."""
        known = {self.source_lang, self.target_lang} <= STRICT_LANGUAGES
        if not known or (self._checks is not None and "numbers" not in self._checks):
            return []
        units = [
            Unit(s.sentence.segment.id, *_open_text(s), self.source_lang, self.target_lang)
            for s in segments
            if s.translation is None and any(map(str.isdecimal, s.restored.text))
        ]
        return run_checks(units, names=("numbers",))

    def _weigh(
        self, segment: TranslatedSegment, findings: tuple[Finding, ...]
    ) -> TranslatedSegment:
        """The segment with its findings, and how sure one may be of it in their light."""
        # A remembered translation is somebody's decision, not the model's guess.
        if segment.translation is None or segment.translation.recalled is not None:
            return replace(segment, findings=findings)
        confidence = self._doubt.confidence(segment.translation, findings)
        # Where a check has found an error, that is what there is to say.
        wrong = any(finding.severity is Severity.ERROR for finding in findings)
        marks = () if wrong else self._doubt.mark(segment.sentence.segment.id, confidence)
        return replace(segment, findings=(*findings, *marks), confidence=confidence)

    def _unit(self, segment: TranslatedSegment) -> Unit:
        assert segment.translation is not None
        return Unit(
            segment.sentence.segment.id,
            segment.sentence.request.text,
            segment.restored.text,
            self.source_lang,
            self.target_lang,
            source_inlines=segment.sentence.codes,
            target_inlines=segment.restored.inlines,
            missed_terms=tuple(
                (outcome.result.hit.surface, outcome.result.expected)
                for outcome in segment.translation.outcomes
                if not outcome.result.met
            ),
            forbidden_terms=tuple(hit.surface for hit in segment.translation.forbidden),
        )


def _open_text(segment: TranslatedSegment) -> tuple[str, str]:
    """Both sides of a segment that was carried over, without what must stay as it is."""
    source, target = segment.sentence.request.text, segment.restored.text
    if len(source) != len(target):
        return source, target
    for start, end in segment.sentence.request.protected:
        if source[start:end] == target[start:end]:
            blank = " " * (end - start)
            source = source[:start] + blank + source[end:]
            target = target[:start] + blank + target[end:]
    return source, target
