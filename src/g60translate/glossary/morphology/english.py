"""Regular English plurals and possessives of a term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.glossary.concept import Inflect, Term

_AFTER_HEAD = re.compile(r"(of|for|in|on|at|to|with|by|from|under|between)$", re.IGNORECASE)
_ENDS_IN_MARK = re.compile(r"^(.*\w)(\W*)$", re.DOTALL)


# Nouns that are not counted, and those that are plurals already.
_UNCOUNTED = """advice aid equipment evidence expertise furniture information infrastructure
knowledge luggage machinery money news progress research software staff traffic transport water
work"""
_IS_PLURAL = re.compile(r"(?<![aious])s$|ies$|people$")
_IRREGULAR = re.compile(
    r"((?<!ger)(?<!hu)(?<!ro)man|child|foot|tooth|mouse|goose|person|ox|fish|sheep|craft|[sx]is"
    r"|series|species|[^aeiou]o|knife|leaf|half|shelf|life|wife|self|criterion|phenomenon)$"
)


def counted(term: Term) -> bool:
    """Whether the term is a singular whose head has a regular plural."""
    words = term.text.split(" ")
    later = (i for i, word in enumerate(words) if i and _ends_head(word))
    head = words[next(later, len(words)) - 1].lower()
    if term.inflect is not Inflect.NOUN or head in _UNCOUNTED.split():
        return False
    return _IS_PLURAL.search(head) is None and _IRREGULAR.search(head) is None


def derive(term: Term) -> Iterator[str]:
    """The term with its head noun in the plural; a name has none."""
    if term.inflect is not Inflect.NOUN:
        return
    words = term.text.split(" ")
    later = (i for i, word in enumerate(words) if i and _ends_head(word))
    head = next(later, len(words)) - 1
    match = _ENDS_IN_MARK.match(words[head])
    if match is not None:
        stem, mark = match.groups()
        yield " ".join([*words[:head], plural(stem) + mark, *words[head + 1 :]])


def _ends_head(word: str) -> bool:
    return bool(_AFTER_HEAD.match(word)) or word.startswith("(")


# The ends of nouns whose plural no ending makes, and how they end then.
_OWN_PLURALS = (
    (re.compile(r"(?<![Gg]er)(?<![Hh]u)(?<![Rr]o)man$"), "men"),
    (re.compile(r"child$"), "children"),
    (re.compile(r"foot$"), "feet"),
    (re.compile(r"tooth$"), "teeth"),
    (re.compile(r"(?<![a-z])mouse$"), "mice"),
    (re.compile(r"(?<![a-z])goose$"), "geese"),
    (re.compile(r"person$"), "people"),
    (re.compile(r"(kni|wi|li)fe$"), r"\1ves"),
    (re.compile(r"(lea|hal|hel|sel)f$"), r"\1ves"),
    (re.compile(r"(ris|bas|oas|hes|has|lys)is$"), r"\1es"),
    (re.compile(r"(criteri|phenomen)on$"), r"\1a"),
    (re.compile(r"(craft|sheep|series|species)$"), r"\1"),
)


def plural(noun: str) -> str:
    """The plural: -es after sibilants, -ies for -y after a consonant, otherwise -s.

    A few nouns have one of their own: child, children.
    """
    for end, many in _OWN_PLURALS:
        if end.search(noun):
            return end.sub(many, noun)
    if re.search(r"(s|x|z|ch|sh)$", noun, re.IGNORECASE):
        return noun + "es"
    if re.search(r"[^aeiou\W\d]y$", noun) and noun.islower() | noun[:-1].istitle():
        return noun[:-1] + "ies"
    return noun + "s"


def possessives(form: str) -> tuple[str, ...]:
    """The form with a possessive ending, typographic apostrophe."""
    if not form[-1:].isalnum():
        return ()
    return (form + "’s", form + "’") if form.endswith(("s", "S")) else (form + "’s",)
