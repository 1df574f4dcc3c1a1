"""Whether a German or English sentence denies something."""

from __future__ import annotations

import re

_S = r"[ \u00a0]"
# What denies outright. “Nicht nur” and “no more than” do not.
_PLAIN = {
    "de": re.compile(
        rf"\b(?:nicht(?!{_S}(?:nur|zuletzt|allein|bloß|weniger|gleich|mehr{_S}als))|nichts"
        r"|nie(?:mals|mand\w*|mehr)?|nirgend\w*|kein(?:e[mnrs]?|erlei|eswegs|esfalls)?|weder)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"\b(?:not(?!{_S}(?:only|just|least|merely))|cannot|never|nobody|nothing|nowhere|none"
        rf"|neither|nor|no(?!\.|-|{_S}(?:\d|doubt|matter|uncertain|charge|later|longer|(?:more|less"
        rf"|fewer|older|higher|lower|better|earlier|sooner){_S}than))|no-one)\b|n['’]t\b",
        re.IGNORECASE,
    ),
}
# What may say the same in other words.
_ALSO = {
    "de": re.compile(
        r"\b(?:nicht\w*|un(?!d\b|s\b|ser|ter|gefähr|iver|ion)\w+|in(?:ak|dis|ef|kom|kon|op|to|va)\w+|nein|ohne\w*"
        r"|(?:an)?statt|anstelle|außer|kaum|\w*fehl\w*|mangel\w*|\w+los(?:e[mnrs]?)?|\w*frei(?:e[mnrs]?)?"
        r"|\w*verzicht\w*|ver(?:weiger|sag|hinder|mied|meid|mis|pass|bot|biet|bet)\w*|ab(?:lehn|gelehnt"
        r"|gesagt|sag)\w*|lehn\w*|schwerlich|selten\w*|wenig\w*|untersag\w*|nur|erst"
        r"|\w*schl(?:ieß|oss|uss)\w*|sondern|entf[aä]ll\w*|wider\w*|scheiter\w*|stopp\w*|egal"
        r"|unabhängig|trotz\w*|leer\w*|null|ausgeblieben\w*|ausbl\w+|bestr[ie]\w*|dementier\w*"
        r"|höchstens|frühestens|spätestens|aufgehoben\w*|hinfällig|gratis|erspar\w*|gleichgültig"
        r"|miss\w*|außerhalb|vermei\w*|überflüssig\w*|strittig\w*"
        r"|voraus|kostenlos\w*|fern\w*|jemals|entgeh\w*|entg[ai]ng\w*|\w*still\w*|fraglich\w*)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:un(?!der|ion|it|ivers|ique|til|cle)\w+|in(?:cap|suff|compl|vis|form|dep|dir|ad|eff|val)\w*"
        r"|im(?:poss|perf|mob)\w*|ir(?:re|ra)\w+|il(?:leg|log|lit)\w*|dis\w+|mis\w+|non\w*|\w+less(?:ly)?"
        r"|no|not|without|lack\w*|fail\w*|refus\w*|den(?:y|ie\w*)|reject\w*|hardly|barely|scarcely|rarely"
        r"|seldom|few(?:er)?|little|less|instead|rather|except\w*|prevent\w*|avoid\w*|prohibit\w*|free"
        r"|ban(?:ned|s)?|forbid\w*|stop\w*|cease\w*|exclu\w*|absen\w*|beyond|out of|only"
        r"|unless|declin\w*|oppos\w*|cancel\w*|anything|anyone|anywhere|any|far|zero|nil|short"
        r"|regardless|despite|wrong\w*|doubt\w*|elsewhere|waiv\w*|abandon\w*|omit\w*|exempt\w*|empty"
        r"|idle|yet|spar(?:e|ed|es|ing)|as (?:many|much)|at most|ever|miss\w*|struggl\w*|low\w*)\b",
        re.IGNORECASE,
    ),
}


def lost_denial(source: str, target: str, source_lang: str, target_lang: str) -> str | None:
    """The word of the source that denies something where nothing in the target may stand for it.

    None where all is well, and for other languages.
    """
    if source_lang == target_lang or source_lang not in _PLAIN or target_lang not in _PLAIN:
        return None
    found = _PLAIN[source_lang].search(source)
    if found is None or _PLAIN[target_lang].search(target) or _ALSO[target_lang].search(target):
        return None
    return found.group()
