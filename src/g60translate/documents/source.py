"""Source text that is cut by offsets: a string, or bytes that are decoded piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Source(Protocol):
    """What can be cut into strings; offsets are in the source's own units."""

    def __getitem__(self, where: slice, /) -> str:
        """A stretch of the source."""
        ...

    def __len__(self) -> int:
        """How many units it has."""
        ...


@dataclass(frozen=True, slots=True)
class EncodedSource:
    """A text as the file has it; offsets are bytes and must not lie inside a character.

    For encodings in which the ASCII signs of markup are no part of another character, as in all
    that the WHATWG Encoding Standard calls ASCII-compatible. A text of 50 MB needs no copy then,
    whose characters might take two bytes each.
    """

    data: bytes
    encoding: str

    def __getitem__(self, where: slice, /) -> str:
        """A stretch, decoded."""
        return self.data[where].decode(self.encoding)

    def __len__(self) -> int:
        """The number of bytes."""
        return len(self.data)

    def units(self, text: str) -> int:
        """How many units a stretch with this text has."""
        return len(text.encode(self.encoding))

    def __contains__(self, text: str) -> bool:
        """Whether an ASCII text occurs."""
        return text.encode("ascii") in self.data


def units(source: Source, text: str) -> int:
    """How many units a stretch of the source with this text has."""
    return source.units(text) if isinstance(source, EncodedSource) else len(text)
