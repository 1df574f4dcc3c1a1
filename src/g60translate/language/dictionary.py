"""Which words a language has, by simplemma's dictionaries."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simplemma.strategies import DictionaryFactory

# The languages of the walk that simplemma has a dictionary of.
LANGUAGES = frozenset({"de", "en", "fr"})


@cache
def dictionaries() -> DictionaryFactory:
    """The dictionaries, left packed, each opened when it is first asked for."""
    from g60translate.language.packed import PackedDictionaries  # noqa: PLC0415  (several MB)

    return PackedDictionaries()


@lru_cache(maxsize=65_536)
def has_word(word: str, *, lang: str) -> bool:
    """Whether this form, as it is, in small letters or with a capital, is one of the language.

    The first question unpacks the dictionary, in a tenth of a second for German. Raises ValueError
    for a language that is not among LANGUAGES.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"there is no dictionary of {lang!r}, only of {sorted(LANGUAGES)}")
    words = dictionaries().get_dictionary(lang)
    return any(shape in words for shape in (word, word.lower(), word.capitalize()))


def is_abbreviation(word: str, *, lang: str) -> bool:
    """Whether the language has this word in capitals; `lang` as for `has_word`."""
    return word.isupper() and word in dictionaries().get_dictionary(lang)
