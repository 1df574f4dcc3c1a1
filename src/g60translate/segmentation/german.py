"""German sentence ends that the word behind the point decides, which SRX rules cannot list twice."""

from __future__ import annotations

from collections.abc import Sequence

import regex

_OPENERS = (
    "Ab|Aber|Alle|Allein|Allerdings|Als|Also|Am|An|Auch|Auf|Aufgrund|Aus|Außerdem|Bei|Beide|Beim|"
    "Bereits|Bis|Da|Dabei|Dadurch|Dafür|Dagegen|Daher|Dahinter|Damit|Danach|Dank|Dann|Daran|"
    "Darauf|Daraufhin|Daraus|Darin|Darüber|Darum|Darunter|Das|Dass|Davon|Davor|Dazu|Dem|Den|"
    "Denn|Dennoch|Der|Deren|Derzeit|Des|Deshalb|Dessen|Deswegen|Die|Dies|Diese|Diesem|Diesen|"
    "Dieser|Dieses|Doch|Dort|Durch|Ebenfalls|Ebenso|Ein|Eine|Einem|Einen|Einer|Eines|Einige|Er|"
    "Erst|Erstmals|Es|Für|Gegen|Gemeinsam|Hier|Hierdurch|Hierfür|Hierzu|Hinter|Hinzu|Ich|Ihm|"
    "Ihn|Ihnen|Ihr|Ihre|Ihrem|Ihren|Ihrer|Im|Immer|In|Indem|Infolge|Innerhalb|Insgesamt|Ja|Jede|"
    "Jeder|Jedes|Jedoch|Jetzt|Kein|Keine|Man|Mehr|Mehrere|Mein|Meine|Mit|Nach|Nachdem|Neben|"
    "Nein|Nicht|Noch|Nun|Nur|Ob|Obwohl|Oder|Ohne|Schon|Sein|Seine|Seinem|Seinen|Seiner|Seit|"
    "Seitdem|Sie|So|Sobald|Somit|Sondern|Sowohl|Statt|Stattdessen|Trotz|Trotzdem|Über|Um|Und|"
    "Uns|Unser|Unsere|Unseren|Unserer|Unter|Viele|Vom|Von|Vor|Während|Wann|Warum|Was|Weder|"
    "Wegen|Weil|Weitere|Weiterhin|Welche|Welcher|Wenn|Wer|Wie|Wieder|Wir|Wird|Wo|Wobei|Zu|"
    "Zudem|Zugleich|Zuletzt|Zum|Zunächst|Zur|Zurzeit|Zusammen|Zusätzlich|Zuvor|Zwar|Zwischen"
)
"""Capital forms of words that are small inside a sentence: before one of them, a sentence ends."""

# Figures at a true end: "auf Platz 3.", "laut Nr. 5.", "gewann 3:2.", "am 3. 4.".
_FIGURES = (
    r"\p{L}{2,}\s\d{1,4}|\b(?:Abb|Abs|Art|Bd|Geb|Kap|Pos|S|Str|Tab|Tel|Zi|Ziff|\p{L}*[Nn]r|\p{L}+str)"
    r"\.\s\d{1,4}|\d[:.]\s?\d{1,2}"
)
# What stands behind a name or an amount and may end a sentence: "3 Mrd.", "usw.", "Hansen jun.",
# "Plan A.", "e. V.", "a. D.", "v. Chr.", "Hauptstr."; not what leads on, as "z. B." and "u. a." do.
_SHORT = (
    r"\b(?:Abs|Art|Bd|Beschäft|Bill|Bio|Chr|Co|Corp|Einw|Ew|Hdt|Inc|Jg|Jhd?|Jhdts?|Jhs|Ltd|Mill|"
    r"Min|Mio|Mitarb|Mrd|Mw[Ss]t|Pers|Sek|St[dk]|Tsd|U[Ss]t|[Jj]r|[Ss]r|jun|sen|dent|dgl|etc|ff|"
    r"habil|nat|phil|pol|us[wf])|[Ss]tr|\p{L}{2,}\s\p{Lu}|"
    r"\b(?!z\.\s?B|d\.\s?h|u\.\s?a|i\.\s?e|s\.\s?[ou])\p{L}\.\s?\p{L}"
)
_OPENS = rf"(?:{_OPENERS})(?![\p{{L}}\d.–-])"
_TRUE_END = regex.compile(
    rf"(?:(?:{_FIGURES})\.\s+(?={_OPENS})|(?:{_SHORT})\.\s+(?=[„“\"»«‚(]?{_OPENS}))"
)


def mend(text: str, boundaries: Sequence[int]) -> list[int]:
    """Where the segments of a German text end, given where SRX rules ended them.

    Both are offsets in code points, ascending, the end of the text among them.
    """
    true_ends = {match.end() for match in _TRUE_END.finditer(text)}
    return sorted(true_ends.union(boundaries))
