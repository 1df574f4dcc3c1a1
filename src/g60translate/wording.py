"""Numbers with their nouns."""

from __future__ import annotations


def counted(number: int, one: str, several: str | None = None) -> str:
    """`1 error`, `2 errors`; `several` is the plural where it does not end with s."""
    return f"{number} {one if number == 1 else several or one + 's'}"
