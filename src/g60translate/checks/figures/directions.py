"""Whether a sentence says that a figure rises or falls, in German and English."""

from __future__ import annotations

import re

_S = r"[ \u00a0]"
_RISING = {
    "de": re.compile(
        r"\b(?:stieg(?:en|e)?|steig(?:t|en|end\w*)|(?:an|ge|ange)stiegen|wuchs(?:en)?|w[aä]chs(?:t|en)"
        r"|gewachsen|(?:ge)?klettert\w*|kletter\w+|(?:zuge|zu)n[oa]mm?en|erhöht\w*|erhöhen|anheb\w*"
        r"|angehoben|legten?\b.*\bzu|zugelegt|zulegen|nahm(?:en)?\b.*\bzu|\w*anstieg\w*|\w*zuwachs\w*"
        r"|\w*zuwächse\w*|\w*steigerung\w*|verteuer\w+|höher\w*)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:rose|ris(?:e[sn]?|ing)|gr[eo]w[ns]?|growing|growth|climb\w*|increas\w+|gain\w*"
        r"|jump\w*|surg\w+|soar\w*|up|higher|rais\w+|advanc\w+)\b",
        re.IGNORECASE,
    ),
}
_FALLING = {
    "de": re.compile(
        r"\b(?:sank(?:en)?|sink(?:t|en|end\w*)|gesunken|fiel(?:en)?|fällt|gefallen|schrumpf\w*"
        r"|geschrumpft|g(?:ing|ehen)(?:en)?\b.*\bzurück|geht\b.*\bzurück|zurückg\w+|nahm(?:en)?\b.*\bab"
        r"|abgenommen|abnehmen|gesenkt\w*|senk(?:te|ten|t|en)|verringer\w+|reduzier\w+|gekürzt\w*"
        r"|\w*rückgang\w*|\w*rückgänge\w*|brach(?:en)?\b.*\bein|eingebrochen|verbillig\w+"
        r"|niedriger\w*|weniger|geringer\w*)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:f[ea]ll(?:s|en|ing)?|s[aiu]nk(?:s|ing)?|drop\w*|declin\w+|decreas\w+|shr[aiu]nk\w*"
        r"|slump\w*|plung\w+|plummet\w*|down|lower\w*|reduc\w+|cut(?:s|ting)?|lost|los(?:es?|ing)"
        r"|contract(?:s|ed|ing)|slipp?\w*|slid(?:es?|ing)?|dipp\w+|shed|less|fewer)\b",
        re.IGNORECASE,
    ),
}
_BY = {
    "de": re.compile(
        rf"\bum{_S}(?:(?:rund|etwa|knapp|gut|fast|circa|ca\.|mehr{_S}als|bis{_S}zu|weitere){_S})*$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"\bby{_S}(?:(?:about|around|nearly|almost|roughly|some|just|over|more{_S}than|up{_S}to"
        rf"|another|a{_S}further){_S})*(?:[€$£]{_S}?)?$",
        re.IGNORECASE,
    ),
}


def is_change(text: str, start: int, lang: str) -> bool:
    """Whether the figure at `start` says by how much something rises or falls."""
    return lang in _BY and bool(_BY[lang].search(text[max(0, start - 40) : start]))


def direction(text: str, lang: str) -> int:
    """1 where a sentence says nothing but that something rises, -1 for falls, else 0."""
    if lang not in _RISING:
        return 0
    rises, falls = (bool(words[lang].search(text)) for words in (_RISING, _FALLING))
    return rises - falls
