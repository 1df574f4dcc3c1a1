"""What tables share: cells of text at their places, and the file with them as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from g60translate.documents.encoding import EncodedText
from g60translate.documents.model import Block, Document
from g60translate.documents.splice import Splicer
from g60translate.documents.web.fields import TextField, read_field


@dataclass(frozen=True, slots=True)
class Cell:
    """`source[start:end]` says `value`; `spelt` is another value as it is written there."""

    value: str
    start: int
    end: int
    spelt: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    fields: tuple[tuple[Cell, TextField], ...]


def build_table(form: str, source: EncodedText, cells: Iterable[Cell]) -> Document:
    """The document of these cells: paragraphs, or HTML where a cell looks like it."""
    fields: list[tuple[Cell, TextField]] = []
    blocks: list[Block] = []
    for cell in cells:
        field = read_field(cell.value, first=len(blocks) + 1)
        if field is not None:
            fields.append((cell, field))
            blocks += field.blocks()
    return Document(form, tuple(blocks), _Skeleton(source, tuple(fields)))


def write_table(document: Document) -> bytes:
    """The file with its changed cells."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    now = {block.id: block for block in document.blocks}
    splicer = Splicer(skeleton.source.text)
    for cell, field in skeleton.fields:
        value = field.written([now[block.id] for block in field.blocks() if block.id in now])
        if value != cell.value:
            splicer.put(cell.start, cell.end, cell.spelt(value))
    return skeleton.source.with_text(splicer.render()).encode()
