"""OpenDocument texts: body, tables, frames, notes, headers and footers."""

from __future__ import annotations

from g60translate.documents.archive import Archive
from g60translate.documents.odf.frame import CONTENT, OdfCodec
from g60translate.errors import InputError

_HAS_CHANGES = b"<text:changed-region"


class OdtCodec(OdfCodec):
    """OpenDocument texts and text templates."""

    name = "odt"
    suffixes = (".odt", ".ott")
    kept = (
        "styles, sections, images, tracked changes and every byte outside translated text",
        "spans, links, notes, fields, bookmarks, tabs and line breaks",
        "tables, frames, notes, headers, footers and image descriptions, translated in place",
    )
    media_type = "application/vnd.oasis.opendocument.text"

    def opened(self, data: bytes, *, name: str) -> Archive:
        """The archive, if it is not locked and its tracked changes are wanted."""
        archive = super().opened(data, name=name)
        if self._options.tracked_changes == "refuse" and _HAS_CHANGES in archive.parts[CONTENT]:
            raise InputError(
                f"{name}: tracked changes in OpenDocument texts can only be accepted. Refuse them "
                "in LibreOffice and save the file again."
            )
        return archive
