"""Translation units as TMX 1.4b has them: texts in several languages, with what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

# Where tools keep the name of the document a unit comes from.
_DOCUMENT_PROPERTIES: Final = ("x-document", "x-filename", "x-file", "filename", "project-file")


@dataclass(frozen=True, slots=True)
class Unit:
    """One translation unit in one language pair; `document` is '' where the file names none."""

    source: str
    target: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """An inline element over `text[start:end]`; only `<hi>` has an extent.

    `xml` is the element as it stands in the file, for `<hi>` without its content.
    """

    start: int
    end: int
    xml: str


@dataclass(frozen=True, slots=True)
class Details:
    """What a `<tu>` or `<tuv>` says beside its text: attributes, (type, text) properties, notes."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    properties: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """The text of a unit in one language, `lang` as the file writes it."""

    lang: str
    text: str
    codes: tuple[Code, ...] = ()
    details: Details = Details()

    @property
    def base(self) -> str:
        """The primary subtag in lower case: `de` for `de-AT`."""
        return self.lang.replace("_", "-").split("-")[0].lower()


@dataclass(frozen=True, slots=True)
class FullUnit:
    """A unit in all its languages."""

    variants: tuple[Variant, ...]
    details: Details = Details()

    @property
    def document(self) -> str:
        """The document that the unit comes from, '' where no property names one."""
        for kind, text in self.details.properties:
            if kind.lower() in _DOCUMENT_PROPERTIES:
                return text.strip()
        return ""
