"""Text that was read in the wrong encoding and saved again: `BrÃ¼cke`, `ä¸´æ¸¯`, `Br├╝cke`.

UTF-8 has a strict shape: a byte that says how many follow, then those. Seen through another
encoding, the shape survives as a pair or a row of odd characters, which by chance hardly occur.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, partial

# What reads UTF-8 by mistake: Windows in Western and in Central Europe, the old Mac, the console.
# With each the last byte that begins a pair of its own: beyond, the Mac and the console show what
# stands before letters in sound text too, so that only several pairs in a row tell anything.
_READERS = {"cp1252": 0xDF, "cp1250": 0xDF, "mac_roman": 0xC5, "cp850": 0xC5, "cp437": 0xC5}
# Text may have gone wrong more than once.
_ROUNDS = 3
# How the names of the letters begin that glossaries are written in.
_SCRIPTS = (
    "LATIN", "CJK", "GREEK", "CYRILLIC", "HIRAGANA", "KATAKANA", "HANGUL SYLLABLE",
    "FULLWIDTH", "HALFWIDTH KATAKANA",
)  # fmt: skip
# Letters of no European orthography, but of phoneticians and of dead alphabets, then bare accents.
_RARE = re.compile("[\u0180-\u019f\u01a2-\u01ae\u01b1-\u01cc\u01dd-\u0217\u021c-\u036f]")
_SIGNS = frozenset(
    "".join(map(chr, range(0xA0, 0xC0)))
    + "×÷\u202f\u2009‹›„“”‚‘’–—…•™†‡‰€ˆ˜′″、。，：；！？（）《》「」『』【】"
)


@dataclass(frozen=True, slots=True)
class _Reader:
    """How one encoding shows UTF-8: rows of its sequences, and the byte behind each character."""

    rows: re.Pattern[str]
    bytes: dict[str, int]
    last_lead: int


def unmangled(text: str) -> str:
    """The text as it was meant to be; the same text where nothing is wrong with it."""
    if text.isascii():
        return text
    # Whoever explains most leaves the shortest text.
    return min((_read_again(text, _reader(name)) for name in _READERS), key=len)


def _read_again(text: str, reader: _Reader) -> str:
    """The text read as UTF-8 where this reader was wrong, as often as it was."""
    for _ in range(_ROUNDS):
        text = reader.rows.sub(partial(_meant, reader), text)
    return text


def _meant(reader: _Reader, match: re.Match[str]) -> str:
    """What the bytes of a row say; the row itself where that is no likely text."""
    data = bytes(reader.bytes[char] for char in match[0])
    try:
        meant = data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    alone = len(meant) == 1
    if alone and (_by_chance(match) or (len(data) == 2 and data[0] > reader.last_lead)):
        return match[0]
    return meant if all(map(_likely, meant)) else match[0]


def _likely(char: str) -> bool:
    """Whether a wording may well have this character."""
    if char in _SIGNS:
        return True
    known = unicodedata.name(char, "").startswith(_SCRIPTS)
    return char.isalpha() and known and not _RARE.match(char)


def _by_chance(match: re.Match[str]) -> bool:
    """Whether a letter simply has signs behind it: `„Ä“`, `CAFÉ®`, `AMANHÃ»`, `passé…»`.

    A mangled letter stands in a word or begins one; a capital with its mark ends one. No sound
    text has controls, hardly any has à outside a word, and â€ begins every quotation mark.
    """
    lead, signs = match[0][0], match[0][1:]
    odd = any(sign.isalpha() or unicodedata.category(sign) == "Cc" for sign in signs)
    if not lead.isalpha() or odd:
        return False
    before = match.string[: match.start()][-1:]
    after = match.string[match.end() :][:1]
    if len(signs) > 1:
        return lead != "â" and before.isalpha()
    if lead in "ÃĂ":
        return before.isupper() and not after.isalpha()
    return not (before.islower() or after.islower())


@cache
def _reader(name: str) -> _Reader:
    table: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        try:
            table[bytes([byte]).decode(name)] = byte
        except UnicodeDecodeError:
            table[chr(byte)] = byte
        if name == "cp1252":
            # ISO 8859-1 has controls where this has letters, and is what some programs mean by it.
            table.setdefault(chr(byte), byte)

    def having(low: int, high: int) -> str:
        return "".join(re.escape(char) for char, byte in table.items() if low <= byte <= high)

    more = f"[{having(0x80, 0xBF)}]"
    sequence = (
        f"[{having(0xC2, 0xDF)}]{more}|[{having(0xE0, 0xEF)}]{more}{{2}}"
        f"|[{having(0xF0, 0xF4)}]{more}{{3}}"
    )
    return _Reader(re.compile(f"(?:{sequence})+"), table, _READERS[name])
