"""Regular German endings of a term's head noun and of the adjectives before it.

Only what a rule can know without a dictionary; an irregular plural is the linguist's to list.
Rules after Duden, Die Grammatik (genitive of strong nouns, -(e)n plurals by suffix).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from g60translate.glossary.concept import Inflect, Term

# The head noun stands before the first of these.
_AFTER_HEAD = re.compile(
    r"(für|de[rsnm]|die|das|vo[nm]|zu[mr]?|i[nm]|a[mn]|auf|aus|beim?|mit|nach|über|unter|gegen"
    r"|of|for|the|on|to|with)$",
    re.IGNORECASE,
)
_ENDS_IN_MARK = re.compile(r"^(.*\w)(\W*)$", re.DOTALL)
_SIBILANT = re.compile(r"(s|ß|x|z|ce)$", re.IGNORECASE)
# Unstressed endings take -s; after Meer, Tier, Tor and Raum -es is as good.
_ONLY_S = re.compile(
    r"(e|el|(?<![ei])er|en|em|(?<!a)um|chen|lein|ling|(?<!\AT)or|[aiouyäöü]|[A-Z0-9])$"
)
_EN_PLURAL = re.compile(r"(ung|heit|keit|schaft|ion|tät|ik|enz|anz|ur|ei|or)$")
_SAME_PLURAL = re.compile(r"(er|el|en|chen|lein)$")
_WEAK = re.compile(r"(ent|ant|ist)$")
_ADJECTIVE = re.compile(r"^([^\W\d_]{3,}?)(e|er|es|en|em)$")
_ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")
# A word in -er with a capital is an adjective (Grüner Korridor) or made from a place (Kieler
# Hafen), which never changes. These are adjectives: the usual ones in names, and what ends as only
# adjectives do.
_KNOWN_ADJECTIVES = frozenset(
    """alt arm blau braun breit bunt deutsch dritt dunkl eigen einzig eisern erst europäisch fein
    fern fest frei freundlich früh ganz gelb gemeinsam gerad geschlossen gold golden grau groß
    grün gut halb heilig heiß hell hoh höchst höher inner jung kalt klein kurz lang laut leer leicht
    letzt link mittler nah neu nieder nächst ober obers offen rechter recht reich rot rund schmal
    schnell schwarz schwer silbern spät stark steil still süß teur tief trocken unter unters viert
    voll warm weit weiß wild zentral zweit äußer öffentlich""".split()  # noqa: SIM905
)
_ADJECTIVAL = re.compile(
    r"(isch|lich|sam|bar|haft|iert|end|iv|ell|är|ös|los|frei|voll|reich|gital|total|onal|obal|ural"
    r"|zial|tral|(?<!leipz)(?<!danz)(?<!schlesw)(?<!schwe)ig)$"
)


def derive(term: Term) -> Iterator[str]:
    """The term with its head noun in other cases and numbers, adjectives agreeing."""
    noun = term.inflect is not Inflect.NAME
    yield from singular(term)
    if noun:
        yield from _with_heads(term, lambda stem: _plural(stem, term.gender))


def singular(term: Term) -> Iterator[str]:
    """The term in the cases of its own number."""
    name = term.inflect is Inflect.NAME

    def cases(stem: str) -> Iterable[str]:
        return (stem, *(_name(stem) if name else _genitives(stem, term.gender)))

    yield from _with_heads(term, cases)


def plural(term: Term) -> Iterator[str]:
    """The term in its regular plural, also where that is no other word (die Träger)."""

    def numbers(stem: str) -> Iterable[str]:
        yield from _plural(stem, term.gender)
        if term.gender != "f" and _SAME_PLURAL.search(stem):
            yield stem
        if term.gender != "f" and _WEAK.search(stem):
            yield stem + "en"

    yield from _with_heads(term, numbers)


def _with_heads(term: Term, endings: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """The term with what `endings` makes of its head noun, adjectives with every ending."""
    words = term.text.split(" ")
    name = term.inflect is Inflect.NAME
    last = _last_before_complement(words)
    for head in [last] if name else _heads(words, last):
        match = _ENDS_IN_MARK.match(words[head])
        if match is None:
            continue
        stem, mark = match.groups()
        befores = [words[:head]] if name else _agreeing(words[:head])
        for before in befores:
            for form in endings(stem):
                yield " ".join([*before, form + mark, *words[head + 1 :]])


def _last_before_complement(words: list[str]) -> int:
    """The index of the word before the first preposition, article or bracket."""
    for index, word in enumerate(words):
        if index and (_AFTER_HEAD.match(word) or word.startswith("(")):
            return index - 1
    return len(words) - 1


def _heads(words: list[str], last: int) -> list[int]:
    """Where the head noun may be: at `last`, or before it with a name behind (Hafen Hainan)."""
    before = words[last - 1] if last else ""
    named = before[:1].isupper() and words[last][:1].isupper()
    if named and not before.endswith("er") and not _adjective_stem(before, first=last == 1):
        return [last - 1, last]
    return [last]


def _name(stem: str) -> Iterable[str]:
    """Genitive of a name; the zero genitive is the name itself."""
    return (stem + "’",) if _SIBILANT.search(stem) else (stem + "s",)


def _genitives(stem: str, gender: str) -> Iterator[str]:
    """The genitive, which feminine nouns have none of."""
    if gender != "f":
        yield from _genitive(stem, gender)


def _plural(stem: str, gender: str) -> Iterator[str]:
    """Plural forms; without a gender, those of all genders."""
    if gender != "f":
        yield from _masculine_plural(stem)
    if gender in ("f", ""):
        yield from _feminine_plural(stem)
    if _EN_PLURAL.search(stem):
        yield stem + "en"


def _genitive(stem: str, gender: str) -> Iterator[str]:
    if stem.endswith("nis"):
        yield stem + "ses"
    elif _SIBILANT.search(stem):
        yield stem + "es"
    elif _ONLY_S.search(stem):
        yield stem + "s"
    elif gender == "m" and _WEAK.search(stem):
        yield stem + "en"  # der Präsident, des Präsidenten
    else:
        yield stem + "s"
        yield stem + "es"


def _masculine_plural(stem: str) -> Iterator[str]:
    if stem.endswith(("er", "el")):
        yield stem + "n"
    elif stem.endswith("ling"):
        yield stem + "e"
        yield stem + "en"
    elif stem.endswith("ium") or re.search(r"(trum|seum)$", stem):
        yield stem[:-2] + "en"


def _feminine_plural(stem: str) -> Iterator[str]:
    if stem.endswith("in"):
        yield stem + "nen"
    elif stem.endswith(("e", "el", "er")):
        yield stem + "n"


def _agreeing(words: list[str]) -> list[list[str]]:
    """The words before the head, with every adjective ending an adjective among them may have."""
    stems = [_adjective_stem(word, first=index == 0) for index, word in enumerate(words)]
    if not any(stems):
        return [words]
    variants = [
        [stem + ending if stem else word for stem, word in zip(stems, words, strict=True)]
        for ending in _ADJECTIVE_ENDINGS
    ]
    return [words, *variants]


def _adjective_stem(word: str, *, first: bool) -> str:
    match = _ADJECTIVE.match(word)
    if match is None:
        return ""
    if word[0].isupper() and not is_adjective(match[1]) and (not first or word.endswith("er")):
        return ""  # a noun, or an invariable word such as Shanghaier
    return match[1]


def uninflected(term: Term) -> str:
    """A word before the head that looks like an adjective and gets no endings, or nothing.

    A name keeps its adjectives as they are; a noun those that may come from a place (Kieler).
    """
    words = term.text.split(" ")
    for word in words[: _last_before_complement(words)]:
        match = _ADJECTIVE.match(word)
        if match is None or not word[0].isupper():
            continue
        known = is_adjective(match[1])
        if (known and term.inflect is Inflect.NAME) or (not known and word.endswith("er")):
            return word
    return ""


def is_adjective(stem: str) -> bool:
    """Whether a word less its ending is an adjective as far as a rule can know."""
    lower = stem.lower()
    return lower in _KNOWN_ADJECTIVES or _ADJECTIVAL.search(lower) is not None
