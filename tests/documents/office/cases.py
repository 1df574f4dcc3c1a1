"""The office documents of `tests/cases/office`, read and written as if they were translated."""

from __future__ import annotations

import re
from typing import Any

from g60translate.documents.archive import read_archive
from g60translate.documents.files import read_document, write_document
from g60translate.documents.model import Document
from g60translate.documents.options import ReadingOptions
from tests.conftest import CASES
from tests.documents.pretend import translated


def case(name: str) -> bytes:
    """The bytes of a case."""
    return (CASES / "office" / name).read_bytes()


def read(data: bytes, name: str, **options: Any) -> Document:
    """A document that comes back to the byte while nothing in it has changed."""
    document = read_document(data, name=name, options=ReadingOptions(**options))
    if document.skeleton and options.get("comments") != "drop":
        assert write_document(document) == data
    return document


def said(document: Document) -> list[str]:
    """The texts of all blocks."""
    return [block.text for block in document.blocks]


def parts_after(document: Document, *, lang: str | None = "en-GB") -> dict[str, str]:
    """The parts of the document with every block in capitals, without namespace declarations."""
    parts = read_archive(write_document(translated(document, lang=lang)), name="x").parts
    return {
        name: re.sub(r' xmlns(:\w+)?="[^"]*"', "", part.decode("utf-8", errors="replace"))
        for name, part in parts.items()
    }
