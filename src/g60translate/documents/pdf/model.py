"""What a PDF file is read as: parts in reading order, of which an editable document is made."""

from __future__ import annotations

from dataclasses import dataclass, field

from g60translate.documents.model import Remark


@dataclass(frozen=True, slots=True)
class Span:
    """Words that are set alike. `note` is the number of the footnote whose mark this is, or 0."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    link: str = ""
    note: int = 0


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 1, 2 or 3."""

    level: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list, of which the outermost has the `level` 0.

    `number` is what it is counted by; None for a point with a bullet.
    """

    level: int
    spans: Spans
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of the same length; a cell has its paragraphs."""

    rows: tuple[tuple[tuple[Spans, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, `png` or `jpeg`, and its size in points."""

    kind: str
    data: bytes
    width: float
    height: float


Part = Heading | Paragraph | Item | Table | Figure


@dataclass(frozen=True, slots=True)
class Editable:
    """The whole; `notes` are footnotes by their numbers, from 1 in the order of their marks."""

    parts: tuple[Part, ...]
    notes: dict[int, Spans] = field(default_factory=dict)
    title: str = ""
    lang: str = ""
    remarks: tuple[Remark, ...] = ()


def text_of(spans: Spans) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)
