"""The frame of Word's, PowerPoint's and Excel's codecs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from g60translate.documents.archive import Archive
from g60translate.documents.model import Block, Document, Remark
from g60translate.documents.office.comments import count_comments, without_comments
from g60translate.documents.office.package import (
    core_lang,
    core_with_lang,
    is_package,
    read_package,
)
from g60translate.documents.package.comments import comment_remarks
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

    def remarks(
        self,
        skeleton: PackageSkeleton,
        blocks: Sequence[Block],  # noqa: ARG002
        *,
        name: str,
    ) -> Iterable[Remark]:
        """That comments go out, where they do."""
        if skeleton.options.comments == "keep":
            count = count_comments(skeleton.archive, self.comment_kinds, name=name)
            yield from comment_remarks(count)

    def following(
        self,
        document: Document,  # noqa: ARG002
        skeleton: PackageSkeleton,
        written: Mapping[str, bytes],
    ) -> Mapping[str, bytes]:
        """The parts with comments, where those are not wanted."""
        if skeleton.options.comments == "keep":
            return {}
        return without_comments(skeleton.archive, written, self.comment_kinds)
