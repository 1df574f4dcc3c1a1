"""What tokenizers of HTML and XML cut a source into."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TokenKind(StrEnum):
    """What one token is.

    EMPTY is an XML element without content; OTHER a comment, a doctype or an instruction.
    """

    START = "start"
    EMPTY = "empty"
    END = "end"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attribute:
    """`source[start:end]` is the value as written, without its quotes; `quote` may be empty.

    `start` and `end` are equal and `bare` is true where the attribute has no value.
    """

    name: str
    value: str
    start: int
    end: int
    quote: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """`source[start:end]`, half-open, in the source's units; `name` is an element's.

    In HTML it is in lower case; in XML it is `{namespace}local`, as are attributes' names.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()

    def get(self, name: str) -> str | None:
        """The decoded value of an attribute, None if it is not there."""
        return next((item.value for item in self.attributes if item.name == name), None)

    @property
    def local(self) -> str:
        """The element's name without its namespace."""
        return self.name.rpartition("}")[2]
