"""Regular French plurals of a term's head noun and its adjectives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.glossary.concept import Inflect, Term

_AFTER_HEAD = re.compile(r"(de|du|des|à|au|aux|en|pour|sur|par|dans|le|la|les|et)$|[dl]['’]|[(«“]")


def derive(term: Term) -> Iterator[str]:
    """The plural: every word up to the first preposition; a name has none."""
    if term.inflect is not Inflect.NOUN:
        return
    words = term.text.split(" ")
    end = next(
        (index for index, word in enumerate(words) if index and _AFTER_HEAD.match(word.lower())),
        len(words),
    )
    yield " ".join([*map(_plural, words[:end]), *words[end:]])


def _plural(word: str) -> str:
    if not word[-1:].isalpha() or re.search(r"[sxz]$", word):
        return word
    if word.endswith("al") and len(word) > 3:
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")
