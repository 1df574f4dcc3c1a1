"""Tells the language of a text with py3langid and a small copy of its model."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from g60translate.errors import UnknownLanguage
from g60translate.language.codes import short_code

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Limited to these, the identifier is right on 99.7 % of full lines; with all its 97 languages it
# takes Chinese for Wu in 6 % of them.
CANDIDATES = ("de", "en", "fr", "zh", "ja", "es", "it", "nl", "pt", "ru")

# Tags that name no language (ISO 639-2).
_NO_LANGUAGE = frozenset(("und", "mul", "zxx", "mis"))
# Formats whose programs declare the language of the office, whatever is written in it.
_DECLARED_BY_PROGRAMS = frozenset(("docx", "pptx", "xlsx", "odt", "odp", "ods", "pdf"))
_MIN_PROBABILITY = 0.9
_SAMPLE = 20_000


@cache
def _identifier() -> LanguageIdentifier:
    # Not every run asks for a language.
    from g60translate.language.model import load_identifier  # noqa: PLC0415

    return load_identifier()


def identify(text: str) -> tuple[str, float]:
    """The most probable language of a text, one of CANDIDATES, and its probability, 0 to 1."""
    language, probability = _identifier().classify(text)
    return str(language), float(probability)


def plain_language(text: str) -> str | None:
    """The language of a text, one of CANDIDATES; None where it is not plain."""
    language, probability = identify(text)
    return language if probability >= _MIN_PROBABILITY else None


def ranked(text: str) -> list[tuple[str, float]]:
    """All of CANDIDATES with their probabilities, 0 to 1, the most probable first."""
    return [(str(lang), float(found)) for lang, found in _identifier().rank(text[:_SAMPLE])]


def detect(text: str, *, name: str) -> str:
    """The language of a whole document; raises UnknownLanguage where it is not plain.

    A document is judged as a whole: English names in a German headline mislead on short texts.
    """
    language, probability = identify(text[:_SAMPLE])
    if probability < _MIN_PROBABILITY:
        raise UnknownLanguage(
            f"The language of {name} is not plain: {language} at {probability:.0%}. "
            "Name it with --from, such as --from de."
        )
    return language


def document_language(text: str, *, declared: str | None, form: str, name: str) -> str:
    """The language of a document of the format `form`; raises UnknownLanguage.

    The text is asked first, for programs declare what they were set to. It cannot tell a language
    that is none of CANDIDATES, though: Norwegian would pass for Dutch. So where a file that a
    person or a newsroom's system has marked declares such a one, it is taken as declared.
    """
    known = None if declared is None else short_code(declared)
    if known in _NO_LANGUAGE:
        known = None
    if known is not None and known not in CANDIDATES and form not in _DECLARED_BY_PROGRAMS:
        return known
    try:
        return detect(text, name=name)
    except UnknownLanguage:
        if known is not None and known in CANDIDATES:
            return known
        raise
