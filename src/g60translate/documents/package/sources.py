"""Parts of a package that are XML and are written by exchanging stretches of their source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from g60translate.documents.archive import Archive
from g60translate.documents.model import Block, Limit
from g60translate.documents.package.frame import Patch
from g60translate.documents.tokens import Token
from g60translate.documents.xml.blocks import Rule
from g60translate.documents.xml.source import XmlSource, read_xml_source

Vocabulary = Callable[[Token], Rule]
"""How to treat an element."""


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A part whose source keeps every byte outside of changed text."""

    name: str
    data: bytes
    source: XmlSource

    def blocks(self) -> Iterable[Block]:
        """The blocks of its slots."""
        return (slot.block for slot in self.source.slots)

    def limits(self) -> Iterable[Limit]:
        """None: XML has room for any text."""
        return ()

    def changes(self, now: Mapping[str, Block]) -> bool:
        """Whether a block of its has changed."""
        return any(now.get(block.id, block) != block for block in self.blocks())

    def patch(self, now: Mapping[str, Block]) -> Patch | None:
        """The whole part, written anew."""
        if not self.changes(now):
            return None
        blocks = [now.get(block.id, block) for block in self.blocks()]
        return Patch(self.data, 0, len(self.data), self.source.written(blocks))


def source_parts(
    archive: Archive,
    names: Iterable[str],
    vocabulary: Callable[[str, bytes, str], Vocabulary],
    *,
    name: str,
) -> Iterator[SourcePart]:
    """Those of these parts that there are, with their blocks numbered from `b1`.

    `vocabulary` is given a part's name, its bytes and what to call it in an error. Raises
    BrokenDocument.
    """
    count = 0
    for part in names:
        if (data := archive.parts.get(part)) is None:
            continue
        where = f"{name} ({part})"
        rule = vocabulary(part, data, where)
        source = read_xml_source(data, name=where, rule=rule, first=count + 1)
        count += len(source.slots)
        yield SourcePart(part, data, source)
