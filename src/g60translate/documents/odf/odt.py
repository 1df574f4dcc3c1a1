"""OpenDocument texts: body, tables, frames, notes, headers and footers.

Clause numbers are those of ODF 1.3, part 3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from g60translate.documents.archive import Archive, read_archive
from g60translate.documents.model import BlockKind
from g60translate.documents.package.frame import PackageCodec, PackageSkeleton, require_part
from g60translate.documents.package.sources import SourcePart, source_parts
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.xml.blocks import Rule, Treatment
from g60translate.documents.xml.parsing import local, parse_xml
from g60translate.documents.xml.source import XmlSource, decode_xml_file
from g60translate.documents.xml.tokens import element_ends, tokenize_xml
from g60translate.errors import BrokenDocument, InputError

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT = f"{{{_OASIS}text:1.0}}"
_STYLE = f"{{{_OASIS}style:1.0}}"
_FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MIME = "application/vnd.oasis.opendocument.text"
# Text properties that change no letter's look: language, and LibreOffice's revision numbers.
_INVISIBLE = frozenset(
    ("rsid", "paragraph-rsid", "language", "country", "script", "rfc-language-tag")
)
_INVISIBLE_FORMS = re.compile(r"(.+?)-(?:asian|complex)$")
_HAS_CHANGES = b"<text:changed-region"
_KINDS_BY_STYLE = {
    **dict.fromkeys(("title", "subtitle"), BlockKind.HEADING),
    # LibreOffice names the styles of captions after what they stand under.
    **dict.fromkeys(("caption", "illustration", "figure", "drawing"), BlockKind.CAPTION),
}
_BLOCKS = {
    f"{_TEXT}p": Rule(Treatment.BLOCK),
    f"{_TEXT}h": Rule(Treatment.BLOCK, BlockKind.HEADING),
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title": Rule(
        Treatment.BLOCK, BlockKind.ATTRIBUTE
    ),
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc": Rule(
        Treatment.BLOCK, BlockKind.ATTRIBUTE
    ),
    f"{_DC}title": Rule(Treatment.BLOCK, BlockKind.ATTRIBUTE),
    f"{_TEXT}list-item": Rule(Treatment.BREAK, BlockKind.LIST_ITEM),
    f"{{{_OASIS}table:1.0}}table-cell": Rule(Treatment.BREAK, BlockKind.TABLE_CELL),
    f"{_STYLE}header": Rule(Treatment.BREAK, BlockKind.HEADER),
    f"{_STYLE}footer": Rule(Treatment.BREAK, BlockKind.FOOTER),
}
_INLINE = {
    "span": Rule(Treatment.PAIRED),
    "a": Rule(Treatment.PAIRED),
    "meta": Rule(Treatment.PAIRED),
    "ruby": Rule(Treatment.PAIRED),
    "ruby-base": Rule(Treatment.PAIRED),
    "tab": Rule(Treatment.STANDALONE, text="\t"),
    "line-break": Rule(Treatment.STANDALONE, text="\n", name="br"),
    "note": Rule(Treatment.ISLAND, BlockKind.FOOTNOTE),
    # Deleted text is kept aside in the file; nobody reads it.
    "tracked-changes": Rule(Treatment.UNTOUCHED),
    "note-citation": Rule(Treatment.UNTOUCHED),
    "ruby-text": Rule(Treatment.UNTOUCHED),
    "soft-page-break": Rule(Treatment.INVISIBLE),
}
# Elements of other namespaces that stand in a paragraph and hold paragraphs.
_ISLANDS = frozenset(("drawing:1.0", "presentation:1.0", "form:1.0", "dr3d:1.0"))
_PARTS = ("meta.xml", "content.xml", "styles.xml")


class OdtCodec(PackageCodec):
    """OpenDocument texts and text templates (ISO/IEC 26300)."""

    name = "odt"
    suffixes = (".odt", ".ott")
    kept = (
        "styles, sections, images, tracked changes and every byte outside translated text",
        "spans, links, notes, fields, bookmarks, tabs and line breaks",
        "tables, frames, notes, headers, footers and image descriptions, translated in place",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether this is a ZIP archive whose first part says it is an OpenDocument text."""
        return data.startswith(b"PK\x03\x04") and _MIME.encode() in data[:200]

    def opened(self, data: bytes, *, name: str) -> Archive:
        """The archive, if it is not locked and its tracked changes are wanted."""
        archive = read_archive(data, name=name)
        content = require_part(archive, "content.xml", name=name)
        if b"<manifest:encryption-data" in archive.parts.get("META-INF/manifest.xml", b""):
            raise BrokenDocument(f"{name} is locked with a password. Save it without one.")
        if self._options.tracked_changes == "refuse" and _HAS_CHANGES in content:
            raise InputError(
                f"{name}: tracked changes in OpenDocument texts can only be accepted. Refuse them "
                "in LibreOffice and save the file again."
            )
        return archive

    def language(self, archive: Archive, *, name: str) -> str | None:
        """dc:language, else the default language of paragraphs."""
        return _language(archive, name=name)

    def parts(
        self,
        skeleton: PackageSkeleton,
        *,
        name: str,
        lang: str | None = None,  # noqa: ARG002
    ) -> Iterator[SourcePart]:
        """Metadata, content and styles."""
        yield from source_parts(skeleton.archive, _PARTS, _vocabulary, name=name)

    def in_language(
        self, skeleton: PackageSkeleton, written: Mapping[str, bytes], lang: str
    ) -> Mapping[str, bytes]:
        """Metadata and styles."""
        changed: dict[str, bytes] = {}
        for part in ("meta.xml", "styles.xml"):
            now = written.get(part, skeleton.archive.parts.get(part))
            if now is not None:
                source = XmlSource(decode_xml_file(now, name=part))
                changed[part] = source.written((), *_language_edits(part, source, lang))
        return changed


def _vocabulary(data: bytes, name: str) -> Callable[[Token], Rule]:
    """How to treat an element of a part with these automatic styles."""
    unseen = _invisible_styles(data, name=name)

    def rule(token: Token) -> Rule:
        style = token.get(f"{_TEXT}style-name") or ""
        if token.name == f"{_TEXT}span" and style in unseen:
            return Rule(Treatment.INVISIBLE)
        if token.name == f"{_TEXT}p" and style.lower() in _KINDS_BY_STYLE:
            return Rule(Treatment.BLOCK, _KINDS_BY_STYLE[style.lower()])
        if token.name == f"{_TEXT}s":
            count = token.get(f"{_TEXT}c") or "1"
            spaces = min(int(count), 99) if count.isdigit() else 1
            return Rule(Treatment.STANDALONE, text=" " * spaces)
        return _BLOCKS.get(token.name) or _inline(token)

    return rule


def _inline(token: Token) -> Rule:
    """Elements that are no blocks, or not by themselves."""
    if token.name.startswith(_TEXT):
        return _INLINE.get(token.local, _other(token.local))
    namespace = token.name.partition("}")[0][1:]
    if token.local == "object":
        # Another program's document, here in the file itself.
        return Rule(Treatment.UNTOUCHED, name="object")
    if namespace.removeprefix(_OASIS) in _ISLANDS:
        return Rule(Treatment.ISLAND, BlockKind.PARAGRAPH, name="img")
    if token.local in ("annotation", "annotation-end"):
        return Rule(Treatment.UNTOUCHED, name="comment")
    return Rule(Treatment.BREAK)


def _other(name: str) -> Rule:
    """A field or a mark in a paragraph; or something around paragraphs."""
    around = ("list", "section", "index-", "note-body", "table-of", "numbered-paragraph")
    if name.startswith(around) or name.endswith("-index") or name == "bibliography":
        return Rule(Treatment.BREAK)
    return Rule(Treatment.PROTECTED, name="field")


def _invisible_styles(data: bytes, *, name: str) -> frozenset[str]:
    """Automatic text styles that a reader does not see."""
    return frozenset(
        style.get(f"{_STYLE}name", "")
        for style in parse_xml(data, name=name).iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}family") == "text"
        and style.get(f"{_STYLE}parent-style-name") is None
        and style.getparent() is not None
        and local(style.getparent()) == "automatic-styles"  # type: ignore[arg-type]
        and all(
            local(properties) == "text-properties"
            and all(
                _INVISIBLE_FORMS.sub(r"\1", str(key).rpartition("}")[2]) in _INVISIBLE
                for key in properties.attrib
            )
            for properties in style
        )
    )


def _language(archive: Archive, *, name: str) -> str | None:
    """dc:language of the metadata, else the default language of paragraphs (16.4, 20.188)."""
    if "meta.xml" in archive.parts:
        root = parse_xml(archive.parts["meta.xml"], name=f"{name} (meta.xml)")
        for element in root.iter(f"{_DC}language"):
            if element.text and element.text.strip():
                return element.text.strip()
    if "styles.xml" in archive.parts:
        root = parse_xml(archive.parts["styles.xml"], name=f"{name} (styles.xml)")
        for style in root.iter(f"{_STYLE}default-style"):
            properties = style.find(f"{_STYLE}text-properties")
            language = properties.get(f"{_FO}language") if properties is not None else None
            if properties is not None and language and language != "none":
                country = properties.get(f"{_FO}country", "none")
                return language if country == "none" else f"{language}-{country}"
    return None


def _language_edits(part: str, source: XmlSource, lang: str) -> Iterator[tuple[int, int, str]]:
    """Set dc:language in meta.xml, the default styles' language in styles.xml; add neither."""
    text = source.source.text
    tokens = tokenize_xml(text)
    ends = element_ends(tokens)
    language, _, country = lang.partition("-")
    for index, token in enumerate(tokens):
        if token.kind not in (TokenKind.START, TokenKind.EMPTY):
            continue
        if part == "meta.xml" and token.name == f"{_DC}language":
            tag = text[token.start : token.end].rstrip("/>")
            end = tokens[ends[index] - 1].end
            yield token.start, end, f"{tag}>{lang}</{tag[1:].split()[0]}>"
        if part == "styles.xml" and token.name == f"{_STYLE}default-style":
            for inner in tokens[index : ends[index]]:
                for attribute in inner.attributes:
                    if attribute.name == f"{_FO}language":
                        yield attribute.start, attribute.end, language
                    elif attribute.name == f"{_FO}country":
                        yield attribute.start, attribute.end, country or "none"
