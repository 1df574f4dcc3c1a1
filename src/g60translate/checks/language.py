"""Text left in the source language, or in a third one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.documents.model import Inline, InlineKind
from g60translate.language.detection import CANDIDATES, identify
from g60translate.protection.addresses import addresses
from g60translate.protection.identifiers import identifiers
from g60translate.protection.placeholders import placeholders
from g60translate.spans import Span

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,}")
_RUN = re.compile(r"[^\W\d_]+")
_KANA = re.compile(r"[\u3041-\u30ff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Quoted names stay in their language, and a German headline around one is still German.
_QUOTED = re.compile(r"„[^“”]*[“”]|“[^”]*”|«[^»]*»|‚[^‘]*‘|\"[^\"]*\"|《[^》]*》|「[^」]*」")
_PARENTHESIS = re.compile(r"\([^()]*\)|（[^（）]*）")

_MIN_LETTERS = 40
_MIN_WORDS = 6
_SURE = 0.9
_MAX_COPIED = 4
# Looking for copied passages takes time in the product of the lengths: 500 words against 500.
_MAX_CELLS = 250_000


class LanguageCheck:
    """A passage is still in the source language, or the sentence is in the wrong one.

    Names and quoted titles may stay; everything else has to be translated.
    """

    name = "language"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """An error where the whole sentence is untranslated, a warning for a passage."""
        if unit.source_lang == unit.target_lang or not unit.target.strip():
            return
        source = _prose(_unmarked(unit.source, unit.source_inlines))
        target = _prose(_unmarked(unit.target, unit.target_inlines))
        finding = self._first(unit, source, target)
        # Paths and numbers are read as words until one of them is objected to: it costs less.
        if finding and (named := identifiers(target)):
            finding = self._first(
                unit, _blanked(source, identifiers(source)), _blanked(target, named)
            )
        if finding:
            yield finding

    def _first(self, unit: Unit, source: str, target: str) -> Finding | None:
        return (
            self._untranslated(unit, source, target)
            or self._copied(unit, source, target)
            or self._identified(unit, target)
        )

    def _untranslated(self, unit: Unit, source: str, target: str) -> Finding | None:
        """The same sentence again, or none of the script that the target is written in."""
        plain = _plain_words(source)
        same = [word.casefold() for word in _WORD.findall(source)] == [
            word.casefold() for word in _WORD.findall(target)
        ]
        if same and (len(plain) >= 3 or len(_HAN.findall(source)) >= 4):
            return self._finding(unit, Severity.ERROR, "The sentence is not translated.")
        if unit.target_lang == "zh" and not _HAN.search(unit.target) and len(plain) >= 4:
            return self._finding(unit, Severity.ERROR, "There is no Chinese in the translation.")
        return None

    def _copied(self, unit: Unit, source: str, target: str) -> Finding | None:
        """A run of words, or of Han signs, taken over from the source."""
        # Han signs that stand in a German text are a name, and stay.
        runs = [
            run
            for run in _HAN_RUN.finditer(target)
            if unit.source_lang in {"zh", "ja"} or run.group() not in unit.source
        ]
        if unit.target_lang not in {"zh", "ja"} and runs:
            share = sum(len(run.group()) for run in runs) * 3 / len(target)
            severity = Severity.ERROR if share > 0.5 else Severity.WARNING
            message = f"“{runs[0].group()}” is not translated."
            return self._finding(unit, severity, message, runs[0].span())
        ours, theirs = list(_WORD.finditer(source)), list(_WORD.finditer(target))
        if len(ours) * len(theirs) > _MAX_CELLS:
            return None
        a, b = _folded(ours), _folded(theirs)
        # Hardly any translation has so much from its source, and to find where takes long.
        if _passages(a).isdisjoint(_passages(b)):
            return None
        run = SequenceMatcher(a=a, b=b, autojunk=False).find_longest_match()
        if run.size <= _MAX_COPIED:
            return None
        span = (theirs[run.b].start(), theirs[run.b + run.size - 1].end())
        passage = target[slice(*span)]
        if len(_plain_words(passage)) < 3:
            return None
        long = run.size >= 10 and run.size * 2 > len(theirs)
        message = f"“{passage}” is taken over from the source."
        severity = Severity.ERROR if long else Severity.WARNING
        return self._finding(unit, severity, message, span)

    def _identified(self, unit: Unit, target: str) -> Finding | None:
        """Another language by its letters; only for texts long enough to be sure."""
        han = len(_HAN.findall(target))
        weight = sum(map(str.isalpha, target)) + 3 * han
        if weight < _MIN_LETTERS or unit.target_lang not in CANDIDATES:
            return None
        if unit.target_lang != "zh" and len(_plain_words(target)) < _MIN_WORDS:
            return None
        if unit.target_lang == "zh" and han * 3 > len(_RUN.findall(target)):
            return None  # Han without kana needs no statistics
        found, sureness = identify(target)
        if found == unit.target_lang or sureness < _SURE:
            return None
        severity = Severity.ERROR if found == unit.source_lang else Severity.WARNING
        message = f"The sentence reads like {found}, not {unit.target_lang}."
        return self._finding(unit, severity, message)

    def _finding(
        self, unit: Unit, severity: Severity, message: str, span: tuple[int, int] | None = None
    ) -> Finding:
        return Finding(self.name, severity, unit.segment_id, message, span)


def _unmarked(text: str, inlines: Iterable[Inline]) -> str:
    """The text with what is marked to stay blanked; offsets stay."""
    return _blanked(text, ((i.start, i.end) for i in inlines if i.kind is InlineKind.PROTECTED))


def _blanked(text: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _prose(text: str) -> str:
    """The text with addresses, placeholders, quotations and parentheses blanked; offsets stay."""
    text = _blanked(text, [*(a[:2] for a in addresses(text)), *placeholders(text)])
    for pattern in (_QUOTED, _PARENTHESIS):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text


def _folded(words: Iterable[re.Match[str]]) -> list[str]:
    return [match.group().casefold() for match in words]


def _passages(words: list[str]) -> set[tuple[str, ...]]:
    """All runs of so many words that they would be too many to copy."""
    size = _MAX_COPIED + 1
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def _plain_words(text: str) -> list[str]:
    """Words in lower case, that is, no names."""
    return [word for word in _WORD.findall(text) if word.islower() and not _HAN.search(word)]
