"""How the source of a record was read, so that it can be read in the same way again."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from g60translate.documents.options import Becomes, Comments, ReadingOptions, TrackedChanges


class ReadingInfo(BaseModel):
    """How the source was read, as `ReadingOptions` has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keep_styles: tuple[str, ...] = ()
    tracked_changes: TrackedChanges = "accept"
    comments: Comments = "keep"
    sheet_names: bool = False
    source_lang: str | None = None
    columns: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    attachments: bool = False
    convert: bool = True
    becomes: Becomes = "docx"

    def options(self) -> ReadingOptions:
        """What to read the source with."""
        return ReadingOptions(**self.model_dump())
