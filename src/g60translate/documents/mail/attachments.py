"""Documents that are attached to a mail: read and written where they stand, if that is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from g60translate.documents.mail.mime import Part, decoded_bytes, encoded_bytes, field_span
from g60translate.documents.model import Block, Document, Limit, Remark
from g60translate.documents.options import ReadingOptions
from g60translate.errors import G60Error
from g60translate.naming import output_name

# Fields of a part's header, and their parameters that hold the name of its file.
_NAMES = (("Content-Disposition", "filename"), ("Content-Type", "name"))


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attached document, whose blocks have `prefix` before their names in the mail."""

    part: Part
    name: str
    data: bytes
    document: Document
    prefix: str

    def blocks(self) -> Iterator[Block]:
        """Its blocks by their names in the mail."""
        return (replace(block, id=self.prefix + block.id) for block in self.document.blocks)

    def remarks(self) -> Iterator[Remark]:
        """What is said of it."""
        for remark in self.document.remarks:
            place = self.prefix + remark.block_id if remark.block_id else ""
            yield Remark(f"{self.name}: {remark.message}", place)

    def limits(self) -> Iterator[Limit]:
        """What its translations must keep to."""
        for limit in self.document.limits:
            yield replace(limit, block_ids=tuple(self.prefix + each for each in limit.block_ids))

    def edits(
        self, text: str, now: Mapping[str, Block], lang: str | None
    ) -> Iterator[tuple[int, int, str]]:
        """The changes of its body and header; none where nothing in it has changed."""
        from g60translate.documents.codec import load_codec  # noqa: PLC0415  it names this room

        changed = {
            block.id: replace(now.get(self.prefix + block.id, block), id=block.id)
            for block in self.document.blocks
        }
        written = load_codec(self.document.format).write(
            self.document.with_blocks(changed, lang=lang)
        )
        if written == self.data:
            return
        body, transfer = encoded_bytes(self.part, text, written)
        yield self.part.body_start, self.part.end, body
        if transfer != self.part.transfer:
            yield _field(self.part, text, "Content-Transfer-Encoding", transfer)
        if lang is not None:
            yield from _renamed(self.part, text, self.name, lang.partition("-")[0].lower())


def read_attachment(
    part: Part, text: str, options: ReadingOptions, *, prefix: str
) -> Attachment | str:
    """An attachment as a document; what is said where it is none, or becomes another."""
    from g60translate.documents.codec import CONVERTED  # noqa: PLC0415  it names this room
    from g60translate.documents.files import detect_format, read_document  # noqa: PLC0415

    name = part.header.get_filename()
    data = None if name is None else decoded_bytes(part, text)
    if name is None or not data:
        return "it has no name or cannot be decoded."
    try:
        form = detect_format(data, name=name, options=options)
        if form in {*CONVERTED, "pdf", "eml"}:
            return "it would become another document. Translate it by itself."
        document = read_document(data, name=name, format=form, options=options)
    except G60Error as error:
        return str(error)
    return Attachment(part, name, data, document, prefix) if document.blocks else "it has no text."


def _renamed(part: Part, text: str, old: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """The file's name with the language of its translation, as far as the header spells it out."""
    new = output_name(Path(old), lang)
    for field, parameter in _NAMES:
        span = field_span(part, text, field)
        if span is None:
            continue
        said = text[slice(*span)]
        spelt = next(
            (f for f in (_as_it_is, quote) if f(old) in said),
            None,
        )
        if spelt is not None:
            yield *span, said.replace(spelt(old), spelt(new))
        elif part.header.get_param(parameter, header=field) is not None:
            # An encoded word, or a name cut into pieces (RFC 2047, RFC 2231, 3).
            kept = re.sub(rf"(?is);\s*{parameter}\*?[\d*]*=(\"[^\"]*\"|[^;]*)", "", said)
            yield *span, f"{kept};\n {parameter}*=utf-8''{quote(new)}".replace("\n", _end(text))


def _as_it_is(name: str) -> str:
    return name


def _end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _field(part: Part, text: str, name: str, value: str) -> tuple[int, int, str]:
    span = field_span(part, text, name)
    if span is None:
        return part.head_end, part.head_end, f"{name}: {value}{_end(text)}"
    return *span, value
