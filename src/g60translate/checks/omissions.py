"""What a sentence says and its translation does not: its verb, or a good part of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.reading.content import surplus, telling_words
from g60translate.checks.reading.negations import lost_denial
from g60translate.checks.reading.verbs import has_verb
from g60translate.language.dictionary import dictionary

_SENTENCE = re.compile(r"[.!?…][\"'”’“»«)\]]*$")
_FEWEST_WORDS = 3
# Past forms with endings that few verbs have; the others are told by theirs.
_STRONG = frozenset(
    """
    wurde werde habe sei sah kam nahm lag gab las saß schrieb blieb stieg rief lief hielt ließ fiel
    traf sprach brach starb warf zog flog bot lud trug schlug fuhr schuf wuchs schloss schien ging
    hieß trieb wies lieh verlor fror schob bog log
    """.split()  # noqa: SIM905  a list of words reads better than a list of strings
)
_WORD = re.compile(r"[^\W\d_]+")
# Words that end, or whose dictionary form ends, as German verbs do.
_NO_VERBS = frozenset(
    [
        "den",
        "einen",
        "ihren",
        "seinen",
        "unseren",
        "meinen",
        "keinen",
        "zwischen",
        "neben",
        "gegen",
        "wegen",
        "oben",
        "unten",
        "eigen",
        "offen",
        "selten",
        "zusammen",
        "diesen",
        "jenen",
        "jeden",
        "allen",
        "vielen",
        "anderen",
        "beiden",
        "wenigen",
        "einigen",
        "mehreren",
        "solchen",
        "welchen",
        "denen",
        "deren",
        "ihnen",
        "hinten",
        "vorn",
        "außen",
        "innen",
        "morgen",
        "sieben",
        "gestern",
        "zweiten",
        "ersten",
        "dritten",
        "letzten",
        "nächsten",
        "neuen",
        "guten",
        "großen",
        "eben",
        "neuesten",
        "wegen",
        "dagegen",
    ]
)


# What a translation says less than its source does, in spreads of good ones: 1 to 2 % of human
# translations of releases are below, and 81 to 88 % of those that have lost a clause
# (eval/studies/losses.py).
_TOO_LITTLE = 3.75
# Says less than this many words: a title, whose wording is free.
_FEWEST_TELLING = 5


class OmissionsCheck:
    """The translation says less than the source: its verb, or a clause, seems to be missing.

    What happened, who did it or why is lost: compare the two sentences.
    """

    name = "omissions"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """A warning that names the verbs of the source, or says how much is there."""
        pair = (unit.source_lang, unit.target_lang)
        if pair == ("de", "en"):
            yield from _without_verb(unit)
            german, english, sign = unit.source, unit.target, 1
        elif pair == ("en", "de"):
            german, english, sign = unit.target, unit.source, -1
        else:
            return
        yield from _denied(unit)
        if sign * surplus(german, english) >= -_TOO_LITTLE:
            return
        words = [
            round(telling_words(t, each))
            for t, each in zip((unit.source, unit.target), pair, strict=True)
        ]
        if words[0] >= _FEWEST_TELLING:
            message = (
                f"The translation seems to say less: {words[1]} words that tell something where "
                f"the source has {words[0]}. Compare the two."
            )
            yield Finding(self.name, Severity.WARNING, unit.segment_id, message)


def _denied(unit: Unit) -> Iterable[Finding]:
    """What only one of both denies: a lost “nicht” turns a sentence into its contrary."""
    langs = unit.source_lang, unit.target_lang
    if word := lost_denial(unit.source, unit.target, *langs):
        message = f"“{word}” denies something, and nothing in the translation seems to."
    elif word := lost_denial(unit.target, unit.source, *reversed(langs)):
        message = f"“{word}” denies something, and nothing in the source seems to."
    else:
        return
    yield Finding(OmissionsCheck.name, Severity.WARNING, unit.segment_id, message)


def _without_verb(unit: Unit) -> Iterable[Finding]:
    source = unit.source.strip()
    words = _WORD.findall(source)
    # Captions have no verb either, and to find that out a dictionary has to be unpacked.
    if not _SENTENCE.search(source) or not any(map(_may_be_verb, words)):
        return
    if not has_verb(unit.target):
        verbs = [word for word in words if _is_verb(word)]
        if len(words) >= _FEWEST_WORDS and verbs:
            said = "”, “".join(verbs)
            message = f"The translation has no verb: nothing in it seems to stand for “{said}”."
            yield Finding(OmissionsCheck.name, Severity.WARNING, unit.segment_id, message)


def _may_be_verb(word: str) -> bool:
    ends = word.endswith(("en", "ern", "eln", "t", "te", "st", "hl", "ng", "nd", "ar", "ab", "nn"))
    return word.islower() and len(word) > 2 and word not in _NO_VERBS and (ends or word in _STRONG)


def _is_verb(word: str) -> bool:
    if not word.islower() or len(word) < 3 or word in _NO_VERBS:
        return False
    lemma = dictionary("de").get(word)
    return lemma is not None and lemma.endswith(("en", "ern", "eln")) and lemma[0].islower()
