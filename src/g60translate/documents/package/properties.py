"""Which of a document's own properties are words for people; programs keep theirs there too."""

from __future__ import annotations

import re

from g60translate.documents.codes import translatable

_MACHINE = re.compile(
    r"_.*|(?:MSIP|AD|KSO|xd|ContentType|Media|Tax|Mendeley|Zotero|ZOTERO|Template|Sharepoint|Order|PresentationFormat)"
    r".*|.*(?:I[dD]|G[uU][iI][dD]|U[rR][lL]|[vV]ersion|[hH]ash|[pP]ath)"
)
_NO_WORDS = re.compile(r"\S*[\d_#|{}<>\\/@=]\S*")


def is_for_people(name: str) -> bool:
    """Whether a property of this name was made by a person."""
    return _MACHINE.fullmatch(name) is None


def speaks(value: str) -> bool:
    """Whether a value has words in it and is no identifier, address or figure."""
    return translatable(value) and _NO_WORDS.fullmatch(value.strip()) is None
