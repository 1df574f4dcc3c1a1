"""Puts a finished model folder in its place, or nothing at all."""

from __future__ import annotations

import errno
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from g60translate.errors import ModelError, OutputExists
from g60translate.models.card import NAME_PATTERN

Existing = Literal["refuse", "replace"]

_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def new_folder(root: Path, name: str, *, existing: Existing) -> Iterator[Path]:
    """A scratch folder beside `root/name` that takes its place if the block ends well.

    Otherwise it is gone, and what stood there stands there still. The store overlooks folders
    that begin with a dot. Raises OutputExists, ModelError where the disk is full.
    """
    refuse_existing(root, name, existing)
    place = root / name
    with disk_guard(root):
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=root) as scratch:
            folder = Path(scratch) / name
            folder.mkdir()
            yield folder
            old = Path(scratch) / "replaced"
            if place.exists():
                place.replace(old)
            try:
                folder.replace(place)
            except OSError:
                if old.exists():
                    old.replace(place)
                raise


def refuse_existing(root: Path, name: str, existing: Existing) -> None:
    """Raise OutputExists where a model stands that may not be replaced, ModelError for no name."""
    if not re.fullmatch(NAME_PATTERN, name):
        raise ModelError(
            f"{name!r} is no name for a model. A name has letters, digits, dots, hyphens and "
            "underscores, and begins with a letter or a digit (--name)."
        )
    place = root / name
    if place.exists() and existing == "refuse":
        raise OutputExists(
            f"There is a model folder {place} already. Give the new one another name with --name, "
            "or replace it with --force."
        )


@contextmanager
def disk_guard(folder: Path) -> Iterator[None]:
    """Turn errors of the disk below `folder` into ModelError with what to do about them."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise disk_full(folder) from error
        if isinstance(error, PermissionError):
            raise ModelError(
                f"{error.filename or folder} cannot be written: {error.strerror}. Name a folder of "
                "your own for models in the variable G60_MODELS."
            ) from error
        raise


def disk_full(folder: Path, *, needed: int | None = None) -> ModelError:
    """The error for a disk without room; `needed` in bytes."""
    free = shutil.disk_usage(_existing(folder)).free
    wanted = "" if needed is None else f" of the {needed / 1e6:,.0f} MB that are needed"
    return ModelError(
        f"The disk of {folder} is full: {free / 1e6:,.0f} MB{wanted} are free. Make room there, or "
        "name a folder on another disk in the variable G60_MODELS, and run the command again. "
        "Nothing was installed."
    )


def remove_folder(folder: Path) -> None:
    """Remove a model folder, out of sight first: it is never half a model."""
    with (
        disk_guard(folder.parent),
        tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch,
    ):
        folder.replace(Path(scratch) / "removed")


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())
