"""The frame of every OpenDocument codec: its parts, its language, its comments.

Clause numbers are those of ODF 1.3, part 3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from g60translate.documents.archive import Archive, read_archive
from g60translate.documents.odf.comments import count_comments, without_comments
from g60translate.documents.odf.languages import foreign_places, language_edits, language_marks
from g60translate.documents.odf.names import DC, FO, STYLE
from g60translate.documents.odf.vocabulary import vocabulary
from g60translate.documents.options import ReadingOptions
from g60translate.documents.package.frame import PackageCodec, PackageSkeleton, require_part
from g60translate.documents.package.mimetype import declared_type
from g60translate.documents.package.sources import SourcePart, source_parts
from g60translate.documents.tokens import Token
from g60translate.documents.xml.blocks import Rule
from g60translate.documents.xml.parsing import parse_xml
from g60translate.documents.xml.source import XmlSource, decode_xml_file
from g60translate.errors import BrokenDocument
from g60translate.language.detection import plain_language

CONTENT = "content.xml"
STYLES = "styles.xml"
_PARTS = ("meta.xml", CONTENT, STYLES)
_SAMPLE = 100_000


class OdfCodec(PackageCodec):
    """OpenDocument packages (ISO/IEC 26300) of one media type and its templates."""

    media_type: ClassVar[str]
    keeps_parts = True

    def recognises(self, data: bytes) -> bool:
        """Whether this is a ZIP archive that says it is of this type (part 2, 3.3)."""
        return declared_type(data).startswith(self.media_type)

    def opened(self, data: bytes, *, name: str) -> Archive:
        """The archive, if it has its content and is not locked."""
        archive = read_archive(data, name=name)
        require_part(archive, CONTENT, name=name)
        if b"<manifest:encryption-data" in archive.parts.get("META-INF/manifest.xml", b""):
            raise BrokenDocument(f"{name} is locked with a password. Save it without one.")
        return archive

    def language(self, archive: Archive, *, name: str) -> str | None:
        """dc:language, else the default language of paragraphs."""
        return _language(archive, name=name)

    def spoken(self, archive: Archive, lang: str | None, *, name: str) -> str | None:  # noqa: ARG002
        """The language of the text, else the declared one."""
        return plain_language(_shown(archive.parts[CONTENT])) or lang

    def own_rules(
        self,
        part: str,  # noqa: ARG002
        text: str,  # noqa: ARG002
        options: ReadingOptions,  # noqa: ARG002
    ) -> Mapping[int, Rule]:
        """The rules for elements that begin at these places of a part, others than usual."""
        return {}

    def parts(
        self,
        skeleton: PackageSkeleton,
        *,
        name: str,
        lang: str | None = None,  # noqa: ARG002
    ) -> Iterator[SourcePart]:
        """Metadata, content and styles."""
        parts = skeleton.archive.parts
        marks = language_marks(*(parts[p] for p in (STYLES, CONTENT) if p in parts))

        def rules(part: str, data: bytes, where: str) -> Callable[[Token], Rule]:
            text = decode_xml_file(data, name=where).text
            foreign = foreign_places(text, marks, home=skeleton.home)
            usual = vocabulary(data, where, foreign)
            own = self.own_rules(part, text, skeleton.options)
            return lambda token: own.get(token.start) or usual(token)

        yield from source_parts(skeleton.archive, _PARTS, rules, name=name)

    def comments(self, skeleton: PackageSkeleton, *, name: str) -> int:
        """Annotations in all parts."""
        return sum(count_comments(part, name=name) for part in _own(skeleton).values())

    def without_comments(
        self, skeleton: PackageSkeleton, written: Mapping[str, bytes]
    ) -> Mapping[str, bytes]:
        """All parts, without annotations."""
        parts = _own(skeleton)
        return {p: without_comments(written.get(p, data), name=p) for p, data in parts.items()}

    def in_language(
        self, skeleton: PackageSkeleton, written: Mapping[str, bytes], lang: str
    ) -> Mapping[str, bytes]:
        """Metadata, default styles, and styles that are marked with the old language."""
        changed: dict[str, bytes] = {}
        for part in _PARTS:
            now = written.get(part, skeleton.archive.parts.get(part))
            if now is not None:
                source = XmlSource(decode_xml_file(now, name=part))
                edits = language_edits(source.source.text, lang, home=skeleton.home)
                changed[part] = source.written((), *edits)
        return changed


def _own(skeleton: PackageSkeleton) -> dict[str, bytes]:
    """The parts with text, those of them that are there."""
    return {p: skeleton.archive.parts[p] for p in _PARTS if p in skeleton.archive.parts}


def _shown(content: bytes) -> str:
    """The beginning of what a text says, roughly."""
    start = max(content.find(b"<office:body"), 0)
    return re.sub("<[^>]*>", " ", content[start : start + _SAMPLE].decode("utf-8", "replace"))


def _language(archive: Archive, *, name: str) -> str | None:
    """dc:language of the metadata, else the default language of paragraphs (16.4, 20.188)."""
    if "meta.xml" in archive.parts:
        root = parse_xml(archive.parts["meta.xml"], name=f"{name} (meta.xml)")
        for element in root.iter(f"{DC}language"):
            if element.text and element.text.strip():
                return element.text.strip()
    if "styles.xml" in archive.parts:
        root = parse_xml(archive.parts["styles.xml"], name=f"{name} (styles.xml)")
        for style in root.iter(f"{STYLE}default-style"):
            properties = style.find(f"{STYLE}text-properties")
            language = properties.get(f"{FO}language") if properties is not None else None
            if properties is not None and language and language != "none":
                country = properties.get(f"{FO}country", "none")
                return language if country == "none" else f"{language}-{country}"
    return None
