"""Whether the name of a file says that it holds texts in one language."""

from __future__ import annotations

import re
from pathlib import PurePath

from g60translate.language.codes import iso_639_1

_TAG = re.compile(r"([a-z]{2})(?:[-_]r?(?:[A-Z][a-z]{3}|[A-Z]{2}|\d{3}))*", re.ASCII)
_LAST = re.compile(r"[._-]([a-z]{2}(?:[-_](?:[A-Z][a-z]{3}|[A-Z]{2}|\d{3}))*)$", re.ASCII)
_FOLDERS = frozenset(
    ("locales", "locale", "_locales", "lang", "langs", "language", "languages", "i18n", "l10n")
)
_STEMS = frozenset(("messages", "translation", "translations", "strings", "labels"))


def is_language(text: str) -> bool:
    """Whether a text is a tag such as `de`, `pt-BR`, `zh_Hans` or Android's `de-rAT`."""
    match = _TAG.fullmatch(text)
    return match is not None and iso_639_1(match.group(1)) is not None


def names_texts(name: str) -> bool:
    """Whether a path is one that programs keep their texts under.

    Its stem is a language or ends in one (`de.json`, `app_de.properties`), or is one of a few
    words (`messages`); or it lies in a folder such as `locales`, itself or in a language's.
    """
    path = PurePath(name.replace("\\", "/"))
    stem = path.stem
    last = _LAST.search(stem)
    if is_language(stem) or (last and is_language(last.group(1))) or stem.lower() in _STEMS:
        return True
    return any(folder.lower() in _FOLDERS for folder in path.parts[-3:-1])
