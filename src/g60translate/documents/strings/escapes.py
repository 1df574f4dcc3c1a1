"""Escapes of UTF-16 code units, as Java, Android and Apple write them."""

from __future__ import annotations

import re


def joined_halves(text: str) -> str | None:
    """The text with pairs of surrogates joined; None where half a character stands alone."""
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return None


def utf16_escape(text: str, prefix: str, *, most: int, upper: bool = False) -> str:
    """The text with each character above the code point `most` as `prefix` and four digits."""

    def escape(match: re.Match[str]) -> str:
        units = match.group().encode("utf-16-be").hex()
        digits = units.upper() if upper else units
        return "".join(f"{prefix}{digits[n : n + 4]}" for n in range(0, len(digits), 4))

    beyond = (sign for sign in set(text) if ord(sign) > most)
    pattern = "".join(map(re.escape, beyond))
    return re.sub(f"[{pattern}]", escape, text) if pattern else text
