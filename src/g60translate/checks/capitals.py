"""Words in capitals that were taken over although they are words of the source language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.language.dictionary import LANGUAGES, has_word, is_abbreviation

# Shorter ones are abbreviations more often than words.
_WORD = re.compile(r"(?<![\w@#&./-])[A-ZÀ-ÖØ-Þ]{5,}(?![\w@&/]|[-.]\w)")
# A place or a name in front of a date or a dash: KIEL, 3. Mai – …
_DATELINE = re.compile(r"^\W*[A-ZÀ-ÖØ-Þ]{2,}[A-ZÀ-ÖØ-Þ /.-]*(?:\([^()]*\)\s*)?(?:,\s*|\s+[–—-]\s)")


class CapitalsCheck:
    """A word in capitals stands in the translation as it does in the source, untranslated.

    An abbreviation or a name may; a word such as HINWEIS has to be translated.
    """

    name = "capitals"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """A warning for each word that the source language has and the target language has not."""
        if not {unit.source_lang, unit.target_lang} <= LANGUAGES:
            return
        kept = {*_WORD.findall(unit.target)}
        if not kept:
            return
        opening = _DATELINE.match(unit.source)
        words = {*_WORD.findall(unit.source[opening.end() if opening else 0 :])}
        for match in _WORD.finditer(unit.target):
            word = match.group()
            if word in words and _is_left_over(word, unit):
                words.discard(word)
                message = f"“{word}” is not translated."
                yield Finding(self.name, Severity.WARNING, unit.segment_id, message, match.span())


def _is_left_over(word: str, unit: Unit) -> bool:
    return (
        not has_word(word, lang=unit.target_lang)
        and has_word(word, lang=unit.source_lang)
        and not is_abbreviation(word, lang=unit.source_lang)
    )
