"""Writes files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from g60translate.errors import InputError, OutputExists


def write_together(files: Mapping[Path, bytes], *, replace: bool) -> None:
    """Write all of these files or none: temporary files in their folders, fsync, then renames.

    Raises OutputExists if a path is taken and `replace` is false, even where it was taken only
    while writing; raises InputError if a folder is missing, closed to us or full.
    """
    staged: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for path, data in files.items():
            with _explained(path):
                if not replace and path.exists():
                    raise FileExistsError
                staged[path] = _created(path)
                _fill(staged[path], data, mode=_mode(path))
        for path, temporary in staged.items():
            with _explained(path):
                _place(temporary, path, replace=replace)
            placed.append(path)
    except BaseException:
        # What stood there before cannot be brought back; what is new can be taken away.
        for path in () if replace else placed:
            _unlink(path)
        raise
    finally:
        for temporary in staged.values():
            _unlink(temporary)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Tell in our own words what went wrong with a file."""
    try:
        yield
    except FileExistsError:
        raise OutputExists(f"{path} exists already. Choose another name or give --force.") from None
    except FileNotFoundError:
        raise InputError(f"There is no folder {path.parent}. Create it first.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}.") from None


def _created(path: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    os.close(handle)
    return Path(name)


def _fill(temporary: Path, data: bytes, *, mode: int) -> None:
    with temporary.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
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
