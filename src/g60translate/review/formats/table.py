"""The formats of bilingual files, and what to say where one cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Protocol

from g60translate.errors import UnsupportedFormat
from g60translate.review.sheet import Returned, Sheet
from g60translate.tables import load_named


class ReviewFormat(Protocol):
    """A kind of file that shows a sheet and can be edited."""

    def write(self, sheet: Sheet) -> bytes:
        """The file."""

    def read(self, data: bytes, *, name: str) -> Returned:
        """The file as it was edited, its rows in whatever order. Raises BrokenDocument."""


# name -> "module:Class"
FORMATS: Final[Mapping[str, str]] = {
    "xliff": "g60translate.review.formats.xliff:XliffReview",
    "docx": "g60translate.review.formats.docx:DocxReview",
    "xlsx": "g60translate.review.formats.xlsx:XlsxReview",
    "html": "g60translate.review.formats.html:HtmlReview",
}
_SUFFIXES: Final = {".xlf": "xliff", ".xliff": "xliff", ".docx": "docx", ".xlsx": "xlsx"}
_SUFFIXES.update({".html": "html", ".htm": "html"})


def review_format(name: str) -> ReviewFormat:
    """The format of this name. Raises UnsupportedFormat."""
    made: ReviewFormat = load_named(FORMATS, name, kind="review format", error=UnsupportedFormat)()
    return made


def format_of(path: Path) -> str:
    """The format of a file by its suffix. Raises UnsupportedFormat."""
    if path.suffix.lower() not in _SUFFIXES:
        raise UnsupportedFormat(
            f"{path} is no bilingual file. Give one that `review export` wrote: "
            f"{', '.join(_SUFFIXES)}."
        )
    return _SUFFIXES[path.suffix.lower()]
