"""German words cut short: abbreviations that no list knows, told from words by their ends."""

from __future__ import annotations

from collections.abc import Container, Iterator

import regex

from g60translate.language.dictionary import dictionary

# What stands behind the last vowel of German words and of names; -s, -t, -st may follow.
_CODA = regex.compile(
    "(?:b|bb|c|chz?|ck|ct|dt?|ff?|g|gg|gh|gn|h|h[lmnr]|k|l|l[bdfgkmnptz]|lch|lck|ll|lsch|ltz|m|mm|"
    "mpf?|mph|n|n[dfgknxz]|nch|nck|ngs|nsch|nsk|ntsch|ntz|nth?|p|pf|ph|pps?|pt|r|r[bdfgklmnptvz]|"
    "rch|rck|rdt|rff|rph|rrh?|rsch|rth|rtz|s|sch|sh|sk|sm|ss|st|t|tch|th|tsch|tt|tz|v|w|wn|x|zz?|ß)?"
    "(?:s?t?s?)|.*t"
)
_BEHIND_VOWELS = regex.compile(r"[^aeiouyäöüàâáéèêëîïíôóúû]*$")
# A word with a point before a capital or a figure on the same line or the next, and what leads
# to it. Units, acronyms and addresses are none: they have capitals inside or a point before them.
_CANDIDATE = regex.compile(
    r"(?:(?<![\p{L}\d.,’'-])(?<lead>[\p{L}\d.,’'-]*[\p{L}\d.])[^\S\n]+)?(?<![\p{L}\d.@/])(?<word>\p{L}\p{Ll}{1,12})\."
    r"[^\S\n]*(?:\n|[^\S\n])[^\S\n]*(?=[\p{Lu}\d])"
)
# Behind these stands a noun or an adjective with its noun, never a verb and seldom a name.
_DETERMINER = regex.compile(
    "[Dd](?:e[rmns]|ie|as|iese[rmns]?)|(?:[Ee]|[Kk]e|[Ss]e)ine?[rmns]?|(?:[Ii]hr|[Uu]nser)e?[rmns]?|"
    r"[Ii]m|[Aa]m|[Zz]u[mr]|[Vv]om|[Bb]eim|[Ii]ns|[Aa]ns|\d[\d.,]*"
)
# Words that no look-up need confirm: endings that inflect or derive, and words, alone or as the
# last part of others, in which sentences of the press often end.
_WHOLE = regex.compile(
    ".*(?:ung|heit|keit|schaft|ion|tät|ment|e[rnlms]|e[rl]n|ling|nis|tum|ismus|[bdfgklmnrt]s|in|nz|"
    "abend|angebot|bahn|band|bank|betrieb|blick|boot|dach|fall|fest|geld|gespräch|grad|hand|"
    "haus|hof|jahr|konzept|kopf|land|markt|minus|nacht|ort|plan|platz|projekt|punkt|raum|rat|"
    "rekord|ruf|satz|schiff|spiel|stadt|stand|start|stück|strom|system|tag|teil|text|trend|verkehr|"
    "vergleich|weg|welt|werk|wert|wort|zeit|ziel|zug)|"
    "Cent|Dollar|Euro|Institut|Mittwoch|März|Mal|Monat|Prozent|Telefon|Uhr|Yuan|aus|"
    "ein|kann|mal|muss|nicht|schon|sein|sind|war|wird|zuvor",
    regex.IGNORECASE,
)
_LONGEST, _SHORTEST_PART = 10, 4


def stub_ends(text: str, asked: Container[int]) -> Iterator[int]:
    """Which of the places `asked` about stand behind an abbreviation that only its shape tells.

    A stub ends as no German word does ("Ldkr.", "Verw.", "techn."), or it stands behind a
    determiner or a figure and is no word of simplemma's dictionary ("der Angest. Meier").
    To unpack the dictionary takes a while, so it is asked only where all else leaves a doubt.
    """
    for match in _CANDIDATE.finditer(text):
        if match.end() in asked and is_stub(match["word"], match["lead"] or ""):
            yield match.end()


def is_stub(word: str, lead: str) -> bool:
    """Whether a word before a point is cut short; `lead` is the word before it, may be empty."""
    coda = _BEHIND_VOWELS.search(word.lower())[0]
    if coda == word.lower():
        # A unit behind its figure: "42 km."
        return not (lead[-1:].isdigit() and len(word) < _SHORTEST_PART)
    if not _CODA.fullmatch(coda):
        # A surname behind a first name or a title: "Anna Böckl", "Frau Grassl".
        return not (word[0].isupper() and lead[:1].isupper() and len(lead) > 3)
    if not coda or len(word) > _LONGEST or not _DETERMINER.fullmatch(lead):
        return False
    return not _WHOLE.fullmatch(word) and not _is_word(word)


def _is_word(word: str) -> bool:
    """Whether the dictionary has a noun, or two words that make it up."""
    words = dictionary("de")
    if word in words or word.lower() in words:
        return True
    return any(
        (tail := word[at:]) in words or tail.capitalize() in words
        for at in range(3, len(word) - _SHORTEST_PART + 1)
        if word[:at] in words or word[:at].lower() in words
    )
