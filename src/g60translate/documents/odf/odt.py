"""OpenDocument texts: body, tables, frames, notes, headers and footers.

Clause numbers are those of ODF 1.3, part 3.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from g60translate.documents.archive import ZIP_ERRORS, Archive, read_archive
from g60translate.documents.model import Block, BlockKind, Document, Remark
from g60translate.documents.odf.comments import count_comments, without_comments
from g60translate.documents.odf.languages import foreign_places, language_edits, language_marks
from g60translate.documents.odf.names import DC, FO, META, OASIS, STYLE, TEXT
from g60translate.documents.package.comments import comment_remarks
from g60translate.documents.package.frame import PackageCodec, PackageSkeleton, require_part
from g60translate.documents.package.properties import is_for_people
from g60translate.documents.package.sources import SourcePart, source_parts
from g60translate.documents.tokens import Token
from g60translate.documents.xml.blocks import Rule, Treatment
from g60translate.documents.xml.parsing import local, parse_xml
from g60translate.documents.xml.source import XmlSource, decode_xml_file
from g60translate.errors import BrokenDocument, InputError
from g60translate.language.detection import identify

_MIME = "application/vnd.oasis.opendocument.text"
# Text properties that change no letter's look: language, and LibreOffice's revision numbers.
_INVISIBLE = frozenset(
    ("rsid", "paragraph-rsid", "language", "country", "script", "rfc-language-tag")
)
_INVISIBLE_FORMS = re.compile(r"(.+?)-(?:asian|complex)$")
_MANIFEST = "META-INF/manifest.xml"
_IS_TEXT = re.compile(
    rb"""<(?:\w+:)?file-entry(?=[^>]*full-path="/")[^>]*media-type="application/vnd\.oasis\."""
    rb"""opendocument\.text(?:-template)?\""""
)
_SAMPLE, _SURE = 100_000, 0.9
_HAS_CHANGES = b"<text:changed-region"
_KINDS_BY_STYLE = {
    **dict.fromkeys(("title", "subtitle"), BlockKind.HEADING),
    # LibreOffice names the styles of captions after what they stand under.
    **dict.fromkeys(("caption", "illustration", "figure", "drawing"), BlockKind.CAPTION),
}
_BLOCKS = {
    f"{TEXT}p": Rule(Treatment.BLOCK),
    f"{TEXT}h": Rule(Treatment.BLOCK, BlockKind.HEADING),
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title": Rule(
        Treatment.BLOCK, BlockKind.ATTRIBUTE
    ),
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc": Rule(
        Treatment.BLOCK, BlockKind.ATTRIBUTE
    ),
    f"{DC}title": Rule(Treatment.BLOCK, BlockKind.ATTRIBUTE),
    f"{TEXT}list-item": Rule(Treatment.BREAK, BlockKind.LIST_ITEM),
    f"{{{OASIS}table:1.0}}table-cell": Rule(Treatment.BREAK, BlockKind.TABLE_CELL),
    f"{STYLE}header": Rule(Treatment.BREAK, BlockKind.HEADER),
    f"{STYLE}footer": Rule(Treatment.BREAK, BlockKind.FOOTER),
}
_INLINE = {
    "span": Rule(Treatment.PAIRED),
    "a": Rule(Treatment.PAIRED),
    "meta": Rule(Treatment.PAIRED),
    "ruby": Rule(Treatment.PROTECTED, unsaid=frozenset(("ruby-text",))),
    "tab": Rule(Treatment.STANDALONE, text="\t"),
    "line-break": Rule(Treatment.STANDALONE, text="\n", name="br"),
    "note": Rule(Treatment.ISLAND, BlockKind.FOOTNOTE),
    # Deleted text is kept aside in the file; nobody reads it.
    "tracked-changes": Rule(Treatment.UNTOUCHED),
    "note-citation": Rule(Treatment.UNTOUCHED),
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

    keeps_parts = True

    def recognises(self, data: bytes) -> bool:
        """Whether this is a ZIP archive that says it is an OpenDocument text (part 2, 3.3).

        LibreOffice does not ask in which order the parts come, nor whether the type is in a part of
        its own: the manifest tells it too.
        """
        if not data.startswith(b"PK\x03\x04"):
            return False
        if _MIME.encode() in data[:200]:
            return True
        if _MANIFEST.encode() not in data:
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if "mimetype" in archive.namelist():
                    return archive.read("mimetype").startswith(_MIME.encode())
                return _IS_TEXT.search(archive.read(_MANIFEST)) is not None
        except (*ZIP_ERRORS, KeyError):
            return False

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

    def spoken(self, archive: Archive, lang: str | None, *, name: str) -> str | None:  # noqa: ARG002
        """The language of the text, else the declared one."""
        language, probability = identify(_shown(archive.parts["content.xml"]))
        return language if probability >= _SURE else lang

    def parts(
        self,
        skeleton: PackageSkeleton,
        *,
        name: str,
        lang: str | None = None,  # noqa: ARG002
    ) -> Iterator[SourcePart]:
        """Metadata, content and styles."""
        parts = skeleton.archive.parts
        marks = language_marks(*(parts[p] for p in ("styles.xml", "content.xml") if p in parts))

        def vocabulary(data: bytes, where: str) -> Callable[[Token], Rule]:
            text = decode_xml_file(data, name=where).text
            foreign = foreign_places(text, marks, home=skeleton.home)
            return _vocabulary(data, where, foreign)

        yield from source_parts(skeleton.archive, _PARTS, vocabulary, name=name)

    def remarks(
        self,
        skeleton: PackageSkeleton,
        blocks: Sequence[Block],  # noqa: ARG002
        *,
        name: str,
    ) -> Iterable[Remark]:
        """That comments go out, where they do."""
        if skeleton.options.comments == "keep":
            parts = skeleton.archive.parts
            found = (count_comments(parts[p], name=name) for p in _PARTS if p in parts)
            yield from comment_remarks(sum(found))

    def following(
        self,
        document: Document,  # noqa: ARG002
        skeleton: PackageSkeleton,
        written: Mapping[str, bytes],
    ) -> Mapping[str, bytes]:
        """The parts without comments, where those are not wanted."""
        if skeleton.options.comments == "keep":
            return {}
        parts = {p: skeleton.archive.parts[p] for p in _PARTS if p in skeleton.archive.parts}
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


def _shown(content: bytes) -> str:
    """The beginning of what a text says, roughly."""
    start = max(content.find(b"<office:body"), 0)
    return re.sub("<[^>]*>", " ", content[start : start + _SAMPLE].decode("utf-8", "replace"))


def _vocabulary(data: bytes, name: str, foreign: frozenset[int]) -> Callable[[Token], Rule]:
    """How to treat an element of a part with these automatic styles.

    Those that begin at the places `foreign` are in another language.
    """
    unseen = _invisible_styles(data, name=name)

    def rule(token: Token) -> Rule:
        style = token.get(f"{TEXT}style-name") or ""
        if token.start in foreign:
            is_span = token.name == f"{TEXT}span"
            return Rule(Treatment.PROTECTED if is_span else Treatment.UNTOUCHED, name="keep")
        if token.name == f"{META}user-defined" and _is_for_people(token):
            return Rule(Treatment.BLOCK, BlockKind.ATTRIBUTE)
        if token.name == f"{TEXT}span" and style in unseen:
            return Rule(Treatment.INVISIBLE)
        if token.name == f"{TEXT}p" and style.lower() in _KINDS_BY_STYLE:
            return Rule(Treatment.BLOCK, _KINDS_BY_STYLE[style.lower()])
        if token.name == f"{TEXT}s":
            count = token.get(f"{TEXT}c") or "1"
            spaces = min(int(count), 99) if count.isdigit() else 1
            return Rule(Treatment.STANDALONE, text=" " * spaces)
        return _BLOCKS.get(token.name) or _inline(token)

    return rule


def _is_for_people(token: Token) -> bool:
    is_text = token.get(f"{META}value-type") in (None, "string")
    return is_text and is_for_people(token.get(f"{META}name") or "")


def _inline(token: Token) -> Rule:
    """Elements that are no blocks, or not by themselves."""
    if token.name.startswith(TEXT):
        return _INLINE.get(token.local, _other(token.local))
    namespace = token.name.partition("}")[0][1:]
    if token.local == "object":
        # Another program's document, here in the file itself.
        return Rule(Treatment.UNTOUCHED, name="object")
    if namespace.removeprefix(OASIS) in _ISLANDS:
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
        style.get(f"{STYLE}name", "")
        for style in parse_xml(data, name=name).iter(f"{STYLE}style")
        if style.get(f"{STYLE}family") == "text"
        and style.get(f"{STYLE}parent-style-name") is None
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
