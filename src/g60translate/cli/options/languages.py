"""How the languages on a command line are read."""

from __future__ import annotations


def language_code(value: str | None) -> str | None:
    """The code of a language that was named somehow, as a callback of an option."""
    from g60translate.language.tags import read_language

    return None if value is None else read_language(value).code
