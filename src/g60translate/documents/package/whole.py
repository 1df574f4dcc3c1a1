"""Parts of a package that are written whole, by a reader and writer of their own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from g60translate.documents.model import Block, Limit
from g60translate.documents.package.frame import Patch


@dataclass(frozen=True, slots=True)
class WholePart(ABC):
    """A part that becomes another one as soon as one of the blocks that are `shown` changes."""

    name: str
    data: bytes
    shown: tuple[Block, ...]

    @abstractmethod
    def blocks(self) -> Iterable[Block]:
        """The blocks that are its own, in reading order."""

    @abstractmethod
    def rewritten(self, now: Mapping[str, Block]) -> bytes:
        """The part with its blocks as they are now."""

    def limits(self) -> Iterable[Limit]:
        """None of its own."""
        return ()

    def changes(self, now: Mapping[str, Block]) -> bool:
        """Whether a block that it shows has changed."""
        return any(now.get(block.id, block) != block for block in self.shown)

    def patch(self, now: Mapping[str, Block]) -> Patch | None:
        """All of it, written anew."""
        if not self.changes(now):
            return None
        return Patch(self.data, 0, len(self.data), self.rewritten(now))
