"""EPUB books: chapters in the order of the spine, tables of contents, title and description."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from g60translate.documents.archive import ZIP_ERRORS, Archive, read_archive
from g60translate.documents.epub.opf import (
    CONTAINER,
    PACKAGE_TYPE,
    in_language,
    ncx_rule,
    opf_rule,
    publications,
    require_unlocked,
)
from g60translate.documents.model import Block, Remark
from g60translate.documents.package.frame import (
    PackageCodec,
    PackagePart,
    PackageSkeleton,
)
from g60translate.documents.package.mimetype import declared_type
from g60translate.documents.package.sources import Vocabulary, source_parts
from g60translate.documents.package.whole import WholePart
from g60translate.documents.web.page import Page, read_page

_MIME = "application/epub+zip"
# Browsers read such a section otherwise in HTML than in XHTML, but for that in raw elements.
_SECTION = b"<![CDATA["
_RAW = re.compile(rb"<(script|style)\b.*?</\1\s*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PagePart(WholePart):
    """A chapter, whose every byte outside of changed text stays."""

    page: Page

    def blocks(self) -> Iterable[Block]:
        """The blocks of its text and attributes."""
        return self.shown

    def rewritten(self, now: Mapping[str, Block]) -> bytes:
        """The page with its blocks as they are now."""
        return self.page.written([now.get(block.id, block) for block in self.shown], None)


class EpubCodec(PackageCodec):
    """EPUB 2 and 3 (ISO/IEC 23761), with chapters in XHTML."""

    name = "epub"
    suffixes = (".epub",)
    kept = (
        "styles, images, fonts and every byte outside translated text",
        "inline markup, links, marks of notes, anchors and numbers of pages",
        "chapters, tables of contents, title, description and alternative texts, in place",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether this is a ZIP archive that says so, or has the container of a book."""
        if not data.startswith(b"PK\x03\x04"):
            return False
        if said := declared_type(data):
            return said.startswith(_MIME)
        if CONTAINER.encode() not in data:
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return PACKAGE_TYPE.encode() in archive.read(CONTAINER)
        except (*ZIP_ERRORS, KeyError):
            return False

    def opened(self, data: bytes, *, name: str) -> Archive:
        """The archive, if it is whole and nothing but fonts is encrypted."""
        archive = read_archive(data, name=name)
        require_unlocked(archive, name=name)
        publications(archive, name=name)
        return archive

    def language(self, archive: Archive, *, name: str) -> str | None:
        """The first dc:language."""
        return publications(archive, name=name)[0].lang

    def parts(
        self,
        skeleton: PackageSkeleton,
        *,
        name: str,
        lang: str | None = None,  # noqa: ARG002
    ) -> Iterator[PackagePart]:
        """Metadata, tables of contents, and the pages in reading order."""
        books = publications(skeleton.archive, name=name)
        package_documents = {book.part for book in books}

        def rules(part: str, data: bytes, where: str) -> Vocabulary:  # noqa: ARG001
            return opf_rule if part in package_documents else ncx_rule

        named = dict.fromkeys(part for book in books for part in (book.part, *book.toc))
        first = 1
        for source in source_parts(skeleton.archive, named, rules, name=name):
            first += len(source.source.slots)
            yield source
        for part in dict.fromkeys(part for book in books for part in book.pages):
            data = skeleton.archive.parts[part]
            if _has_sections(data):
                continue
            page = read_page(data, name=f"{name} ({part})", home=skeleton.home, first=first)
            shown = tuple(slot.block for group in page.groups() for slot in group)
            first += len(shown)
            yield PagePart(part, data, shown, page)

    def remarks(
        self,
        skeleton: PackageSkeleton,
        blocks: Sequence[Block],  # noqa: ARG002
        *,
        name: str,
    ) -> Iterable[Remark]:
        """Which chapters are left as they are."""
        books = publications(skeleton.archive, name=name)
        for part in dict.fromkeys(part for book in books for part in book.others):
            yield Remark(f"{part} stays as it is: it is no XHTML. Translate it by hand.")
        for part in dict.fromkeys(part for book in books for part in book.pages):
            if _has_sections(skeleton.archive.parts[part]):
                yield Remark(f"{part} stays as it is: it has text in CDATA. Translate it by hand.")

    def in_language(
        self, skeleton: PackageSkeleton, written: Mapping[str, bytes], lang: str
    ) -> Mapping[str, bytes]:
        """Metadata and tables of contents, and pages that declare a language."""
        now = {**skeleton.archive.parts, **written}
        changed: dict[str, bytes] = {}
        for book in publications(skeleton.archive, name="the document"):
            for part in (book.part, *book.toc):
                changed[part] = in_language(now[part], lang, old=skeleton.lang, name=part)
            for part in book.pages:
                if _has_sections(now[part]):
                    continue
                page = read_page(now[part], name=part, home=skeleton.home)
                # EPUB 2 knows no `lang`; the package document says it for all pages.
                changed[part] = page.written((), lang, adding=False)
        return changed


def _has_sections(page: bytes) -> bool:
    """Whether a page has sections of character data outside of scripts and styles."""
    return _SECTION in page and _SECTION in _RAW.sub(b"", page)
