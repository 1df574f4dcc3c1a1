"""Where files lie, on this machine or elsewhere: one protocol for what a batch asks of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or a folder: its name, bytes, and when it was changed (seconds since 1970)."""

    name: str
    size: int = 0
    modified: float = 0.0
    is_folder: bool = False


class Place(Protocol):
    """A folder or a file with what lies below it; paths have forward slashes, `""` is itself.

    Errors are InputError, those of a full disk DiskFull.
    """

    shown: str
    """How a person calls it."""

    identity: str
    """Its absolute name, the same in every run."""

    def entry(self, path: str) -> Entry | None:
        """What lies there; None where nothing does."""
        ...

    def children(self, path: str) -> list[Entry]:
        """What lies in a folder, by name; what is a link to a folder is left out."""
        ...

    def read(self, path: str) -> bytes:
        """A file's content."""
        ...

    def open(self, path: str) -> BinaryIO:
        """A file as a stream."""
        ...

    def writing(self, paths: Sequence[str]) -> AbstractContextManager[Mapping[str, BinaryIO]]:
        """Streams of files that appear whole at the end, in place of what is there, or not."""
        ...

    def sweep(self, path: str) -> None:
        """Take away what a killed run left of the writing of a file."""
        ...

    def describe(self, path: str) -> str:
        """A path below this place as a person would write it."""
        ...


def write_all(place: Place, files: Mapping[str, bytes]) -> None:
    """Write files whole, as `Place.writing`."""
    with place.writing([*files]) as streams:
        for path, data in files.items():
            streams[path].write(data)


def digest_of(place: Place, path: str) -> str:
    """The SHA-256 of a file in hex, in memory that does not grow with it."""
    digest = hashlib.sha256()
    with place.open(path) as stream:
        while data := stream.read(_BLOCK):
            digest.update(data)
    return digest.hexdigest()
