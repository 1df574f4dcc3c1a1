"""Inline codes: bold, links, footnote marks, protected text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.documents.model import Inline, InlineKind


class TagsCheck:
    """Formatting, a link, a footnote mark or a protected word was lost, doubled or emptied.

    Look at the sentence in the document and set the formatting where it belongs.
    """

    name = "tags"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """Errors for lost, doubled, crossing and altered codes; a warning for emptied ones."""
        source = Counter(inline.tag for inline in unit.source_inlines)
        target = Counter(inline.tag for inline in unit.target_inlines)
        for tag in source - target:
            yield self._finding(unit, Severity.ERROR, f"The inline code {tag!r} was lost.")
        for tag in target - source:
            yield self._finding(
                unit, Severity.ERROR, f"The inline code {tag!r} stands there once too often."
            )
        yield from self._crossings(unit)
        origins = {inline.tag: inline for inline in unit.source_inlines}
        for inline in unit.target_inlines:
            if inline.tag in origins:
                yield from self._content(unit, origins[inline.tag], inline)

    def _content(self, unit: Unit, origin: Inline, inline: Inline) -> Iterable[Finding]:
        before = unit.source[origin.start : origin.end]
        after = unit.target[inline.start : inline.end]
        span = (inline.start, inline.end)
        if origin.kind is InlineKind.PROTECTED and before != after:
            message = f"Protected text changed: “{before}” became “{after}”."
            yield self._finding(unit, Severity.ERROR, message, span)
        elif origin.kind is InlineKind.PAIRED and before.strip() and not after.strip():
            message = f"The inline code {inline.tag!r} around “{before.strip()}” surrounds nothing."
            yield self._finding(unit, Severity.WARNING, message, span)

    def _crossings(self, unit: Unit) -> Iterable[Finding]:
        for number, outer in enumerate(unit.target_inlines):
            for inner in unit.target_inlines[number + 1 :]:
                first, second = sorted((outer, inner), key=lambda inline: inline.start)
                if first.start < second.start < first.end < second.end:
                    message = f"The inline codes {first.tag!r} and {second.tag!r} cross."
                    span = (second.start, first.end)
                    yield self._finding(unit, Severity.ERROR, message, span)

    def _finding(
        self, unit: Unit, severity: Severity, message: str, span: tuple[int, int] | None = None
    ) -> Finding:
        return Finding(self.name, severity, unit.segment_id, message, span)
