"""Writes files whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from g60translate.errors import DiskFull, InputError, OutputExists

_FULL = (errno.ENOSPC, errno.EDQUOT)


def write_together(files: Mapping[Path, bytes], *, replace: bool) -> None:
    """Write all of these files or none; see `opened_together`."""
    with opened_together(files, replace=replace) as streams:
        for path, data in files.items():
            with explained(path):
                streams[path].write(data)


@contextmanager
def opened_together(paths: Iterable[Path], *, replace: bool) -> Iterator[dict[Path, BinaryIO]]:
    """Streams to write files with that appear all at the end or, after an error, not at all.

    Temporary files in their folders, fsync, then renames. Raises OutputExists if a path is taken
    and `replace` is false, even where it was taken only while writing; raises InputError if a
    folder is missing, closed to us or full.
    """
    staged: dict[Path, Path] = {}
    streams: dict[Path, BinaryIO] = {}
    placed: list[Path] = []
    try:
        for path in paths:
            with explained(path):
                if not replace and path.exists():
                    raise FileExistsError
                staged[path] = _created(path)
                streams[path] = staged[path].open("wb")
        yield streams
        for path, stream in streams.items():
            with explained(path):
                _finish(stream, staged[path], mode=_mode(path))
        for path, temporary in staged.items():
            with explained(path):
                _place(temporary, path, replace=replace)
            placed.append(path)
        for folder in {path.parent for path in placed}:
            _settle(folder)
    except BaseException:
        # What stood there before cannot be brought back; what is new can be taken away.
        for path in () if replace else placed:
            _unlink(path)
        raise
    finally:
        for path, temporary in staged.items():
            with contextlib.suppress(OSError, KeyError):
                streams[path].close()
            _unlink(temporary)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Tell in our own words what went wrong with a file."""
    try:
        yield
    except FileExistsError:
        raise OutputExists(f"{path} exists already. Choose another name or give --force.") from None
    except FileNotFoundError:
        raise InputError(f"There is no folder {path.parent}. Create it first.") from None
    except OSError as error:
        kind = DiskFull if error.errno in _FULL else InputError
        raise kind(f"{path} cannot be written: {error.strerror or error}.") from None


def _created(path: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    os.close(handle)
    return Path(name)


def _finish(stream: BinaryIO, temporary: Path, *, mode: int) -> None:
    stream.flush()
    os.fsync(stream.fileno())
    stream.close()
    temporary.chmod(mode)


def _place(temporary: Path, path: Path, *, replace: bool) -> None:
    if replace:
        temporary.replace(path)
        return
    try:
        # Unlike a rename, a link fails if somebody took the name in the meantime.
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no links; the check at the beginning must then do.
        if path.exists():
            raise FileExistsError from None
        temporary.replace(path)


def _settle(folder: Path) -> None:
    """Have the disk know the names in a folder too; where folders cannot be synced, it will."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unlink(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """Permissions of the file that is replaced, or those that a new file would get."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
