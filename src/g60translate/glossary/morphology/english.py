"""Regular English plurals and possessives of a term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.glossary.concept import Inflect, Term

_AFTER_HEAD = re.compile(r"(of|for|in|on|at|to|with|by|from|under|between)$", re.IGNORECASE)
_ENDS_IN_MARK = re.compile(r"^(.*\w)(\W*)$", re.DOTALL)


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


def plural(noun: str) -> str:
    """The regular plural: -es after sibilants, -ies for -y after a consonant, otherwise -s."""
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
