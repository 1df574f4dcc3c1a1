"""What other programs' TBX says about a term, in all its spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from g60translate.glossary.concept import Status

# Names of data categories for a verdict, letters only: `administrativeStatus`,
# `normativeAuthorization` of ISO 12620, and what programs of translators call them.
VERDICTS = frozenset(
    {
        *("administrativestatus", "normativeauthorization", "adminstatus", "status", "termstatus"),
        *("usagestatus", "usage", "termusage", "approvalstatus"),
    }
)
_WORDS = {
    Status.PREFERRED: "preferred recommended standardized standardised legal regulated mandatory "
    "approved bevorzugt empfohlen vorzugsbenennung freigegeben privilégié préféré",
    Status.ADMITTED: "admitted allowed permitted acceptable accepted tolerated synonym "
    "zugelassen erlaubt admis toléré",
    Status.FORBIDDEN: "forbidden prohibited deprecated obsolete superseded avoid donotuse rejected "
    "notrecommended nonrecommended unrecommended notallowed disallowed notadmitted nonadmitted "
    "notapproved unapproved nonstandard nonstandardized nonstandardised banned "
    "blacklisted archaic outdated retired withdrawn "
    "invalid incorrect wrong notpreferred nonpreferred dispreferred discouraged negative "
    "verboten veraltet abgelehnt unzulässig gesperrt nichtzugelassen nichterlaubt "
    "nichtempfohlen unerwünscht nichtverwenden interdit déconseillé "
    "obsolète proscrit",
}
_BY_WORD = {word: status for status, words in _WORDS.items() for word in words.split()}
_SUFFIXES = re.compile(r"(admnsts|adminsts|normauth|terms?|benennung|terme)$")
_ORDER = (Status.FORBIDDEN, Status.ADMITTED, Status.PREFERRED)

# Data categories that say whether a term is translated at all.
_TRANSLATED = frozenset(("translationneeded", "needstranslation", "translate", "translatable"))
_KEPT = frozenset(("donottranslate", "dnt", "nontranslatable", "nottranslatable", "untranslatable"))
_YES = frozenset(("yes", "true", "1", "y", "ja", "oui", "x"))
_NO = frozenset(("no", "false", "0", "n", "nein", "non", "never"))


def letters(name: str) -> str:
    """A name or value as programs agree on it: its letters, small."""
    return re.sub(r"[\W_]", "", name).lower()


def read_status(value: str) -> Status | None:
    """The verdict that a value stands for, None for one that is not known."""
    word = letters(value)
    while (shorter := _SUFFIXES.sub("", word)) != word:
        if word in _BY_WORD:
            break
        word = shorter
    return _BY_WORD.get(word)


def strictest(verdicts: Iterable[Status]) -> Status:
    """Of several verdicts on one term the one that allows least."""
    return min(verdicts, key=_ORDER.index)


def stays_untranslated(category: str, value: str) -> bool | None:
    """Whether a data category says that a term is not translated; None if it is about other things.

    A value that is neither yes nor no counts as no word on it.
    """
    name, word = letters(category), letters(value)
    if name in _TRANSLATED and word in _YES | _NO:
        return word in _NO
    if name in _KEPT and word in _YES | _NO:
        return word in _YES
    return None
