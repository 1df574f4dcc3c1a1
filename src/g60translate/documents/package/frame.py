"""The frame that codecs of packages share: ZIP archives in whose parts the text lies."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar, Protocol

from g60translate.documents.archive import Archive
from g60translate.documents.model import Block, Document, Limit, Remark
from g60translate.documents.options import ReadingOptions
from g60translate.documents.package.comments import comment_remarks
from g60translate.documents.xml.units import Patched
from g60translate.errors import BrokenDocument

_WRITTEN = "the document"


@dataclass(frozen=True, slots=True)
class PackageSkeleton:
    """The archive as it was read, its declared language, and how it was read.

    `home` is the language that is translated from, as far as that is known. `parts` are those that
    were read, if they are kept for writing.
    """

    archive: Archive
    lang: str | None
    options: ReadingOptions
    home: str | None = None
    parts: tuple[PackagePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Patch:
    """`source[start:end]` becomes `value`; `source` is the whole part, in bytes."""

    source: bytes
    start: int
    end: int
    value: bytes


class PackagePart(Protocol):
    """A part of an archive, or a stretch of one, with the blocks in it.

    Stretches of one part come one behind the other, in its order.
    """

    @property
    def name(self) -> str:
        """The name of the part in the archive."""
        ...

    def blocks(self) -> Iterable[Block]:
        """The blocks that are its own, in reading order."""
        ...

    def limits(self) -> Iterable[Limit]:
        """What their translations must keep to."""
        ...

    def changes(self, now: Mapping[str, Block]) -> bool:
        """Whether blocks that it shows have changed; `now` has them by their ids."""
        ...

    def patch(self, now: Mapping[str, Block]) -> Patch | None:
        """What becomes of it; None where it stays. Called once, and then it is used up."""
        ...


class PackageCodec(ABC):
    """Reads a package's parts as blocks and writes them back; a format adds what its parts are.

    Nothing is written but parts whose text or language has changed. Parts are read once more,
    alike, for writing, and one at a time, so that no document is ever held whole as trees; unless
    the format has `keeps_parts`, whose patches leave them as they are.
    """

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]
    kept: ClassVar[tuple[str, ...]]
    keeps_parts: ClassVar[bool] = False

    def __init__(self, options: ReadingOptions | None = None) -> None:
        self._options = options or ReadingOptions()

    @abstractmethod
    def recognises(self, data: bytes) -> bool:
        """Whether this is an archive of this format."""

    @abstractmethod
    def opened(self, data: bytes, *, name: str) -> Archive:
        """The archive, once it is sure that it can be read.

        Raises BrokenDocument, UnsupportedFormat, InputError.
        """

    @abstractmethod
    def language(self, archive: Archive, *, name: str) -> str | None:
        """The language that the package declares."""

    @abstractmethod
    def parts(
        self, skeleton: PackageSkeleton, *, name: str, lang: str | None = None
    ) -> Iterator[PackagePart]:
        """The parts with text, alike at every reading, with each block's id.

        `lang` is the language of what is written, where it differs from the declared one.
        """

    @abstractmethod
    def in_language(
        self, skeleton: PackageSkeleton, written: Mapping[str, bytes], lang: str
    ) -> Mapping[str, bytes]:
        """The parts that declare a language, declaring this one.

        `written` has those that have changed before, by their names.
        """

    def spoken(self, archive: Archive, lang: str | None, *, name: str) -> str | None:  # noqa: ARG002
        """The language of the text where nobody has named it; `lang` is the declared one."""
        return lang

    def comments(self, skeleton: PackageSkeleton, *, name: str) -> int:  # noqa: ARG002
        """How many comments the document holds, where the format has any."""
        return 0

    def without_comments(
        self,
        skeleton: PackageSkeleton,  # noqa: ARG002
        written: Mapping[str, bytes],  # noqa: ARG002
    ) -> Mapping[str, bytes]:
        """The parts that change for comments to go; `written` has those that changed before."""
        return {}

    def remarks(
        self,
        skeleton: PackageSkeleton,
        blocks: Sequence[Block],  # noqa: ARG002
        *,
        name: str,
    ) -> Iterable[Remark]:
        """What a reader must be told of what is not translated: that comments go out."""
        if skeleton.options.comments == "keep":
            yield from comment_remarks(self.comments(skeleton, name=name))

    def fitting(self, document: Document, skeleton: PackageSkeleton) -> Document:  # noqa: ARG002
        """The document with blocks as the format allows them."""
        return document

    def following(
        self,
        document: Document,  # noqa: ARG002
        skeleton: PackageSkeleton,
        written: Mapping[str, bytes],
    ) -> Mapping[str, bytes]:
        """Further parts that change because blocks have, or for comments to go.

        `written` has the parts with those blocks.
        """
        if skeleton.options.comments == "keep":
            return {}
        return self.without_comments(skeleton, written)

    def read(self, data: bytes, *, name: str) -> Document:
        """Parse the parts with text. Raises BrokenDocument, UnsupportedFormat, InputError."""
        archive = self.opened(data, name=name)
        lang = self.language(archive, name=name)
        home = self._options.source_lang or self.spoken(archive, lang, name=name)
        skeleton = PackageSkeleton(archive, lang, self._options, home)
        blocks: list[Block] = []
        limits: list[Limit] = []
        parts: list[PackagePart] = []
        for part in self.parts(skeleton, name=name):
            blocks += part.blocks()
            limits += part.limits()
            if self.keeps_parts:
                parts.append(part)
        skeleton = replace(skeleton, parts=tuple(parts))
        return Document(
            format=self.name,
            blocks=tuple(blocks),
            skeleton=skeleton,
            lang=skeleton.lang,
            remarks=tuple(self.remarks(skeleton, blocks, name=name)),
            limits=tuple(limits),
        )

    def write(self, document: Document) -> bytes:
        """The package with the parts that hold changed blocks, and its new language."""
        skeleton = document.skeleton
        assert isinstance(skeleton, PackageSkeleton)
        lang = document.lang if document.lang != skeleton.lang else None
        document = self.fitting(document, skeleton)
        parts = skeleton.parts or self.parts(skeleton, name=_WRITTEN, lang=lang)
        written = _patched(parts, {block.id: block for block in document.blocks})
        written.update(self.following(document, skeleton, written))
        if lang is not None:
            written.update(self.in_language(skeleton, written, lang))
        return skeleton.archive.replaced(written)


def require_part(archive: Archive, part: str, *, name: str) -> bytes:
    """The content of a part that every package of a format has; raises BrokenDocument."""
    if part not in archive.parts:
        raise BrokenDocument(
            f"{name} has no part {part}. Open it in its own program and save it again."
        )
    return archive.parts[part]


def _patched(parts: Iterable[PackagePart], now: Mapping[str, Block]) -> dict[str, bytes]:
    """The parts that change, by their names; none where no block has changed."""
    written: dict[str, bytes] = {}
    any_changed = False
    for name, stretches in groupby(parts, key=lambda part: part.name):
        patched: Patched | None = None
        for part in stretches:
            any_changed = part.changes(now) or any_changed
            patch = part.patch(now)
            if patch is not None:
                patched = patched or Patched(patch.source)
                patched.put(patch.start, patch.end, patch.value)
        if patched is not None:
            written[name] = patched.finished()
    return written if any_changed else {}
