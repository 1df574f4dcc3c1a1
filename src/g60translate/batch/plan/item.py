"""One file of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from g60translate.batch.places.place import Place


class Bar(StrEnum):
    """Why a file is not even begun."""

    FAULT = "fault"
    """It cannot be used."""

    LEFT_OUT = "left-out"
    """It is nothing that is translated."""

    LATER = "later"
    """It is being written; the next round takes it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file and where its translation goes, below the output; both with forward slashes.

    `members` lead into archives, the outermost first. `key` is its name in the journal. `named`
    says that somebody named this very file, and did not come upon it in a folder.
    """

    place: Place
    path: str
    members: tuple[str, ...]
    key: str
    target: str
    size: int = 0
    named: bool = False
    bar: Bar | None = None
    reason: str = ""

    @property
    def source(self) -> str:
        """How a person calls it."""
        return "/".join((self.place.describe(self.path), *self.members))

    @property
    def name(self) -> str:
        """The file's name without folders, as text also where its bytes are none."""
        return as_text((self.members[-1] if self.members else self.source).rpartition("/")[2])

    @property
    def target_name(self) -> str:
        """The same of its translation."""
        return as_text(self.target.rpartition("/")[2])


def as_text(path: str) -> str:
    """A path as text, also where its bytes are none."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
