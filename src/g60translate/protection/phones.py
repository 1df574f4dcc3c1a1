"""Telephone numbers in text of any language, only where they can hardly be anything else."""

from __future__ import annotations

import re

# Han text runs on without a space before a number.
_NO_START = r"(?<![A-Za-zÀ-ɏ0-9.,+(])"
_JOINT = r"[ \u00a0./‑–-]{1,2}"
_GROUPS = rf"\d+(?:{_JOINT}\d+)*"
# With a country code, with an area code in brackets, or behind a word that says what follows.
_PHONE = re.compile(
    rf"""
    {_NO_START}
    (?: (?:\+|00)[1-9]\d{{0,2}} (?:[ \u00a0]?\(\d[ \d]{{0,5}}\))? (?:{_JOINT})? {_GROUPS}
      | \(0[ \d]{{1,6}}\) [ \u00a0]? {_GROUPS} )
  | (?: \b(?:Tel|Telefon|Telefonnummer|Telefax|Fax|Phone|Tél|Téléphone) [.:]{{0,2}} [ \u00a0]?
      | (?:电话|传真) [：:]? )
    (?P<bare> \(?\d+\)? {_JOINT} {_GROUPS} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "+12 500 000" is a growth and "00 000" no call.
_THOUSANDS = re.compile(r"\+?\d{1,3}(?:([ \u00a0.])\d{3})(?:\1\d{3})*")
_FEWEST = 7
_MOST = 15


def phones(text: str) -> list[tuple[int, int]]:
    """Spans of all telephone numbers (code points, half-open) from left to right."""
    found = []
    for match in _PHONE.finditer(text):
        start, end = match.span("bare" if match["bare"] else 0)
        number = text[start:end]
        digits = sum(character.isdigit() for character in number)
        # A number that goes on, as amounts do ("1 234 567,89"), is none.
        goes_on = re.match(r"\d|[,.]\d", text[end:])
        if _FEWEST <= digits <= _MOST and not goes_on and not _THOUSANDS.fullmatch(number):
            found.append((start, end))
    return found
