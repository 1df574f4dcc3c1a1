"""Which words a language has, by simplemma's dictionaries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

# The languages of the walk that simplemma has a dictionary of.
LANGUAGES = frozenset({"de", "en", "fr"})


@cache
def dictionary(lang: str) -> Mapping[str, str]:
    """The words of a language, each with its lemma; `lang` as for `has_word`."""
    # Not every run asks for a word.
    from g60translate.language.packed import open_dictionary  # noqa: PLC0415

    return open_dictionary(lang)


class Dictionaries:
    """The same in the shape in which simplemma's lemmatizers want it, its `DictionaryFactory`."""

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """The words of a language, each with its lemma."""
        return dictionary(lang)


@lru_cache(maxsize=65_536)
def has_word(word: str, *, lang: str) -> bool:
    """Whether this form, as it is, in small letters or with a capital, is one of the language.

    The first question unpacks the dictionary, in a tenth of a second for German. Raises ValueError
    for a language that is not among LANGUAGES.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"there is no dictionary of {lang!r}, only of {sorted(LANGUAGES)}")
    words = dictionary(lang)
    return any(shape in words for shape in (word, word.lower(), word.capitalize()))


def is_abbreviation(word: str, *, lang: str) -> bool:
    """Whether the language has this word in capitals; `lang` as for `has_word`."""
    return word.isupper() and word in dictionary(lang)
