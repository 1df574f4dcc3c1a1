"""Finds proper names in German and English text by what stands beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Name:
    """One word of a name, and what it is: `person`, `firm`, `club`, `place`, `dateline` or `name`.

    `after` is what stands right before it in both languages, a town's postcode; empty for others.
    """

    text: str
    kind: str
    after: str = ""


# One word of a name: it begins with a capital and has small letters, apostrophes, hyphens.
_WORD = r"[^\W\d_][^\W\d_]*(?:['’\-][^\W\d_]+)*"
_CAPITAL = r"(?=[^\W\d_a-zß-öø-ÿ])" + _WORD
_FIND_WORDS = re.compile(_WORD)

# Titles in front of persons; what follows them with a capital is a name, or another title.
_TITLE = (
    r"(?:Herrn?|Frau|Dr|Prof|Professor(?:in)?|Bürgermeister(?:in)?|Oberbürgermeister(?:in)?"
    r"|Minister(?:in)?|[A-Z]\w+minister(?:in)?|Präsident(?:in)?|Geschäftsführer(?:in)?"
    r"|Sprecher(?:in)?|Pressesprecher(?:in)?|Mr|Ms|Mrs|Mayor|Professor)"
)
# Offices in front of persons; nouns may follow them too, so two names have to.
_OFFICE = (
    r"(?:\w*(?:[Kk]anzler|[Mm]inister|[Pp]räsident|[Mm]eister|[Ss]precher|[Ll]eiter|[Dd]irektor"
    r"|[Ss]ekretär|[Ff]ührer|[Kk]ommissar|[Pp]farrer|[Ss]enator|[Bb]otschafter|[Ii]ntendant"
    r"|[Tt]rainer|[Cc]hef|[Kk]apitän|[Ll]andrat|[Vv]orstand|[Rr]edakteur|[Aa]nwalt|[Rr]ichter)"
    r"(?:in)?|\w*[Ll]andrätin|\w*(?:[Vv]orsitzende|[Bb]eauftragte)[rn]?)"
)
_PERSON = re.compile(
    rf"(?<!\w){_TITLE}\.?\s+(?P<names>(?:{_CAPITAL}\.?\s+|von\s+|van\s+|de\s+|zu\s+){{0,4}}{_CAPITAL})"
)
_OFFICER = re.compile(
    rf"(?<!\w){_OFFICE}\s+(?P<names>(?:{_CAPITAL}\s+|von\s+|van\s+|de\s+|zu\s+){{1,4}}{_CAPITAL})"
)
# What may stand between the title and the name, or end what looks like one.
_NO_NAME = re.compile(
    r"(?:Dr|Prof|Dipl|Ing|Med|Phil|Jur|Herrn?|Frau|Damen?|Herren|Kolleg\w+|Doktor\w*|Professor\w*|Mag"
    r"|\w*(?:[Mm]inister|[Pp]räsident|[Mm]eister|[Ss]precher|[Ll]eiter|[Dd]irektor|[Kk]anzler"
    r"|[Ss]ekretär|[Ff]ührer|[Vv]orsitzende|[Bb]eauftragte|[Kk]ommissar|[Rr]at|[Rr]ätin|[Pp]farrer"
    r"|[Bb]otschafter|[Gg]eneral|[Aa]nwalt|[Rr]ichter|[Gg]ouverneur|[Ss]enator|[Cc]hef)"
    r"(?:in|innen|n|r|s|en)?|The|Will|And|Has|Is|Was|Of|For|In|At|To)"
)
_FIRM = re.compile(
    rf"(?P<name>{_CAPITAL})(?:\s*&\s*(?P<other>{_CAPITAL}))?\s+"
    r"(?:(?:g?GmbH|AG|SE|KG|KGaA|OHG|eG|UG|gUG|Ltd|Inc)(?!\w)|e\.[ \u00a0]?K(?:fm|fr)?\.)"
)
# “die Firma Blau & Sohn”: whatever its form.
_CALLED = re.compile(rf"(?<!\w)Firma\s+(?P<name>{_CAPITAL})(?:\s*&\s*(?P<other>{_CAPITAL}))?")
# A club's name stands behind what it is: “Hafenverein Möwenfels e. V.”, “FC Möwenfels e. V.”
_CLUB = re.compile(rf"(?<!\w){_CAPITAL}\s+(?P<name>{_CAPITAL})\s+e\.\s?V\.")
_KIND_OF_CLUB = re.compile(
    r"\w*(?:verein|verband|bund|club|klub|kreis|gesellschaft|stiftung|werk|hilfe|initiative|union"
    r"|gemeinschaft|vereinigung|forum|freunde|netzwerk|zentrum|institut|akademie|deutschland)s?",
    re.IGNORECASE,
)
# Behind anything else five digits count: „und 16765 Offiziere“.
_TOWN = re.compile(
    r"(?:^|[\n\t,(;:|·•–—/-][ \u00a0]?|\b(?:in|aus|nach|bei|D)[ \u00a0-])"
    r"(?P<code>\d{5})[ \u00a0]"
    rf"(?P<name>(?:(?:Groß|Klein|Bad|Alt|Neu|Hohen|Sankt|Königs|Burg|Markt)\s)?{_CAPITAL})"
)
_DATELINE = re.compile(
    r"^\W*(?:(?P<capitals>[A-ZÄÖÜ][A-ZÄÖÜß/. -]{2,40}?)(?:\s*\([^()]{1,20}\))?\s+[–—-]\s"
    rf"|(?P<reported>{_CAPITAL}(?:/{_CAPITAL})*)\s*\([^()\s]{{2,12}}\)\s+[–—-]\s"
    rf"|(?P<town>{_CAPITAL}(?:/{_CAPITAL})?),\s+(?:den\s+)?\d{{1,2}}\.\s?(?:\d{{1,2}}\.|[A-ZÄÖÜ]))"
)
_ALONE = re.compile(rf"\W*({_CAPITAL})[ \u00a0]({_CAPITAL})\W*")
# Legal and common words in front of a company's form.
_COMMON = frozenset(
    ("Firma", "Holding", "Gruppe", "Group", "Service", "Services", "Werke", "Werk", "Verlag")
)


def names_in(text: str, lang: str) -> tuple[Name, ...]:
    """The words of names that stand beside something that tells them as such, each once."""
    del lang  # titles and forms of both languages are told apart by themselves
    return _names_in(text)


# A sentence is asked for its names and words by itself, and then with all of its document.
@lru_cache(maxsize=1024)
def _names_in(text: str) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(_found(text)))


def _found(text: str) -> Iterator[Name]:
    for match in (*_PERSON.finditer(text), *_OFFICER.finditer(text)):
        for word in re.findall(_CAPITAL, match["names"]):
            if not _NO_NAME.fullmatch(word) and len(word) > 1:
                yield Name(re.sub(r"['’]s\Z", "", word), "person")
    yield from _houses(text)
    for match in _TOWN.finditer(text):
        first, *others = match["name"].split()
        yield Name(first, "place", match["code"])
        yield from (Name(word, "place") for word in others)
    opening = _DATELINE.match(text)
    if opening is not None:
        for word in _FIND_WORDS.findall(next(filter(None, opening.groups()))):
            if len(word) > 2:
                yield Name(word, "dateline")


def _houses(text: str) -> Iterator[Name]:
    """Firms and clubs."""
    for match in (*_FIRM.finditer(text), *_CALLED.finditer(text)):
        for word in (match["name"], match["other"]):
            if word and word not in _COMMON:
                yield Name(word, "firm")
    for match in _CLUB.finditer(text):
        if not _KIND_OF_CLUB.fullmatch(match["name"]):
            yield Name(match["name"], "club")


def name_alone(text: str) -> tuple[str, str] | None:
    """The two words of a line that holds nothing else, as those below a letter: Sabine Kirschbaum.

    Two nouns may stand alone as well; whoever asks has to see whether the first one was kept.
    """
    found = _ALONE.fullmatch(text)
    return (found[1], found[2]) if found is not None else None


def is_slip(word: str, other: str) -> bool:
    """Whether two words differ in one letter, or two neighbouring ones where they are long."""
    one, two = folded(word), folded(other)
    most = max(len(one), len(two))
    if one == two or abs(len(one) - len(two)) > 1:
        return False
    first = _shared(one, two)
    last = _shared(one[first:][::-1], two[first:][::-1])
    return first + last >= most - (2 if most > 7 else 1)


def _shared(one: str, two: str) -> int:
    """How many letters two words begin with alike."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )


@lru_cache(maxsize=2048)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, compounds with hyphens whole and in parts."""
    found: list[str] = []
    for word in _FIND_WORDS.findall(text):
        found.append(word)
        if "-" in word:
            found += word.split("-")
        if word.endswith(("'s", "’s")):
            found.append(word[:-2])
    return tuple(found)


@lru_cache(maxsize=16_384)
def folded(word: str) -> str:
    """A word for comparing: composed, in small letters, ß as ss (capitals have no ß)."""
    return unicodedata.normalize("NFC", word).casefold()
