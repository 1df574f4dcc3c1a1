"""Files inside ZIP archives, and archives inside those."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from g60translate.batch.places.place import Place, digest_of
from g60translate.batch.plan.item import Item
from g60translate.documents.archive import ZIP_ERRORS, opened_archive, read_part
from g60translate.errors import BrokenDocument

SUFFIX: Final = ".zip"
# An archive in an archive in an archive: further down lies nobody's release.
MOST_DEEP: Final = 3


def is_archive(name: str) -> bool:
    """Whether a file is to be looked into; Office's files are archives by another name."""
    return name.lower().endswith(SUFFIX)


@dataclass(slots=True)
class Archives:
    """Opens archives, and keeps the last one open: a plan takes its files one after another."""

    _key: tuple[str, str, tuple[str, ...]] | None = None
    _open: zipfile.ZipFile | None = None

    def read(self, item: Item) -> bytes:
        """A file's content, in an archive or not. Raises InputError, BrokenDocument."""
        return self._read(item.place, item.path, item.members)

    def open(self, item: Item) -> BinaryIO:
        """A file as a stream; what lies in an archive is unpacked."""
        return io.BytesIO(self.read(item)) if item.members else item.place.open(item.path)

    def digest(self, item: Item) -> str:
        """The SHA-256 of a file in hex."""
        if item.members:
            return hashlib.sha256(self.read(item)).hexdigest()
        return digest_of(item.place, item.path)

    def listing(
        self, place: Place, path: str, above: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, int]]:
        """The names and sizes of the files in an archive. Raises BrokenDocument, InputError."""
        name = "/".join((place.describe(path), *above))
        for info in self._archive(place, path, above, name).infolist():
            if not info.is_dir():
                yield info.filename, info.file_size

    def _read(self, place: Place, path: str, members: tuple[str, ...]) -> bytes:
        if not members:
            return place.read(path)
        *above, last = members
        name = "/".join((place.describe(path), *above))
        archive = self._archive(place, path, tuple(above), name)
        try:
            return read_part(archive, archive.getinfo(last), name)
        except KeyError:
            raise BrokenDocument(f"{name} has no {last} any more.") from None
        except ZIP_ERRORS as error:
            raise BrokenDocument(f"{name}: {last} cannot be unpacked ({error}).") from None

    def _archive(
        self, place: Place, path: str, above: tuple[str, ...], name: str
    ) -> zipfile.ZipFile:
        key = (place.identity, path, above)
        if self._open is None or self._key != key:
            # An archive within another is small enough to be held: the outer one was checked.
            stream = io.BytesIO(self._read(place, path, above)) if above else place.open(path)
            self.close()
            try:
                self._open, self._key = _opened(stream, name), key
            except BaseException:
                stream.close()
                raise
        return self._open

    def close(self) -> None:
        """Let go of what is open."""
        if self._open is not None:
            stream = self._open.fp
            self._open.close()
            if stream is not None:
                stream.close()
        self._open = self._key = None


def _opened(stream: BinaryIO, name: str) -> zipfile.ZipFile:
    """Open an archive; raises BrokenDocument where it is not the whole file.

    Of an archive that was cut off at its end zipfile would show the last one that lies within.
    """
    archive = opened_archive(stream, name)
    if min((info.header_offset for info in archive.infolist()), default=0):
        raise BrokenDocument(f"{name} is damaged, or no archive alone. Pack it again.")
    return archive
