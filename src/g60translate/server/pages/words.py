"""What the pages say, in the languages that they speak, and which of them a person reads."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

Words = Mapping[str, str]


@lru_cache(maxsize=1)
def tongues() -> Mapping[str, Words]:
    """All words by language and key; the first language is for those who read none of them."""
    text = files("g60translate.server.pages").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)


def preferred(accept_language: str, *, chosen: str = "") -> str:
    """The page's language: the one chosen, else the best of an Accept-Language header."""
    known = tuple(tongues())
    if chosen in known:
        return chosen
    wanted = []
    for at, part in enumerate(accept_language.split(",")):
        tag, _, quality = part.partition(";")
        wanted.append((-_quality(quality), at, tag.strip().lower().partition("-")[0]))
    return next(
        (code for weight, _, code in sorted(wanted) if weight < 0 and code in known), known[0]
    )


def language_name(code: str, words: Words) -> str:
    """What a language is called; its code where the house has no name for it."""
    return words.get(f"lang_{code.partition('-')[0].lower()}", code)


def _quality(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
