"""German sentence ends that the words around the point decide; SRX rules decide all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import regex

from g60translate.segmentation.stubs import stub_ends

_OPENERS = frozenset(
    """
    Ab Aber Alle Allein Allerdings Als Also Am An Auch Auf Aufgrund Aus Außerdem Bei Beide Beim
    Bereits Bis Bisher Bislang Bitte Da Dabei Dadurch Dafür Dagegen Daher Dahinter Damit Danach
    Dank Dann Daran Darauf Daraufhin Daraus Darin Darüber Darum Darunter Das Dass Davon Davor
    Dazu Dem Demnach Den Denn Dennoch Der Deren Derzeit Des Deshalb Dessen Deswegen Die Dies
    Diese Dieselbe Diesem Diesen Dieser Dieses Doch Dort Durch Ebenfalls Ebenso Ein Eine Einem
    Einen Einer Eines Einige Einst Er Erst Erstmals Es Ferner Früher Für Gegen Gemeinsam Gestern
    Haben Hat Heute Hier Hierdurch Hierfür Hierzu Hinter Hinzu Ich Ihm Ihn Ihnen Ihr Ihre Ihrem
    Ihren Ihrer Im Immer In Indem Infolge Innerhalb Insgesamt Ist Ja Jede Jeder Jedes Jedoch
    Jetzt Kann Kein Keine Können Künftig Man Manche Manchmal Mehr Mehrere Mein Meine Mit Muss
    Nach Nachdem Neben Nein Nicht Nie Niemand Noch Nun Nur Ob Obwohl Oder Oft Ohne Schon Sein
    Seine Seinem Seinen Seiner Seit Seitdem Selbst Sie Sind So Sobald Sogar Solche Soll Sollte
    Somit Sondern Sowohl Später Statt Stattdessen Trotz Trotzdem Über Überall Überdies Um Und
    Uns Unser Unsere Unseren Unserer Unter Viele Vielleicht Vielmehr Vom Von Vor Während Wann
    War Waren Warum Was Weder Wegen Weil Weitere Weiterhin Welche Welcher Wenn Wer Weshalb Wie
    Wieder Wir Wird Wo Wobei Wollen Zu Zudem Zugleich Zuletzt Zum Zunächst Zur Zurzeit Zusammen
    Zusätzlich Zuvor Zwar Zwischen
    """.split()  # noqa: SIM905  a list of words reads better than a list of strings
)
"""Capital forms of words that are small inside a sentence: before one of them, a sentence ends."""

# Figures at a true end: "auf Platz 3.", "laut Nr. 5.", "gewann 3:2.", "am 3. 4.".
_FIGURES = (
    r"\p{L}{2}\s\d{1,4}|§\s?\d{1,4}\p{Ll}?|\b(?:Abb|Abs|Art|Bd|Geb|Kap|Pos|S|Str|Tab|Tel|Zi|Ziff|\p{L}*[Nn]r|\p{L}+str)"
    r"\.\s\d{1,4}|\d[:.]\s?\d{1,2}"
)
# What stands behind a name or an amount and may end a sentence: "3 Mrd.", "usw.", "Hansen jun.",
# "Plan A.", "e. V.", "a. D.", "v. Chr.", "Hauptstr.", "12 m.", "am Di."; not what leads on, as
# "z. B." and "u. a." do.
_SHORT = (
    r"\b(?:Abs|Art|Bd|Beschäft|Bill|Bio|Chr|Co|Corp|Einw|Ew|Hdt|Inc|Jg|Jhd?|Jhdts?|Jhs|Ltd|Mill|"
    r"Min|Mio|Mitarb|Mrd|Mw[Ss]t|Pers|Sek|St[dk]|Tsd|U[Ss]t|[Jj]r|[Ss]r|jun|sen|dent|dgl|etc|ff|"
    r"habil|nat|phil|pol|us[wf]|Mo|Di|Mi|Do|Fr|Sa|So)|\d\s[mtlgh]|[Ss]tr|\p{L}{2}\s\p{Lu}|"
    r"\b(?!z\.\s?B|d\.\s?h|u\.\s?a|i\.\s?e|s\.\s?[ou])\p{L}\.\s?\p{L}"
)
# The word behind a point, if it can open a sentence at all; to ask for each opener in the pattern
# would take longer to compile than a release takes to be cut.
_WORD = r"(?P<word>\p{Lu}\p{L}*)(?![\p{L}\d.–-])"
_MAY_END = regex.compile(
    rf"(?:(?:{_FIGURES})\.\s+(?={_WORD})|(?:{_SHORT})\.\s+(?=[„“\"»«‚(]?{_WORD})"
    rf"|…\s+(?={_WORD}))"
)
_OPENER = regex.compile(_WORD)
_QUOTED_OPENER = regex.compile(rf"[„“\"»«‚(]*{_WORD}")


def opens_sentence(text: str) -> bool:
    """Whether a text begins as only a German sentence does, if need be within quotation marks."""
    return _is_opener(_QUOTED_OPENER.match(text))


def mend(text: str, boundaries: Sequence[int]) -> list[int]:
    """Where the segments of a German text end, given where SRX rules ended them.

    Both are offsets in code points, ascending, the end of the text among them. A sentence ends
    where a word opens the next, and does not behind an abbreviation.
    """
    kept = set(boundaries)
    if len(kept) > 1:
        stubs = stub_ends(text, kept)
        kept.difference_update(end for end in stubs if not _is_opener(_OPENER.match(text, end)))
    kept.update(match.end() for match in _MAY_END.finditer(text) if _is_opener(match))
    return sorted(kept)


def _is_opener(match: Any) -> bool:
    """Whether there is a word, and one that opens a sentence."""
    return match is not None and match["word"] in _OPENERS
