"""A sentence whose verb has no counterpart: it names things and says nothing of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.reading.verbs import has_verb
from g60translate.language.dictionary import dictionaries

_SENTENCE = re.compile(r"[.!?…][\"'”’“»«)\]]*$")
_FEWEST_WORDS = 3
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


class OmissionsCheck:
    """The source is a sentence with a verb, and the English translation has none.

    What happened, or who did it, is lost: compare the two sentences.
    """

    name = "omissions"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """A warning that names the verbs of the source."""
        if (unit.source_lang, unit.target_lang) != ("de", "en"):
            return
        source = unit.source.strip()
        if not _SENTENCE.search(source) or has_verb(unit.target):
            return
        words = _WORD.findall(source)
        verbs = [word for word in words if _is_verb(word)]
        if len(words) >= _FEWEST_WORDS and verbs:
            said = "”, “".join(verbs)
            message = f"The translation has no verb: nothing in it seems to stand for “{said}”."
            yield Finding(self.name, Severity.WARNING, unit.segment_id, message)


def _is_verb(word: str) -> bool:
    if not word.islower() or len(word) < 3 or word in _NO_VERBS:
        return False
    lemma = dictionaries().get_dictionary("de").get(word)
    return lemma is not None and lemma.endswith(("en", "ern", "eln")) and lemma[0].islower()
