"""Files elsewhere, such as `s3://`, by way of fsspec."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, BinaryIO, cast

from g60translate.batch.places.place import Entry
from g60translate.errors import InputError, MissingExtra


class RemotePlace:
    """A URL and what lies below it. Objects are put whole; several of them one after another."""

    def __init__(self, url: str) -> None:
        """Raises MissingExtra without fsspec or the package of this kind, InputError."""
        try:
            import fsspec  # noqa: PLC0415
        except ImportError:
            raise MissingExtra("fsspec", extra="remote", purpose=f"Reading {url}") from None
        self.shown = self.identity = url.rstrip("/")
        try:
            self._files, self._root = fsspec.core.url_to_fs(self.shown)
        except ImportError as error:
            raise InputError(f"{url} cannot be opened: {error}.") from None
        except (ValueError, OSError) as error:
            raise InputError(f"{url} names no place that fsspec knows: {error}.") from None

    def _path(self, path: str) -> str:
        return f"{self._root}/{path}" if path else str(self._root)

    def entry(self, path: str) -> Entry | None:
        """What lies there."""
        try:
            return _entry(self._files.info(self._path(path)))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._wrong(path, "read", error) from None

    def children(self, path: str) -> list[Entry]:
        """What lies in a folder, by name."""
        try:
            # What was listed once may have changed since.
            self._files.invalidate_cache()
            found = self._files.ls(self._path(path), detail=True)
        except Exception as error:
            raise self._wrong(path, "read", error) from None
        entries = [_entry(each) for each in found]
        return sorted((each for each in entries if each.name), key=lambda each: each.name)

    def read(self, path: str) -> bytes:
        """A file's content."""
        try:
            return cast("bytes", self._files.cat_file(self._path(path)))
        except Exception as error:
            raise self._wrong(path, "read", error) from None

    def open(self, path: str) -> BinaryIO:
        """A file as a stream."""
        try:
            return cast("BinaryIO", self._files.open(self._path(path), "rb"))
        except Exception as error:
            raise self._wrong(path, "read", error) from None

    @contextmanager
    def writing(self, paths: Sequence[str]) -> Iterator[Mapping[str, BinaryIO]]:
        """Streams that are put one by one at the end, the first one last."""
        streams: dict[str, BinaryIO] = {path: io.BytesIO() for path in paths}
        yield streams
        for path in reversed(paths):
            try:
                where = self._path(path)
                self._files.makedirs(where.rpartition("/")[0], exist_ok=True)
                self._files.pipe_file(where, cast("io.BytesIO", streams[path]).getvalue())
            except Exception as error:
                raise self._wrong(path, "written", error) from None

    def sweep(self, path: str) -> None:
        """Nothing is left: an object is put whole."""

    def describe(self, path: str) -> str:
        """The URL."""
        return f"{self.shown}/{path}" if path else self.shown

    def _wrong(self, path: str, what: str, error: Exception) -> InputError:
        """Every file system has errors of its own, so none can be told from a fault of ours."""
        where = self.describe(path)
        if isinstance(error, FileNotFoundError):
            return InputError(f"There is no file {where}. Check the name and the folder.")
        reason = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
        return InputError(f"{where} cannot be {what}: {reason}.")


def _entry(info: Mapping[str, Any]) -> Entry:
    name = str(info["name"]).rstrip("/").rpartition("/")[2]
    modified = 0.0
    for key in ("mtime", "LastModified", "last_modified", "created"):
        value = info.get(key)
        if isinstance(value, datetime):
            modified = value.timestamp()
        elif isinstance(value, int | float):
            modified = float(value)
        if modified:
            break
    with suppress(TypeError, ValueError):
        return Entry(name, int(info.get("size") or 0), modified, info.get("type") == "directory")
    return Entry(name)
