"""Files of this machine."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from g60translate.batch.places.place import Entry
from g60translate.documents.files import read_bytes
from g60translate.documents.saving import explained, opened_together
from g60translate.errors import InputError


class LocalPlace:
    """A path of this machine and what lies below it."""

    def __init__(self, root: Path, *, shown: str | None = None) -> None:
        self.root = root
        self.shown = shown or str(root)
        self.identity = os.path.abspath(root)  # noqa: PTH100  links stay what they are called

    def _path(self, path: str) -> Path:
        return self.root / path if path else self.root

    def entry(self, path: str) -> Entry | None:
        """What lies there, links followed."""
        try:
            found = self._path(path).stat()
        except OSError:
            return None
        return _entry(self._path(path).name, found)

    def children(self, path: str) -> list[Entry]:
        """Files, and folders that are no links: following those might never end."""
        folder = self._path(path)
        found = []
        try:
            with os.scandir(folder) as entries:
                for each in entries:
                    if each.is_symlink() and each.is_dir():
                        continue
                    with suppress(OSError):
                        found.append(_entry(each.name, each.stat()))
                        continue
                    # A link that leads nowhere: whoever reads it is told.
                    found.append(Entry(each.name))
        except OSError as error:
            raise InputError(f"{folder} cannot be read: {error.strerror or error}.") from None
        return sorted(found, key=lambda each: each.name)

    def read(self, path: str) -> bytes:
        """A file's content."""
        _refuse_pipes(self._path(path))
        return read_bytes(self._path(path))

    def open(self, path: str) -> BinaryIO:
        """A file as a stream."""
        where = self._path(path)
        _refuse_pipes(where)
        try:
            return where.open("rb")
        except FileNotFoundError:
            raise InputError(f"There is no file {where}. Check the name and the folder.") from None
        except OSError as error:
            raise InputError(f"{where} cannot be read: {error.strerror or error}.") from None

    @contextmanager
    def writing(self, paths: Sequence[str]) -> Iterator[Mapping[str, BinaryIO]]:
        """Streams of files that appear together; folders are made."""
        places = {path: self._path(path) for path in paths}
        for place in places.values():
            with explained(place.parent):
                place.parent.mkdir(parents=True, exist_ok=True)
        with (
            opened_together(places.values(), replace=True) as streams,
            # Whatever goes wrong with a stream inside is told as a fault of the first one.
            explained(next(iter(places.values()))),
        ):
            yield {path: streams[place] for path, place in places.items()}

    def sweep(self, path: str) -> None:
        """Remove the temporary files that `opened_together` makes beside a file."""
        where = self._path(path)
        for left in where.parent.glob(f".{glob.escape(where.name)}.*.tmp"):
            with suppress(OSError):
                left.unlink()

    def describe(self, path: str) -> str:
        """The path itself."""
        return str(Path(self.shown) / path) if path else self.shown


def _entry(name: str, found: os.stat_result) -> Entry:
    return Entry(name, found.st_size, found.st_mtime, stat.S_ISDIR(found.st_mode))


def _refuse_pipes(path: Path) -> None:
    """A pipe or a device might never end."""
    with suppress(OSError):
        if not (path.is_file() or path.is_dir()):
            raise InputError(
                f"{path} is no file." if path.exists() else f"There is no file {path}."
            )
