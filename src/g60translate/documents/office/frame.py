"""The frame of Word's, PowerPoint's and Excel's codecs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from g60translate.documents.archive import Archive
from g60translate.documents.office.comments import count_comments, without_comments
from g60translate.documents.office.package import (
    core_lang,
    core_with_lang,
    is_package,
    read_package,
)
from g60translate.documents.package.frame import PackageCodec, PackageSkeleton


class OfficeCodec(PackageCodec):
    """Open Packaging Conventions (ISO/IEC 29500-2) with the main part in a folder of its own.

    `comment_kinds` are content types of the parts that hold comments and their authors.
    """

    folder: ClassVar[str]
    comment_kinds: ClassVar[tuple[str, ...]]

    def recognises(self, data: bytes) -> bool:
        """Whether this is a ZIP archive with a part in the format's folder."""
        return is_package(data, folder=self.folder)

    def opened(self, data: bytes, *, name: str) -> Archive:
        """The package, where it is not of the strict kind."""
        return read_package(data, name=name)

    def language(self, archive: Archive, *, name: str) -> str | None:
        """dc:language of the core properties."""
        return core_lang(archive, name=name)

    def in_language(
        self, skeleton: PackageSkeleton, written: Mapping[str, bytes], lang: str
    ) -> Mapping[str, bytes]:
        """The core properties with dc:language."""
        return core_with_lang(skeleton.archive, written, lang)

    def comments(self, skeleton: PackageSkeleton, *, name: str) -> int:
        """Those in all parts of their kinds."""
        return count_comments(skeleton.archive, self.comment_kinds, name=name)

    def without_comments(
        self, skeleton: PackageSkeleton, written: Mapping[str, bytes]
    ) -> Mapping[str, bytes]:
        """The parts with comments, and those that point at them."""
        return without_comments(skeleton.archive, written, self.comment_kinds)
