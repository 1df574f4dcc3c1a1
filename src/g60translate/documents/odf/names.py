"""Namespaces of OpenDocument, as they stand in names of elements and attributes."""

from __future__ import annotations

from typing import Final

OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT: Final = f"{{{OASIS}text:1.0}}"
STYLE: Final = f"{{{OASIS}style:1.0}}"
TABLE: Final = f"{{{OASIS}table:1.0}}"
PRESENTATION: Final = f"{{{OASIS}presentation:1.0}}"
OFFICE: Final = f"{{{OASIS}office:1.0}}"
META: Final = f"{{{OASIS}meta:1.0}}"
FO: Final = f"{{{OASIS}xsl-fo-compatible:1.0}}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
