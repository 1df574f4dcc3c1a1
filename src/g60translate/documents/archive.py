"""ZIP archives read with suspicion and written back part by part."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import BinaryIO

from g60translate.errors import BrokenDocument

MAX_PARTS = 10_000
MAX_TOTAL_BYTES = 512 * 1024 * 1024
MAX_RATIO = 250
# XML of a few megabytes may well pack 1:100; below this size no ratio is suspicious.
_RATIO_FROM_BYTES = 8 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What zipfile raises for damaged archives, depending on which field is damaged.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    RuntimeError,
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of a ZIP file by name, in the file's order, and the file itself."""

    data: bytes
    parts: Mapping[str, bytes]

    def replaced(self, changed: Mapping[str, bytes]) -> bytes:
        """The archive with these parts exchanged; all others keep their bytes, order and date."""
        changed = {name: part for name, part in changed.items() if part != self.parts.get(name)}
        if not changed:
            return self.data
        target = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.data)) as source,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for info in source.infolist():
                entry = copy(info)
                # The local header is written anew; old extra fields may describe old sizes.
                entry.extra = b""
                part = changed.get(info.filename, self.parts.get(info.filename, b""))
                archive.writestr(entry, part, compress_type=info.compress_type)
        return target.getvalue()


def read_archive(data: bytes, *, name: str) -> Archive:
    """Unpack `data` after checking it.

    Raises BrokenDocument for damage, encryption, unsafe or repeated part names, unknown
    compression, and for more than MAX_PARTS parts, MAX_TOTAL_BYTES bytes or a ratio over MAX_RATIO.
    """
    if data.startswith(_OLE):
        raise BrokenDocument(_ole_message(data, name))
    with opened_archive(io.BytesIO(data), name) as source:
        try:
            parts = {info.filename: read_part(source, info, name) for info in source.infolist()}
        except ZIP_ERRORS as error:
            raise _damaged(name, error) from None
    return Archive(data, parts)


def opened_archive(stream: BinaryIO, name: str) -> zipfile.ZipFile:
    """Open an archive after checking it, but for its unpacked parts; see `read_archive`."""
    try:
        source = zipfile.ZipFile(stream)
        _check(source.infolist(), name)
    except ZIP_ERRORS as error:
        raise _damaged(name, error) from None
    return source


def _damaged(name: str, error: Exception) -> BrokenDocument:
    return BrokenDocument(
        f"{name} is damaged: its ZIP archive cannot be read ({error}). "
        "Open it in its own program and save it again."
    )


def _check(infos: list[zipfile.ZipInfo], name: str) -> None:
    """Everything that can be said before a byte is unpacked."""
    if len(infos) > MAX_PARTS:
        raise BrokenDocument(
            f"{name} has {len(infos)} parts; more than {MAX_PARTS} are not opened."
        )
    total = sum(info.file_size for info in infos)
    if total > MAX_TOTAL_BYTES:
        raise BrokenDocument(
            f"{name} would unpack to {total:,} bytes; more than {MAX_TOTAL_BYTES:,} are not opened."
        )
    seen: set[str] = set()
    for info in infos:
        path = info.filename
        if path in seen:
            raise BrokenDocument(f"{name} has two parts named {path!r}. Save it again.")
        seen.add(path)
        if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/"):
            raise BrokenDocument(f"{name} has a part with the unsafe name {path!r}; not opened.")
        if info.flag_bits & 0x1:
            raise BrokenDocument(f"{name} is encrypted. Save it without a password.")
        if info.compress_type not in _METHODS:
            raise BrokenDocument(
                f"{name}: part {path!r} is packed in an unknown way. Save it again."
            )
        packed = max(info.compress_size, 1)
        if info.file_size > _RATIO_FROM_BYTES and info.file_size / packed > MAX_RATIO:
            raise BrokenDocument(
                f"{name}: part {path!r} would unpack to {info.file_size // packed} times its size; "
                f"more than {MAX_RATIO} is taken for an attack."
            )


def read_part(source: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """Unpack a part; raises BrokenDocument where it has not the size it declares, ZIP_ERRORS."""
    with source.open(info) as stream:
        part = stream.read(info.file_size + 1)
    if len(part) != info.file_size:
        raise BrokenDocument(f"{name}: part {info.filename!r} has not the size it declares.")
    return part


def _ole_message(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"{name} is locked with a password. Save it without one and try again."
    return f"{name} is an Office file from before 2007. Save it as .docx, .pptx or .xlsx."
