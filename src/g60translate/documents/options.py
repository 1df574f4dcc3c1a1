"""What a reader may choose about a document, for the codecs that care."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from g60translate.documents.marks import TEXT_SUFFIXES

TrackedChanges = Literal["accept", "refuse"]
Comments = Literal["keep", "drop"]
Becomes = Literal["docx", "html", "markdown", "text"]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How documents are read; a codec ignores what its format does not have.

    `keep_styles` names further character styles of Word whose text is not translated.
    `tracked_changes` says which of both texts is translated; the other one is given up in a
    translated document. `comments` says whether those go out with it. `sheet_names` has the names
    of a workbook's sheets translated too. `source_lang` is the language that is translated from,
    where it is known better than by what the file declares: parts that are marked with another one
    are left as they are. `columns` names the columns of a table of values that are texts, by its
    first row; `fields` those of JSON lines, such as “title” or “body.text”. `attachments`
    has documents that are attached to a mail translated too. `convert` has
    LibreOffice make old Office files into those of today, if it is installed. `becomes` is
    the format of the document that a PDF file becomes.
    """

    keep_styles: Collection[str] = ()
    tracked_changes: TrackedChanges = "accept"
    comments: Comments = "keep"
    sheet_names: bool = False
    source_lang: str | None = None
    columns: Collection[str] = ()
    fields: Collection[str] = ()
    attachments: bool = False
    convert: bool = True
    becomes: Becomes = "docx"


def read_for(output: str, options: ReadingOptions | None = None) -> ReadingOptions:
    """The same options, with a PDF becoming what the name of the output says."""
    form: Becomes = "docx"
    match TEXT_SUFFIXES.get(PurePath(output).suffix.lower()):
        case "html" | "markdown" | "text" as form:
            pass
    return replace(options or ReadingOptions(), becomes=form)
