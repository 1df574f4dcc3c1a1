"""Translations far shorter or longer than such a source asks for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache

from g60translate.checks.check import Finding, Severity, Unit

# One Han or kana sign says about as much as three letters.
_FIRST_WIDE = "\u2e80"
_WIDE_WEIGHT = 3.0
# Letters (weighted, white space left out) that say what one English letter says; medians over
# newstest2019, FLORES-200 dev and the press corpus.
_EXPANSION = {"en": 1.0, "de": 1.12, "fr": 1.15, "zh": 1.0}
_HAN_LANGUAGES = frozenset({"zh", "ja"})
# Below this many letters a ratio says nothing ("Ja." is "That is correct.").
_MIN_SIZE = 12.0
# Standard deviations from the usual length. A longer translation is often an explanation; a
# shorter one has lost something, and all the more if it also stops without its full stop.
_SHORT_WARNING_Z, _SHORT_ERROR_Z, _CUT_ERROR_Z = 2.2, 2.8, 1.2
_LONG_WARNING_Z, _LONG_ERROR_Z = 3.5, 4.4
_FINISHED = re.compile(r"[.!?。！？…:：;；][\"'”’“»«」』)）\s]*$")


class LengthCheck:
    """The translation is empty, or far too short or too long for its source.

    A short one has probably lost part of the sentence; a long one may say what the source does not.
    """

    name = "length"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """An error for empty, halved and doubled translations, a warning for suspicious ones.

        The logarithm of the length ratio is taken as normal, as Gale and Church (1993) do for
        lengths; its spread shrinks with the length of the text.
        """
        if not unit.source.strip():
            return
        if not unit.target.strip():
            if any(ch.isalnum() for ch in unit.source):
                message = "The translation is empty."
                yield Finding(self.name, Severity.ERROR, unit.segment_id, message)
            return
        source = size(unit.source) / _EXPANSION.get(unit.source_lang, 1.1)
        target = size(unit.target) / _EXPANSION.get(unit.target_lang, 1.1)
        if max(source, target) < _MIN_SIZE or not min(source, target):
            return
        across_scripts = len({unit.source_lang, unit.target_lang} & _HAN_LANGUAGES) == 1
        z = math.log(target / source) / spread((source + target) / 2, across_scripts=across_scripts)
        cut = bool(_FINISHED.search(unit.source)) and not _FINISHED.search(unit.target)
        severity = _verdict(z, cut=cut)
        if not severity:
            return
        if not {unit.source_lang, unit.target_lang} <= _EXPANSION.keys():
            severity = Severity.WARNING  # the usual length of this pair is a guess
        share = round(100 * target / source)
        message = f"Very {'short' if z < 0 else 'long'}: {share} % of the usual length."
        if cut:
            message = f"The translation stops without its full stop, at {share} % of its length."
        yield Finding(self.name, severity, unit.segment_id, message)


def size(text: str) -> float:
    """Letters and signs without white space, Han and kana counted threefold."""
    wide = len(_wide().findall(text)) if max(text, default="") >= _FIRST_WIDE else 0
    narrow = sum(map(len, text.split())) - wide
    return narrow + _WIDE_WEIGHT * wide


@cache
def _wide() -> re.Pattern[str]:
    """Signs that count threefold; such ranges take long to compile."""
    return re.compile(rf"[{_FIRST_WIDE}-\u9fff\uf900-\ufaff\uac00-\ud7a3\uff00-\uffef]")


def spread(mean_size: float, *, across_scripts: bool = False) -> float:
    """Standard deviation of the log ratio, fitted to references between de, en, fr and zh."""
    usual = 0.08 + 0.6 / math.sqrt(mean_size)
    return usual * 1.4 if across_scripts else usual


def _verdict(z: float, *, cut: bool) -> Severity | None:
    if z < -_SHORT_ERROR_Z or z > _LONG_ERROR_Z or (cut and z < -_CUT_ERROR_Z):
        return Severity.ERROR
    return Severity.WARNING if z < -_SHORT_WARNING_Z or z > _LONG_WARNING_Z or cut else None
